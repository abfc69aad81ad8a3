import Foundation
import Testing

@testable import TensorCore

/// Vectorised loops against the same thing done one by one.
@Suite struct KernelTests {
  /// Numbers over all magnitudes, of both signs, and the special ones; more than one block of them.
  static let numbers: [Float] = {
    var result: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    var bits: UInt32 = 1
    while result.count < 3001 {
      bits = bits &* 1_664_525 &+ 1_013_904_223
      let value = Float(bitPattern: bits)
      result.append(result.count % 2 == 0 ? value : value.truncatingRemainder(dividingBy: 20))
    }
    return result
  }()

  @Test(arguments: [
    FloatingFunction.exp, .expm1, .log, .log1p, .log2, .log10, .exp2, .sin, .cos, .tan, .tanh, .sinh, .cosh, .asin,
    .acos,
    .atan, .asinh, .acosh, .atanh, .erf, .erfc, .floor, .ceil, .round, .trunc, .sqrt, .softplus,
    .logSigmoid,
  ])
  func singlePrecisionIsNearest(_ function: FloatingFunction) throws {
    let numbers = Self.numbers
    let input = try NDArray(numbers.map { .double(Double($0)) }, shape: [numbers.count], .float32)
    let output = try input.apply(function)
    for (index, x) in numbers.enumerated() {
      let exact = Float(function.value(Double(x)))
      let value = output.pointer(Float.self)[index]
      if exact.isNaN {
        #expect(value.isNaN, "\(function) of \(x): \(value)")
      } else if exact.isInfinite || exact == 0 {
        #expect(value == exact || (exact == 0 && abs(value) < 1e-37), "\(function) of \(x): \(value)")
      } else {
        #expect(abs(value - exact) <= exact.ulp, "\(function) of \(x): \(value), not \(exact)")
      }
    }
  }

  /// Several roundings, as in PyTorch.
  @Test func mishIsClose() throws {
    let numbers = Self.numbers.filter { $0 > -80 && $0 < .infinity }
    let input = try NDArray(numbers.map { .double(Double($0)) }, shape: [numbers.count], .float32)
    let output = try input.apply(.mish)
    for (index, x) in numbers.enumerated() {
      let exact = Float(FloatingFunction.mish.value(Double(x)))
      #expect(abs(output.pointer(Float.self)[index] - exact) <= 4 * exact.ulp, "\(x)")
    }
  }

  /// Where 1 and a number near -1 cancel, only the absolute error is bounded. (That of PyTorch's `gelu` is 3.6e-7.)
  @Test(arguments: [FloatingFunction.gelu, .geluTanh, .tanhshrink])
  func activationsAreClose(_ function: FloatingFunction) throws {
    let input = try NDArray((0..<400).map { .double(Double($0 - 200) * 0.05) }, shape: [400], .float32)
    let output = try input.apply(function)
    for index in 0..<400 {
      let exact = function.value(input.element(at: index).double)
      #expect(abs(output.element(at: index).double - exact) <= 1.6e-7 * abs(input.element(at: index).double))
    }
  }

