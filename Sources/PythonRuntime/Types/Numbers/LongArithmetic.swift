import BigInt

/// Arithmetic on integers of any length. An operation is done in pieces that take milliseconds, and `work` hears of
/// each before it is done, so that a session's limits and an interruption end even a single long one.
package struct LongArithmetic {
  /// Hears of the products of words that the next piece takes, and may raise.
  private let work: (Int) throws -> Void
  /// The most decimal digits that are converted to or from text (`sys.set_int_max_str_digits`); 0 is any number.
  package let maximumDigits: Int

  /// The most products of words in one piece.
  private static let piece = 1 << 16

  package init(
    maximumDigits: Int = IntegerText.maximumDigits, work: @escaping (Int) throws -> Void = { _ in }
  ) {
    self.maximumDigits = maximumDigits
    self.work = work
  }

  // MARK: Products

  /// `a * b`. Throws `MemoryError` when the result would be too long to hold.
  package func product(_ a: BigInt, _ b: BigInt) throws -> BigInt {
    if a.magnitude.bitWidth + b.magnitude.bitWidth > IntegerArithmetic.maximumBits { throw IntegerArithmetic.tooLong }
    return BigInt(
      sign: a.signum() * b.signum() < 0 ? .minus : .plus, magnitude: try product(a.magnitude, b.magnitude))
  }

  /// `a * b`, by Karatsuba's method down to pieces.
  func product(_ a: BigUInt, _ b: BigUInt) throws -> BigUInt {
    let (longer, shorter) = a.bitWidth >= b.bitWidth ? (a, b) : (b, a)
    let (length, other) = (longer.wordCount, shorter.wordCount)
    if length * other <= Self.piece {
      try work(length * other)
      return longer * shorter
    }
    let half = (length + 1) / 2
    let (high, low) = longer.split(at: half)
    if other <= half { return (try product(high, shorter) << (half * 64)) + (try product(low, shorter)) }
    let (top, bottom) = shorter.split(at: half)
    let upper = try product(high, top)
    let lower = try product(low, bottom)
    let middle = try product(high + low, top + bottom) - upper - lower
    return (upper << (half * 128)) + (middle << (half * 64)) + lower
  }

  /// The product of the integers from `start` to before `end`, multiplied in halves so that the factors stay small.
  /// Throws `MemoryError` when it would be too long to hold.
  func product(from start: BigInt, count: Int) throws -> BigInt {
    let (bits, overflow) = max(start.magnitude.bitWidth - 1, 0).multipliedReportingOverflow(by: max(count, 0))
    if overflow || bits > IntegerArithmetic.maximumBits { throw IntegerArithmetic.tooLong }
    if count <= 8 {
      try work(count)
      return (0..<max(count, 0)).reduce(BigInt(1)) { $0 * (start + BigInt($1)) }
    }
    let half = count / 2
    let upper = try product(from: start + BigInt(half), count: count - half)
    return try product(product(from: start, count: half), upper)
  }

  /// `base ** exponent` for `exponent >= 0`. Throws `MemoryError` when the result would be too long to hold.
  package func power(_ base: BigInt, _ exponent: Int) throws -> BigInt {
    let width = base.magnitude.bitWidth
    guard width > 1 else { return exponent == 0 || base.signum() < 0 && exponent % 2 == 0 ? 1 : base }
    // The result has more than `(width - 1) * exponent` bits.
    let (bits, overflow) = (width - 1).multipliedReportingOverflow(by: exponent)
    if overflow || bits >= IntegerArithmetic.maximumBits { throw IntegerArithmetic.tooLong }
    // The factors of two are shifted in at the end.
    let zeros = base.magnitude.trailingZeroBitCount
    let odd = BigInt(sign: base.sign, magnitude: base.magnitude >> zeros)
    var result = BigInt(1)
    var square = odd
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = try product(result, square) }
      rest >>= 1
      if rest > 0 { square = try product(square, square) }
    }
    return try IntegerArithmetic.shiftLeft(result, zeros * exponent)
  }

  /// `pow(base, exponent, modulus)`. Throws `ValueError` for a zero modulus and for a base without an inverse.
  package func power(_ base: BigInt, _ exponent: BigInt, modulus: BigInt) throws -> BigInt {
    if modulus.signum() == 0 { throw PythonException(.valueError, "pow() 3rd argument cannot be 0") }
    let positive = BigInt(modulus.magnitude)
    var base = try floorDivide(base, positive).remainder
    if exponent.signum() < 0 { base = try inverse(base, modulus: positive) }
    var result = BigUInt(1)
    let (factor, divisor, bits) = (base.magnitude, positive.magnitude, exponent.magnitude)
    for index in stride(from: bits.bitWidth - 1, through: 0, by: -1) {
      result = try divide(product(result, result), divisor).remainder
      if bits[bitAt: index] { result = try divide(product(result, factor), divisor).remainder }
    }
    return try floorDivide(BigInt(result), modulus).remainder
  }

  // MARK: Quotients

  /// `a // b` and `a % b`, rounding down; `b` is not zero.
  package func floorDivide(_ a: BigInt, _ b: BigInt) throws -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = try divide(a.magnitude, b.magnitude)
    let differ = (a.signum() < 0) != (b.signum() < 0)
    let signed = BigInt(sign: differ ? .minus : .plus, magnitude: quotient)
    if remainder.isZero { return (signed, 0) }
    if differ { return (signed - 1, BigInt(sign: b.sign, magnitude: b.magnitude - remainder)) }
    return (signed, BigInt(sign: b.sign, magnitude: remainder))
  }

  /// The quotient and the remainder; `b` is not zero.
  func divide(_ a: BigUInt, _ b: BigUInt) throws -> (quotient: BigUInt, remainder: BigUInt) {
    let (length, width) = (a.wordCount, b.wordCount)
    if length < width { return (0, a) }
    if (length - width + 1) * width <= Self.piece {
      try work((length - width + 1) * width)
      return a.quotientAndRemainder(dividingBy: b)
    }
    // With the top bit of the divisor set, estimates from its upper half are nearly right.
    let shift = width * 64 - b.bitWidth
    let (dividend, divisor) = (Array((a << shift).words), b << shift)
    let step = width * width <= Self.piece ? max(1, Self.piece / width) : width
    var quotient: [UInt] = []
    var rest = BigUInt(0)
    var end = dividend.count
    var digits: [[UInt]] = []
    while end > 0 {
      let start = max(0, (end - 1) / step * step)
      let part = (rest << ((end - start) * 64)) + BigUInt(words: dividend[start..<end])
      let (digit, remainder) = try divide(part, normalised: divisor, words: end - start)
      digits.append(Array(digit.words) + [UInt](repeating: 0, count: max(0, end - start - digit.wordCount)))
      rest = remainder
      end = start
    }
    for digit in digits.reversed() { quotient += digit }
    return (BigUInt(words: quotient), rest >> shift)
  }

  /// The quotient, of about so many words, by a divisor whose top bit is set: the upper halves of both give the upper
  /// half of the quotient, a few too much at most.
  private func divide(
    _ a: BigUInt, normalised b: BigUInt, words: Int
  ) throws -> (quotient: BigUInt, remainder: BigUInt) {
    let width = b.wordCount
    if words < 2 || words * width <= Self.piece {
      try work(words * width)
      return a.quotientAndRemainder(dividingBy: b)
    }
    let low = min(words / 2, width - 1)
    let (top, bottom) = b.split(at: low)
    /// The next digits: of `part` without its last `low` words, corrected by what they and `bottom` say.
    func digits(_ part: BigUInt, _ count: Int) throws -> (BigUInt, BigUInt) {
      let (upper, lower) = part.split(at: low)
      var (quotient, rest) = try divide(upper, normalised: top, words: count)
      var remainder = BigInt((rest << (low * 64)) + lower) - BigInt(try product(quotient, bottom))
      rest = 0
      while remainder.signum() < 0 {
        quotient -= 1
        remainder += BigInt(b)
      }
      return (quotient, remainder.magnitude)
    }
    let (upper, lower) = a.split(at: low)
    let (first, rest) = try digits(upper, words - low)
    let (second, remainder) = try digits((rest << (low * 64)) + lower, low)
    return ((first << (low * 64)) + second, remainder)
  }

  /// The greatest common divisor.
  package func greatestCommonDivisor(_ a: BigInt, _ b: BigInt) throws -> BigInt {
    var (larger, smaller) = (a.magnitude, b.magnitude)
    while !smaller.isZero {
      try work(smaller.wordCount)
      (larger, smaller) = (smaller, try divide(larger, smaller).remainder)
    }
    return BigInt(larger)
  }

  /// The integer whose product with `value` leaves 1 when it is divided by `modulus`, which is positive. Throws
  /// `ValueError` where there is none.
  private func inverse(_ value: BigInt, modulus: BigInt) throws -> BigInt {
    var (older, newer) = (modulus, value)
    var (olderFactor, newerFactor) = (BigInt(0), BigInt(1))
    while newer.signum() != 0 {
      try work(newer.magnitude.wordCount)
      let (quotient, remainder) = try floorDivide(older, newer)
      (older, newer) = (newer, remainder)
      (olderFactor, newerFactor) = (newerFactor, olderFactor - (try product(quotient, newerFactor)))
    }
    if older != 1 { throw PythonException(.valueError, "base is not invertible for the given modulus") }
    return try floorDivide(olderFactor, modulus).remainder
  }

  // MARK: Roots and decimal digits

  /// The root, rounded down: that of the upper half of the bits, and one step of Newton's method for the others.
  func squareRoot(_ value: BigUInt) throws -> BigUInt {
    if value.bitWidth <= 1024 {
      try work(1024)
      return value.squareRoot()
    }
    let quarter = value.bitWidth / 4
    let above = (try squareRoot(value >> (2 * quarter)) + 1) << quarter
    // From above, a step never ends below the root rounded down.
    var root = (above + (try divide(value, above).quotient)) >> 1
    while try product(root, root) > value { root -= 1 }
    return root
  }

  /// Digits that are converted at a time.
  private static let digitsOfPiece = 1024

  /// The decimal digits of `value`.
  func decimalDigits(_ value: BigUInt) throws -> [UInt8] {
    var out: [UInt8] = []
    var powers = Powers(base: 10, digits: Self.digitsOfPiece)
    // A bit is less than 0.30103 of a digit.
    let most = value.bitWidth / 100_000 * 30_103 + value.bitWidth % 100_000 * 30_103 / 100_000 + 1
    var level = 0
    while Self.digitsOfPiece << level < most { level += 1 }
    try append(value, level: level, isFirst: true, &powers, to: &out)
    return out
  }

  /// Appends the digits of `value`, which has no more of them than the power of that level; one that is not the first
  /// part of a number gets zeros up to that many.
  private func append(
    _ value: BigUInt, level: Int, isFirst: Bool, _ powers: inout Powers, to out: inout [UInt8]
  ) throws {
    if level == 0 {
      try work(value.wordCount * value.wordCount)
      let text = String(value, radix: 10)
      if !isFirst {
        out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Self.digitsOfPiece - text.utf8.count))
      }
      out.append(text: text)
      return
    }
    let (high, low) = try divide(value, powers.power(level - 1, self))
    let startsLow = isFirst && high.isZero
    if !startsLow { try append(high, level: level - 1, isFirst: isFirst, &powers, to: &out) }
    try append(low, level: level - 1, isFirst: startsLow, &powers, to: &out)
  }

  /// The number with the given digits.
  func value(of digits: ArraySlice<UInt8>, base: UInt) throws -> BigUInt {
    var powers = Powers(base: base, digits: Self.digitsOfPiece)
    return try value(of: digits, &powers)
  }

  private func value(of digits: ArraySlice<UInt8>, _ powers: inout Powers) throws -> BigUInt {
    if digits.count <= Self.digitsOfPiece {
      try work(digits.count)
      return BigUInt(digits: digits, base: powers.base)
    }
    var level = 0
    while Self.digitsOfPiece << (level + 1) < digits.count { level += 1 }
    let middle = digits.endIndex - Self.digitsOfPiece << level
    let high = try value(of: digits[..<middle], &powers)
    let low = try value(of: digits[middle...], &powers)
    return try product(high, powers.power(level, self)) + low
  }

  /// A base to the powers `digits`, `2 * digits`, `4 * digits`, ..., made when they are asked for.
  private struct Powers {
    let base: UInt
    let digits: Int
    private var made: [BigUInt] = []

    init(base: UInt, digits: Int) {
      self.base = base
      self.digits = digits
    }

    mutating func power(_ level: Int, _ arithmetic: LongArithmetic) throws -> BigUInt {
      if made.isEmpty { made.append(BigUInt(base).power(digits)) }
      while made.count <= level {
        let last = made[made.count - 1]
        made.append(try arithmetic.product(last, last))
      }
      return made[level]
    }
  }
}

