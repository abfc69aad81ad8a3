import Foundation
import SourceText
import TestSupport
import Testing

@testable import Checking

/// Runs recorded with the real PyTorch (`Recording/record.py`), and the verdicts they must get.
@Suite struct CheckingTests {
  @Test(arguments: caseFolders(holding: "run.json"))
  func verdicts(_ folder: CaseFolder) throws {
    let run = try RecordedRun(folder)
    let check = run.check()
    #expect(verdictLines(of: check, events: run.record) == (try folder.text("verdicts.txt")), "\(describe(check))")
  }

  @Test func thereAreManyCases() {
    #expect(caseFolders(holding: "run.json").count >= 250)
  }
}

/// One line per outcome: where it begins and what it is.
func verdictLines(of check: CellCheck, events: CellRecord) -> String {
  var lines: [(Int, String)] = check.outcomes.map { ($0.expectation.lines.lowerBound, $0.verdict.rawValue) }
  lines += check.unclaimed.map { ($0.line, "unclaimed") }
  lines += check.unexpectedErrors.map { (events.events[$0].lines.last ?? 0, "error") }
  return lines.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { "\($0.0) \($0.1)\n" }.joined()
}

func describe(_ check: CellCheck) -> String {
  check.outcomes.map {
    "\($0.expectation.style) \($0.expectation.lines) \($0.verdict): \($0.detail) <\($0.expectation.text)> met <\($0.actual ?? "nothing")>"
  }.joined(separator: "\n") + "\n" + check.unclaimed.map { "unclaimed \($0.line): \($0.text)" }.joined(separator: "\n")
}
