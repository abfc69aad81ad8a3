import MarkdownSyntax
import SourceText

/// The code of a cell as the interpreter reads it, and where each of its bytes stands in the document.
///
/// A line of code is a line of the document without its container prefix (`> `, list indentation). Lines that are
/// not code keep their place as empty lines, so that line k of the code is always line `firstLine + k` of the
/// document: `%magic` and `!shell` lines, d2l-book tab lines, and in a transcript the outputs between the prompts.
package struct CellSource: Sendable {
  /// What was found in a line that is not run.
  package enum Omission: Hashable, Sendable {
    /// `%matplotlib inline`, `%%time`
    case magic
    /// `!pip install torch`, `files = !ls`
    case shell
    /// `torch.add?`
    case help
    /// `%%tab pytorch`, `#@tab all`, `tab.interact_select(['pytorch'])`
    case tab
    /// Output in a transcript, or pasted below the statement that prints it.
    case output
  }

  /// One line of the cell.
  package struct Line: Sendable {
    /// The bytes of the line in the document, without container prefix and line ending.
    package let range: ByteRange
    /// How many bytes of the code's line stand before those of `range`: spaces that stand for a part of a tab, less
    /// the prompt (`>>> `, `In [3]: `) that is left out.
    package let shift: Int
    /// Why the line is not code, if it is not.
    package let omission: Omission?
    /// Whether `%time` or `%%time` stands in it: the code runs, and no times are printed.
    package var isTimed = false
  }

  package let lines: [Line]
  /// The code, its lines ended by LF.
  package let bytes: [UInt8]
  /// The offset in `bytes` of each line.
  package let lineStarts: [Int]
  /// The line of the document in which the code starts, counted from 1.
  package let firstLine: Int
  /// Whether the cell is a transcript with `>>>` or `In [n]:` prompts.
  package let isTranscript: Bool
  /// The tabs the cell belongs to by its d2l-book tab line; empty when it has none.
  package let tabs: [String]
  /// Why the cell is not run, if its first line is a cell magic such as `%%bash`.
  package let foreignReason: String?

  /// Reads the lines of a fenced block.
  ///
  /// - Parameter mayHoldOutput: whether lines such as `tensor([1., 2.])` are output that was pasted into the cell.
  package init(lines codeLines: [CodeLine], in file: SourceFile, mayHoldOutput: Bool = false) {
    let texts = codeLines.map { line in
      line.padding == 0
        ? file.bytes[line.range] : (Array(repeating: 0x20, count: line.padding) + file.bytes[line.range])[...]
    }
    let isDoctest = texts.contains { $0.starts(with: Prompt.doctest) }
    let isIPython = !isDoctest && texts.contains { Prompt.ipythonLength($0) != nil }
    isTranscript = isDoctest || isIPython
    var lines: [Line] = []
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var tabs: [String] = []
    var isInPrompt = false
    var seesCode = false
    var logical = LogicalLines()
    var pasted = PastedOutput()
    // The command that a backslash goes on with in the next line.
    var open: Omission?
    var foreignReason: String?
    for (codeLine, text) in zip(codeLines, texts) {
      starts.append(bytes.count)
      var promptLength = 0
      var omission: Omission?
      if isDoctest {
        if let length = Prompt.doctestLength(text) {
          promptLength = length
        } else {
          omission = .output
        }
      } else if isIPython {
        if let length = Prompt.ipythonLength(text) {
          promptLength = length
          isInPrompt = true
        } else if let length = Prompt.ipythonContinuationLength(text), isInPrompt {
          promptLength = length
        } else if Prompt.isIPythonOutput(text) || text.allSatisfy({ $0 == 0x20 }) {
          isInPrompt = false
          omission = .output
        } else if !isInPrompt {
          omission = .output
        }
      }
      if promptLength > 0, text.first != Prompt.continuation.first { logical = LogicalLines() }
      var code = text.dropFirst(promptLength)
      var isTimed = false
      let isOpen = open != nil
      if !isTranscript, mayHoldOutput, seesCode, !logical.isContinued, pasted.takes(text) { omission = .output }
      if omission == nil {
        if !seesCode, let found = Tab.names(in: code) {
          omission = .tab
          tabs += found
        } else if let command = open {
          omission = command
        } else if !logical.isContinued, let command = NotebookCommand(code, isFirst: !seesCode) {
          switch command {
          case .omitted(let found): omission = found
          case .timed(let prefix):
            isTimed = true
            promptLength += prefix
            code = code.dropFirst(prefix)
          case .timedCell: (omission, isTimed) = (.magic, true)
          case .foreignCell(let reason): (omission, foreignReason) = (.magic, foreignReason ?? reason)
          }
        }
      }
      if let omission {
        open = omission != .output && omission != .tab && code.last == UInt8(ascii: "\\") ? omission : nil
        // In a block it stands for a statement.
        let indentation = code.prefix { $0 == 0x20 || $0 == 0x09 }
        if !isOpen, omission != .output, omission != .tab, !indentation.isEmpty, !isTranscript {
          bytes += indentation + Array("pass".utf8)
        }
      } else {
        seesCode = seesCode || !code.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        logical.consume(code)
        bytes += code
      }
      bytes.append(UInt8(ascii: "\n"))
      lines.append(
        Line(range: codeLine.range, shift: codeLine.padding - promptLength, omission: omission, isTimed: isTimed))
    }
    self.lines = lines
    self.bytes = bytes
    self.lineStarts = starts
    self.tabs = tabs
    self.foreignReason = foreignReason
    self.firstLine = codeLines.first.map { file.line(at: $0.range.lowerBound) } ?? 1
  }

  /// Reads a file of code as it stands, for `helper.py`.
  package init(module file: SourceFile) {
    self.init(lines: (1...file.lineCount).map { CodeLine(range: file.range(ofLine: $0), padding: 0) }, in: file)
  }

  /// The index of the line that holds an offset of ``bytes``.
  package func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The line of the document that holds an offset of ``bytes``, counted from 1.
  package func documentLine(at offset: Int) -> Int {
    firstLine + lineIndex(at: offset)
  }

  /// The offset in the document of an offset in ``bytes``.
  package func documentOffset(of offset: Int) -> Int {
    guard !lines.isEmpty else { return 0 }
    let index = lineIndex(at: offset)
    let line = lines[index]
    let column = max(0, offset - lineStarts[index] - line.shift)
    return min(line.range.lowerBound + column, line.range.upperBound)
  }

  /// The range in the document of a range in ``bytes``.
  package func documentRange(of range: ByteRange) -> ByteRange {
    let lower = documentOffset(of: range.lowerBound)
    return lower..<max(lower, documentOffset(of: range.upperBound))
  }

  /// The code as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The prompts of transcripts.
enum Prompt {
  static let doctest = Array(">>>".utf8)
  static let continuation = Array("...".utf8)

  /// The length of `>>> ` or `... ` at the start of a line.
  static func doctestLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.starts(with: doctest) || line.starts(with: continuation) else { return nil }
    let rest = line.dropFirst(3)
    if rest.isEmpty { return 3 }
    return rest.first == 0x20 ? 4 : nil
  }

  /// The length of `In [3]: ` at the start of a line.
  static func ipythonLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.starts(with: Array("In [".utf8)) else { return nil }
    var index = line.startIndex + 4
    while index < line.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(line[index]) || line[index] == 0x20 {
      index += 1
    }
    guard line[index...].starts(with: Array("]:".utf8)) else { return nil }
    index += 2
    if index < line.endIndex, line[index] == 0x20 { index += 1 }
    return index - line.startIndex
  }

  /// The length of `   ...: ` at the start of a line.
  static func ipythonContinuationLength(_ line: ArraySlice<UInt8>) -> Int? {
    let rest = line.drop { $0 == 0x20 }
    guard rest.starts(with: Array("...:".utf8)) else { return nil }
    let after = rest.dropFirst(4)
    return after.startIndex - line.startIndex + (after.first == 0x20 ? 1 : 0)
  }

  /// Whether a line starts with `Out[3]:`.
  static func isIPythonOutput(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: Array("Out[".utf8)) || line.starts(with: Array("Out [".utf8))
  }
}

/// The tab lines of d2l-book documents: one document holds the same code for several frameworks.
enum Tab {
  /// The names after `%%tab` or `#@tab` at the start of a line.
  static func names(in line: ArraySlice<UInt8>) -> [String]? {
    for marker in ["%%tab ", "#@tab "] where line.starts(with: Array(marker.utf8)) {
      return String(decoding: line.dropFirst(marker.utf8.count), as: UTF8.self)
        .split { $0 == "," || $0 == " " }
        .map(String.init)
    }
    return nil
  }

  /// Whether a cell of these tabs is PyTorch's, or everybody's.
  static func isOurs(_ tabs: [String]) -> Bool {
    tabs.isEmpty || tabs.contains("pytorch") || tabs.contains("all")
  }
}
