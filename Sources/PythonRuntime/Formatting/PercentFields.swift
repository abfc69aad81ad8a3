/// The parts of a text that the `%` operator fills in.
package struct PercentFields {
  /// One conversion: `%(key)#0- +10.3f`.
  package struct Conversion: Equatable {
    /// The flags of a conversion.
    package struct Flags: OptionSet, Sendable {
      /// The bits of the set.
      package let rawValue: UInt8

      /// The set with the given bits.
      package init(rawValue: UInt8) { self.rawValue = rawValue }

      /// `-`: to the left.
      package static let left = Flags(rawValue: 1)
      /// `+`: a sign always.
      package static let sign = Flags(rawValue: 2)
      /// A space where a plus sign could stand.
      package static let space = Flags(rawValue: 4)
      /// `#`: the alternate form.
      package static let alternate = Flags(rawValue: 8)
      /// `0`: zeros in front.
      package static let zero = Flags(rawValue: 16)
    }

    /// A width or precision.
    package enum Size: Equatable {
      /// Not given.
      case none
      /// A number.
      case value(Int)
      /// `*`: the next argument.
      case argument
    }

    /// The name in parentheses.
    package var key: String?
    /// The flags.
    package var flags: Flags = []
    /// The least width in code points.
    package var width = Size.none
    /// The precision.
    package var precision = Size.none
    /// The letter of the conversion.
    package var letter: Unicode.Scalar = "s"
    /// The index of the letter in the text, in code points.
    package var index = 0
  }

  /// A part of the text.
  package enum Part: Equatable {
    /// Text that stands for itself.
    case literal(Range<Int>)
    /// A conversion.
    case conversion(Conversion)
  }

  /// The UTF-8 text.
  package let bytes: [UInt8]
  private var position = 0

  /// Reads `text`.
  package init(_ text: String) { bytes = Array(text.utf8) }

  private static func failure(_ message: String) -> PythonException { PythonException(.valueError, message) }

  /// The next part, or `nil` at the end. Throws `ValueError` in CPython's words.
  package mutating func next() throws(PythonException) -> Part? {
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "%") { position += 1 }
    if position > start { return .literal(start..<position) }
    position += 1
    var conversion = Conversion()
    if current == UInt8(ascii: "(") {
      let keyStart = position + 1
      var depth = 1
      position += 1
      while position < bytes.count, depth > 0 {
        if current == UInt8(ascii: ")") { depth -= 1 }
        if current == UInt8(ascii: "(") { depth += 1 }
        position += 1
      }
      if depth > 0 { throw PercentFields.failure("incomplete format key") }
      conversion.key = String(decoding: bytes[keyStart..<(position - 1)], as: UTF8.self)
    }
    flags: while true {
      switch current {
      case UInt8(ascii: "-"): conversion.flags.insert(.left)
      case UInt8(ascii: "+"): conversion.flags.insert(.sign)
      case UInt8(ascii: " "): conversion.flags.insert(.space)
      case UInt8(ascii: "#"): conversion.flags.insert(.alternate)
      case UInt8(ascii: "0"): conversion.flags.insert(.zero)
      default: break flags
      }
      position += 1
    }
    if current == UInt8(ascii: "*") {
      conversion.width = .argument
      position += 1
    } else if current.isDecimalDigit {
      conversion.width = .value(try number("width too big", limit: Int.max))
    }
    if current == UInt8(ascii: ".") {
      position += 1
      if current == UInt8(ascii: "*") {
        conversion.precision = .argument
        position += 1
      } else {
        conversion.precision = .value(try number("precision too big", limit: Int(Int32.max)))
      }
    }
    if current == UInt8(ascii: "h") || current == UInt8(ascii: "l") || current == UInt8(ascii: "L") { position += 1 }
    guard position < bytes.count else { throw PercentFields.failure("incomplete format") }
    bytes.withUnsafeBufferPointer { bytes in
      conversion.index = TextSearch.codePoints(in: bytes, range: 0..<position)
      let (scalar, width) = TextSearch.decode(bytes, at: position)
      conversion.letter = scalar
      position += width
    }
    return .conversion(conversion)
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func number(_ message: String, limit: Int) throws(PythonException) -> Int {
    var value = 0
    while current.isDecimalDigit {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(current & 15))
      if overflow || carry || sum > limit { throw PercentFields.failure(message) }
      value = sum
      position += 1
    }
    return value
  }
}

