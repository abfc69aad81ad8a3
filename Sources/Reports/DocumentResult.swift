import Checking
import MarkdownSyntax
import Notebooks
import SourceText

/// What came of a document, without the document: what formats need that tell of several. One process can hand it to
/// another.
package struct DocumentResult: Sendable {
  /// One test: an expectation, an unexpected exception, a cell that has no expectation, or a fault of the document.
  struct Check {
    enum State: Hashable {
      case passed, failed, skipped
      /// An exception of this type that nobody expected.
      case error(type: String)
    }

    let name: String
    let state: State
    let verdict: Verdict
    /// One line.
    let message: String
    /// What differs, or the traceback; may be empty.
    let body: String
    let place: Place
    let seconds: Double
  }

  /// Something that is no failure and yet to be looked at.
  struct Remark {
    /// Whether it is about an expectation that no output met; otherwise about the document.
    let isOrphan: Bool
    let message: String
    let hint: String
    let place: Place
  }

  /// Where something stands in the document; lines and columns from 1, the end column behind the last character.
  struct Place {
    let line: Int
    let column: Int
    /// The last line that holds something of it.
    let lastLine: Int
    let endLine: Int
    let endColumn: Int
  }

  package let path: String
  package let title: String?
  package let seed: UInt64
  package let status: ExitStatus
  package let seconds: Double
  package let summary: Summary
  package let cells: [CellTime]
  let checks: [Check]
  let remarks: [Remark]
  /// What formats asked for besides, by their names.
  let parts: [String: [UInt8]]

  /// - Parameter formats: those that are written.
  package init(_ outcome: NotebookOutcome, _ context: ReportContext, for formats: [any ReportFormat.Type]) {
    path = outcome.path
    title = outcome.notebook.title
    seed = outcome.seed
    status = outcome.exitStatus(exact: context.isExact)
    seconds = outcome.seconds
    summary = outcome.summary
    cells = outcome.cells.map { CellTime(path: outcome.path, line: $0.cell.line, seconds: $0.seconds) }
    let joined = formats.compactMap { $0 as? any JoinedFormat.Type }
    var parts: [String: [UInt8]] = [:]
    for format in joined { parts[format.name] = format.part(outcome, context) }
    self.parts = parts
    let areRead = joined.contains { $0.readsChecks }
    checks = areRead ? Self.checks(of: outcome, context) : []
    remarks = areRead ? Self.remarks(on: outcome, context) : []
  }

  // MARK: What there is to tell

  private static func checks(of outcome: NotebookOutcome, _ context: ReportContext) -> [Check] {
    let file = outcome.notebook.file
    var checks: [Check] = []
    for diagnostic in outcome.diagnostics where diagnostic.severity == .error {
      checks.append(
        check("document", .failed, .error, diagnostic.message, diagnostic.hint ?? "", diagnostic.range, file))
    }
    for cell in outcome.cells {
      let name = cell.cell.name
      for expectation in cell.check.outcomes { checks.append(check(expectation, name, file, context)) }
      let codeRange = outcome.notebook.document.codeBlocks[cell.cell.codeBlock].lines.first?.range ?? 0..<0
      if cell.status == .error {
        let error = cell.error
        checks.append(
          check(
            name, .error(type: error?.type ?? "Exception"), .error, error?.headline ?? "raised an exception",
            error?.traceback ?? "", error?.range ?? codeRange, file, seconds: cell.seconds))
      } else if cell.status == .skipped {
        checks.append(check(name, .skipped, .skipped, cell.skipReason ?? "not run", "", codeRange, file))
      } else if cell.check.outcomes.isEmpty {
        checks.append(check(name, .passed, .unchecked, "ran", "", codeRange, file, seconds: cell.seconds))
      }
    }
    return checks
  }

  private static func remarks(on outcome: NotebookOutcome, _ context: ReportContext) -> [Remark] {
    let file = outcome.notebook.file
    var remarks = outcome.diagnostics.filter { $0.severity == .warning }.map {
      Remark(isOrphan: false, message: $0.message, hint: $0.hint ?? "", place: Place($0.range, in: file))
    }
    for cell in outcome.cells {
      for check in cell.check.outcomes where check.isOrphan && !check.verdict.fails(exact: context.isExact) {
        let place = Place(range(of: check), in: file)
        remarks.append(Remark(isOrphan: true, message: VerdictText.sentence(check), hint: "", place: place))
      }
    }
    return remarks
  }

  private static func range(of outcome: ExpectationOutcome) -> ByteRange {
    let expectation = outcome.expectation
    let start = expectation.textLines.first?.range.lowerBound ?? expectation.insertionPoint
    let end = expectation.textLines.last?.range.upperBound ?? start
    return start..<max(start, end)
  }

  private static func check(
    _ outcome: ExpectationOutcome, _ cell: String, _ file: SourceFile, _ context: ReportContext
  ) -> Check {
    let state: Check.State
    if outcome.verdict.fails(exact: context.isExact) {
      state = .failed
    } else if outcome.verdict == .skipped || outcome.verdict == .unchecked {
      state = .skipped
    } else {
      state = .passed
    }
    let body = state == .failed ? VerdictText.difference(outcome) : ""
    return check(
      cell, state, outcome.verdict, VerdictText.sentence(outcome), body, range(of: outcome), file,
      lines: outcome.expectation.lines)
  }

  private static func check(
    _ name: String, _ state: Check.State, _ verdict: Verdict, _ message: String, _ body: String, _ range: ByteRange,
    _ file: SourceFile, lines: ClosedRange<Int>? = nil, seconds: Double = 0
  ) -> Check {
    let place = Place(range, lines: lines, in: file)
    return Check(
      name: "\(name), line \(place.line)", state: state, verdict: verdict, message: message, body: body, place: place,
      seconds: seconds)
  }
}

