import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of one complex number, in double precision.
enum ComplexFunctions {
  typealias Number = Complex<Double>

  static func exp(_ z: Number) -> Number {
    let scale = libExp(z.real)
    if z.imaginary == 0 { return Number(scale, z.imaginary) }
    let (sine, cosine) = libSineAndCosine(z.imaginary)
    return Number(scale * cosine, scale * sine)
  }

  static func log(_ z: Number) -> Number {
    Number(libLog(hypot(z.real, z.imaginary)), atan2(z.imaginary, z.real))
  }

  static func sqrt(_ z: Number) -> Number {
    if z.real == 0, z.imaginary == 0 { return Number(0, z.imaginary) }
    let modulus = hypot(z.real, z.imaginary)
    let part = ((abs(z.real) + modulus) / 2).squareRoot()
    if z.real >= 0 { return Number(part, z.imaginary / (2 * part)) }
    return Number(abs(z.imaginary) / (2 * part), z.imaginary.sign == .minus ? -part : part)
  }

  /// The sine and the cosine.
  static func sinAndCos(_ z: Number) -> (sine: Number, cosine: Number) {
    let (sine, cosine) = libSineAndCosine(z.real)
    let (odd, even) = (sinh(z.imaginary), cosh(z.imaginary))
    return (Number(sine * even, cosine * odd), Number(cosine * even, -sine * odd))
  }

  /// The hyperbolic sine and cosine.
  static func sinhAndCosh(_ z: Number) -> (sine: Number, cosine: Number) {
    let (sine, cosine) = libSineAndCosine(z.imaginary)
    let (odd, even) = (sinh(z.real), cosh(z.real))
    return (Number(odd * cosine, even * sine), Number(even * cosine, odd * sine))
  }

  /// `-i z`
  private static func turned(_ z: Number) -> Number { Number(z.imaginary, -z.real) }

  /// By Kahan's formulas ("Branch cuts for complex elementary functions", 1987), which keep signs on the cuts.
  static func asin(_ z: Number) -> Number {
    let (low, high) = (sqrt(Number(1 - z.real, -z.imaginary)), sqrt(Number(1 + z.real, z.imaginary)))
    return Number(
      atan2(z.real, (low * high).real), Glibm.asinh((Number(low.real, -low.imaginary) * high).imaginary))
  }

  static func acos(_ z: Number) -> Number {
    let (low, high) = (sqrt(Number(1 - z.real, -z.imaginary)), sqrt(Number(1 + z.real, z.imaginary)))
    return Number(
      2 * atan2(low.real, high.real), Glibm.asinh((Number(high.real, -high.imaginary) * low).imaginary))
  }

  static func acosh(_ z: Number) -> Number {
    let (low, high) = (sqrt(Number(z.real - 1, z.imaginary)), sqrt(Number(z.real + 1, z.imaginary)))
    return Number(
      Glibm.asinh((Number(low.real, -low.imaginary) * high).real), 2 * atan2(low.imaginary, high.real))
  }

  static func atanh(_ z: Number) -> Number {
    let (x, y) = (z.real, z.imaginary)
    let squares = y * y
    return Number(
      log1p(4 * x / ((1 - x) * (1 - x) + squares)) / 4, atan2(2 * y, (1 - x) * (1 + x) - squares) / 2)
  }

  /// `log(exp(a) + exp(b))`
  static func logaddexp(_ a: Number, _ b: Number) -> Number {
    let (low, high) = a.real < b.real ? (a, b) : (b, a)
    if low.real == -.infinity { return high }
    return high + log(Number(1, 0) + exp(low - high))
  }

  static func sinc(_ z: Number) -> Number {
    if !z.isTrue { return Number(1, 0) }
    let angle = z * Number(.pi, 0)
    return sinAndCos(angle).sine / angle
  }

