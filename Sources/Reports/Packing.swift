/// Texts and numbers one after another, for another process of this program: each is its length in bytes, a colon, and
/// the bytes.
struct Packer {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ part: [UInt8]) {
    bytes += Array("\(part.count):".utf8)
    bytes += part
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }
  mutating func add(_ number: some BinaryInteger) { add(String(number)) }
  mutating func add(_ number: Double) { add(number.bitPattern) }

  /// Adds the count and then each element.
  mutating func add<Element>(_ elements: [Element], _ body: (inout Packer, Element) -> Void) {
    add(elements.count)
    for element in elements { body(&self, element) }
  }
}

/// Reads what a ``Packer`` wrote.
struct Unpacker {
  /// The bytes are not what a ``Packer`` wrote.
  struct Failure: Error {}

  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func part() throws(Failure) -> [UInt8] {
    guard let colon = rest.prefix(20).firstIndex(of: UInt8(ascii: ":")),
      let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count >= 0, rest.endIndex - colon - 1 >= count
    else { throw Failure() }
    defer { rest = rest[(colon + 1 + count)...] }
    return Array(rest[(colon + 1)..<(colon + 1 + count)])
  }

  mutating func text() throws(Failure) -> String { String(decoding: try part(), as: UTF8.self) }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Int.self) throws(Failure) -> Number {
    guard let number = Number(try text()) else { throw Failure() }
    return number
  }

  mutating func double() throws(Failure) -> Double { Double(bitPattern: try number(UInt64.self)) }

  mutating func elements<Element>(_ body: (inout Unpacker) throws(Failure) -> Element) throws(Failure) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<max(0, try number()) { elements.append(try body(&self)) }
    return elements
  }
}