extension BigUInt {
  /// The words it takes.
  fileprivate var wordCount: Int { (bitWidth + 63) / 64 }

  /// What is above the last `count` words, and these.
  fileprivate func split(at count: Int) -> (high: BigUInt, low: BigUInt) {
    let words = words
    guard count < words.count else { return (0, self) }
    return (BigUInt(words: words.dropFirst(count)), BigUInt(words: words.prefix(count)))
  }

  /// The bit of weight `2^index`.
  subscript(bitAt index: Int) -> Bool {
    guard index >= 0, index < bitWidth else { return false }
    return words[words.index(words.startIndex, offsetBy: index / 64)] >> UInt(index % 64) & 1 == 1
  }

  /// The number with the given digits, taken as many at a time as a word holds.
  init(digits: ArraySlice<UInt8>, base: UInt) {
    self = 0
    var chunk: UInt = 0
    var power: UInt = 1
    for digit in digits {
      let (next, overflow) = power.multipliedReportingOverflow(by: base)
      if overflow {
        self = self * BigUInt(power) + BigUInt(chunk)
        (chunk, power) = (UInt(digit), base)
      } else {
        chunk = chunk &* base &+ UInt(digit)
        power = next
      }
    }
    self = self * BigUInt(power) + BigUInt(chunk)
  }
}

extension Interpreter {
  /// Arithmetic on long integers that counts its work against the session's limits.
  package var long: LongArithmetic {
    LongArithmetic(maximumDigits: integerDigits) { [unowned self] in try charge($0) }
  }

  /// A long integer that an operation is about to read as a whole.
  @inline(__always) package func charge(reading value: BigInt) throws {
    try charge(value.magnitude.bitWidth >> 3)
  }
}
