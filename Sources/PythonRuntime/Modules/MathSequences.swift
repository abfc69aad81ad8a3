import Glibc

/// The functions of `math` that work on several numbers.
enum MathSequences {
  static let functions: [NativeFunction] = [
    NativeModules.function("fsum", 1...1, "math") { interpreter, arguments in
      var sum = ExactSum()
      try interpreter.iterate(arguments[0]) { (number: Value) -> Void in
        try interpreter.checkBudget()
        sum.add(try interpreter.real(number))
      }
      return .float(try sum.value())
    },
    NativeModules.function("dist", 2...2, "math") { interpreter, arguments in
      let p = try interpreter.array(of: arguments[0])
      let q = try interpreter.array(of: arguments[1])
      guard p.count == q.count else {
        throw PythonException(.valueError, "both points must have the same number of dimensions")
      }
      return .float(norm(try zip(p, q).map { try interpreter.real($0) - interpreter.real($1) }))
    },
    NativeFunction("hypot", .any, module: "math") { interpreter, arguments in
      try arguments.refuseKeywords("math.hypot")
      return .float(norm(try arguments.positional.map { try interpreter.real($0) }))
    },
    NativeFunction("prod", .signature("(iterable, /, *, start=1)"), module: "math") { interpreter, arguments in
      var result = arguments[1].isUndefined ? .int(1) : arguments[1]
      try interpreter.iterate(arguments[0]) { result = try interpreter.binary(.multiply, result, $0) }
      return result
    },
  ]

  /// The length of a vector, with the correction CPython makes so that the last digit is right.
  private static func norm(_ components: [Double]) -> Double {
    let magnitudes = components.map(\.magnitude)
    if magnitudes.contains(.infinity) { return .infinity }
    if magnitudes.contains(where: \.isNaN) { return .nan }
    guard let largest = magnitudes.max(), largest > 0 else { return 0 }
    if magnitudes.count == 1 { return largest }
    var exponent: Int32 = 0
    _ = frexp(largest, &exponent)
    if exponent < -1023 {
      // Numbers this small are made larger first.
      return 0x1p-1022 * norm(components.map { $0 / 0x1p-1022 })
    }
    let scale = ldexp(1.0, -exponent)
    var sum = 1.0
    var low = 0.0
    var lower = 0.0
    for magnitude in magnitudes {
      let x = magnitude * scale
      let square = x * x
      let error = fma(x, x, -square)
      let total = sum + square
      low += (sum - total) + square
      sum = total
      lower += error
    }
    let root = sqrt(sum - 1 + (low + lower))
    let square = -root * root
    let error = fma(-root, root, -square)
    let total = sum + square
    low += (sum - total) + square
    lower += error
    let rest = total - 1 + (low + lower)
    return (root + rest / (2 * root)) / scale
  }
}

/// A sum of floats without rounding, kept as parts that do not overlap (Shewchuk's method).
private struct ExactSum {
  private var parts: [Double] = []
  private var special = 0.0
  private var hasSpecial = false
  private var infinities = 0.0

  mutating func add(_ number: Double) {
    guard number.isFinite else {
      hasSpecial = true
      special += number
      if number.isInfinite { infinities += number }
      return
    }
    var x = number
    var kept: [Double] = []
    for part in parts {
      var y = part
      if x.magnitude < y.magnitude { swap(&x, &y) }
      let high = x + y
      let low = y - (high - x)
      if low != 0 { kept.append(low) }
      x = high
    }
    kept.append(x)
    parts = kept
  }

  func value() throws -> Double {
    if hasSpecial {
      if infinities.isNaN { throw PythonException(.valueError, "-inf + inf in fsum") }
      return special
    }
    guard var high = parts.last else { return 0 }
    if !high.isFinite { throw PythonException(.overflowError, "intermediate overflow in fsum") }
    var index = parts.count - 1
    var low = 0.0
    while index > 0 {
      index -= 1
      let x = high
      let y = parts[index]
      high = x + y
      low = y - (high - x)
      if low != 0 { break }
    }
    // Half-way cases are rounded as the parts below decide.
    if index > 0, low < 0 && parts[index - 1] < 0 || low > 0 && parts[index - 1] > 0 {
      let twice = low * 2
      let x = high + twice
      if twice == x - high { high = x }
    }
    return high
  }
}
