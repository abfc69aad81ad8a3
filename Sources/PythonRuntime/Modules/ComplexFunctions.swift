#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of complex numbers, by formulas that stay accurate near the branch cuts (W. Kahan, "Branch cuts for complex
/// elementary functions"). The circular functions follow from the hyperbolic ones by a quarter turn of the argument.
///
/// Infinities and NaNs give what the C standard's annex on complex arithmetic says: whatever of a result is certain is
/// told, an infinite angle is a domain error.
enum ComplexFunctions {
  /// `iz`
  static func turned(_ z: ComplexNumber) -> ComplexNumber { ComplexNumber(-z.imaginary, z.real) }

  /// `-iz`
  static func turnedBack(_ z: ComplexNumber) -> ComplexNumber { ComplexNumber(z.imaginary, -z.real) }

  private static func isFinite(_ z: ComplexNumber) -> Bool { z.real.isFinite && z.imaginary.isFinite }

  private static func isInfinite(_ z: ComplexNumber) -> Bool { z.real.isInfinite || z.imaginary.isInfinite }

  /// A result of finite numbers, which must be finite too.
  private static func checked(_ real: Double, _ imaginary: Double) throws -> ComplexNumber {
    if real.isInfinite || imaginary.isInfinite { throw PythonException(.overflowError, "math range error") }
    return ComplexNumber(real, imaginary)
  }

  /// The exponent from which `exp` may overflow though its product with a sine does not.
  private static let largeExponent = log(Double.greatestFiniteMagnitude / 4)
  /// Beyond this a sum of two parts may overflow.
  private static let large = Double.greatestFiniteMagnitude / 4
  /// Below this the square is no normal number.
  private static let small = sqrt(Double.leastNormalMagnitude)

  private static func isLarge(_ z: ComplexNumber) -> Bool { max(z.real.magnitude, z.imaginary.magnitude) > large }

  // MARK: Exponential functions

