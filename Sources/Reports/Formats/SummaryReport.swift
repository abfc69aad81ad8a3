import Checking
import Notebooks

/// Markdown for the summary of a step of GitHub Actions: what failed, and a table of the documents.
package enum SummaryReport: JoinedFormat {
  package static let name = "summary"
  // Found as a report, never as a document.
  package static let fileExtension = "summary.report.md"
  package static let summary = "Markdown with totals and failures, for the summary of a GitHub step"

  /// GitHub shows a mebibyte of a step's summary; what is longer is cut to so many failures and documents.
  private static let most = 500

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    var total = Summary()
    for result in results { total.add(result.summary) }
    let failed = results.count { $0.isFailed }
    let documents = results.count == 1 ? "1 document" : "\(results.count) documents"
    var text =
      "## nbrun: \(failed == 0 ? "\(documents) checked" : "\(failed) of \(documents) failed")\n\n\(total.text)\n\n"
    let failures = results.flatMap { result in result.checks.filter(\.isFailure).map { (result.path, $0) } }
    if !failures.isEmpty {
      text += "### Failures\n\n"
      for (path, check) in failures.prefix(most) {
        text += "- \(code("\(path):\(check.place.line)")) \(escaped(check.message))\n"
      }
      if failures.count > most { text += "- and \(failures.count - most) more\n" }
      text += "\n"
    }
    let verdicts = total.entries.map(\.verdict)
    text += "### Documents\n\n| document | outcome | \(verdicts.map { "\($0.rawValue) | " }.joined())time |\n"
    text += "| --- | --- | \(verdicts.map { _ in "--: | " }.joined())--: |\n"
    // Those that failed first: of many, not all are listed.
    for result in (results.filter(\.isFailed) + results.filter { !$0.isFailed }).prefix(most) {
      let counts = verdicts.map { "\(result.summary[$0]) | " }.joined()
      text +=
        "| \(code(result.path)) | \(result.outcome.word) | \(counts)\(TerminalSummary.duration(result.seconds)) |\n"
    }
    if results.count > most { text += "\nand \(results.count - most) more\n" }
    return Array(text.utf8)
  }

  /// Text in which nothing is markup, on one line and within a cell of a table.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}": result += " "
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$", "@", ":", ">":
        result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }
}

extension DocumentResult {
  /// Whether the document's author has to look at it.
  var isFailed: Bool { status != .success && status != .nothingToCheck }

  /// The outcome's look and its word.
  var outcome: (kind: String, word: String) {
    switch status {
    case .success: ("pass", "✓ held")
    case .failure: ("fail", "✗ failed")
    case .nothingToCheck: ("unchecked", "– nothing to check")
    case .interrupted: ("warning", "! interrupted")
    case .internalError, .usage: ("error", "! not run")
    }
  }
}

extension DocumentResult.Check {
  fileprivate var isFailure: Bool {
    switch state {
    case .failed, .error: true
    case .passed, .skipped: false
    }
  }
}
