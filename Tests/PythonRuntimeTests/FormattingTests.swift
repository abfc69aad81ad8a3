import BigInt
import Foundation
import TestSupport
import Testing

@testable import PythonRuntime

/// The formatting layer against tables recorded from CPython; see `Recording/formatting_tables.py`.
@Suite struct FormattingTests {
  @Test(arguments: caseFolders(holding: "table.tsv"))
  func table(_ folder: CaseFolder) throws {
    var failures: [String] = []
    var rows = 0
    for line in try folder.text("table.tsv").components(separatedBy: "\n") where !line.isEmpty && !line.hasPrefix("#") {
      rows += 1
      let fields = line.components(separatedBy: "\t")
      let expected = try fields[3].hasPrefix("!") ? fields[3] : Self.decode(fields[3])
      let actual: String
      do {
        actual = try Self.result(of: fields[0], fields[1], fields[2])
      } catch let error as PythonException {
        actual = "!\(error.typeName): \(error.exception.arguments.first?.text ?? "")"
      }
      if actual != expected { failures.append("\(line)\n  actual: \(actual)") }
    }
    #expect(rows > 0)
    #expect(failures.isEmpty, "\(failures.count) of \(rows): \n\(failures.prefix(20).joined(separator: "\n"))")
  }

  static func decode(_ json: String) throws -> String {
    try JSONDecoder().decode(String.self, from: Data(json.utf8))
  }

  static func double(_ hex: String) throws -> Double { try FloatText.fromHex(hex) }

  static func result(of operation: String, _ first: String, _ second: String) throws -> String {
    var out: [UInt8] = []
    switch operation {
    case "repr": return FloatText.repr(try double(first))
    case "hex": return FloatText.hex(try double(first))
    case "format":
      try FormatSpec(decode(second), typeName: "float", isNumber: true).append(float: double(first), to: &out)
    case "format_int":
      let integer = IntegerText.Integer(BigInt(first) ?? 0)
      try FormatSpec(decode(second), typeName: "int", isNumber: true).append(integer: integer, to: &out)
    case "format_str":
      let text = try decode(first)
      try FormatSpec(decode(second), typeName: "str", isNumber: false)
        .append(text: text, count: text.unicodeScalars.count, to: &out)
    case "format_complex":
      let parts = try first.split(separator: " ").map { try double(String($0)) }
      try FormatSpec(decode(second), typeName: "complex", isNumber: true)
        .append(real: parts[0], imaginary: parts[1], to: &out)
    case "parse_float":
      let text = try decode(first)
      guard let value = FloatText.parse(text) else {
        throw PythonException(.valueError, "could not convert string to float: \(TextRepr.repr(text))")
      }
      return FloatText.hex(value)
    case "fromhex": return FloatText.hex(try double(decode(first)))
    case "parse_int":
      let text = try decode(first)
      switch try IntegerText.parse(text, base: Int(second) ?? 0, LongArithmetic()) {
      case .small(let value): return (value < 0 ? "-0x" : "0x") + String(value.magnitude, radix: 16)
      case .big(let value): return (value < 0 ? "-0x" : "0x") + String(value.magnitude, radix: 16)
      case nil:
        let shown = TextRepr.repr(text).prefix(200)
        throw PythonException(.valueError, "invalid literal for int() with base \(second): \(shown)")
      }
    case "repr_str": TextRepr.append(try decode(first), to: &out)
    case "ascii": TextRepr.append(try decode(first), asciiOnly: true, to: &out)
    case "repr_bytes": TextRepr.append(bytes: Array(try decode(first).utf8), to: &out)
    default: Issue.record("unknown operation \(operation)")
    }
    return out.text
  }
}