  static func exponential(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if y.isInfinite, x.isFinite || x == .infinity { throw MathModule.domainError() }
      if x.isInfinite {
        let size = x > 0 ? Double.infinity : 0
        if y.isFinite { return ComplexNumber(copysign(size, cos(y)), y == 0 ? y : copysign(size, sin(y))) }
        return x > 0 ? ComplexNumber(.infinity, .nan) : ComplexNumber(0, 0)
      }
      return ComplexNumber(.nan, y == 0 ? y : .nan)
    }
    if x > largeExponent {
      let size = exp(x - 1)
      return try checked(size * cos(y) * M_E, size * sin(y) * M_E)
    }
    let size = exp(x)
    return try checked(size * cos(y), size * sin(y))
  }

  static func hyperbolicCosine(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if y.isInfinite, !x.isNaN { throw MathModule.domainError() }
      if x.isInfinite {
        if y.isNaN { return ComplexNumber(.infinity, .nan) }
        let sign = copysign(1, x)
        return ComplexNumber(copysign(.infinity, cos(y)), sign * (y == 0 ? y : copysign(.infinity, sin(y))))
      }
      return ComplexNumber(.nan, x == 0 || y == 0 ? 0 : .nan)
    }
    if x.magnitude > largeExponent {
      let nearer = x - copysign(1, x)
      return try checked(cos(y) * cosh(nearer) * M_E, sin(y) * sinh(nearer) * M_E)
    }
    return try checked(cos(y) * cosh(x), sin(y) * sinh(x))
  }

  static func hyperbolicSine(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if y.isInfinite, !x.isNaN { throw MathModule.domainError() }
      if x.isInfinite {
        if y.isNaN { return ComplexNumber(.infinity, .nan) }
        let sign = copysign(1, x)
        return ComplexNumber(sign * copysign(.infinity, cos(y)), y == 0 ? y : copysign(.infinity, sin(y)))
      }
      return x == 0 ? ComplexNumber(0, .nan) : ComplexNumber(.nan, y == 0 ? y : .nan)
    }
    if x.magnitude > largeExponent {
      let nearer = x - copysign(1, x)
      return try checked(cos(y) * sinh(nearer) * M_E, sin(y) * cosh(nearer) * M_E)
    }
    return try checked(cos(y) * sinh(x), sin(y) * cosh(x))
  }

  static func hyperbolicTangent(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if y.isInfinite, x.isFinite { throw MathModule.domainError() }
      if x.isInfinite {
        return ComplexNumber(copysign(1, x), y.isFinite ? copysign(0, y == 0 ? y : sin(y) * cos(y)) : 0)
      }
      return ComplexNumber(.nan, y == 0 ? y : .nan)
    }
    if x.magnitude > largeExponent {
      return ComplexNumber(copysign(1, x), 4 * sin(y) * cos(y) * exp(-2 * x.magnitude))
    }
    let (tx, ty, cx) = (tanh(x), tan(y), 1 / cosh(x))
    let product = tx * ty
    let denominator = 1 + product * product
    return ComplexNumber(tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx)
  }

  // MARK: Logarithm and root

  static func logarithm(_ z: ComplexNumber) throws -> ComplexNumber {
    let angle = atan2(z.imaginary, z.real)
    guard isFinite(z) else { return ComplexNumber(isInfinite(z) ? .infinity : .nan, angle) }
    let (ax, ay) = (z.real.magnitude, z.imaginary.magnitude)
    if ax == 0, ay == 0 { throw MathModule.domainError() }
    if isLarge(z) { return ComplexNumber(log(hypot(ax / 2, ay / 2)) + M_LN2, angle) }
    if max(ax, ay) < .leastNormalMagnitude {
      return ComplexNumber(log(hypot(scalbn(ax, 53), scalbn(ay, 53))) - 53 * M_LN2, angle)
    }
    let size = hypot(ax, ay)
    if size < 0.71 || size > 1.73 { return ComplexNumber(log(size), angle) }
    // Near one the logarithm of the rounded size would lose its digits.
    let (larger, smaller) = (max(ax, ay), min(ax, ay))
    return ComplexNumber(log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2, angle)
  }

  static func squareRoot(_ z: ComplexNumber) -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if y.isInfinite { return ComplexNumber(.infinity, y) }
      if x == .infinity { return ComplexNumber(x, y.isNaN ? y : copysign(0, y)) }
      if x.isInfinite { return ComplexNumber(y.isNaN ? y : 0, y.isNaN ? .infinity : copysign(.infinity, y)) }
      return ComplexNumber(.nan, .nan)
    }
    if x == 0, y == 0 { return ComplexNumber(0, y) }
    let (ax, ay) = (x.magnitude, y.magnitude)
    let root: Double
    if max(ax, ay) < .leastNormalMagnitude {
      let scaled = scalbn(ax, 53)
      root = scalbn(sqrt(scaled + hypot(scaled, scalbn(ay, 53))), -27)
    } else {
      root = 2 * sqrt(ax / 8 + hypot(ax / 8, ay / 8))
    }
    let other = ay / (2 * root)
    return x >= 0 ? ComplexNumber(root, copysign(other, y)) : ComplexNumber(other, copysign(root, y))
  }

  // MARK: Inverse functions

  /// The logarithm of the size of twice a large number.
  private static func logarithmOfTwice(_ z: ComplexNumber) -> Double {
    log(hypot(z.real / 2, z.imaginary / 2)) + M_LN2 * 2
  }

  static func arcCosine(_ z: ComplexNumber) -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if isInfinite(z) { return ComplexNumber(atan2(y.magnitude, x), y.isNaN ? .infinity : copysign(.infinity, -y)) }
      return ComplexNumber(x == 0 ? .pi / 2 : .nan, .nan)
    }
    if isLarge(z) { return ComplexNumber(atan2(y.magnitude, x), copysign(logarithmOfTwice(z), -y)) }
    let a = squareRoot(ComplexNumber(1 - x, -y))
    let b = squareRoot(ComplexNumber(1 + x, y))
    return ComplexNumber(2 * atan2(a.real, b.real), asinh(b.real * a.imaginary - b.imaginary * a.real))
  }

  static func areaCosine(_ z: ComplexNumber) -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      return isInfinite(z) ? ComplexNumber(.infinity, atan2(y, x)) : ComplexNumber(.nan, .nan)
    }
    if isLarge(z) { return ComplexNumber(logarithmOfTwice(z), atan2(y, x)) }
    let a = squareRoot(ComplexNumber(x - 1, y))
    let b = squareRoot(ComplexNumber(x + 1, y))
    return ComplexNumber(asinh(a.real * b.real + a.imaginary * b.imaginary), 2 * atan2(a.imaginary, b.real))
  }

  static func areaSine(_ z: ComplexNumber) -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      if isInfinite(z) { return ComplexNumber(x.isNaN ? .infinity : copysign(.infinity, x), atan2(y, x.magnitude)) }
      return ComplexNumber(.nan, y == 0 ? y : .nan)
    }
    if isLarge(z) { return ComplexNumber(copysign(logarithmOfTwice(z), x), atan2(y, x.magnitude)) }
    let a = squareRoot(ComplexNumber(1 + y, -x))
    let b = squareRoot(ComplexNumber(1 - y, x))
    return ComplexNumber(
      asinh(a.real * b.imaginary - b.real * a.imaginary), atan2(y, a.real * b.real - a.imaginary * b.imaginary))
  }

  static func areaTangent(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    guard isFinite(z) else {
      let real = x.isNaN ? 0 : copysign(0, x)
      if isInfinite(z) { return ComplexNumber(real, y.isNaN ? y : copysign(.pi / 2, y)) }
      return ComplexNumber(x == 0 ? x : .nan, .nan)
    }
    if x.sign == .minus {
      let mirrored = try areaTangent(ComplexNumber(-x, -y))
      return ComplexNumber(-mirrored.real, -mirrored.imaginary)
    }
    let ay = y.magnitude
    if max(x, ay) > sqrt(large) {
      let half = hypot(x / 2, y / 2)
      return ComplexNumber(x / 4 / half / half, copysign(.pi / 2, y))
    }
    if x == 1, ay < small {
      if ay == 0 { throw MathModule.domainError() }
      return ComplexNumber(-log(sqrt(ay) / sqrt(hypot(ay, 2))), copysign(atan2(2, -ay) / 2, y))
    }
    let distance = (1 - x) * (1 - x) + ay * ay
    return ComplexNumber(
      log1p(4 * x / distance) / 4, -atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2)
  }

  // MARK: Polar coordinates

  /// The number at a distance and an angle.
  static func point(_ distance: Double, _ angle: Double) throws -> ComplexNumber {
    if distance.isFinite, angle.isFinite {
      return angle == 0
        ? ComplexNumber(distance, distance * angle) : ComplexNumber(distance * cos(angle), distance * sin(angle))
    }
    if angle.isInfinite, distance != 0, !distance.isNaN { throw MathModule.domainError() }
    if distance == 0 { return ComplexNumber(0, 0) }
    if distance.isInfinite, angle.isFinite {
      if angle == 0 { return ComplexNumber(distance, distance < 0 ? -angle : angle) }
      let sign = copysign(1, distance)
      return ComplexNumber(sign * copysign(.infinity, cos(angle)), sign * copysign(.infinity, sin(angle)))
    }
    if distance.isInfinite { return ComplexNumber(.infinity, .nan) }
    return ComplexNumber(.nan, angle == 0 ? 0 : .nan)
  }
}