extension DocumentResult.Place {
  /// - Parameter lines: the lines that are told, if not those of the range.
  fileprivate init(_ range: ByteRange, lines: ClosedRange<Int>? = nil, in file: SourceFile) {
    let (start, end) = (file.lineColumn(at: range.lowerBound), file.lineColumn(at: range.upperBound))
    (column, endLine, endColumn) = (start.column, end.line, end.column)
    line = lines?.lowerBound ?? start.line
    lastLine = lines?.upperBound ?? file.line(at: max(range.lowerBound, range.upperBound - 1))
  }
}

// MARK: From process to process

extension DocumentResult {
  /// The result as bytes.
  package var packed: [UInt8] {
    var packer = Packer()
    packer.add(path)
    packer.add(title.map { [$0] } ?? []) { $0.add($1) }
    packer.add(seed)
    packer.add(status.rawValue)
    packer.add(seconds)
    packer.add(summary.entries) { packer, entry in
      packer.add(entry.verdict.rawValue)
      packer.add(entry.count)
    }
    packer.add(cells) { packer, cell in
      packer.add(cell.line)
      packer.add(cell.seconds)
    }
    packer.add(checks) { packer, check in
      packer.add(check.name)
      packer.add(check.state.text)
      packer.add(check.verdict.rawValue)
      packer.add(check.message)
      packer.add(check.body)
      check.place.pack(into: &packer)
      packer.add(check.seconds)
    }
    packer.add(remarks) { packer, remark in
      packer.add(remark.isOrphan ? 1 : 0)
      packer.add(remark.message)
      packer.add(remark.hint)
      remark.place.pack(into: &packer)
    }
    packer.add(parts.sorted { $0.key < $1.key }) { packer, part in
      packer.add(part.key)
      packer.add(part.value)
    }
    return packer.bytes
  }

  /// Reads what ``packed`` gave; `nil` if the bytes are something else, such as the answer of a process that was killed.
  package init?(packed bytes: [UInt8]) {
    var unpacker = Unpacker(bytes)
    guard let result = try? DocumentResult(&unpacker), unpacker.isAtEnd else { return nil }
    self = result
  }

  private init(_ unpacker: inout Unpacker) throws(Unpacker.Failure) {
    let path = try unpacker.text()
    self.path = path
    title = try unpacker.elements { unpacker throws(Unpacker.Failure) in try unpacker.text() }.first
    seed = try unpacker.number(UInt64.self)
    guard let status = ExitStatus(rawValue: try unpacker.number(Int32.self)) else { throw Unpacker.Failure() }
    self.status = status
    seconds = try unpacker.double()
    var summary = Summary()
    for _ in 0..<max(0, try unpacker.number()) {
      summary.add(try Self.verdict(&unpacker), count: try unpacker.number())
    }
    self.summary = summary
    cells = try unpacker.elements { unpacker throws(Unpacker.Failure) in
      CellTime(path: path, line: try unpacker.number(), seconds: try unpacker.double())
    }
    checks = try unpacker.elements { unpacker throws(Unpacker.Failure) in
      Check(
        name: try unpacker.text(), state: Check.State(text: try unpacker.text()), verdict: try Self.verdict(&unpacker),
        message: try unpacker.text(), body: try unpacker.text(), place: try Place(&unpacker),
        seconds: try unpacker.double())
    }
    remarks = try unpacker.elements { unpacker throws(Unpacker.Failure) in
      Remark(
        isOrphan: try unpacker.number() == 1, message: try unpacker.text(), hint: try unpacker.text(),
        place: try Place(&unpacker))
    }
    var parts: [String: [UInt8]] = [:]
    for _ in 0..<max(0, try unpacker.number()) { parts[try unpacker.text()] = try unpacker.part() }
    self.parts = parts
  }

  private static func verdict(_ unpacker: inout Unpacker) throws(Unpacker.Failure) -> Verdict {
    guard let verdict = Verdict(rawValue: try unpacker.text()) else { throw Unpacker.Failure() }
    return verdict
  }
}

extension DocumentResult.Check.State {
  /// The state as a text; the type of an exception stands behind its mark.
  fileprivate var text: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .error(let type): "!" + type
    }
  }

  fileprivate init(text: String) {
    switch text {
    case "passed": self = .passed
    case "failed": self = .failed
    case "skipped": self = .skipped
    default: self = .error(type: String(text.dropFirst()))
    }
  }
}

extension DocumentResult.Place {
  fileprivate func pack(into packer: inout Packer) {
    for number in [line, column, lastLine, endLine, endColumn] { packer.add(number) }
  }

  fileprivate init(_ unpacker: inout Unpacker) throws(Unpacker.Failure) {
    line = try unpacker.number()
    column = try unpacker.number()
    lastLine = try unpacker.number()
    endLine = try unpacker.number()
    endColumn = try unpacker.number()
  }
}
