/// Builds JSON (RFC 8259): the one place where text becomes JSON.
///
/// A value is written where a value is due; commas, and the line breaks of the indented form, come by themselves.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// For each open array or object, whether it has a member.
  private var hasMembers: [Bool] = []
  private var isAfterKey = false
  private let isIndented: Bool

  init(indented: Bool = true) { isIndented = indented }

  mutating func object(_ body: (inout JSONWriter) -> Void) { container("{", "}", body) }

  mutating func array(_ body: (inout JSONWriter) -> Void) { container("[", "]", body) }

  /// The name of the member whose value is written next.
  mutating func key(_ name: String) {
    separate()
    append(name)
    bytes.append(contentsOf: (isIndented ? ": " : ":").utf8)
    isAfterKey = true
  }

  mutating func member(_ name: String, _ value: String?) {
    key(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }

  mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  mutating func string(_ value: String?) {
    separate()
    if let value { append(value) } else { bytes.append(contentsOf: "null".utf8) }
  }

  mutating func number(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// A number with six digits behind the point; what is no number becomes `null`.
  mutating func seconds(_ value: Double) {
    separate()
    guard value.isFinite, abs(value) < 1e12 else { return bytes.append(contentsOf: "null".utf8) }
    let millionths = Int((abs(value) * 1e6).rounded())
    let fraction = String(millionths % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.utf8.count)
    bytes.append(contentsOf: "\(value < 0 ? "-" : "")\(millionths / 1_000_000).\(zeros)\(fraction)".utf8)
  }

  mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  private mutating func container(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: open))
    hasMembers.append(false)
    body(&self)
    let hadMembers = hasMembers.removeLast()
    if hadMembers { breakLine() }
    bytes.append(UInt8(ascii: close))
  }

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let last = hasMembers.last else { return }
    if last { bytes.append(UInt8(ascii: ",")) }
    hasMembers[hasMembers.count - 1] = true
    breakLine()
  }

  private mutating func breakLine() {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * hasMembers.count))
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    guard text.utf8.contains(where: { $0 >= 0x80 }) else {
      for byte in text.utf8 { append(byte) }
      return bytes.append(UInt8(ascii: "\""))
    }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x80: append(UInt8(scalar.value))
      // Controls, line breaks and noncharacters, which JSON allows and readers of YAML, as which JSON is read, do not.
      case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an ASCII character of a text.
  private mutating func append(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
    case 0x00...0x1F, 0x7F:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
    default: bytes.append(byte)
    }
  }
}