extension PercentFields.Conversion {
  /// Appends an integer for `%d`, `%i`, `%u`, `%x`, `%X` or `%o`, whose digits without sign are `digits`.
  func append(digits: [UInt8], negative: Bool, width: Int, precision: Int, to out: inout [UInt8]) {
    var prefix: [UInt8] = []
    if negative {
      prefix.append(UInt8(ascii: "-"))
    } else if flags.contains(.sign) {
      prefix.append(UInt8(ascii: "+"))
    } else if flags.contains(.space) {
      prefix.append(UInt8(ascii: " "))
    }
    if flags.contains(.alternate) {
      switch letter {
      case "x": prefix.append(text: "0x")
      case "X": prefix.append(text: "0X")
      case "o": prefix.append(text: "0o")
      default: break
      }
    }
    var body = [UInt8](repeating: UInt8(ascii: "0"), count: max(precision - digits.count, 0))
    body.append(contentsOf: digits)
    pad(prefix: prefix, body: body, zeros: true, width: width, to: &out)
  }

  /// Appends a float for `%e`, `%f` or `%g`.
  func append(float value: Double, width: Int, precision: Int, fullPrecision: Bool, to out: inout [UInt8]) {
    var options: FloatText.Options = flags.contains(.alternate) ? .alternate : []
    if letter.value & 0x20 == 0 { options.insert(.uppercase) }
    let style = FloatText.Style(rawValue: UInt8(truncatingIfNeeded: letter.value | 0x20)) ?? .general
    var digits = precision < 0 ? 6 : precision
    if fullPrecision { digits = FloatText.fullPrecision(of: value, style: style, precision: digits) }
    if flags.isEmpty, width <= 0 {
      FloatText.append(value, style: style, precision: digits, options: options, to: &out)
      return
    }
    var body: [UInt8] = []
    FloatText.append(value, style: style, precision: digits, options: options, to: &body)
    var prefix: [UInt8] = []
    if body.first == UInt8(ascii: "-") {
      prefix.append(body.removeFirst())
    } else if flags.contains(.sign) {
      prefix.append(UInt8(ascii: "+"))
    } else if flags.contains(.space) {
      prefix.append(UInt8(ascii: " "))
    }
    pad(prefix: prefix, body: body, zeros: true, width: width, to: &out)
  }

  /// Appends text for `%s`, `%r`, `%a` or `%c`; `count` is its number of code points.
  func append(text: String, count: Int, width: Int, precision: Int, to out: inout [UInt8]) {
    let shown = precision >= 0 ? min(precision, count) : count
    let padding = max(width - shown, 0)
    if !flags.contains(.left) { out.append(UInt8(ascii: " "), count: padding) }
    if shown == count {
      out.append(text: text)
    } else {
      out.append(text: String(String.UnicodeScalarView(text.unicodeScalars.prefix(shown))))
    }
    if flags.contains(.left) { out.append(UInt8(ascii: " "), count: padding) }
  }

  private func pad(prefix: [UInt8], body: [UInt8], zeros: Bool, width: Int, to out: inout [UInt8]) {
    let padding = max(width - prefix.count - body.count, 0)
    if flags.contains(.left) {
      out.append(contentsOf: prefix)
      out.append(contentsOf: body)
      out.append(UInt8(ascii: " "), count: padding)
    } else if flags.contains(.zero), zeros {
      out.append(contentsOf: prefix)
      out.append(UInt8(ascii: "0"), count: padding)
      out.append(contentsOf: body)
    } else {
      out.append(UInt8(ascii: " "), count: padding)
      out.append(contentsOf: prefix)
      out.append(contentsOf: body)
    }
  }
}
