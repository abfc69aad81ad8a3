import Glibc

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
      function("exp") { z in
        let size = Glibc.exp(z.real)
        return ComplexObject(size * Glibc.cos(z.imaginary), size * Glibc.sin(z.imaginary))
      },
      function("sqrt") { squareRoot($0) },
      function("cos") { z in
        ComplexObject(
          Glibc.cos(z.real) * Glibc.cosh(z.imaginary), -(Glibc.sin(z.real) * Glibc.sinh(z.imaginary)))
      },
      function("sin") { z in
        ComplexObject(Glibc.sin(z.real) * Glibc.cosh(z.imaginary), Glibc.cos(z.real) * Glibc.sinh(z.imaginary))
      },
      function("cosh") { z in
        ComplexObject(Glibc.cosh(z.real) * Glibc.cos(z.imaginary), Glibc.sinh(z.real) * Glibc.sin(z.imaginary))
      },
      function("sinh") { z in
        ComplexObject(Glibc.sinh(z.real) * Glibc.cos(z.imaginary), Glibc.cosh(z.real) * Glibc.sin(z.imaginary))
      },
      NativeModules.function("log", 1...2, "cmath") { interpreter, arguments in
        let value = try logarithm(complex(arguments[0], interpreter))
        guard arguments.count == 2 else { return .object(value) }
        return try interpreter.binary(
          .divide, .object(value), .object(try logarithm(complex(arguments[1], interpreter))))
      },
      function("log10") { z in
        let value = try logarithm(z)
        return ComplexObject(value.real / M_LN10, value.imaginary / M_LN10)
      },
      NativeModules.function("phase", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .float(atan2(z.imaginary, z.real))
      },
      NativeModules.function("polar", 1...1, "cmath") { interpreter, arguments in
        let z = try complex(arguments[0], interpreter)
        return .tuple([.float(hypot(z.real, z.imaginary)), .float(atan2(z.imaginary, z.real))])
      },
      NativeModules.function("rect", 2...2, "cmath") { interpreter, arguments in
        let size = try interpreter.real(arguments[0])
        let angle = try interpreter.real(arguments[1])
        return .object(ComplexObject(size * Glibc.cos(angle), size * Glibc.sin(angle)))
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
    ])
    return module
  }

  private static func function(
    _ name: String, _ body: @escaping @Sendable (ComplexObject) throws -> ComplexObject
  ) -> NativeFunction {
    NativeModules.function(name, 1...1, "cmath") { interpreter, arguments in
      .object(try body(complex(arguments[0], interpreter)))
    }
  }

  private static func complex(_ value: Value, _ interpreter: Interpreter) throws -> ComplexObject {
    if let complex = value.cast(ComplexObject.self) { return complex }
    if let method = value.type.userMethod(.complex),
      let complex = try interpreter.call(special: method, value).cast(ComplexObject.self)
    {
      return complex
    }
    return ComplexObject(try interpreter.real(value), 0)
  }

  private static func logarithm(_ z: ComplexObject) throws -> ComplexObject {
    if z.real == 0, z.imaginary == 0 { throw MathModule.domainError() }
    return ComplexObject(Glibc.log(hypot(z.real, z.imaginary)), atan2(z.imaginary, z.real))
  }

  private static func squareRoot(_ z: ComplexObject) -> ComplexObject {
    if z.real == 0, z.imaginary == 0 { return ComplexObject(0, z.imaginary) }
    let x = z.real.magnitude / 8
    let s = 2 * Glibc.sqrt(x + hypot(x, z.imaginary.magnitude / 8))
    let d = z.imaginary.magnitude / (2 * s)
    return z.real >= 0
      ? ComplexObject(s, copysign(d, z.imaginary)) : ComplexObject(d, copysign(s, z.imaginary))
  }
}
