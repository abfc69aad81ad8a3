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
    if folder.name.hasPrefix("mutated/") {
      // One claim of a right document was changed: it must fail where it stands.
      let lines = verdictLines(of: check, events: run.record).split(separator: "\n")
      let failing = try folder.text("verdicts.txt").split(separator: "\n").filter { $0.hasSuffix(" fail") }
      #expect(failing.count == 1 && failing.allSatisfy { lines.contains($0) }, "\(describe(check))")
      return
    }
    #expect(verdictLines(of: check, events: run.record) == (try folder.text("verdicts.txt")), "\(describe(check))")
  }

  @Test func thereAreManyCases() {
    #expect(caseFolders(holding: "run.json").count >= 700)
  }

  /// Half of the cases are documents that must fail.
  @Test func halfOfTheCasesAreNegative() throws {
    let cases = caseFolders(holding: "run.json")
    let negative = try cases.filter { folder in
      let verdicts = try folder.text("verdicts.txt").split(whereSeparator: \.isNewline)
      return verdicts.contains { $0.hasSuffix(" fail") || $0.hasSuffix(" error") }
    }
    #expect(negative.count * 2 >= cases.count, "\(negative.count) of \(cases.count)")
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
