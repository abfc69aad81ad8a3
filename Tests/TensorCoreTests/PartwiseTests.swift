import Testing

@testable import TensorCore

/// Arrays so large that elements are converted, or laid out anew, a part at a time give what copies of them give.
@Suite struct PartwiseTests {
  /// More elements than one part has, many of them alike, and some that are no numbers.
  private static func array(_ dtype: DType, nan: Bool = false) throws -> NDArray {
    let array = try NDArray(empty: [203, 301], dtype)
    for index in 0..<array.count {
      array.setElement(at: index, .double(Double((index * 7919 + 13) % 1009 - 500) / 64))
    }
    if nan { for index in [77, 4_000, 60_000] { array.setElement(at: index, .double(.nan)) } }
    return array
  }

  private static func bits(_ arrays: [NDArray]) throws -> [[UInt8]] { try arrays.map { try $0.elementBytes() } }

  /// Functions whose results depend neither on the type nor on the layout of the elements.
  private static let functions: [(String, @Sendable (NDArray) throws -> [NDArray])] = [
    ("norm 1", { try [$0.normSum(.size, [0], keepdim: false), $0.normSum(.size, nil, keepdim: true)] }),
    ("norm 0", { try [$0.countNonzero([1]), $0.countNonzero()] }),
    (
      "norm inf",
      { try [$0.extremeSize(max: true, nil, keepdim: false), $0.extremeSize(max: false, [1], keepdim: true)] }
    ),
    ("median", { try [$0.medianOfAll(ignoresNaN: false), $0.medianOfAll(ignoresNaN: true)] }),
    (
      "median of lines",
      { x in
        try (0...1).flatMap { dim in
          let median = try x.median(dim: dim, keepdim: false, ignoresNaN: true)
          return [median.values, median.indices]
        }
      }
    ),
    (
      "mode",
      { x in
        let mode = try x.mode(dim: 0, keepdim: false)
        return [mode.values, mode.indices]
      }
    ),
    (
      "sort",
      { x in
        try (0...1).flatMap { dim in
          let sorted = try x.sort(dim, descending: dim == 0, stable: true)
          return [sorted.values, sorted.indices]
        }
      }
    ),
    (
      "topk",
      { x in
        try [2, 100].flatMap { k in
          let chosen = try x.topk(k, dim: 0, largest: true)
          return [chosen.values, chosen.indices]
        }
      }
    ),
    (
      "unique",
      { x in
        let distinct = try x.unique((inverse: true, counts: true))
        return [distinct.values, distinct.inverse, distinct.counts].compactMap { $0 }
      }
    ),
    (
      "unique_consecutive",
      { x in
        let distinct = try x.uniqueConsecutive((inverse: true, counts: true))
        return [distinct.values, distinct.inverse, distinct.counts].compactMap { $0 }
      }
    ),
    ("nonzero", { try [$0.nonzero(), $0.nonzero(atMost: 50)] }),
    ("isin", { try [$0.isAmong([0, 0.25, 3], inverted: false)] }),
    (
      "cummax",
      { x in
        let found = try x.cumulativeExtremum(max: true, dim: 0)
        return [found.values, found.indices]
      }
    ),
  ]

  @Test(arguments: [false, true]) func halvesAreTakenAsTheNumbersTheyAre(nan: Bool) throws {
    for dtype in [DType.float16, .bfloat16] {
      let halves = try Self.array(dtype, nan: nan)
      let singles = try halves.cast(to: .float32)
      for (name, function) in Self.functions {
        let own = try function(halves)
        let wanted = try zip(function(singles), own).map { try $0.cast(to: $1.dtype) }
        #expect(try Self.bits(own) == Self.bits(wanted), "\(name) of \(dtype)")
      }
      let sums: [(NDArray) throws -> NDArray] = [
        { try $0.sum([0]) }, { try $0.mean([0]) }, { try $0.sum([1]) }, { try $0.softmax(0, log: false) },
      ]
      let variances = try [halves, halves.cast(to: .float64)].map { x in
        try [x.variance([0], correction: 1), x.variance(correction: 0)].map { try $0.cast(to: dtype) }
      }
      #expect(try Self.bits(variances[0]) == Self.bits(variances[1]), "var of \(dtype)")
      for (number, function) in sums.enumerated() {
        let own = try function(halves)
        #expect(try Self.bits([own]) == Self.bits([function(singles).cast(to: dtype)]), "sum \(number) of \(dtype)")
      }
    }
  }

  @Test(arguments: [false, true]) func layoutDoesNotMatter(nan: Bool) throws {
    let turned = try Self.array(.float32, nan: nan).transpose(0, 1)
    let copy = try turned.contiguous()
    for (name, function) in Self.functions {
      #expect(try Self.bits(function(turned)) == Self.bits(function(copy)), "\(name)")
    }
    let squares: (NDArray) throws -> [NDArray] = {
      try [$0.variance([0], correction: 1), $0.logcumsumexp(0)]
    }
    #expect(try Self.bits(squares(turned)) == Self.bits(squares(copy)))
    // All squares are added along memory, as PyTorch adds them.
    let own = try turned.transpose(0, 1).normSum(.square, nil, keepdim: false)
    #expect(try Self.bits([turned.normSum(.square, nil, keepdim: false)]) == Self.bits([own]))
    let places = try NDArray([0, 60_000, -1].map(Scalar.int), shape: [3], .int64)
    #expect(try turned.take(places).doubles.description == copy.take(places).doubles.description)
  }
}
