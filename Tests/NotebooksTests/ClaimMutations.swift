import Checking
import SourceText
import TestSupport

/// Changes of what a document claims, each of which must be noticed.
struct ClaimMutation {
  enum Kind: String, CaseIterable {
    case digit, sign, bracket, shape, dtype
    case gradient = "grad_fn"
    case missingLine = "missing line"
    case extraLine = "extra line"
    case swappedLines = "swapped lines"
    case otherValue = "a value from elsewhere"
  }

  let kind: Kind
  /// The first line of the claim that is changed.
  let line: Int
  /// What is replaced, from top to bottom, and by what.
  let edits: [(range: ByteRange, text: [UInt8])]
  /// How far a changed digit moves its number; `nil` for other changes.
  var distance: Double?

  func applied(to file: SourceFile) -> SourceFile {
    var bytes: [UInt8] = []
    var position = 0
    for edit in edits {
      bytes += file.bytes[position..<edit.range.lowerBound]
      bytes += edit.text
      position = edit.range.upperBound
    }
    return SourceFile(path: file.path, bytes: bytes + file.bytes[position...])
  }

  var description: String {
    "\(kind.rawValue): " + edits.map { "\($0.range) becomes \(String(decoding: $0.text, as: UTF8.self))" }.joined()
  }
}

/// Makes every mutation of a claim that changes what it says.
struct ClaimMutator {
  let file: SourceFile
  let expectation: Checking.Expectation
  /// Claims of the same document that say something else, as lines.
  let others: [[String]]
  private(set) var mutations: [ClaimMutation] = []

  init(_ file: SourceFile, _ expectation: Checking.Expectation, others: [[String]]) {
    self.file = file
    self.expectation = expectation
    self.others = others
    for line in expectation.textLines { mutate(line) }
    mutateLines()
    replace()
  }

  private mutating func add(_ kind: ClaimMutation.Kind, _ range: ByteRange, _ text: String, distance: Double? = nil) {
    guard file.bytes[range] != Array(text.utf8)[...] else { return }
    mutations.append(
      ClaimMutation(
        kind: kind, line: expectation.lines.lowerBound, edits: [(range, Array(text.utf8))], distance: distance))
  }

  // MARK: Within a line

  private mutating func mutate(_ line: Checking.Expectation.TextLine) {
    let bytes = Array(line.text.utf8)
    let start = line.range.lowerBound
    var numbers: [Range<Int>] = []
    for (index, byte) in bytes.enumerated() {
      if isDigit(byte), numbers.last.map({ $0.upperBound <= index }) ?? true, !isInName(bytes, index) {
        numbers.append(numberRange(bytes, from: index))
      }
      if "[](){}<>".utf8.contains(byte) {
        add(.bracket, start + index..<start + index + 1, "")
        let text = String(UnicodeScalar(byte))
        add(.bracket, start + index..<start + index, text)
      }
    }
    for number in numbers where number.upperBound <= bytes.count { mutateNumber(bytes, number, start) }
    mutateWords(line)
  }

  private mutating func mutateNumber(_ bytes: [UInt8], _ number: Range<Int>, _ start: Int) {
    let value = Double(String(decoding: bytes[number], as: UTF8.self))
    for index in number where isDigit(bytes[index]) {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != bytes[index] {
        var changed = bytes
        changed[index] = digit
        let other = Double(String(decoding: changed[number], as: UTF8.self))
        let distance = value.flatMap { value in other.map { abs($0 - value) } }
        add(.digit, start + index..<start + index + 1, String(UnicodeScalar(digit)), distance: distance)
      }
    }
    if number.lowerBound > 0, bytes[number.lowerBound - 1] == UInt8(ascii: "-") {
      add(.sign, start + number.lowerBound - 1..<start + number.lowerBound, " ")
    } else {
      add(.sign, start + number.lowerBound..<start + number.lowerBound, "-")
    }
    // An element more or less in a list.
    if number.upperBound < bytes.count, bytes[number.upperBound] == UInt8(ascii: ",") {
      let text = String(decoding: bytes[number], as: UTF8.self)
      add(.shape, start + number.upperBound..<start + number.upperBound, ", " + text)
      add(.shape, start + number.lowerBound..<start + number.upperBound + 1, "")
    }
  }

