import Autograd
import TensorCore

/// The arguments that an operator is tried on: its gradient is compared with differences of its values.
package struct Samples: Sendable {
  /// Makes lists of arguments; empty for an operator that is not tried by itself.
  package let make: @Sendable (inout SampleMaker) throws -> [[Argument]]

  /// Samples made by a function.
  package init(_ make: @escaping @Sendable (inout SampleMaker) throws -> [[Argument]]) { self.make = make }

  /// None.
  package static let none = Samples { _ in [] }
}

/// Makes the tensors of samples: the same ones in each run.
package struct SampleMaker {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// A maker at the start of its sequence.
  package init() {}

  /// The next number between 0 and 1 (SplitMix64).
  private mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
