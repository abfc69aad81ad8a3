import CKernels
import TensorCore

/// The last Python numbers that took part in operations, as tensors: a loop uses the same few again and again.
///
/// Nothing writes into such a tensor, because no document can reach it: what a node shows of it is a copy.
package struct WrappedNumbers {
  private var kept: [(number: Scalar, tensor: Tensor)?] = Array(repeating: nil, count: count)

  private static let count = 16

  /// The place of a number; nil for one that is not kept.
  private static func place(of number: Scalar) -> Int? {
    switch number {
    case .int(let value): Int(truncatingIfNeeded: UInt(bitPattern: value) % UInt(count))
    case .double(let value): Int(truncatingIfNeeded: (value.bitPattern ^ value.bitPattern >> 29) % UInt64(count))
    default: nil
    }
  }

  /// Bit by bit: 0.0 is not -0.0, and no number is not a number.
  private static func areSame(_ a: Scalar, _ b: Scalar) -> Bool {
    switch (a, b) {
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
    default: false
    }
  }

  /// The tensor of a number, if it is there.
  package func tensor(of number: Scalar) -> Tensor? {
    // Hooks of saved tensors may do anything with what they get.
    if ThreadState.current.pointee.packs_saved_tensors { return nil }
    guard let place = Self.place(of: number), let entry = kept[place], Self.areSame(entry.number, number) else {
      return nil
    }
    // In inference mode tensors are of another kind.
    return entry.tensor.isInference == GradMode.isInferenceEnabled ? entry.tensor : nil
  }

  /// Keeps the tensor of a number.
  package mutating func keep(_ tensor: Tensor, for number: Scalar) {
    if let place = Self.place(of: number) { kept[place] = (number, tensor) }
  }
}
