// swift-format-ignore-file: NeverForceUnwrap

import Testing

@testable import TensorCore

/// Draws recorded from PyTorch, compared bit by bit.
@Suite struct RandomTests {
  struct Program: Decodable {
    struct Step: Decodable {
      enum Argument: Decodable {
        case number(Double), list([Double]), flag(Bool)
        init(from decoder: Decoder) throws {
          let container = try decoder.singleValueContainer()
          if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
          } else if let list = try? container.decode([Double].self) {
            self = .list(list)
          } else {
            self = .number(try container.decode(Double.self))
          }
        }
        var number: Double { if case .number(let value) = self { value } else { 0 } }
      }
      let k: String
      let d: String
      let s: [Int]
      let a: [Argument]
      let bits: String
    }
    let seed: UInt64
    let steps: [Step]
  }

  private func draw(_ step: Program.Step, _ generator: Generator) throws -> NDArray {
    let dtype = DType.allCases.first { $0.name == step.d }!
    let array = try NDArray(empty: Dims(step.s), dtype)
    let numbers = step.a.map(\.number)
    switch step.k {
    case "uniform": try array.fillUniform(generator, from: numbers[0], to: numbers[1])
    case "uniformTransposed": try array.transpose(0, 1).fillUniform(generator, from: numbers[0], to: numbers[1])
    case "normal": try array.fillNormal(generator, mean: numbers[0], std: numbers[1])
    case "normalTransposed": try array.transpose(0, 1).fillNormal(generator, mean: numbers[0], std: numbers[1])
    case "integers":
      if numbers.isEmpty {
        array.fillIntegers(generator)
      } else {
        try array.fillIntegers(generator, from: Int(numbers[0]), to: Int(numbers[1]))
      }
    case "permutation":
      let order = try NDArray(empty: Dims(step.s), .int64)
      order.fillPermutation(generator)
      return order
    case "bernoulli": try array.fillBernoulli(generator, p: numbers[0])
    case "bernoulliOf":
      try array.fillBernoulli(generator, probabilities: NDArray(full: Dims(step.s), .double(numbers[0]), dtype))
    case "exponential": try array.fillExponential(generator, rate: numbers[0])
    case "geometric": try array.fillGeometric(generator, p: numbers[0])
    case "cauchy": try array.fillCauchy(generator, median: numbers[0], sigma: numbers[1])
    case "logNormal": try array.fillLogNormal(generator, mean: numbers[0], std: numbers[1])
    default: Issue.record("unknown kind \(step.k)")
    }
    return array
  }

  private func bits(_ array: NDArray) -> String {
    if array.dtype == .bool { return ((try? array.elements) ?? []).map { $0.isTrue ? "1" : "0" }.joined() }
    return (0..<array.count).map { index -> String in
      switch array.dtype.itemSize {
      case 1: String(array.pointer(UInt8.self)[index], radix: 16)
      case 2: String(array.pointer(UInt16.self)[index], radix: 16)
      case 4: String(array.pointer(UInt32.self)[index], radix: 16)
      default: String(array.pointer(UInt64.self)[index], radix: 16)
      }
    }.joined(separator: " ")
  }

  @Test func recordedDraws() throws {
    for program in try recordedLines("random/draws.jsonl", as: Program.self) {
      let generator = Generator()
      generator.seed(program.seed)
      for step in program.steps {
        let text = bits(try draw(step, generator))
        #expect(text == step.bits, "\(step.k) \(step.d) \(step.s) seed \(program.seed)")
        if text != step.bits { break }
      }
    }
  }

  /// The first words of Matsumoto and Nishimura's generator, as PyTorch seeds it.
  @Test(
    arguments: [
      (0, [2_357_136_044, 2_546_248_239, 3_071_714_933, 3_626_093_760, 2_588_848_963]),
      (1, [1_791_095_845, 4_282_876_139, 3_093_770_124, 4_005_303_368, 491_263]),
      (42, [1_608_637_542, 3_421_126_067, 4_083_286_876, 787_846_414, 3_143_890_026]),
    ] as [(UInt64, [UInt32])])
  func firstWords(seed: UInt64, words: [UInt32]) {
    let generator = Generator(seed: seed)
    #expect(words.map { _ in generator.random() } == words)
  }

  @Test func stateIsRestored() throws {
    let generator = Generator(seed: 7)
    _ = generator.normal()
    let state = generator.stateBytes
    let first = (0..<700).map { _ in generator.random() }
    try generator.restore(state)
    #expect((0..<700).map { _ in generator.random() } == first)
    #expect(throws: TorchError.self) { try generator.restore([1, 2]) }
  }
}