  @Test(arguments: [FloatingFunction.exp, .log, .sin, .tanh, .erf, .sigmoid, .silu])
  func doublePrecisionIsClose(_ function: FloatingFunction) throws {
    let numbers = (0..<501).map { Double($0 - 250) * 0.037 }
    let input = try NDArray(numbers.map(Scalar.double), shape: [numbers.count], .float64)
    let output = try input.apply(function)
    for (index, x) in numbers.enumerated() {
      let (value, exact) = (output.pointer(Double.self)[index], function.value(x))
      #expect(
        value == exact || (value.isNaN && exact.isNaN) || abs(value - exact) <= 4 * exact.ulp, "\(function) of \(x)")
    }
  }

  /// Blocks of ordinary numbers go another way than those with one that is not, and the last elements another way than
  /// whole groups: the results are the same.
  @Test(arguments: [FloatingFunction.exp, .sigmoid, .silu, .softplus, .logSigmoid, .mish, .tanh, .erf, .gelu, .exp2])
  func neighboursDoNotMatter(_ function: FloatingFunction) throws {
    let numbers = (0..<700).map { Float($0 - 350) * 0.2371 }
    let plain = try NDArray(numbers.map { .double(Double($0)) }, shape: [700], .float32).apply(function)
    for (place, extreme) in [(0, Float.nan), (300, 89), (450, -.infinity), (699, 1e30)] {
      var changed = numbers
      changed[place] = extreme
      let mixed = try NDArray(changed.map { .double(Double($0)) }, shape: [700], .float32).apply(function)
      for index in 0..<700 where index != place {
        #expect(
          mixed.pointer(Float.self)[index] == plain.pointer(Float.self)[index], "\(function) of \(numbers[index])")
      }
    }
    for count in [1, 2, 15, 63, 64, 65, 255, 257] {
      let few = try NDArray(numbers[..<count].map { .double(Double($0)) }, shape: [count], .float32).apply(function)
      for index in 0..<count { #expect(few.pointer(Float.self)[index] == plain.pointer(Float.self)[index]) }
    }
  }

  @Test func runningSumsOfColumnsAreThoseOfEachColumn() throws {
    for columns in [2, 63, 64, 65, 130] {
      let table = try NDArray(
        (0..<37 * columns).map { .double(sin(Double($0)) * 3) }, shape: [37, columns], .float32)
      let sums = try table.cumulative(0, product: false)
      for column in [0, 1, columns / 2, columns - 1] {
        let one = try table.select(1, column).contiguous().cumulative(0, product: false)
        #expect(try sums.select(1, column).isEqual(to: one))
      }
    }
  }

  @Test func softmaxOfRowsIsThatOfEachRow() throws {
    let rows = try NDArray((0..<3 * 37).map { .double(sin(Double($0)) * 30) }, shape: [3, 37], .float32)
    for isLog in [false, true] {
      let all = try rows.softmax(1, log: isLog)
      for row in 0..<3 {
        let one = try rows.select(0, row).contiguous().softmax(0, log: isLog)
        #expect(try all.select(0, row).isEqual(to: one))
        let total = (0..<37).reduce(0.0) { $0 + (isLog ? exp(one.element(at: $1).double) : one.element(at: $1).double) }
        #expect(abs(total - 1) < 1e-5)
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .int64, .int32, .uint8], [false, true])
  func sortingIsStable(_ dtype: DType, _ descending: Bool) throws {
    for length in [0, 1, 2, 7, 48, 49, 1000, 5000] {
      var state: UInt64 = 7
      var values: [Scalar] = (0..<length).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let number = Int(state >> 40) % 200 - (dtype == .uint8 ? 0 : 100)
        // Far apart, or near each other.
        if dtype == .int64, length == 1000 { return .int(number << 40) }
        return .int(dtype == .uint8 ? abs(number) : number)
      }
      if dtype.isFloatingPoint, length > 5 {
        values[1] = .double(.nan)
        values[3] = .double(-.infinity)
        values[4] = .double(-0.0)
        values[5] = .double(-.nan)
      }
      let input = try NDArray(values, shape: [length], dtype)
      let (sorted, places) = try input.sort(0, descending: descending, stable: true)
      func precedes(_ a: Double, _ b: Double) -> Bool { a < b || (!a.isNaN && b.isNaN) }
      let order = (0..<length).sorted { a, b in
        let (x, y) = (input.element(at: a).double, input.element(at: b).double)
        if descending ? precedes(y, x) : precedes(x, y) { return true }
        if descending ? precedes(x, y) : precedes(y, x) { return false }
        return a < b
      }
      #expect(try places.ints == order)
      for (place, origin) in order.enumerated() {
        let (x, y) = (sorted.element(at: place).double, input.element(at: origin).double)
        #expect(x == y || (x.isNaN && y.isNaN))
      }
    }
  }

  @Test func uniformBlocksAreTheNumbersOneByOne() throws {
    // Odd starts, so that runs begin within a block of 624 words and pairs of words lie across its end.
    for start in [0, 1, 623, 624, 625] {
      let (bulk, single) = (Generator(seed: 5), Generator(seed: 5))
      for _ in 0..<start { #expect(bulk.random() == single.random()) }
      let floats = try NDArray(empty: [1300], .float32)
      try floats.fillUniform(bulk, from: -1, to: 3)
      for index in 0..<1300 {
        #expect(floats.pointer(Float.self)[index] == Float(-1).addingProduct(single.uniform24(), 4))
      }
      let doubles = try NDArray(empty: [701], .float64)
      try doubles.fillUniform(bulk, from: 0, to: 1)
      for index in 0..<701 { #expect(doubles.pointer(Double.self)[index] == single.uniform53()) }
      #expect(bulk.stateBytes == single.stateBytes)
      let restored = Generator(seed: 0)
      try restored.restore(bulk.stateBytes)
      #expect(restored.random() == single.random())
    }
  }

  @Test func cumulativeSumsFollowAnyStrides() throws {
    let base = try NDArray((0..<60).map { .int(($0 * 37) % 11) }, shape: [3, 4, 5], .float32)
    for look in [base, try base.transpose(0, 2), try base.permute([1, 2, 0])] {
      for dim in 0..<3 {
        let sums = try look.cumulative(dim, product: false)
        #expect(sums.isContiguous)
        var last = try look.select(dim, 0)
        #expect(try sums.select(dim, 0).isEqual(to: last))
        for index in 1..<look.shape[dim] {
          last = try last.add(look.select(dim, index), as: .float32)
          #expect(try sums.select(dim, index).isEqual(to: last))
        }
      }
    }
  }

  @Test func stretchedOperandsAddRunByRun() throws {
    let a = try NDArray((0..<120).map { .int($0) }, shape: [4, 3, 10], .float32)
    let shapes: [Dims] = [[10], [3, 1], [4, 1, 1], [1, 3, 10], [4, 3, 1], [2, 1, 1, 10]]
    for shape in shapes {
      let b = try NDArray((0..<shape.product).map { .int(1000 * $0) }, shape: shape, .float32)
      for (x, y) in [(a, b), (b, a)] {
        let result = try x.add(y, as: .float32)
        let whole = result.shape
        let expected = try x.broadcasted(to: whole).contiguous().add(
          y.broadcasted(to: whole).contiguous(), as: .float32)
        #expect(try result.isEqual(to: expected))
      }
    }
  }
}
