import TensorCore

/// The comparison of one run of a node with differences of its operation.
struct NodeComparison {
  private let node: Node
  private let replay: NodeReplay
  private let call: BackwardCall
  /// The gradients that arrived at the outputs, as lists of numbers.
  private let weights: [[Double]?]
  /// `sum(weights * outputs)` of the inputs as they were, and the sum of the absolute values.
  private let middle: (value: Double, magnitude: Double)
  /// Whether the outputs have double precision although the operation may compute in another.
  private let isPrecise: Bool
  /// How many derivatives were compared.
  private(set) var count = 0

  init(_ node: Node, _ replay: NodeReplay, _ call: BackwardCall) throws {
    self.node = node
    self.replay = replay
    self.call = call
    weights = try (0..<node.outputCount).map { try call.gradient($0).map { try Self.numbers($0.array) } }
    let outputs = try replay.outputs(replay.inputs, call.session)
    isPrecise = outputs.allSatisfy { !$0.dtype.isDifferentiable || NodeReplay.precise($0.dtype) == $0.dtype }
    middle = Self.total(try Self.products(outputs, weights))
  }

  /// The most elements of an input that are compared one by one.
  private static let elementLimit = 32

  /// Where the gradient of input `index` is not what differences give; nil if it is.
  mutating func disagreement(ofInput index: Int) throws -> GradientAudit.Disagreement? {
    guard index < replay.inputs.count, let input = replay.inputs[index], input.dtype.isDifferentiable else {
      return nil
    }
    var given = call.result(index)
    if let gradient = given, gradient.array.shape != input.shape {
      given = try call.session.operations.sum(gradient, to: input.shape)
    }
    let values = try Self.numbers(input)
    let analytical = try given.map { try Self.numbers($0.array) } ?? [Double](repeating: 0, count: values.count)
    guard analytical.count == values.count else { return nil }
    let relative = tolerance(of: given?.dtype)
    var scale = 0.0
    for value in analytical where value.isFinite { scale = max(scale, abs(value)) }
    let step = values.count <= Self.elementLimit ? 1 : values.count / (Self.elementLimit / 2)
    for element in stride(from: 0, to: values.count, by: max(step, 1)) {
      var direction: [Int: Double] = [:]
      direction[element] = 1
      let slope = try slope(index, values, direction, size: max(1, abs(values[element])))
      guard let slope else { continue }
      // Where large parts cancel, what is left is no more exact than they are.
      let bound =
        relative * max(abs(slope.value), abs(analytical[element])) + relative / 10 * scale + relative / 100
        * slope.spread + slope.noise
      if slope.bend > 2 * bound { continue }
      count += 1
      if !(abs(slope.value - analytical[element]) <= bound) {
        return disagreement(index, input.dtype.isComplex ? element / 2 : element, analytical[element], slope.value)
      }
    }
    return step == 1 ? nil : try directionalDisagreement(index, values, analytical, relative)
  }

  /// Compares all elements of a large input at once, along a direction of ones with changing signs.
  private mutating func directionalDisagreement(
    _ index: Int, _ values: [Double], _ analytical: [Double], _ relative: Double
  ) throws -> GradientAudit.Disagreement? {
    var direction: [Int: Double] = [:]
    var (expected, length) = (0.0, 0.0)
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for element in values.indices {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let sign: Double = bits >> 63 == 0 ? 1 : -1
      direction[element] = sign
      expected += sign * analytical[element]
      length += analytical[element] * analytical[element]
    }
    guard let slope = try slope(index, values, direction, size: 1) else { return nil }
    let bound = relative * (length.squareRoot() + abs(slope.value) + slope.spread / 100) + slope.noise
    if slope.bend > 2 * bound { return nil }
    count += 1
    return abs(slope.value - expected) <= bound ? nil : disagreement(index, nil, expected, slope.value)
  }

  private func disagreement(
    _ input: Int, _ element: Int?, _ analytical: Double, _ numerical: Double
  ) -> GradientAudit.Disagreement {
    GradientAudit.Disagreement(
      operation: node.name, line: replay.line, input: input, element: element, analytical: analytical,
      numerical: numerical)
  }

  /// How far a gradient of a type may be off in proportion to its size.
  private func tolerance(of dtype: DType?) -> Double {
    if !isPrecise { return 0.05 }
    switch dtype {
    case .float64, .complex128: return 1e-4
    case .float16, .bfloat16: return 5e-2
    default: return 2e-3
    }
  }

  /// A derivative by central differences.
  private struct Slope {
    let value: Double
    /// How far the differences to both sides are apart.
    let bend: Double
    /// What rounding may have done to the differences.
    let noise: Double
    /// The sum of the sizes of what adds up to the value.
    let spread: Double
  }

  /// The derivative along a direction; nil where it is not a number.
  private func slope(
    _ index: Int, _ values: [Double], _ direction: [Int: Double], size: Double
  ) throws -> Slope? {
    let step = (isPrecise ? 1e-5 : 5e-3) * size
    let up = try moved(index, values, direction, by: step)
    let down = try moved(index, values, direction, by: -step)
    let (sumUp, sumDown) = (Self.total(up).value, Self.total(down).value)
    let (right, left) = ((sumUp - middle.value) / step, (middle.value - sumDown) / step)
    let value = (sumUp - sumDown) / (2 * step)
    guard value.isFinite else { return nil }
    var spread = 0.0
    for (a, b) in zip(up, down) { spread += abs(a - b) / (2 * step) }
    let rounding = isPrecise ? 1e-15 : 3e-7
    return Slope(
      value: value, bend: isPrecise ? abs(right - left) : 0, noise: 8 * rounding * middle.magnitude / step,
      spread: spread)
  }

  private func moved(
    _ index: Int, _ values: [Double], _ direction: [Int: Double], by step: Double
  ) throws -> [Double] {
    // What a forward of a document writes into its arguments must not be seen by the next one.
    let inputs = try replay.inputs.map { try $0?.clone() }
    if let input = inputs[index] {
      var values = values
      for (element, weight) in direction { values[element] += weight * step }
      let isComplex = input.dtype.isComplex
      for element in direction.keys {
        let place = isComplex ? element / 2 : element
        input.setElement(
          at: place, isComplex ? .complex(values[2 * place], values[2 * place + 1]) : .double(values[element]))
      }
    }
    return try Self.products(try replay.outputs(inputs, call.session), weights)
  }

  /// The products of all outputs' elements with their weights.
  private static func products(_ outputs: [NDArray], _ weights: [[Double]?]) throws -> [Double] {
    var products: [Double] = []
    for (output, weights) in zip(outputs, weights) {
      guard let weights else { continue }
      let numbers = try numbers(output)
      guard numbers.count == weights.count else {
        throw TorchError(.runtime, "computed again, it gives another shape")
      }
      for (a, b) in zip(numbers, weights) { products.append(a * b) }
    }
    return products
  }

  /// The sum, and the sum of the absolute values.
  private static func total(_ products: [Double]) -> (value: Double, magnitude: Double) {
    products.reduce((0, 0)) { ($0.0 + $1, $0.1 + abs($1)) }
  }

  /// The elements in row-major order; of complex arrays the real and the imaginary part of each.
  private static func numbers(_ array: NDArray) throws(TorchError) -> [Double] {
    array.dtype.isComplex ? try array.elements.flatMap { [$0.double, $0.imaginary] } : try array.doubles
  }
}
