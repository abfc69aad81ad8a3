import Autograd
import TensorCore

/// Compares gradients with differences of values (`torch.autograd.gradcheck`).
package enum GradientCheck {
  /// A Jacobian that does not agree with differences. Its arrays are its own, nobody writes to them.
  package struct Mismatch: Error, CustomStringConvertible, @unchecked Sendable {
    /// The output and input whose Jacobian it is.
    package let output: Int
    package let input: Int
    /// One row for each element of the input, one column for each element of the output.
    package let numerical: NDArray
    package let analytical: NDArray

    package var description: String {
      "Jacobian mismatch for output \(output) with respect to input \(input)"
    }
  }

  /// Checks the Jacobians of `function` at `inputs`: those that require a gradient and are of type float64.
  ///
  /// - Parameters:
  ///   - eps: The step of the differences.
  ///   - atol: How far an element may be off in any case.
  ///   - rtol: How far it may be off in proportion to its size.
  package static func check(
    _ inputs: [Tensor], eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3,
    _ function: ([Tensor]) throws -> [Tensor]
  ) throws {
    func parts(_ inputs: [Tensor]) throws -> [Tensor] { try realParts(function(inputs)) }
    let outputs = try parts(inputs).enumerated().filter { $0.element.dtype.isFloatingPoint }
    for (inputIndex, input) in inputs.enumerated() where input.requiresGrad && input.isLeaf {
      let differences = try numericalJacobians(inputs, input, eps, parts)
      for (outputIndex, output) in outputs {
        let analytical = try analyticalJacobian(output, input)
        guard let numerical = differences[outputIndex] else { continue }
        for (a, n) in try zip(analytical.doubles, numerical.doubles) where !(abs(a - n) <= atol + rtol * abs(n)) {
          throw Mismatch(output: outputIndex, input: inputIndex, numerical: numerical, analytical: analytical)
        }
      }
    }
  }

  /// Complex tensors as the two numbers of each element.
  private static func realParts(_ outputs: [Tensor]) throws -> [Tensor] {
    try outputs.map { $0.dtype.isComplex ? try Operator.viewAsReal(.tensor($0)) : $0 }
  }

  /// Central differences of every output for each element of `input`, by index of the output.
  private static func numericalJacobians(
    _ inputs: [Tensor], _ input: Tensor, _ eps: Double, _ function: ([Tensor]) throws -> [Tensor]
  ) throws -> [Int: NDArray] {
    var positions: [Int] = []
    input.array.forEachPosition { positions.append($0) }
    var rows: [Int: [Double]] = [:]
    var columns: [Int: Int] = [:]
    for position in positions {
      let original = input.array.element(at: position)
      func values(_ value: Double) throws -> [[Double]] {
        input.array.setElement(at: position, .double(value))
        defer { input.array.setElement(at: position, original) }
        return try GradMode.with(false) { try function(inputs).map { try $0.array.doubles } }
      }
      let (up, down) = (try values(original.double + eps), try values(original.double - eps))
      for index in up.indices {
        rows[index, default: []] += zip(up[index], down[index]).map { ($0 - $1) / (2 * eps) }
        columns[index] = up[index].count
      }
    }
    return try rows.reduce(into: [:]) { result, row in
      result[row.key] = try NDArray(row.value, shape: [positions.count, columns[row.key] ?? 0], .float64)
    }
  }

  /// The Jacobian by one backward pass for each element of the output.
  private static func analyticalJacobian(_ output: Tensor, _ input: Tensor) throws -> NDArray {
    let (rows, columns) = (input.array.count, output.array.count)
    let result = try NDArray(zeros: [rows, columns], .float64)
    guard output.requiresGrad else { return result }
    for column in 0..<columns {
      let start = try NDArray(zeros: output.array.shape, output.dtype)
      start.setElement(at: column, .double(1))
      let gradient = try Engine.grad(
        [output], [input], gradients: [Tensor(start)], retainGraph: true, allowUnused: true)[0]
      for (row, value) in (try gradient?.array.doubles ?? []).enumerated() {
        result.setElement(at: row * columns + column, .double(value))
      }
    }
    return result
  }

  /// Checks the gradients of the gradients (`torch.autograd.gradgradcheck`): the first ones are taken with fixed
  /// gradients of the outputs that require a gradient themselves.
  package static func checkSecondOrder(
    _ inputs: [Tensor], eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3,
    _ function: ([Tensor]) throws -> [Tensor]
  ) throws {
    var maker = SampleMaker()
    let starts = try realParts(function(inputs)).filter(\.requiresGrad).map { try maker.tensor($0.array.shape.array) }
    let wanted = inputs.filter { $0.requiresGrad && $0.isLeaf }
    try check(inputs + starts, eps: eps, atol: atol, rtol: rtol) { all in
      try GradMode.with(true) {
        let outputs = try realParts(function(Array(all.prefix(inputs.count)))).filter(\.requiresGrad)
        if outputs.isEmpty { return [] }
        let gradients = try Engine.grad(
          outputs, wanted, gradients: Array(all.suffix(starts.count)), createGraph: true, allowUnused: true)
        return gradients.compactMap { $0 }
      }
    }
  }
}

extension Operator {
  /// Checks the gradient of each sample, and the gradient of the gradient.
  package func checkGradients() throws {
    var maker = SampleMaker()
    for arguments in try samples.make(&maker) {
      let inputs = arguments.flatMap { argument -> [Tensor] in
        switch argument {
        case .tensor(let tensor): [tensor]
        case .tensors(let tensors): tensors
        default: []
        }
      }
      func function(_ tensors: [Tensor]) throws -> [Tensor] {
        try self(OperatorArguments(arguments)).tensors.enumerated().filter { differentiableResults.contains($0.offset) }
          .map(\.element)
      }
      try GradientCheck.check(inputs, function)
      do {
        try GradientCheck.checkSecondOrder(inputs, atol: 1e-4, function)
      } catch let error as TorchError
        where error.message.hasPrefix("the derivative for ") || error.message.hasPrefix("derivative for aten::")
      {
        // PyTorch has no second derivative either, and says so.
      }
    }
  }
}
