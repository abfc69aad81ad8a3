#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `cmath`: functions of complex numbers.
enum ComplexMathModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject(
      "cmath",
      members: [
        ("pi", .float(.pi)), ("e", .float(M_E)), ("tau", .float(2 * .pi)), ("inf", .float(.infinity)),
        ("nan", .float(.nan)), ("infj", .object(ComplexObject(0, .infinity))),
        ("nanj", .object(ComplexObject(0, .nan))),
      ])
    module.add([
      function("exp") { try ComplexFunctions.exponential($0) },
      function("sqrt") { ComplexFunctions.squareRoot($0) },
      function("cosh") { try ComplexFunctions.hyperbolicCosine($0) },
      function("sinh") { try ComplexFunctions.hyperbolicSine($0) },
      function("tanh") { try ComplexFunctions.hyperbolicTangent($0) },
      function("cos") { try ComplexFunctions.hyperbolicCosine(ComplexFunctions.turned($0)) },
      turned("sin") { try ComplexFunctions.hyperbolicSine($0) },
      turned("tan") { try ComplexFunctions.hyperbolicTangent($0) },
      function("acosh") { ComplexFunctions.areaCosine($0) },
      function("asinh") { ComplexFunctions.areaSine($0) },
      function("atanh") { try ComplexFunctions.areaTangent($0) },
      function("acos") { ComplexFunctions.arcCosine($0) },
      turned("asin") { ComplexFunctions.areaSine($0) },
      turned("atan") { try ComplexFunctions.areaTangent($0) },
      NativeModules.function("log", 1...2, "cmath") { interpreter, arguments in
        let value = try ComplexFunctions.logarithm(complex(arguments[0], interpreter))
        guard arguments.count == 2 else { return complexValue(value) }
        let base = try ComplexFunctions.logarithm(complex(arguments[1], interpreter))
        if base.real == 0, base.imaginary == 0 { throw MathModule.domainError() }
        return complexValue(try value.divided(by: base))
      },
      function("log10") { z in
        let value = try ComplexFunctions.logarithm(z)
        return ComplexNumber(value.real / M_LN10, value.imaginary / M_LN10)
      },
      NativeModules.function("phase", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .float(atan2(z.imaginary, z.real))
      },
      NativeModules.function("polar", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        let distance = hypot(z.real, z.imaginary)
        if distance.isInfinite, z.real.isFinite, z.imaginary.isFinite { throw MathModule.rangeError() }
        return .tuple([.float(distance), .float(atan2(z.imaginary, z.real))])
      },
      NativeModules.function("rect", 2...2, "cmath") { interpreter, arguments in
        let size = try interpreter.real(arguments[0])
        let angle = try interpreter.real(arguments[1])
        return complexValue(try ComplexFunctions.point(size, angle))
      },
      NativeModules.function("isnan", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .bool(z.real.isNaN || z.imaginary.isNaN)
      },
      NativeModules.function("isinf", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .bool(z.real.isInfinite || z.imaginary.isInfinite)
      },
      NativeModules.function("isfinite", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .bool(z.real.isFinite && z.imaginary.isFinite)
      },
      NativeFunction("isclose", .signature("(a, b, *, rel_tol=1e-09, abs_tol=0.0)"), module: "cmath") {
        interpreter, arguments in
        let a = try complex(arguments[0], interpreter)
        let b = try complex(arguments[1], interpreter)
        let relative = arguments[2].isUndefined ? 1e-9 : try interpreter.real(arguments[2])
        let absolute = arguments[3].isUndefined ? 0 : try interpreter.real(arguments[3])
        if relative < 0 || absolute < 0 { throw PythonException(.valueError, "tolerances must be non-negative") }
        if a == b { return .bool(true) }
        if [a.real, a.imaginary, b.real, b.imaginary].contains(where: \.isInfinite) { return .bool(false) }
        let difference = hypot(a.real - b.real, a.imaginary - b.imaginary)
        let size = max(hypot(a.real, a.imaginary), hypot(b.real, b.imaginary))
        return .bool(difference <= relative * size || difference <= absolute)
      },
    ])
    return module
  }

  private static func function(
    _ name: String, _ body: @escaping @Sendable (ComplexNumber) throws -> ComplexNumber
  ) -> NativeFunction {
    NativeModules.function(name, 1...1, "cmath") { interpreter, arguments in
      complexValue(try body(complex(arguments[0], interpreter)))
    }
  }

  /// The circular function that goes with a hyperbolic one.
  private static func turned(
    _ name: String, _ hyperbolic: @escaping @Sendable (ComplexNumber) throws -> ComplexNumber
  ) -> NativeFunction {
    function(name) { ComplexFunctions.turnedBack(try hyperbolic(ComplexFunctions.turned($0))) }
  }

  private static func complexValue(_ number: ComplexNumber) -> Value {
    .object(ComplexObject(number.real, number.imaginary))
  }

  private static func complex(_ value: Value, _ interpreter: Interpreter) throws -> ComplexNumber {
    if let complex = value.cast(ComplexObject.self) { return complex.number }
    if let method = value.type.userMethod(.complex),
      let complex = try interpreter.call(special: method, value).cast(ComplexObject.self)
    {
      return complex.number
    }
    return ComplexNumber(try interpreter.real(value))
  }
}