  /// The same in single precision, as PyTorch computes it, with the functions of the C library. Nil where the angle is so
  /// large that a factor of the sine may overflow.
  static func sinc(_ z: Complex<Float>) -> Complex<Float>? {
    if !z.isTrue { return Complex(1, 0) }
    let pi = Float(Double.pi)
    let (c, d) = (z.real * pi, z.imaginary * pi)
    guard c.isFinite, abs(d) < 88 else { return nil }
    return Complex(coshf(d) * sinf(c), sinhf(d) * cosf(c)) / Complex(c, d)
  }

  private static func quotient(_ pair: (sine: Number, cosine: Number)) -> Number { pair.sine / pair.cosine }

  /// The value of a function, `nil` for one that has no complex kernel.
  static func value(_ function: FloatingFunction, _ z: Number) -> Number? {
    switch function {
    case .exp: exp(z)
    case .log: log(z)
    case .log2: log(z) / Number(libLog(2), 0)
    case .log10: log(z) / Number(libLog(10), 0)
    case .log1p: log(Number(1, 0) + z)
    case .expm1: exp(z) - Number(1, 0)
    case .exp2: exp(z * Number(libLog(2), 0))
    case .sqrt: sqrt(z)
    case .rsqrt: Number(1, 0) / sqrt(z)
    case .sin: sinAndCos(z).sine
    case .cos: sinAndCos(z).cosine
    case .tan: quotient(sinAndCos(z))
    case .sinh: sinhAndCosh(z).sine
    case .cosh: sinhAndCosh(z).cosine
    case .tanh: quotient(sinhAndCosh(z))
    case .sigmoid: Number(1, 0) / (Number(1, 0) + exp(-z))
    case .asin: asin(z)
    case .acos: acos(z)
    case .atan: turned(atanh(Number(-z.imaginary, z.real)))
    case .asinh: turned(asin(Number(-z.imaginary, z.real)))
    case .acosh: acosh(z)
    case .atanh: atanh(z)
    case .sinc: sinc(z)
    default: nil
    }
  }
}

/// The C library's functions that the ones above hide.
private enum Glibm {
  static func asinh(_ x: Double) -> Double { libAsinh(x) }
}

private func libAsinh(_ x: Double) -> Double { asinh(x) }
private func libExp(_ x: Double) -> Double { exp(x) }
private func libLog(_ x: Double) -> Double { log(x) }

/// The sine and the cosine of a real number.
private func libSineAndCosine(_ x: Double) -> (sine: Double, cosine: Double) {
  var (sine, cosine) = (0.0, 0.0)
  nb_sine_and_cosine(x, &sine, &cosine)
  return (sine, cosine)
}

extension NDArray {
  /// Applies a function to every complex element, computing in double precision all but quotients.
  func applyComplex(_ function: FloatingFunction, into target: NDArray?) throws(TorchError) -> NDArray {
    switch function {
    case .reciprocal: return try NDArray(scalar: .int(1), dtype).div(self, as: dtype, into: target)
    case .floor, .ceil, .trunc:
      throw TorchError(.notImplemented, "\(function.rawValue) is not supported for complex inputs")
    default: break
    }
    guard ComplexFunctions.value(function, Complex(0.5, 0)) != nil else {
      throw .notImplemented(function.kernelName, for: dtype)
    }
    let input = try contiguous()
    let out = try NDArray(empty: shape, dtype)
    // Contiguous arrays of one shape have as many elements.
    if dtype == .complex64 {
      let (source, target) = (input.pointer(Complex<Float>.self), out.pointer(Complex<Float>.self))
      for index in 0..<out.count {
        let z = source[index]
        if function == .sinc, let value = ComplexFunctions.sinc(z) {
          target[index] = value
          continue
        }
        guard let value = ComplexFunctions.value(function, Complex(Double(z.real), Double(z.imaginary))) else { break }
        target[index] = Complex(Float(value.real), Float(value.imaginary))
      }
    } else {
      let (source, target) = (input.pointer(Complex<Double>.self), out.pointer(Complex<Double>.self))
      for index in 0..<out.count {
        guard let value = ComplexFunctions.value(function, source[index]) else { break }
        target[index] = value
      }
    }
    return out
  }
}
