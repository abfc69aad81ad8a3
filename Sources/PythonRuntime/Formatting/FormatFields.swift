/// The parts of a text that `str.format` fills in: literal text and replacement fields, read one after the other so
/// that an error shows only when the parts before it have been filled in, as in CPython.
package struct FormatFields {
  /// A part of the text.
  package enum Part: Equatable {
    /// Text that stands for itself, with doubled braces made single.
    case literal(ArraySlice<UInt8>)
    /// `{name!conversion:spec}`.
    case field(name: ArraySlice<UInt8>, conversion: Unicode.Scalar?, spec: ArraySlice<UInt8>, nested: Bool)
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var pending: Part?

  /// Reads the UTF-8 text `bytes`.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private static func failure(_ message: String) -> PythonException { PythonException(.valueError, message) }

  /// The next part, or `nil` at the end. Throws `ValueError` for unbalanced braces, in CPython's words.
  package mutating func next() throws(PythonException) -> Part? {
    if let part = pending {
      pending = nil
      return part
    }
    guard position < bytes.endIndex else { return nil }
    let start = position
    var brace: UInt8 = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        brace = byte
        break
      }
    }
    guard brace != 0 else { return .literal(bytes[start..<position]) }
    let atEnd = position >= bytes.endIndex
    if brace == UInt8(ascii: "}"), atEnd || bytes[position] != brace {
      throw FormatFields.failure("Single '}' encountered in format string")
    }
    if atEnd { throw FormatFields.failure("Single '{' encountered in format string") }
    if bytes[position] == brace {
      let literal = bytes[start..<position]
      position += 1
      return .literal(literal)
    }
    let literal = bytes[start..<(position - 1)]
    // The literal text comes before an error in the field, but nobody can tell: both end in the same exception.
    let field = try field()
    if literal.isEmpty { return field }
    pending = field
    return .literal(literal)
  }

  private mutating func field() throws(PythonException) -> Part {
    let start = position
    var stop: UInt8 = 0
    scan: while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"): throw FormatFields.failure("unexpected '{' in field name")
      case UInt8(ascii: "["):
        while position < bytes.endIndex, bytes[position] != UInt8(ascii: "]") { position += 1 }
      case UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "!"):
        stop = byte
        break scan
      default: break
      }
    }
    if stop == 0 { throw FormatFields.failure("expected '}' before end of string") }
    let name = bytes[start..<(position - 1)]
    if stop == UInt8(ascii: "}") {
      return .field(name: name, conversion: nil, spec: bytes[position..<position], nested: false)
    }
    var conversion: Unicode.Scalar?
    if stop == UInt8(ascii: "!") {
      guard position < bytes.endIndex else {
        throw FormatFields.failure("end of string while looking for conversion specifier")
      }
      let letter = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "\0"
      conversion = letter
      position += String(letter).utf8.count
      if position < bytes.endIndex {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "}") {
          return .field(name: name, conversion: conversion, spec: bytes[position..<position], nested: false)
        }
        if byte != UInt8(ascii: ":") { throw FormatFields.failure("expected ':' after conversion specifier") }
      }
    }
    let specStart = position
    var depth = 1
    var nested = false
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "{") {
        nested = true
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          return .field(
            name: name, conversion: conversion, spec: bytes[specStart..<(position - 1)], nested: nested)
        }
      }
    }
    throw FormatFields.failure("unmatched '{' in format spec")
  }

  /// A step from a value to one of its parts.
  package enum Step: Equatable {
    /// `.name`
    case attribute(String)
    /// `[text]` where the text is no number.
    case key(String)
    /// `[number]`
    case index(Int)
  }

  /// What a field name begins with.
  package enum Root: Equatable {
    /// Nothing: the next positional argument.
    case automatic
    /// A number: that positional argument.
    case index(Int)
    /// A name: that keyword argument.
    case key(String)
  }

  /// Takes a field name apart: `0.attribute[key]`.
  ///
  /// Throws `ValueError` in CPython's words; `tail` is called for each step after the first part.
  package static func path(_ name: ArraySlice<UInt8>) throws(PythonException) -> (root: Root, rest: ArraySlice<UInt8>) {
    let end = name.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") } ?? name.endIndex
    let first = name[..<end]
    if first.isEmpty { return (.automatic, name[end...]) }
    if let index = try index(first) { return (.index(index), name[end...]) }
    return (.key(String(decoding: first, as: UTF8.self)), name[end...])
  }

  /// Takes the next step off the rest of a field name, or returns `nil` at its end.
  package static func step(_ rest: inout ArraySlice<UInt8>) throws(PythonException) -> Step? {
    guard let first = rest.popFirst() else { return nil }
    switch first {
    case UInt8(ascii: "."):
      let end = rest.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") } ?? rest.endIndex
      let name = rest[..<end]
      rest = rest[end...]
      if name.isEmpty { throw failure("Empty attribute in format string") }
      return .attribute(String(decoding: name, as: UTF8.self))
    case UInt8(ascii: "["):
      guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { throw failure("Missing ']' in format string") }
      let text = rest[..<end]
      rest = rest[(end + 1)...]
      if text.isEmpty { throw failure("Empty attribute in format string") }
      if let index = try index(text) { return .index(index) }
      return .key(String(decoding: text, as: UTF8.self))
    default: throw failure("Only '.' or '[' may follow ']' in format field specifier")
    }
  }

  private static func index(_ text: ArraySlice<UInt8>) throws(PythonException) -> Int? {
    guard text.allSatisfy(\.isDecimalDigit) else { return nil }
    guard let value = Int(String(decoding: text, as: UTF8.self)) else {
      throw failure("Too many decimal digits in format string")
    }
    return value
  }
}
