import BigInt

/// The functions of `math` that work on integers of any size.
enum MathIntegers {
  static let functions: [NativeFunction] = [
    NativeFunction("gcd", .any, module: "math") { interpreter, arguments in
      try arguments.refuseKeywords("math.gcd")
      return .integer(
        try arguments.positional.reduce(BigInt(0)) { result, value in
          try IntegerArithmetic.greatestCommonDivisor(result, integer(value, interpreter)) {
            try interpreter.chargeProduct(bits: $0)
          }
        })
    },
    NativeFunction("lcm", .any, module: "math") { interpreter, arguments in
      try arguments.refuseKeywords("math.lcm")
      return .integer(
        try arguments.positional.reduce(BigInt(1)) { result, value in
          let number = try integer(value, interpreter)
          if result == 0 || number == 0 { return 0 }
          let divisor = try IntegerArithmetic.greatestCommonDivisor(result, number) {
            try interpreter.chargeProduct(bits: $0)
          }
          return BigInt((result / divisor * number).magnitude)
        })
    },
    NativeModules.function("factorial", 1...1, "math") { interpreter, arguments in
      guard try interpreter.integerOrNil(arguments[0]) != nil else {
        throw PythonException(
          .typeError, "'\(arguments[0].type.name)' object cannot be interpreted as an integer")
      }
      let number = try factor(arguments[0], interpreter)
      if number < 0 { throw PythonException(.valueError, "factorial() not defined for negative values") }
      // Larger ones take longer than a document may.
      if number > 50_000 { throw PythonException(.overflowError, "factorial() argument is too large: \(number)") }
      return .integer(try product(2, max(2, number + 1), interpreter, number < 2))
    },
    NativeModules.function("comb", 2...2, "math") { interpreter, arguments in
      let (n, k) = try counts(arguments, interpreter)
      guard BigInt(k) <= n else { return .int(0) }
      let rest = n - BigInt(k)
      return .integer(try choices(n, rest < BigInt(k) ? Int(rest) : k, interpreter, ordered: false))
    },
    NativeModules.function("perm", 1...2, "math") { interpreter, arguments in
      if arguments.count == 1 || arguments[1].isNone {
        let n = try factor(arguments[0], interpreter)
        if n < 0 { throw PythonException(.valueError, "factorial() not defined for negative values") }
        return .integer(try choices(BigInt(n), n, interpreter, ordered: true))
      }
      let (n, k) = try counts(arguments, interpreter)
      return BigInt(k) <= n ? .integer(try choices(n, k, interpreter, ordered: true)) : .int(0)
    },
    NativeModules.function("isqrt", 1...1, "math") { interpreter, arguments in
      let number = try integer(arguments[0], interpreter)
      if number < 0 { throw PythonException(.valueError, "isqrt() argument must be nonnegative") }
      return .integer(number.squareRoot())
    },
  ]

  private static func integer(_ value: Value, _ interpreter: Interpreter) throws -> BigInt {
    guard let found = try interpreter.integerOrNil(value) else {
      throw PythonException(.typeError, "'\(value.type.name)' object cannot be interpreted as an integer")
    }
    if case .int(let small) = found { return BigInt(small) }
    return found.cast(BigIntObject.self)?.value ?? 0
  }

  /// The argument of a factorial.
  private static func factor(_ value: Value, _ interpreter: Interpreter) throws -> Int {
    let number = try integer(value, interpreter)
    if number < 0 { return -1 }
    guard let small = Int(exactly: number) else {
      throw PythonException(.overflowError, "factorial() argument should not exceed \(Int.max)")
    }
    return small
  }

  private static func counts(_ arguments: Arguments, _ interpreter: Interpreter) throws -> (BigInt, Int) {
    let n = try integer(arguments[0], interpreter)
    let k = try integer(arguments[1], interpreter)
    if n < 0 { throw PythonException(.valueError, "n must be a non-negative integer") }
    if k < 0 { throw PythonException(.valueError, "k must be a non-negative integer") }
    if k > n { return (n, Int.max) }
    let least = min(k, n - k)
    guard least <= 100_000, let count = Int(exactly: k) else {
      throw PythonException(.overflowError, "min(n - k, k) must not exceed 100000")
    }
    return (n, count)
  }

  /// The number of ways to take `k` of `n` things.
  private static func choices(_ n: BigInt, _ k: Int, _ interpreter: Interpreter, ordered: Bool) throws -> BigInt {
    if k > 100_000 { throw PythonException(.overflowError, "k must not exceed 100000") }
    var result = BigInt(1)
    for index in 0..<max(0, k) {
      try interpreter.checkBudget()
      result *= n - BigInt(index)
      if !ordered { result /= BigInt(index + 1) }
    }
    return result
  }

  /// The product of the integers from `start` to before `end`, multiplied in halves so that the factors stay small.
  private static func product(_ start: Int, _ end: Int, _ interpreter: Interpreter, _ isOne: Bool) throws -> BigInt {
    if isOne || start >= end { return 1 }
    if end - start < 8 { return (start..<end).reduce(BigInt(1)) { $0 * BigInt($1) } }
    try interpreter.checkBudget()
    let middle = start + (end - start) / 2
    return try product(start, middle, interpreter, false) * product(middle, end, interpreter, false)
  }
}
