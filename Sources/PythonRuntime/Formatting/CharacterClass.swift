/// The questions that Python's string methods ask of one code point.
package enum CharacterClass {
  /// Whether `repr` shows the code point as it is: everything but controls, separators other than the space,
  /// private and unassigned code points.
  package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value &- 32 < 95 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  /// Whether `str.isspace` counts the code point as white space.
  package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    let code = scalar.value
    if code < 0x80 { return code == 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31) }
    return scalar.properties.isWhitespace
  }

  /// Whether `str.splitlines` ends a line at the code point.
  package static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether the code point is a letter (`str.isalpha`).
  package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (scalar.value | 0x20) &- 0x61 < 26 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// Whether the code point is a decimal digit (`str.isdecimal`).
  package static func isDecimal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value &- 0x30 < 10 : scalar.properties.numericType == .decimal
  }

  /// Whether the code point is a digit, superscripts included (`str.isdigit`).
  package static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value &- 0x30 < 10 }
    return scalar.properties.numericType == .decimal || scalar.properties.numericType == .digit
  }

  /// Whether the code point has a numeric value (`str.isnumeric`).
  package static func isNumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value &- 0x30 < 10 : scalar.properties.numericType != nil
  }

  /// Whether the code point is lower case (`str.islower` of one character).
  package static func isLower(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value &- 0x61 < 26 : scalar.properties.isLowercase
  }

  /// Whether the code point is upper case.
  package static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value &- 0x41 < 26 : scalar.properties.isUppercase
  }

  /// Whether the code point is title case, such as `ǅ`.
  package static func isTitle(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .titlecaseLetter
  }

  /// Whether the code point has case at all.
  package static func isCased(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (scalar.value | 0x20) &- 0x61 < 26 : isLower(scalar) || isUpper(scalar) || isTitle(scalar)
  }

  /// Whether an identifier may begin with the code point.
  package static func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? isLetter(scalar) : scalar.properties.isXIDStart)
  }

  /// Whether an identifier may hold the code point.
  package static func continuesIdentifier(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? isLetter(scalar) || isDecimal(scalar) : scalar.properties.isXIDContinue)
  }

  /// Whether `text` is an identifier (`str.isidentifier`; keywords are identifiers too).
  package static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, startsIdentifier(first) else { return false }
    return text.unicodeScalars.allSatisfy(continuesIdentifier)
  }
}