  private static let words: [(kind: ClaimMutation.Kind, old: String, new: [String])] = [
    (.dtype, "float64", ["float32", "float16"]), (.dtype, "float32", ["float64", "bfloat16"]),
    (.dtype, "int64", ["int32"]), (.dtype, "int32", ["int64"]), (.dtype, "complex64", ["complex128"]),
    (.dtype, ", dtype=torch.float64", [""]), (.dtype, ", dtype=torch.int32", [""]),
    (.dtype, ", dtype=torch.uint8", [""]),
    (.dtype, "])", ["], dtype=torch.float64)", "], dtype=torch.int16)"]),
    (.gradient, "grad_fn=<", ["grad_fn=<X"]), (.gradient, "Backward0>", ["Forward0>"]),
    (.gradient, "Mul", ["Add"]), (.gradient, "Add", ["Sub"]), (.gradient, "Sum", ["Mean"]),
    (.gradient, "Mean", ["Sum"]),
    (.gradient, "requires_grad=True", ["requires_grad=False", "grad_fn=<AddBackward0>"]),
    (.gradient, ", requires_grad=True", [""]), (.gradient, "True", ["False"]), (.gradient, "False", ["True"]),
    (.gradient, "None", ["tensor(1.)"]),
  ]

  private mutating func mutateWords(_ line: Checking.Expectation.TextLine) {
    for (kind, old, new) in Self.words {
      guard let found = line.text.range(of: old) else { continue }
      let start = line.range.lowerBound + line.text.utf8.distance(from: line.text.startIndex, to: found.lowerBound)
      for text in new { add(kind, start..<start + old.utf8.count, text) }
    }
  }

  // MARK: Lines

  /// Lines taken away, repeated and exchanged, where each has a line of the document for itself.
  private mutating func mutateLines() {
    let lines = expectation.textLines
    guard expectation.style != .sameLine else { return }
    for (index, line) in lines.enumerated() where lines.count > 1 && !isBlank(line.text) {
      let whole = file.range(ofLine: line.line)
      // The first may share its line with a marker or quotes.
      let isAlone = index > 0 || expectation.style == .plain || expectation.style == .below
      // A name before the value may be left out.
      if isAlone, whole.upperBound < file.bytes.count, !line.text.hasSuffix("containing:") {
        add(.missingLine, whole.lowerBound..<whole.upperBound + 1, "")
        add(.extraLine, whole.lowerBound..<whole.lowerBound, file.text(in: whole) + "\n")
      }
      for other in lines[(index + 1)...]
      where !isBlank(other.text) && other.text.filter({ $0 != " " }) != line.text.filter({ $0 != " " }) {
        mutations.append(
          ClaimMutation(
            kind: .swappedLines, line: expectation.lines.lowerBound,
            edits: [(line.range, Array(other.text.utf8)), (other.range, Array(line.text.utf8))]))
      }
    }
  }

  /// The text of another claim in this one's place.
  private mutating func replace() {
    let lines = expectation.textLines
    guard let last = lines.last else { return }
    for other in others where other.count == lines.count || lines.count == 1 && other.count == 1 {
      guard last.line - lines[0].line + 1 == lines.count else { continue }
      mutations.append(
        ClaimMutation(
          kind: .otherValue, line: expectation.lines.lowerBound,
          edits: zip(lines, other).map { ($0.range, Array($1.utf8)) }))
    }
  }

  // MARK: Bytes

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  /// Whether a digit is part of a name, such as the numeral behind a node's name, which differs between releases.
  private func isInName(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index > 0 else { return false }
    var place = index - 1
    while place > 0, isDigit(bytes[place]) { place -= 1 }
    let byte = bytes[place]
    return byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }

  private func numberRange(_ bytes: [UInt8], from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
    if end + 2 < bytes.count, bytes[end] == UInt8(ascii: "e"), "+-".utf8.contains(bytes[end + 1]) {
      end += 2
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    }
    // The full stop of a sentence and the dots of a wildcard belong to no number.
    return start..<end
  }
}
