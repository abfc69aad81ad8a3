import Notebooks

/// Workflow commands that GitHub Actions shows as annotations at the lines of a pull request.
package enum GitHubReport: ReportFormat {
  package static let name = "github"
  package static let fileExtension = "github.txt"
  package static let summary = "annotations for GitHub Actions"
  package static let holdsSeveralDocuments = true

  package static func render(_ outcomes: [NotebookOutcome], _ context: ReportContext) -> [UInt8] {
    var text = ""
    for outcome in outcomes {
      let file = outcome.notebook.file
      for entry in CheckList(outcome, context).entries {
        let title: String
        switch entry.state {
        case .failed: title = "nbrun: \(entry.verdict.headline)"
        case .error(let type): title = "nbrun: \(type)"
        case .passed, .skipped: continue
        }
        let place = file.lineColumn(at: entry.range.lowerBound)
        var properties = "file=\(property(outcome.path)),line=\(entry.line),endLine=\(entry.endLine)"
        if entry.line == entry.endLine { properties += ",col=\(place.column)" }
        let message = entry.message + (entry.body.isEmpty ? "" : "\n" + entry.body)
        text += "::error \(properties),title=\(property(title))::\(data(message))\n"
      }
      for diagnostic in outcome.diagnostics where diagnostic.severity == .warning {
        let place = file.lineColumn(at: diagnostic.range.lowerBound)
        let message = diagnostic.message + (diagnostic.hint.map { "\n" + $0 } ?? "")
        text += "::warning file=\(property(outcome.path)),line=\(place.line),col=\(place.column)::\(data(message))\n"
      }
    }
    return Array(text.utf8)
  }

  /// Escapes the text of a command.
  private static func data(_ text: String) -> String {
    escaped(text, also: [])
  }

  /// Escapes the value of a property.
  private static func property(_ text: String) -> String {
    escaped(text, also: [":", ","])
  }

  private static func escaped(_ text: String, also: Set<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "\r" || scalar == "\n" || also.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%\(digits.count == 1 ? "0" : "")\(digits)"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
