/// A parsed format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
package struct FormatSpec: Sendable {
  /// The separator between groups of digits.
  package enum Grouping: UInt8, Sendable {
    /// No separator.
    case none = 0
    /// A comma every three digits.
    case comma = 0x2C
    /// An underscore every three digits, every four in binary, octal and hexadecimal.
    case underscore = 0x5F
  }

  /// What fills the field up to its width.
  package var fill: Unicode.Scalar = " "
  /// `<`, `>`, `^`, `=`, or 0 where the type decides.
  package var align: UInt8 = 0
  /// `+`, `-`, a space, or 0.
  package var sign: UInt8 = 0
  /// `z`: no minus sign before what rounds to zero.
  package var noNegativeZero = false
  /// `#`: the alternate form.
  package var alternate = false
  /// The least width in code points, or -1.
  package var width = -1
  /// The separator between groups of digits.
  package var grouping = Grouping.none
  /// The digits behind the point, or -1.
  package var precision = -1
  /// The conversion as a code point, or 0 where the type decides.
  package var type: UInt32 = 0

  /// The specification of an empty text.
  package init() {}

  /// Parses `text` for a value of the type called `typeName`; numbers are aligned to the right by default.
  ///
  /// Throws `ValueError` in CPython's words.
  package init(_ text: String, typeName: String, isNumber: Bool) throws(PythonException) {
    let ascii = text.utf8.allSatisfy { $0 < 0x80 }
    if ascii {
      var text = text
      // The closure cannot throw typed errors through `withUTF8`, so the result travels out of it.
      let result: Result<FormatSpec, PythonException> = text.withUTF8 { bytes in
        Result { () throws(PythonException) in
          try FormatSpec(codes: bytes, typeName: typeName, isNumber: isNumber)
        }
      }
      self = try result.get()
    } else {
      self = try FormatSpec(codes: text.unicodeScalars.map(\.value), typeName: typeName, isNumber: isNumber)
    }
  }

  private init<Codes: RandomAccessCollection>(codes: Codes, typeName: String, isNumber: Bool) throws(PythonException)
  where Codes.Element: BinaryInteger, Codes.Index == Int {
    var position = codes.startIndex
    let end = codes.endIndex
    func code(_ offset: Int = 0) -> UInt32 {
      position + offset < end ? UInt32(truncatingIfNeeded: codes[position + offset]) : 0
    }
    func isAlignment(_ code: UInt32) -> Bool { code == 0x3C || code == 0x3E || code == 0x3D || code == 0x5E }
    func integer() throws(PythonException) -> Int? {
      var value: Int?
      while position < end, code() &- 0x30 < 10 {
        let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int(code() &- 0x30))
        if overflow || carry {
          throw PythonException(.valueError, "Too many decimal digits in format string")
        }
        value = sum
        position += 1
      }
      return value
    }
    var fillGiven = false
    if end - position >= 2, isAlignment(code(1)) {
      fill = Unicode.Scalar(code()) ?? " "
      align = UInt8(code(1))
      fillGiven = true
      position += 2
    } else if isAlignment(code()) {
      align = UInt8(code())
      position += 1
    }
    if code() == 0x2B || code() == 0x2D || code() == 0x20 {
      sign = UInt8(code())
      position += 1
    }
    if code() == 0x7A {
      noNegativeZero = true
      position += 1
    }
    if code() == 0x23 {
      alternate = true
      position += 1
    }
    if !fillGiven, code() == 0x30 {
      fill = "0"
      if align == 0, isNumber { align = UInt8(ascii: "=") }
      position += 1
    }
    if let value = try integer() { width = value }
    if code() == 0x2C {
      grouping = .comma
      position += 1
    }
    if code() == 0x5F {
      if grouping != .none { throw FormatSpec.bothSeparators }
      grouping = .underscore
      position += 1
    }
    if code() == 0x2C, grouping == .underscore { throw FormatSpec.bothSeparators }
    if code() == 0x2E {
      position += 1
      guard let value = try integer() else {
        throw PythonException(.valueError, "Format specifier missing precision")
      }
      precision = value
    }
    if end - position > 1 {
      var text: [UInt8] = []
      for code in codes {
        text.append(scalar: Unicode.Scalar(UInt32(truncatingIfNeeded: code)) ?? "\u{FFFD}")
      }
      throw PythonException(
        .valueError, "Invalid format specifier '\(text.text)' for object of type '\(typeName)'")
    }
    if end - position == 1 { type = code() }
    if grouping != .none {
      switch type {
      case 0 where typeName != "str": break
      case 0x64, 0x65, 0x66, 0x67, 0x45, 0x47, 0x25, 0x46: break
      case 0x62 where grouping == .underscore, 0x6F where grouping == .underscore: break
      case 0x78 where grouping == .underscore, 0x58 where grouping == .underscore: break
      default:
        let shown = FormatSpec.shown(type == 0 ? 0x73 : type)
        let separator = grouping == .comma ? "," : "_"
        throw PythonException(.valueError, "Cannot specify '\(separator)' with '\(shown)'.")
      }
    }
  }

  private static var bothSeparators: PythonException {
    PythonException(.valueError, "Cannot specify both ',' and '_'.")
  }

  /// The conversion as error messages show it: itself when it is printable ASCII, else escaped.
  private static func shown(_ type: UInt32) -> String {
    type > 32 && type < 128 ? String(UnicodeScalar(UInt8(type))) : "\\x" + String(type, radix: 16)
  }

  /// The `ValueError` for a conversion that the type called `typeName` does not know.
  package func unknownCode(typeName: String) -> PythonException {
    PythonException(
      .valueError, "Unknown format code '\(FormatSpec.shown(type))' for object of type '\(typeName)'")
  }

  /// Throws when the field would be too long to build.
  func checkLimits() throws(PythonException) {
    if precision > Int(Int32.max) { throw PythonException(.valueError, "precision too big") }
    try TextLimit.check(max(width, precision))
  }

  /// Writes a number laid out in its field: sign and prefix, grouped digits, and the rest as it is.
  ///
  /// `body` is the number without its sign: `wholeDigits` digits, then a fraction, an exponent or a suffix.
  func appendField(
    negative: Bool, prefix: String = "", body: [UInt8], wholeDigits: Int, groupSize: Int = 3, to out: inout [UInt8]
  ) {
    var signByte: UInt8 = 0
    if negative {
      signByte = UInt8(ascii: "-")
    } else if sign == UInt8(ascii: "+") || sign == UInt8(ascii: " ") {
      signByte = sign
    }
    let signCount = signByte == 0 ? 0 : 1
    let rest = body.count - wholeDigits
    let fixed = signCount + prefix.utf8.count + rest
    let zeroFilled = fill == "0" && align == UInt8(ascii: "=")
    var digits = body[..<wholeDigits]
    if wholeDigits > 0, grouping != .none || zeroFilled {
      digits = grouped(digits, size: groupSize, minimumWidth: zeroFilled ? width - fixed : 0)[...]
    }
    let padding = max(width - fixed - digits.count, 0)
    var left = 0
    var inner = 0
    switch align {
    case UInt8(ascii: "<"): break
    case UInt8(ascii: "^"): left = padding / 2
    case UInt8(ascii: "="): inner = padding
    default: left = padding
    }
    out.append(scalar: fill, count: left)
    if signByte != 0 { out.append(signByte) }
    out.append(text: prefix)
    out.append(scalar: fill, count: inner)
    out.append(contentsOf: digits)
    out.append(contentsOf: body[wholeDigits...])
    out.append(scalar: fill, count: padding - left - inner)
  }

  /// `digits` with separators, and with zeros in front up to `minimumWidth` (a separator never comes first).
  private func grouped(_ digits: ArraySlice<UInt8>, size: Int, minimumWidth: Int) -> [UInt8] {
    var reversed: [UInt8] = []
    reversed.reserveCapacity(max(minimumWidth, digits.count + digits.count / size))
    var source = digits.reversed().makeIterator()
    var left = digits.count
    var inGroup = 0
    while left > 0 || reversed.count < minimumWidth {
      if grouping != .none, inGroup == size {
        reversed.append(grouping.rawValue)
        inGroup = 0
      }
      reversed.append(source.next() ?? UInt8(ascii: "0"))
      left -= 1
      inGroup += 1
    }
    return reversed.reversed()
  }
}
