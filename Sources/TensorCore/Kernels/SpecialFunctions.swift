#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Special functions that the C library lacks, in double precision.
enum SpecialFunctions {
  /// The logarithm of the absolute value of the gamma function.
  static func lgamma(_ x: Double) -> Double {
    if x.isInfinite { return .infinity }
    // The reentrant form: `lgamma` itself writes the sign into a variable of the process.
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  /// The inverse of the error function: a rational start (Giles, "Approximating the erfinv function", 2010) and two
  /// steps of Newton's method.
  static func erfinv(_ y: Double) -> Double {
    if y.isNaN || abs(y) > 1 { return .nan }
    if abs(y) == 1 { return y < 0 ? -.infinity : .infinity }
    if y == 0 { return y }
    var w = -log((1 - y) * (1 + y))
    var x: Double
    if w < 5 {
      w -= 2.5
      x = 2.81022636e-08
      for c in [
        3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
        0.246640727, 1.50140941,
      ] { x = c + x * w }
    } else {
      w = w.squareRoot() - 3
      x = -0.000200214257
      for c in [
        0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,
        2.83297682,
      ] { x = c + x * w }
    }
    x *= y
    for _ in 0..<2 {
      let slope = 2 / Double.pi.squareRoot() * exp(-x * x)
      if slope == 0 { break }
      // Near one the complement keeps the digits that the function itself has lost.
      let difference = abs(y) > 0.5 ? (y > 0 ? (1 - y) - erfc(x) : erfc(-x) - (1 + y)) : erf(x) - y
      x -= difference / slope
    }
    return x
  }

  /// The logarithmic derivative of the gamma function: recurrence up to 10, then the asymptotic series.
  static func digamma<T: LibraryNumber>(_ x: T) -> T {
    if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
    if x < 0 {
      if x == x.rounded() { return .nan }
      let exact = Double(x)
      let fraction = exact - exact.rounded(.towardZero)
      return digamma(1 - x) - T(.pi / tan(.pi * fraction))
    }
    var x = x
    var result: T = 0
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    if x == 10 { return result + T(2.25175258906672110764) }
    let z = 1 / (x * x)
    var series = T(8.33333333333333333333e-2)
    for c in [
      -2.10927960927960927961e-2, 7.57575757575757575758e-3, -4.16666666666666666667e-3,
      3.96825396825396825397e-3, -8.33333333333333333333e-3, 8.33333333333333333333e-2,
    ] { series = series * z + T(c) }
    return result + T.log(x) - T(0.5) / x - series * z
  }

  /// `exp(x * x) * erfc(x)`: directly for small arguments, as a continued fraction for large.
  static func erfcx(_ x: Double) -> Double {
    if x < 10 { return exp(x * x) * erfc(x) }
    var fraction = x
    for k in stride(from: 60, through: 1, by: -1) { fraction = x + Double(k) / 2 / fraction }
    return 1 / (Double.pi.squareRoot() * fraction)
  }

  /// The n-th derivative of ``digamma(_:)``: (-1)^(n+1) n! zeta(n + 1, x).
  static func polygamma(_ n: Int, _ x: Double) -> Double {
    if n == 0 { return digamma(x) }
    let sign: Double = n % 2 == 0 ? -1 : 1
    return sign * exp(lgamma(Double(n) + 1)) * zeta(Double(n) + 1, x)
  }

  /// Hurwitz's zeta function by Euler's and Maclaurin's summation.
  static func zeta(_ s: Double, _ q: Double) -> Double {
    if s == 1 { return .infinity }
    if s < 1 { return .nan }
    if q <= 0 {
      if q == q.rounded(.down) { return .infinity }
      if s != s.rounded(.down) { return .nan }
    }
    var sum = 0.0
    var a = q
    for _ in 0..<12 {
      sum += pow(a, -s)
      a += 1
    }
    sum += pow(a, 1 - s) / (s - 1) + pow(a, -s) / 2
    // Bernoulli numbers over factorials: B2/2!, B4/4!, ...
    var factor = s
    var power = pow(a, -s - 1)
    let divisors: [Double] = [
      12, -720, 30240, -1_209_600, 47_900_160, -1_892_437_580.318379, 74_724_249_600, -2_950_130_727_918.164,
    ]
    for (index, divisor) in divisors.enumerated() {
      sum += factor * power / divisor
      let k = Double(2 * index)
      factor *= (s + k + 1) * (s + k + 2)
      power /= a * a
    }
    return sum
  }

  /// `exp(-|x|) I0(x)`: the power series for small arguments, the asymptotic one for large.
  static func i0e(_ x: Double) -> Double { scaledBessel(abs(x), order: 0) }

  /// `exp(-|x|) I1(x)`
  static func i1e(_ x: Double) -> Double {
    let value = scaledBessel(abs(x), order: 1)
    return x < 0 ? -value : value
  }

  private static func scaledBessel(_ x: Double, order: Int) -> Double {
    if x.isNaN { return x }
    if x.isInfinite { return 0 }
    let n = Double(order)
    if x < 30 {
      let quarter = x * x / 4
      var term = order == 0 ? 1 : x / 2
      var sum = term
      var k = 1.0
      while term > sum * 1e-17 {
        term *= quarter / (k * (k + n))
        sum += term
        k += 1
      }
      return sum * exp(-x)
    }
    let mu = 4 * n * n
    var term = 1.0
    var sum = 1.0
    for k in 1...20 {
      let odd = Double(2 * k - 1)
      let next = -term * (mu - odd * odd) / (Double(k) * 8 * x)
      if abs(next) > abs(term) { break }
      term = next
      sum += term
    }
    return sum / (2 * .pi * x).squareRoot()
  }
}

/// Numbers for which the C library has a logarithm.
protocol LibraryNumber: BinaryFloatingPoint {
  init(_ value: Double)
  static func log(_ x: Self) -> Self
}

extension Double: LibraryNumber {
  static func log(_ x: Double) -> Double { libraryLog(x) }
}

extension Float: LibraryNumber {
  static func log(_ x: Float) -> Float { logf(x) }
}

private func libraryLog(_ x: Double) -> Double { log(x) }
