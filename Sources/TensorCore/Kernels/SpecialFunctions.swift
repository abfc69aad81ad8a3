#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Special functions of the C library, in double precision.
enum SpecialFunctions {
  /// The logarithm of the absolute value of the gamma function.
  static func lgamma(_ x: Double) -> Double {
    if x.isInfinite { return .infinity }
    // The reentrant form: `lgamma` itself writes the sign into a variable of the process.
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
