/// The methods of a class in the embedded library whose bodies wait for the first call, found without parsing them.
///
/// A document calls few of the methods that its classes bring. Of the others only the first line and the docstring are
/// parsed and compiled: what the class statement itself needs, and what can be asked of a function. A body is left
/// where it is if it says by its words that it concerns more than itself: `yield` makes the function a generator, and
/// `global` or `nonlocal` name variables outside.
struct MethodOutline {
  /// The text with a placeholder instead of each body that waits, and as long as it was.
  private(set) var text: [UInt8]
  /// Where the methods stand that wait, from `def` to the end of the body, by the first byte of their names.
  private(set) var waiting: [Int: Range<Int>] = [:]

  /// Looks at the text of a class statement.
  init(classText: ArraySlice<UInt8>) {
    text = Array(classText)
    var found: [Body] = []
    text.withUnsafeBufferPointer { found = Self.bodies(in: $0) }
    for body in found {
      waiting[body.start + Self.keyword.count] = body.start..<body.end
      let placeholder = body.readsClass ? Self.classPlaceholder : Self.placeholder
      for (offset, byte) in placeholder.enumerated() { text[body.first + offset] = byte }
      // The rest of it is one comment.
      for place in body.first + placeholder.count..<body.end - 1 { text[place] = UInt8(ascii: "#") }
    }
  }

  private static let indentation = 4
  private static let keyword = Array("def ".utf8)
  private static let placeholder = Array("0".utf8)
  /// Says that the body uses the class around it, so that the function is given its variable.
  private static let classPlaceholder = Array("super".utf8)

  /// The body of a method: the byte of `def`, the first byte behind the docstring, and the end behind the last line.
  private struct Body {
    let start: Int
    let first: Int
    let end: Int
    let readsClass: Bool
  }

  private static func bodies(in text: UnsafeBufferPointer<UInt8>) -> [Body] {
    guard text.last == UInt8(ascii: "\n") else { return [] }
    var outline = DefinitionOutline(text: text)
    var bodies: [Body] = []
    while outline.position < text.count {
      guard let start = statement(in: text, at: outline.position, indentation: indentation), start + 4 < text.count,
        keyword.indices.allSatisfy({ text[start + $0] == keyword[$0] })
      else {
        outline.skipLogicalLine()
        continue
      }
      outline.skipLogicalLine()
      var first: Int?
      var isDocumented = false
      while outline.position < text.count {
        let line = outline.position
        guard let inner = firstByte(in: text, at: line) else {
          outline.skipLogicalLine()
          continue
        }
        // A comment belongs to what is around it.
        if inner - line <= indentation, text[inner] != UInt8(ascii: "#") { break }
        if first == nil, text[inner] != UInt8(ascii: "#") {
          if !isDocumented, text[inner] == UInt8(ascii: "\"") || text[inner] == UInt8(ascii: "'") {
            isDocumented = true
          } else {
            first = inner
          }
        }
        outline.skipLogicalLine()
      }
      guard let first, first + classPlaceholder.count < outline.position else { continue }
      let words = Words(UnsafeBufferPointer(rebasing: text[first..<outline.position]))
      if words.concernOthers { continue }
      bodies.append(Body(start: start, first: first, end: outline.position, readsClass: words.readClass))
    }
    return bodies
  }

  /// The first byte of a line that is not empty; `nil` for an empty one.
  private static func firstByte(in text: UnsafeBufferPointer<UInt8>, at line: Int) -> Int? {
    var place = line
    while place < text.count, text[place] == UInt8(ascii: " ") { place += 1 }
    return place < text.count && text[place] != UInt8(ascii: "\n") ? place : nil
  }

  private static func statement(in text: UnsafeBufferPointer<UInt8>, at line: Int, indentation: Int) -> Int? {
    firstByte(in: text, at: line).flatMap { $0 - line == indentation ? $0 : nil }
  }

  /// What words a text has, whether in code, strings or comments.
  private struct Words {
    private(set) var concernOthers = false
    private(set) var readClass = false

    init(_ text: UnsafeBufferPointer<UInt8>) {
      var place = 0
      while place < text.count {
        switch text[place] {
        case UInt8(ascii: "y"): concernOthers = concernOthers || Self.has("yield", text, place)
        case UInt8(ascii: "g"): concernOthers = concernOthers || Self.has("global ", text, place)
        case UInt8(ascii: "n"): concernOthers = concernOthers || Self.has("nonlocal ", text, place)
        case UInt8(ascii: "s"): readClass = readClass || Self.has("super", text, place)
        case UInt8(ascii: "_"): readClass = readClass || Self.has("__class__", text, place)
        default: break
        }
        place += 1
      }
    }

    @inline(__always) private static func has(
      _ word: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ place: Int
    ) -> Bool {
      let count = word.utf8CodeUnitCount
      guard place + count <= text.count else { return false }
      for offset in 0..<count where text[place + offset] != word.utf8Start[offset] { return false }
      return true
    }
  }
}
