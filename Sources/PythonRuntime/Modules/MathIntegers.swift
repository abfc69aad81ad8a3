import BigInt

/// The functions of `math` that work on integers of any size.
enum MathIntegers {
  static let functions: [NativeFunction] = [
    NativeFunction("gcd", .any, module: "math") { interpreter, arguments in
      try arguments.refuseKeywords("math.gcd")
      return .integer(
        try arguments.positional.reduce(BigInt(0)) { result, value in
          try interpreter.long.greatestCommonDivisor(result, integer(value, interpreter))
        })
    },
    NativeFunction("lcm", .any, module: "math") { interpreter, arguments in
      try arguments.refuseKeywords("math.lcm")
      let long = interpreter.long
      return .integer(
        try arguments.positional.reduce(BigInt(1)) { result, value in
          let number = try integer(value, interpreter)
          if result == 0 || number == 0 { return 0 }
          let divisor = try long.greatestCommonDivisor(result, number)
          return BigInt(try long.product(long.floorDivide(result, divisor).quotient, number).magnitude)
        })
    },
    NativeModules.function("factorial", 1...1, "math") { interpreter, arguments in
      guard try interpreter.integerOrNil(arguments[0]) != nil else {
        throw Interpreter.notAnInteger(arguments[0])
      }
      let number = try factor(arguments[0], interpreter)
      if number < 0 { throw PythonException(.valueError, "factorial() not defined for negative values") }
      return .integer(try factorial(number, interpreter))
    },
    NativeModules.function("comb", 2...2, "math") { interpreter, arguments in
      let (n, k) = try counts(arguments, interpreter)
      guard k <= n else { return .int(0) }
      guard let taken = Int(exactly: min(k, n - k)) else {
        throw PythonException(.overflowError, "min(n - k, k) must not exceed \(Int.max)")
      }
      let ordered = try interpreter.long.product(from: n - BigInt(taken) + 1, count: taken)
      return .integer(try interpreter.long.floorDivide(ordered, factorial(taken, interpreter)).quotient)
    },
    NativeModules.function("perm", 1...2, "math") { interpreter, arguments in
      if arguments.count == 1 || arguments[1].isNone {
        let n = try factor(arguments[0], interpreter)
        if n < 0 { throw PythonException(.valueError, "factorial() not defined for negative values") }
        return .integer(try factorial(n, interpreter))
      }
      let (n, k) = try counts(arguments, interpreter)
      guard k <= n else { return .int(0) }
      guard let taken = Int(exactly: k) else {
        throw PythonException(.overflowError, "k must not exceed \(Int.max)")
      }
      return .integer(try interpreter.long.product(from: n - k + 1, count: taken))
    },
    NativeModules.function("isqrt", 1...1, "math") { interpreter, arguments in
      let number = try integer(arguments[0], interpreter)
      if number < 0 { throw PythonException(.valueError, "isqrt() argument must be nonnegative") }
      return .integer(BigInt(try interpreter.long.squareRoot(number.magnitude)))
    },
  ]

  private static func integer(_ value: Value, _ interpreter: Interpreter) throws -> BigInt {
    guard let found = try interpreter.integerOrNil(value) else {
      throw Interpreter.notAnInteger(value)
    }
    if case .int(let small) = found { return BigInt(small) }
    return found.cast(BigIntObject.self)?.value ?? 0
  }

  /// The argument of a factorial; -1 for any negative number.
  private static func factor(_ value: Value, _ interpreter: Interpreter) throws -> Int {
    let number = try integer(value, interpreter)
    if number < 0 { return -1 }
    guard let small = Int(exactly: number) else {
      throw PythonException(.overflowError, "factorial() argument should not exceed \(Int.max)")
    }
    return small
  }

  private static func factorial(_ number: Int, _ interpreter: Interpreter) throws -> BigInt {
    try interpreter.long.product(from: 2, count: max(number, 1) - 1)
  }

  private static func counts(_ arguments: Arguments, _ interpreter: Interpreter) throws -> (BigInt, BigInt) {
    let n = try integer(arguments[0], interpreter)
    let k = try integer(arguments[1], interpreter)
    if n < 0 { throw PythonException(.valueError, "n must be a non-negative integer") }
    if k < 0 { throw PythonException(.valueError, "k must be a non-negative integer") }
    return (n, k)
  }
}
