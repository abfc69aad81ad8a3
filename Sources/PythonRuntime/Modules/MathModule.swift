import BigInt
import Glibc

/// `math`: functions of real numbers, with the results and errors of CPython 3.11.
enum MathModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject(
      "math",
      members: [
        ("pi", .float(.pi)), ("e", .float(M_E)), ("tau", .float(2 * .pi)), ("inf", .float(.infinity)),
        ("nan", .float(.nan)),
      ])
    module.add(realFunctions)
    module.add(otherFunctions)
    module.add(MathIntegers.functions)
    module.add(MathSequences.functions)
    return module
  }

  static func domainError() -> PythonException { PythonException(.valueError, "math domain error") }
  static func rangeError() -> PythonException { PythonException(.overflowError, "math range error") }

  /// A result, unless it is an error: not a number without one going in, or infinite without one going in.
  static func checked(_ result: Double, _ inputs: Double..., overflows: Bool = true) throws -> Value {
    if result.isNaN, !inputs.contains(where: \.isNaN) { throw domainError() }
    if result.isInfinite, inputs.allSatisfy(\.isFinite) { throw overflows ? rangeError() : domainError() }
    return .float(result)
  }

  private static func one(
    _ name: String, overflows: Bool = true, _ function: @escaping @Sendable (Double) -> Double
  ) -> NativeFunction {
    NativeModules.function(name, 1...1, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      return try checked(function(x), x, overflows: overflows)
    }
  }

  private static let realFunctions: [NativeFunction] = [
    one("acos") { acos($0) }, one("acosh") { acosh($0) }, one("asin") { asin($0) }, one("asinh") { asinh($0) },
    one("atan") { atan($0) }, one("atanh", overflows: false) { atanh($0) }, one("cbrt") { cbrt($0) },
    one("cos") { cos($0) }, one("cosh") { cosh($0) }, one("erf") { erf($0) }, one("erfc") { erfc($0) },
    one("exp") { exp($0) }, one("exp2") { exp2($0) }, one("expm1") { expm1($0) }, one("fabs") { fabs($0) },
    one("log1p", overflows: false) { log1p($0) }, one("sin") { sin($0) }, one("sinh") { sinh($0) },
    one("sqrt") { sqrt($0) }, one("tan") { tan($0) }, one("tanh") { tanh($0) },
    NativeModules.function("gamma", 1...1, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      if x == -.infinity || x <= 0 && x == x.rounded() { throw domainError() }
      return try checked(tgamma(x), x)
    },
    NativeModules.function("lgamma", 1...1, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      if x.isInfinite { return .float(.infinity) }
      if x <= 0 && x == x.rounded() { throw domainError() }
      return try checked(LogGamma.value(x), x)
    },
    NativeModules.function("degrees", 1...1, "math") { interpreter, arguments in
      .float(try interpreter.real(arguments[0]) * (180 / .pi))
    },
    NativeModules.function("radians", 1...1, "math") { interpreter, arguments in
      .float(try interpreter.real(arguments[0]) * (.pi / 180))
    },
    NativeModules.function("isnan", 1...1, "math") { .bool(try $0.real($1[0]).isNaN) },
    NativeModules.function("isinf", 1...1, "math") { .bool(try $0.real($1[0]).isInfinite) },
    NativeModules.function("isfinite", 1...1, "math") { .bool(try $0.real($1[0]).isFinite) },
  ]

  private static let otherFunctions: [NativeFunction] = [
    NativeModules.function("atan2", 2...2, "math") { .float(atan2(try $0.real($1[0]), try $0.real($1[1]))) },
    NativeModules.function("copysign", 2...2, "math") { .float(copysign(try $0.real($1[0]), try $0.real($1[1]))) },
    NativeModules.function("nextafter", 2...2, "math") { .float(nextafter(try $0.real($1[0]), try $0.real($1[1]))) },
    NativeModules.function("ulp", 1...1, "math") {
      let x = try $0.real($1[0]).magnitude
      if x.isNaN || x.isInfinite { return .float(x) }
      return .float(x == .greatestFiniteMagnitude ? x - x.nextDown : x.nextUp - x)
    },
    NativeModules.function("fmod", 2...2, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      let y = try interpreter.real(arguments[1])
      if y.isInfinite, x.isFinite { return .float(x) }
      return try checked(fmod(x, y), x, y)
    },
    NativeModules.function("remainder", 2...2, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      let y = try interpreter.real(arguments[1])
      if y.isInfinite, x.isFinite { return .float(x) }
      return try checked(remainder(x, y), x, y)
    },
    NativeModules.function("modf", 1...1, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      if x.isInfinite { return .tuple([.float(copysign(0, x)), .float(x)]) }
      if x.isNaN { return .tuple([.float(x), .float(x)]) }
      let whole = x.rounded(.towardZero)
      return .tuple([.float(copysign(x - whole, x)), .float(whole)])
    },
    NativeModules.function("frexp", 1...1, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      if x == 0 || !x.isFinite { return .tuple([.float(x), .int(0)]) }
      var exponent: Int32 = 0
      let fraction = frexp(x, &exponent)
      return .tuple([.float(fraction), .int(Int(exponent))])
    },
    NativeModules.function("ldexp", 2...2, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      guard let exponent = try interpreter.integerOrNil(arguments[1]) else {
        throw PythonException(.typeError, "Expected an int as second argument to ldexp.")
      }
      if x == 0 || !x.isFinite { return .float(x) }
      guard case .int(let power) = exponent else {
        if try interpreter.compare(.less, exponent, .int(0)).isIdentical(to: .bool(true)) {
          return .float(copysign(0, x))
        }
        throw rangeError()
      }
      let result = ldexp(x, Int32(clamping: power))
      if result.isInfinite { throw rangeError() }
      return .float(result)
    },
    NativeModules.function("pow", 2...2, "math") { interpreter, arguments in
      let x = try interpreter.real(arguments[0])
      let y = try interpreter.real(arguments[1])
      let result = pow(x, y)
      if !x.isFinite || !y.isFinite { return .float(result) }
      if result.isNaN || result.isInfinite && x == 0 { throw domainError() }
      if result.isInfinite { throw rangeError() }
      return .float(result)
    },
    NativeModules.function("log", 1...2, "math") { interpreter, arguments in
      let number = try logarithm(arguments[0], interpreter) { log($0) }
      guard arguments.count == 2 else { return .float(number) }
      let base = try logarithm(arguments[1], interpreter) { log($0) }
      if base == 0 { throw PythonException(.zeroDivisionError, "float division by zero") }
      return .float(number / base)
    },
    NativeModules.function("log2", 1...1, "math") { interpreter, arguments in
      .float(try logarithm(arguments[0], interpreter, scale: 1) { log2($0) })
    },
    NativeModules.function("log10", 1...1, "math") { interpreter, arguments in
      .float(try logarithm(arguments[0], interpreter, scale: 0.301029995663981195) { log10($0) })
    },
    NativeModules.function("floor", 1...1, "math") {
      try rounded($0, $1[0], "__floor__", .down)
    },
    NativeModules.function("ceil", 1...1, "math") { try rounded($0, $1[0], "__ceil__", .up) },
    NativeModules.function("trunc", 1...1, "math") { interpreter, arguments in
      if case .float(let x) = arguments[0] { return try integer(x, .towardZero) }
      if let whole = try wholeNumber(arguments[0], interpreter) { return whole }
      guard let method = arguments[0].type.lookup("__trunc__") else {
        throw PythonException(.typeError, "type \(arguments[0].type.tpName) doesn't define __trunc__ method")
      }
      return try interpreter.call(method, arguments[0])
    },
    NativeFunction(
      "isclose", .signature("(a, b, *, rel_tol=1e-09, abs_tol=0.0)"), module: "math"
    ) { interpreter, arguments in
      let a = try interpreter.real(arguments[0])
      let b = try interpreter.real(arguments[1])
      let relative = arguments[2].isUndefined ? 1e-9 : try interpreter.real(arguments[2])
      let absolute = arguments[3].isUndefined ? 0 : try interpreter.real(arguments[3])
      if relative < 0 || absolute < 0 { throw PythonException(.valueError, "tolerances must be non-negative") }
      if a == b { return .bool(true) }
      if a.isInfinite || b.isInfinite { return .bool(false) }
      let difference = (b - a).magnitude
      return .bool(
        difference <= (relative * b).magnitude || difference <= (relative * a).magnitude || difference <= absolute)
    },
  ]

  /// A logarithm, also of integers too large for a float; `scale` is the logarithm of 2 in the base, or 0 for `log`.
  private static func logarithm(
    _ value: Value, _ interpreter: Interpreter, scale: Double = 0.6931471805599453, _ function: (Double) -> Double
  ) throws -> Double {
    if let big = value.cast(BigIntObject.self)?.value {
      guard big > 0 else { throw domainError() }
      let shift = max(0, big.magnitude.bitWidth - 1000)
      let leading = try interpreter.real(.integer(big >> shift))
      return function(leading) + Double(shift) * scale
    }
    let x = try interpreter.real(value)
    if x.isNaN { return x }
    guard x > 0 else { throw domainError() }
    return function(x)
  }

  /// An integer as it is; `nil` for anything else.
  static func wholeNumber(_ value: Value, _ interpreter: Interpreter) throws -> Value? {
    switch value {
    case .int: value
    case .bool(let flag): .int(flag ? 1 : 0)
    default: value.object is BigIntObject ? value : nil
    }
  }

  /// A float without its fraction, as an integer.
  static func integer(_ x: Double, _ rule: FloatingPointRoundingRule) throws -> Value {
    if x.isNaN { throw PythonException(.valueError, "cannot convert float NaN to integer") }
    if x.isInfinite { throw PythonException(.overflowError, "cannot convert float infinity to integer") }
    let whole = x.rounded(rule)
    if let small = Int(exactly: whole) { return .int(small) }
    return .integer(BigInt(whole))
  }

  private static func rounded(
    _ interpreter: Interpreter, _ value: Value, _ method: String, _ rule: FloatingPointRoundingRule
  ) throws -> Value {
    if let whole = try wholeNumber(value, interpreter) { return whole }
    if case .float(let x) = value { return try integer(x, rule) }
    if let found = value.type.lookup(method) {
      return try interpreter.call(interpreter.bind(found, instance: value, owner: value.type))
    }
    return try integer(try interpreter.real(value), rule)
  }
}
