import Glibc

/// The logarithm of the gamma function by Lanczos' approximation, which CPython uses on every platform
/// (coefficients from the Boost library's N=13, g=6.02 set).
enum LogGamma {
  private static let g = 6.024680040776729583740234375
  private static let numerator: [Double] = [
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  private static let denominator: [Double] = [
    0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
  ]

  /// The value for a finite number that is no pole.
  static func value(_ x: Double) -> Double {
    if x == 1 || x == 2 { return 0 }
    let size = x.magnitude
    if size < 1e-20 { return -log(size) }
    var result = log(sum(size)) - g
    result += (size - 0.5) * (log(size + g - 0.5) - 1)
    if x < 0 { result = log(Double.pi) - log(sine(size).magnitude) - log(size) - result }
    return result
  }

  private static func sum(_ x: Double) -> Double {
    var above = 0.0
    var below = 0.0
    if x < 5 {
      for index in numerator.indices.reversed() {
        above = above * x + numerator[index]
        below = below * x + denominator[index]
      }
    } else {
      for index in numerator.indices {
        above = above / x + numerator[index]
        below = below / x + denominator[index]
      }
    }
    return above / below
  }

  /// The sine of pi times a positive number.
  private static func sine(_ x: Double) -> Double {
    let rest = fmod(x, 2)
    switch Int((2 * rest).rounded()) {
    case 0: return sin(.pi * rest)
    case 1: return cos(.pi * (rest - 0.5))
    case 2: return sin(.pi * (1 - rest))
    case 3: return -cos(.pi * (rest - 1.5))
    default: return sin(.pi * (rest - 2))
    }
  }
}
