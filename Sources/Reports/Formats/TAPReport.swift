import Notebooks

/// The Test Anything Protocol, version 14: a test point per expectation and per cell that has none.
package enum TAPReport: JoinedFormat {
  package static let name = "tap"
  package static let fileExtension = "tap"
  package static let summary = "Test Anything Protocol 14"

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    let count = results.reduce(0) { $0 + $1.checks.count }
    var text = "TAP version 14\n1..\(count)\(count == 0 ? " # SKIP nothing to check" : "")\n"
    var number = 0
    for result in results {
      for check in result.checks {
        number += 1
        let name = escaped("\(result.path): \(check.name)")
        switch check.state {
        case .passed: text += "ok \(number) - \(name)\n"
        case .skipped: text += "ok \(number) - \(name) # SKIP \(escaped(check.message))\n"
        case .failed, .error: text += "not ok \(number) - \(name)\n" + diagnostics(check, result.path)
        }
      }
    }
    return Array(text.utf8)
  }

  /// The YAML block of a test point that failed.
  private static func diagnostics(_ check: DocumentResult.Check, _ path: String) -> String {
    var text = "  ---\n  message: \(quoted(check.message))\n  severity: \(check.verdict.rawValue)\n"
    text += "  at:\n    file: \(quoted(path))\n    line: \(check.place.line)\n"
    if !check.body.isEmpty { text += "  difference: \(quoted(check.body))\n" }
    return text + "  ...\n"
  }

  /// A description on one line, in which `#` begins no directive.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "#": result += "\\#"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A double-quoted YAML scalar, which JSON's strings are.
  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter(indented: false)
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
