import Testing

@testable import TensorCore

/// Arithmetic of half types in layouts of every kind, against what PyTorch gives.
@Suite struct HalfLoopTests {
  private static func array(_ numbers: [Double], _ shape: Dims, _ dtype: DType = .float16) throws -> NDArray {
    try NDArray(numbers.map { .double($0) }, shape: shape, dtype)
  }

  private static func bits(_ array: NDArray) throws -> [UInt16] {
    let row = try array.contiguous()
    return (0..<row.count).map { row.pointer(UInt16.self)[$0] }
  }

  @Test func neighboursOfStretchedNumbers() throws {
    let x = try Self.array([1, -1, 0, -0.0, 65504, .infinity, 0x1p-24], [7, 1])
    let next = try x.apply(.nextafter, Self.array([2, -.infinity, -1, 1], [4]), as: .float16)
    #expect(
      try Self.bits(next) == [
        15361, 15359, 15359, 15360, 48127, 48129, 48128, 48127, 1, 32769, 32769, 1, 1, 32769, 32769, 1, 31742, 31742,
        31742, 31742, 31743, 31743, 31743, 31743, 2, 0, 0, 2,
      ])
    let turned = try Self.array([1, 2, 3, 4, 5, 6], [2, 3]).transpose(0, 1)
    let signs = try Self.array([-1, 1, -1, 1, -1, 1], [3, 2])
    #expect(try turned.apply(.copysign, signs, as: .float16).doubles == [-1, 4, -2, 5, -3, 6])
    let number = try Self.array([1], [], .bfloat16).apply(.nextafter, Self.array([2], [], .bfloat16), as: .bfloat16)
    #expect(try Self.bits(number) == [16257])
    let none = try Self.array([.nan, 1], [2]).apply(.nextafter, Self.array([1, .nan], [2]), as: .float16)
    #expect(try none.doubles.allSatisfy(\.isNaN))
  }

  @Test func integersAreRoundedBeforeTheyAreFactors() throws {
    let wide = try NDArray([.int(2049), .int(2051)], shape: [2], .int64)
    #expect(try Self.array([3, 1], [2]).mul(wide, as: .float16).doubles == [6144, 2052])
    #expect(try wide.div(Self.array([1, 2], [2]), as: .float16).doubles == [2048, 1026])
  }

  @Test func quotientsOfStretchedNumbersAreRoundedBeforeTheyAreCut() throws {
    let a = try Self.array([1841, 649, 1783, 1022], [2, 2])
    let b = try Self.array([2.947265625, 3.1171875], [2, 1])
    #expect(try a.truncatedDivide(b, as: .float16).doubles == [624, 220, 572, 327])
    #expect(try a.truncatedDivide(Self.array([3.1171875], [1, 1]), as: .float16).doubles == [590, 208, 571, 327])
  }

  @Test func groupsOfScaledSumsAreRoundedOnce() throws {
    let (one, y) = (try Self.array([1], []), try Self.array([Double](repeating: 1.703125, count: 33), [33]))
    let ones = try Self.array([Double](repeating: 1, count: 33), [33])
    let factor = try NDArray(scalar: .double(0.3), .float16)
    let expected = [Double](repeating: 1.5107421875, count: 32) + [1.51171875]
    for x in [one, ones] {
      #expect(try x.adding(factor, timesHalves: y, sign: 1, as: .float16)?.doubles == expected)
    }
    let number = try Self.array([1.703125], [])
    #expect(try ones.adding(factor, timesHalves: number, sign: 1, as: .float16)?.doubles == expected)
  }
}
