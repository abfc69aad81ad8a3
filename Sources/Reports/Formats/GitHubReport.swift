import Notebooks

/// Workflow commands that GitHub Actions shows as annotations at the lines of a pull request.
package enum GitHubReport: JoinedFormat {
  package static let name = "github"
  package static let fileExtension = "github.txt"
  package static let summary = "annotations for GitHub Actions"

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    var text = ""
    for result in results {
      for check in result.checks {
        let title: String
        switch check.state {
        case .failed: title = "nbrun: \(check.verdict.headline)"
        case .error(let type): title = "nbrun: \(type)"
        case .passed, .skipped: continue
        }
        let place = check.place
        var properties = "file=\(property(result.path)),line=\(place.line),endLine=\(place.lastLine)"
        if place.line == place.lastLine { properties += ",col=\(place.column)" }
        let message = check.message + (check.body.isEmpty ? "" : "\n" + check.body)
        text += "::error \(properties),title=\(property(title))::\(data(message))\n"
      }
      for remark in result.remarks where !remark.isOrphan {
        let place = remark.place
        let message = remark.message + (remark.hint.isEmpty ? "" : "\n" + remark.hint)
        text += "::warning file=\(property(result.path)),line=\(place.line),col=\(place.column)::\(data(message))\n"
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
