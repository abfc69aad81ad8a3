import Foundation
import MarkdownSyntax
import SourceText
import TestSupport
import Testing

@testable import Checking
@testable import Notebooks
@testable import Reports

/// What came of a document's cells, as a case folder tells it (`outcome.json`), so that reports can be tested without
/// running anything.
struct Fixture: Decodable {
  struct Cell: Decodable {
    var status: String?
    var skipReason: String?
    var stdout: String?
    var display: String?
    var warnings: String?
    var unclaimed: String?
    var error: Failure?
    var checks: [Check]?
    var variables: [Variable]?
  }

  struct Variable: Decodable {
    var name: String
    var kind: String
    var text: String
    var shape: [Int]?
    var gradientFunction: String?
    var histogram: [Int]?
  }

  struct Failure: Decodable {
    var type: String
    var message: String
    var line: Int
    var traceback: String?
    var hint: String?
  }

  struct Check: Decodable {
    var lines: [Int]
    var verdict: String
    var actual: String?
    var detail: String?
    var suggestion: String?
    var isOrphan: Bool?
    var isBelow: Bool?
  }

  struct Remark: Decodable {
    var severity: String
    var message: String
    var line: Int
    var hint: String?
  }

  var path: String?
  var cells: [Cell]
  var remarks: [Remark]?

  /// The outcome of a case folder's `input.md`.
  static func outcome(_ folder: CaseFolder) throws -> NotebookOutcome {
    let bytes = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("input.md")))
    let data = try Data(contentsOf: folder.url.appendingPathComponent("outcome.json"))
    return try JSONDecoder().decode(Fixture.self, from: data).outcome(of: bytes)
  }

  func outcome(of bytes: [UInt8]) -> NotebookOutcome {
    let file = SourceFile(path: path ?? "post.md", bytes: bytes)
    let notebook = NotebookParser.parse(.parse(file))
    let diagnostics = (remarks ?? []).map {
      Diagnostic(
        Diagnostic.Severity(rawValue: $0.severity) ?? .error, $0.message, at: file.range(ofLine: $0.line),
        hint: $0.hint)
    }
    let cells = zip(notebook.cells, self.cells).map { Self.outcome($0, $1, file) }
    return NotebookOutcome(notebook: notebook, seed: 7, cells: cells, diagnostics: diagnostics, seconds: 0.0124)
  }

  private static func outcome(_ cell: Notebooks.Cell, _ told: Cell, _ file: SourceFile) -> CellOutcome {
    var check = CellCheck(outcomes: (told.checks ?? []).map { outcome($0, file) })
    if let text = told.unclaimed {
      check.unclaimed = [UnclaimedOutput(text: text, line: cell.line, topLevel: 0, events: [0])]
    }
    let error = told.error.map {
      ErrorOutcome(
        type: $0.type, message: $0.message, range: file.range(ofLine: $0.line), line: $0.line,
        traceback: $0.traceback ?? "", hint: $0.hint)
    }
    if error != nil { check.unexpectedErrors = [0] }
    return CellOutcome(
      cell: cell, text: CellText(lines: [], comments: [], statements: []),
      status: CellOutcome.Status(rawValue: told.status ?? "ok") ?? .ok, skipReason: told.skipReason,
      stdout: told.stdout ?? "", display: told.display, error: error, warnings: told.warnings ?? "", seconds: 0.00125,
      check: check, variables: (told.variables ?? []).map(outcome))
  }

  private static func outcome(_ variable: Variable) -> VariableOutcome {
    let tensor = variable.shape.map {
      TensorSummary(
        shape: $0, dtype: "torch.float32", requiresGrad: variable.gradientFunction != nil,
        gradientFunction: variable.gradientFunction, hasGradient: false,
        picture: variable.histogram.map { .histogram(counts: $0, low: -1.25, high: 3) })
    }
    return VariableOutcome(name: variable.name, kind: variable.kind, tensor: tensor, text: variable.text)
  }

  private static func outcome(_ check: Check, _ file: SourceFile) -> ExpectationOutcome {
    let first = check.lines[0]
    let last = check.lines[check.lines.count - 1]
    let textLines = (first...last).map { line in
      let range = file.range(ofLine: line)
      let text = file.text(in: range)
      let skipped = text.range(of: "# ").map { text[..<$0.upperBound].utf8.count } ?? 0
      let textRange = range.lowerBound + skipped..<range.upperBound
      return Expectation.TextLine(text: file.text(in: textRange), range: textRange, line: line)
    }
    let expectation = Expectation(
      check.isBelow == true ? .below : .plain, textLines, lines: first...last,
      insertionPoint: textLines[0].range.lowerBound)
    return ExpectationOutcome(
      expectation, Verdict(rawValue: check.verdict) ?? .pass, actual: check.actual, detail: check.detail ?? "",
      suggestion: check.suggestion, isOrphan: check.isOrphan ?? false, codeLine: first - 1)
  }
}

extension ReportFormat {
  /// The report of one document. Formats of several get its result the way they get it from another process.
  static func report(of outcome: NotebookOutcome, _ context: ReportContext) throws -> [UInt8] {
    if let format = self as? any DocumentFormat.Type { return format.render(outcome, context) }
    let format = try #require(self as? any JoinedFormat.Type)
    let result = try #require(DocumentResult(packed: DocumentResult(outcome, context, for: [format]).packed))
    return format.render([result], context)
  }
}
