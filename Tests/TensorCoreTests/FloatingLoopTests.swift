import Foundation
import Testing

@testable import TensorCore

/// Loops in C over floating point elements, and along dimensions of them, against one element after the other.
@Suite struct FloatingLoopTests {
  private static let special: [Float] = [
    0, -0.0, 1, -1, 0.5, 2, 3, -2, -3, 2.5, 7, -7, 16_777_215, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e10,
    3e38, -3e38, .infinity, -.infinity,
    .nan,
  ]

  private static func array(_ numbers: [Float], _ shape: Dims? = nil) throws -> NDArray {
    try NDArray(numbers.map { .double(Double($0)) }, shape: shape ?? [numbers.count], .float32)
  }

  /// Every special number with every other, among numbers of which none is unusual.
  private static func pairs() throws -> (a: [Float], b: [Float]) {
    var (a, b): ([Float], [Float]) = ([], [])
    for x in special {
      for y in special {
        a.append(x)
        b.append(y)
      }
    }
    for index in 0..<300 {
      a.append(Float(index % 97) * 0.37 + 0.01)
      b.append(Float(index % 31) * 0.61 - 9)
    }
    return (a, b)
  }

  private static func number(_ index: Int) -> Float {
    let digits = (index * 37) % 101
    return Float(digits) * 0.07 - 2
  }

  private static func isSame(_ x: Float, _ y: Float) -> Bool {
    x.bitPattern == y.bitPattern || x.isNaN && y.isNaN
  }

  @Test func powersFollowTheRulesOfC() throws {
    let (a, b) = try Self.pairs()
    let result = try Self.array(a).pow(Self.array(b), as: .float32)
    for (index, (x, y)) in zip(a, b).enumerated() {
      let value = result.pointer(Float.self)[index]
      let exact =
        y == -2
        ? 1 / (x * x) : y == 0.5 ? Float(Double(x).squareRoot()) : Float(FloatingFunction.power(Double(x), Double(y)))
      #expect(Self.isSame(value, exact) || abs(value - exact) <= exact.ulp, "\(x) ** \(y): \(value), not \(exact)")
    }
    // One number stands for a base, or an exponent that has no loop of its own, of all.
    for number in [0, -0.0, -3, 2.5, .infinity, .nan] as [Float] {
      let one = try NDArray(scalar: .double(Double(number)), .float32)
      let many = try Self.array([Float](repeating: number, count: a.count))
      let others = try Self.array(a)
      #expect(try one.pow(others, as: .float32).bits == many.pow(others, as: .float32).bits)
      #expect(try others.pow(one, as: .float32).bits == others.pow(many, as: .float32).bits)
    }
  }

  @Test func anglesAreNearest() throws {
    let (a, b) = try Self.pairs()
    let result = try Self.array(a).apply(.atan2, Self.array(b), as: .float32)
    for (index, (y, x)) in zip(a, b).enumerated() {
      let (value, exact) = (result.pointer(Float.self)[index], Float(atan2(Double(y), Double(x))))
      #expect(Self.isSame(value, exact) || abs(value - exact) <= exact.ulp, "\(y), \(x): \(value), not \(exact)")
    }
  }

  @Test func remaindersAreExact() throws {
    let (a, b) = try Self.pairs()
    let (x, y) = (try Self.array(a), try Self.array(b))
    let results = [try x.fmod(y, as: .float32), try x.remainder(y, as: .float32), try x.floorDivide(y, as: .float32)]
    for (index, (x, y)) in zip(a, b).enumerated() {
      let rest = x.truncatingRemainder(dividingBy: y)
      let floored = rest != 0 && (y < 0) != (rest < 0) ? rest + y : rest
      let expected = [rest, floored, Float.floorDivide(x, y)]
      for (result, exact) in zip(results, expected) {
        let value = result.pointer(Float.self)[index]
        #expect(Self.isSame(value, exact) || value == exact, "\(x), \(y): \(value), not \(exact)")
      }
    }
  }

  @Test func signsAndSizes() throws {
    let signs = try Self.array(Self.special).sign()
    for (index, x) in Self.special.enumerated() {
      #expect(signs.pointer(Float.self)[index].bitPattern == (x > 0 ? Float(1) : x < 0 ? -1 : 0).bitPattern, "\(x)")
    }
    let parts: [Double] = [0, -0.0, 3, -4, 1e-200, 1e300, .infinity, -.infinity, .nan, 0.1, 1e-5]
    for real in parts {
      for imaginary in parts {
        let wide = try NDArray([.complex(real, imaginary)], shape: [1], .complex128).abs().element(at: 0).double
        let exact = hypot(real, imaginary)
        #expect(wide == exact || wide.isNaN && exact.isNaN, "\(real), \(imaginary): \(wide)")
        let single = try NDArray([.complex(real, imaginary)], shape: [1], .complex64).abs().element(at: 0).double
        let nearest = Double(Float(hypot(Double(Float(real)), Double(Float(imaginary)))))
        #expect(single == nearest || single.isNaN && nearest.isNaN, "\(real), \(imaginary): \(single)")
      }
    }
  }

