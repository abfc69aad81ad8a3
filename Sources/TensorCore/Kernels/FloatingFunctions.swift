import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A loop in C over neighbouring numbers.
enum UnaryLoop {
  case vector(nb_unary)
  case special(nb_special)
  /// The inverse of the error function.
  case inverseError

  /// Fills `out`, which may be `x`, with the values for `count` numbers of single precision.
  func run(_ count: Int, _ x: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>) {
    switch self {
    case .vector(let kernel): nb_unary_f32(kernel, Int64(count), x, out)
    case .special(let kernel): nb_special_f32(kernel, Int64(count), x, out)
    case .inverseError: nb_erfinv_f32(Int64(count), x, out)
    }
  }

  /// The same in double precision.
  func run(_ count: Int, _ x: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) {
    switch self {
    case .vector(let kernel): nb_unary_f64(kernel, Int64(count), x, out)
    case .special(let kernel): nb_special_f64(kernel, Int64(count), x, out)
    case .inverseError: nb_erfinv_f64(Int64(count), x, out)
    }
  }
}

/// Functions of one real number, by the name of the `torch` function.
package enum FloatingFunction: String, Sendable, CaseIterable {
  case exp, exp2, expm1, log, log2, log10, log1p, sqrt, rsqrt, reciprocal, sin, cos, tan, asin, acos, atan, sinh, cosh
  case tanh, asinh, acosh, atanh, sigmoid, erf, erfc, erfinv, lgamma, digamma, floor, ceil, round, trunc, frac
  case softplus, sinc, i0, i0e, i1, i1e, ndtri, ndtr, logNdtr = "log_ndtr", erfcx, entr
  case gelu, geluTanh, geluSeries, silu, mish, logSigmoid, hardsigmoid, hardswish, relu6, softsign, tanhshrink
  case deg2rad, rad2deg, angle, trigamma
  case airy = "airy_ai"
  case besselJ0 = "bessel_j0"
  case besselJ1 = "bessel_j1"
  case besselY0 = "bessel_y0"
  case besselY1 = "bessel_y1"
  case sphericalBesselJ0 = "spherical_bessel_j0"
  case modifiedBesselI0 = "modified_bessel_i0"
  case modifiedBesselI1 = "modified_bessel_i1"
  case modifiedBesselK0 = "modified_bessel_k0"
  case modifiedBesselK1 = "modified_bessel_k1"
  case scaledModifiedBesselK0 = "scaled_modified_bessel_k0"
  case scaledModifiedBesselK1 = "scaled_modified_bessel_k1"

  /// Whether PyTorch has the function for single and double precision only.
  private var isForWideTypes: Bool {
    switch self {
    case .ndtri, .logNdtr, .erfcx, .airy, .besselJ0, .besselJ1, .besselY0, .besselY1, .sphericalBesselJ0,
      .modifiedBesselI0, .modifiedBesselI1, .modifiedBesselK0, .modifiedBesselK1, .scaledModifiedBesselK0,
      .scaledModifiedBesselK1:
      true
    default: false
    }
  }

  /// Whether integers are left as they are, as `floor` of one is.
  package var keepsIntegers: Bool {
    switch self {
    case .floor, .ceil, .round, .trunc: true
    default: false
    }
  }

  /// The name of PyTorch's kernel in its errors.
  var kernelName: String {
    switch self {
    case .frac, .i0e, .i1, .i1e, .entr: "\(rawValue)_cpu"
    case .ndtr: "erf_vml_cpu"
    case .digamma, .trigamma: rawValue
    default: isForWideTypes ? "\(rawValue)_cpu" : "\(rawValue)_vml_cpu"
    }
  }

  /// Whether PyTorch has the function for a real type.
  func isDefined(for dtype: DType) -> Bool {
    if isForWideTypes { return dtype != .float16 && dtype != .bfloat16 }
    return self != .frac || dtype.isFloatingPoint
  }

  /// The loop for single and double precision, if there is one.
  var loop: UnaryLoop? {
    if let vectorKernel { return .vector(vectorKernel) }
    if let specialKernel { return .special(specialKernel) }
    return self == .erfinv ? .inverseError : nil
  }

  /// The loop that takes PyTorch's steps one by one.
  private var specialKernel: nb_special? {
    switch self {
    case .airy: NB_AIRY
    case .besselJ0: NB_BESSEL_J0
    case .besselJ1: NB_BESSEL_J1
    case .besselY0: NB_BESSEL_Y0
    case .besselY1: NB_BESSEL_Y1
    case .digamma: NB_DIGAMMA
    case .erfcx: NB_ERFCX
    case .i0, .modifiedBesselI0: NB_I0
    case .i0e: NB_I0E
    case .i1: NB_I1
    case .i1e: NB_I1E
    case .logNdtr: NB_LOG_NDTR
    case .modifiedBesselI1: NB_MODIFIED_BESSEL_I1
    case .modifiedBesselK0: NB_MODIFIED_BESSEL_K0
    case .modifiedBesselK1: NB_MODIFIED_BESSEL_K1
    case .ndtri: NB_NDTRI
    case .scaledModifiedBesselK0: NB_SCALED_MODIFIED_BESSEL_K0
    case .scaledModifiedBesselK1: NB_SCALED_MODIFIED_BESSEL_K1
    case .sphericalBesselJ0: NB_SPHERICAL_BESSEL_J0
    case .trigamma: NB_TRIGAMMA
    default: nil
    }
  }

  /// The vectorised loop for single and double precision, if there is one.
  private var vectorKernel: nb_unary? {
    switch self {
    case .exp: NB_EXP
    case .log: NB_LOG
    case .sin: NB_SIN
    case .cos: NB_COS
    case .tanh: NB_TANH
    case .sigmoid: NB_SIGMOID
    case .sqrt: NB_SQRT
    case .rsqrt: NB_RSQRT
    case .reciprocal: NB_RECIPROCAL
    case .floor: NB_FLOOR
    case .ceil: NB_CEIL
    case .round: NB_ROUND
    case .trunc: NB_TRUNC
    case .exp2: NB_EXP2
    case .expm1: NB_EXPM1
    case .log2: NB_LOG2
    case .log10: NB_LOG10
    case .log1p: NB_LOG1P
    case .tan: NB_TAN
    case .asin: NB_ASIN
    case .acos: NB_ACOS
    case .atan: NB_ATAN
    case .sinh: NB_SINH
    case .cosh: NB_COSH
    case .asinh: NB_ASINH
    case .acosh: NB_ACOSH
    case .atanh: NB_ATANH
    case .erf: NB_ERF
    case .erfc: NB_ERFC
    case .gelu: NB_GELU
    case .geluTanh: NB_GELU_TANH
    case .geluSeries: NB_GELU_SERIES
    case .silu: NB_SILU
    case .softplus: NB_SOFTPLUS
    case .logSigmoid: NB_LOG_SIGMOID
    case .mish: NB_MISH
    case .tanhshrink: NB_TANHSHRINK
    case .frac: NB_FRAC
    case .hardsigmoid: NB_HARDSIGMOID
    case .hardswish: NB_HARDSWISH
    case .relu6: NB_RELU6
    case .softsign: NB_SOFTSIGN
    case .deg2rad: NB_DEGREES_TO_RADIANS
    case .rad2deg: NB_RADIANS_TO_DEGREES
    case .angle: NB_ANGLE
    default: nil
    }
  }

  /// The loop in single precision for elements of a type, of functions that have none of those above.
  func singleLoop(for dtype: DType) -> ((Int64, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void)? {
    switch self {
    case .sinc: nb_sinc_f32
    case .lgamma: nb_log_gamma_f32
    // Half types round the logarithm.
    case .entr where dtype == .float32: nb_entropy_f32
    default: nil
    }
  }

  /// The loop over doubles, likewise.
  var doubleLoop: ((Int64, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void)? {
    switch self {
    case .entr: nb_entropy_f64
    default: nil
    }
  }

  /// The value in single precision, of functions whose results in PyTorch show that it computes in it, or in the type.
  func singleKernel(for dtype: DType) -> ((Float) -> Float)? {
    switch self {
    case .entr: { $0 > 0 ? -$0 * Float(dtype.rounded(Self.libm.log(Double($0)))) : Float(value(Double($0))) }
    case .sinc: { Self.inLoop(nb_sinc_f32, $0) }
    default: nil
    }
  }

  /// The value for a number of a loop.
  private static func inLoop(
    _ loop: (Int64, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void, _ x: Float
  ) -> Float {
    var (argument, result) = (x, Float(0))
    loop(1, &argument, &result)
    return result
  }

  /// The value in double precision.
  package func value(_ x: Double) -> Double {
    switch self {
    case .exp: Self.libm.exp(x)
    case .exp2: Self.libm.exp2(x)
    case .expm1: Self.libm.expm1(x)
    case .log: Self.libm.log(x)
    case .log2: Self.libm.log2(x)
    case .log10: Self.libm.log10(x)
    case .log1p: Self.libm.log1p(x)
    case .sqrt: x.squareRoot()
    case .rsqrt: 1 / x.squareRoot()
    case .reciprocal: 1 / x
    case .sin: Self.libm.sin(x)
    case .cos: Self.libm.cos(x)
    case .tan: Self.libm.tan(x)
    case .asin: Self.libm.asin(x)
    case .acos: Self.libm.acos(x)
    case .atan: Self.libm.atan(x)
    case .sinh: Self.libm.sinh(x)
    case .cosh: Self.libm.cosh(x)
    case .tanh: Self.libm.tanh(x)
    case .asinh: Self.libm.asinh(x)
    case .acosh: Self.libm.acosh(x)
    case .atanh: Self.libm.atanh(x)
    case .sigmoid: 1 / (1 + Self.libm.exp(-x))
    case .erf: Self.libm.erf(x)
    case .erfc: Self.libm.erfc(x)
    case .lgamma: SpecialFunctions.lgamma(x)
    case .floor: x.rounded(.down)
    case .ceil: x.rounded(.up)
    case .round: x.rounded(.toNearestOrEven)
    case .trunc: x.rounded(.towardZero)
    case .frac: x - x.rounded(.towardZero)
    case .softplus: x > 20 ? x : Self.libm.log1p(Self.libm.exp(x))
    case .sinc: x == 0 ? 1 : Self.libm.sin(.pi * x) / (.pi * x)
    case .gelu, .geluSeries: x * 0.5 * (1 + Self.libm.erf(x * 0.5.squareRoot()))
    case .geluTanh:
      0.5 * x * (1 + Self.libm.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .silu: x / (1 + Self.libm.exp(-x))
    case .mish: x * Self.libm.tanh(Self.libm.log1p(Self.libm.exp(x)))
    case .logSigmoid: Swift.min(x, 0) - Self.libm.log1p(Self.libm.exp(-abs(x)))
    case .hardsigmoid: Swift.min(Swift.max(x + 3, 0), 6) / 6
    case .hardswish: x * Swift.min(Swift.max(x + 3, 0), 6) / 6
    case .relu6: x.isNaN ? x : Swift.min(Swift.max(x, 0), 6)
    case .softsign: x / (1 + abs(x))
    case .tanhshrink: x - Self.libm.tanh(x)
    case .deg2rad: x * (.pi / 180)
    case .rad2deg: x * (180 / .pi)
    case .angle: x.isNaN ? x : x < 0 ? .pi : 0
    case .ndtr: (1 + Self.libm.erf(x * 0.7071067811865476)) * 0.5
    case .entr: x.isNaN ? x : x > 0 ? -x * Self.libm.log(x) : x == 0 ? 0 : -.infinity
    default: inLoop(x)
    }
  }

  /// The value that the loop gives, for functions that are written there only.
  private func inLoop(_ x: Double) -> Double {
    var (argument, result) = (x, Double.nan)
    loop?.run(1, &argument, &result)
    return result
  }

  /// The C library's functions, under a name that the cases do not hide.
  private enum libm {
    static func exp(_ x: Double) -> Double { cExp(x) }
    static func exp2(_ x: Double) -> Double { cExp2(x) }
    static func expm1(_ x: Double) -> Double { cExpm1(x) }
    static func log(_ x: Double) -> Double { cLog(x) }
    static func log2(_ x: Double) -> Double { cLog2(x) }
    static func log10(_ x: Double) -> Double { cLog10(x) }
    static func log1p(_ x: Double) -> Double { cLog1p(x) }
    static func sin(_ x: Double) -> Double { cSin(x) }
    static func cos(_ x: Double) -> Double { cCos(x) }
    static func tan(_ x: Double) -> Double { cTan(x) }
    static func asin(_ x: Double) -> Double { cAsin(x) }
    static func acos(_ x: Double) -> Double { cAcos(x) }
    static func atan(_ x: Double) -> Double { cAtan(x) }
    static func sinh(_ x: Double) -> Double { cSinh(x) }
    static func cosh(_ x: Double) -> Double { cCosh(x) }
    static func tanh(_ x: Double) -> Double { cTanh(x) }
    static func asinh(_ x: Double) -> Double { cAsinh(x) }
    static func acosh(_ x: Double) -> Double { cAcosh(x) }
    static func atanh(_ x: Double) -> Double { cAtanh(x) }
    static func erf(_ x: Double) -> Double { cErf(x) }
    static func erfc(_ x: Double) -> Double { cErfc(x) }
  }
}

private func cExp(_ x: Double) -> Double { exp(x) }
private func cExp2(_ x: Double) -> Double { exp2(x) }
private func cExpm1(_ x: Double) -> Double { expm1(x) }
private func cLog(_ x: Double) -> Double { log(x) }
private func cLog2(_ x: Double) -> Double { log2(x) }
private func cLog10(_ x: Double) -> Double { log10(x) }
private func cLog1p(_ x: Double) -> Double { log1p(x) }
private func cSin(_ x: Double) -> Double { sin(x) }
private func cCos(_ x: Double) -> Double { cos(x) }
private func cTan(_ x: Double) -> Double { tan(x) }
private func cAsin(_ x: Double) -> Double { asin(x) }
private func cAcos(_ x: Double) -> Double { acos(x) }
private func cAtan(_ x: Double) -> Double { atan(x) }
private func cSinh(_ x: Double) -> Double { sinh(x) }
private func cCosh(_ x: Double) -> Double { cosh(x) }
private func cTanh(_ x: Double) -> Double { tanh(x) }
private func cAsinh(_ x: Double) -> Double { asinh(x) }
private func cAcosh(_ x: Double) -> Double { acosh(x) }
private func cAtanh(_ x: Double) -> Double { atanh(x) }
private func cErf(_ x: Double) -> Double { erf(x) }
private func cErfc(_ x: Double) -> Double { erfc(x) }
