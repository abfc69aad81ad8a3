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

  /// One tensor with values in a range, in several shapes: 2-D, 0-dim, not contiguous.
  package static func elementwise(_ range: ClosedRange<Double> = -2...2) -> Samples {
    Samples { maker in
      [
        [.tensor(try maker.tensor([3, 2], range))], [.tensor(try maker.tensor([], range))],
        [.tensor(try maker.transposed([2, 3], range))],
      ]
    }
  }

  /// Two tensors of shapes that broadcast.
  package static func broadcast(_ range: ClosedRange<Double> = -2...2, _ other: ClosedRange<Double>? = nil) -> Samples {
    Samples { maker in
      try [([3, 2], [3, 2]), ([3, 2], [2]), ([3, 1], [1, 2]), ([], [3])].map { a, b in
        [.tensor(try maker.tensor(a, range)), .tensor(try maker.tensor(b, other ?? range))]
      }
    }
  }

  /// One tensor of a shape, and further arguments; once for each list of arguments.
  package static func tensor(
    _ shape: [Int], _ range: ClosedRange<Double> = -2...2,
    with arguments: @autoclosure @escaping @Sendable () -> [[Argument]]
  ) -> Samples {
    Samples { maker in
      try arguments().map { rest in [.tensor(try maker.tensor(shape, range))] + rest }
    }
  }

  /// Tensors of these shapes, and further arguments.
  package static func tensors(
    _ shapes: [[Int]], _ range: ClosedRange<Double> = -2...2,
    with arguments: @autoclosure @escaping @Sendable () -> [Argument] = []
  ) -> Samples {
    Samples { maker in
      [try shapes.map { .tensor(try maker.tensor($0, range)) } + arguments()]
    }
  }
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

  /// Values in a range, all different.
  private mutating func array(_ shape: [Int], _ range: ClosedRange<Double>) throws -> NDArray {
    let count = shape.reduce(1, *)
    let values = (0..<count).map { _ in range.lowerBound + next() * (range.upperBound - range.lowerBound) }
    return try NDArray(values, shape: Dims(shape), .float64)
  }

  /// A float64 tensor that requires a gradient.
  package mutating func tensor(_ shape: [Int], _ range: ClosedRange<Double> = -2...2) throws -> Tensor {
    let tensor = Tensor(try array(shape, range))
    try tensor.setRequiresGrad(true)
    return tensor
  }

  /// The same, with its dimensions in the opposite order in memory.
  package mutating func transposed(_ shape: [Int], _ range: ClosedRange<Double> = -2...2) throws -> Tensor {
    let tensor = Tensor(try array(shape, range).transpose(0, 1))
    try tensor.setRequiresGrad(true)
    return tensor
  }

  /// A float64 tensor that needs no gradient (a target).
  package mutating func constant(_ shape: [Int], _ range: ClosedRange<Double> = -2...2) throws -> Tensor {
    Tensor(try array(shape, range))
  }

  /// A tensor of given indices.
  package func indices(_ values: [Int], _ shape: [Int]? = nil) throws -> Tensor {
    Tensor(try NDArray(values.map(Scalar.int), shape: Dims(shape ?? [values.count]), .int64))
  }

  /// A tensor of given truth values.
  package func mask(_ values: [Bool], _ shape: [Int]? = nil) throws -> Tensor {
    Tensor(try NDArray(values.map(Scalar.bool), shape: Dims(shape ?? [values.count]), .bool))
  }
}