  /// Lines of all lengths around that of a vector, with and without nan and infinities of both signs.
  @Test(arguments: [DType.float32, .float64, .int64])
  func extremaOfLines(_ type: DType) throws {
    for length in [1, 2, 7, 8, 15, 16, 17, 33, 64, 65, 130, 300] {
      var numbers = (0..<(4 * length)).map { Double(($0 * 7919) % 211) - 100 }
      if type != .int64 {
        (numbers[length / 2], numbers[2 * length - 1]) = (.nan, .infinity)
        numbers[length] = -.infinity
      }
      let rows = try NDArray(numbers.map(Scalar.double), shape: [4, length], .float64).cast(to: type)
      for (dim, look) in [(1, rows), (0, try rows.transpose(0, 1).cloneContiguous())] {
        for max in [true, false] {
          let (values, places) = try look.extremumWithIndices(max: max, dim: dim, keepdim: false, name: "max")
          let extrema = try look.extremum(max: max, [dim], name: "amax")
          for row in 0..<4 {
            let line = numbers[(row * length)..<((row + 1) * length)]
            let best = line.contains(where: \.isNaN) ? Double.nan : (max ? line.max() : line.min()) ?? 0
            let place = line.firstIndex { $0 == best || $0.isNaN && best.isNaN } ?? 0
            #expect(places.pointer(Int.self)[row] == place - row * length)
            for value in [values.element(at: row).double, extrema.element(at: row).double] {
              #expect(value == best || value.isNaN && best.isNaN, "\(length) \(row): \(value), not \(best)")
            }
          }
        }
      }
    }
  }

  @Test func normsAddInOrder() throws {
    for (rows, columns) in [(1, 5), (5, 70), (9, 130), (70, 1)] {
      let numbers = (0..<(rows * columns)).map { $0 % 5 == 0 ? Float(0) : Self.number($0) }
      let x = try Self.array(numbers, [rows, columns])
      let sizes = try x.normSum(.size, [0], keepdim: false)
      let counts = try x.normSum(.count, [1], keepdim: false)
      for column in 0..<columns {
        var sum: Float = 0
        for row in 0..<rows { sum += abs(numbers[row * columns + column]) }
        #expect(sizes.pointer(Float.self)[column] == sum)
      }
      for row in 0..<rows {
        let line = numbers[(row * columns)..<((row + 1) * columns)]
        #expect(counts.pointer(Float.self)[row] == Float(line.count { $0 != 0 }))
      }
    }
  }

  @Test func gammaFunctionsOfAllNumbers() throws {
    let numbers = KernelTests.numbers + (1...300).map { Float($0) * 0.05 }
    let x = try Self.array(numbers)
    let logarithms = try x.apply(.lgamma)
    for (index, x) in numbers.enumerated() {
      let (value, exact) = (logarithms.pointer(Float.self)[index], Float(SpecialFunctions.lgamma(Double(x))))
      #expect(Self.isSame(value, exact) || abs(value - exact) <= exact.ulp, "\(x): \(value), not \(exact)")
    }
  }

  /// The distribution function and x times the density, also of a gradient that is one number stretched.
  @Test func slopesOfGelu() throws {
    let numbers = (0..<200).map { Float($0 - 100) * 0.09 }
    let x = try Self.array(numbers)
    let gradient = try NDArray(scalar: .int(1), .float32).broadcasted(to: x.shape)
    let slopes = try #require(try gradient.geluBackward(x))
    for (index, x) in numbers.map(Double.init).enumerated() {
      let share = 0.5 * (1 + erf(x / 2.0.squareRoot()))
      let exact = share + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      #expect(abs(slopes.element(at: index).double - exact) < 3e-7, "\(x)")
    }
  }

  /// Columns that fill vectors, and those left over beside them.
  @Test func softmaxOfDoublesIsTheFormula() throws {
    let count = 3 * 5 * 43
    let numbers = (0..<count).map { Scalar.double(Double(Self.number($0))) }
    let x = try NDArray(numbers, shape: [3, 5, 43], .float64)
    for dim in 0..<3 {
      let (result, logarithm) = (try x.softmax(dim, log: false), try x.softmax(dim, log: true))
      let powers = try x.apply(.exp)
      let total = try powers.sum([dim], keepdim: true)
      let expected = try powers.div(total, as: .float64)
      for index in 0..<x.count {
        let exact = expected.element(at: index).double
        #expect(abs(result.element(at: index).double - exact) <= 8 * exact.ulp)
        #expect(abs(logarithm.element(at: index).double - log(exact)) <= 1e-14)
      }
    }
  }
}

extension NDArray {
  /// The bits of `float32` elements, those of nan all one.
  fileprivate var bits: [UInt32] {
    (0..<count).map { pointer(Float.self)[$0].isNaN ? .max : pointer(Float.self)[$0].bitPattern }
  }
}
