import Checking
import Notebooks
import SourceText

/// SARIF 2.1.0, which code scanning reads: a result per failure.
package enum SARIFReport: ReportFormat {
  package static let name = "sarif"
  package static let fileExtension = "sarif"
  package static let summary = "SARIF 2.1.0 for code scanning"
  package static let holdsSeveralDocuments = true

  private static let rules: [(id: String, text: String)] = [
    ("fail", "An output differs from what the document says"),
    ("error", "A cell raised an exception nobody expected"),
    ("document", "The document's labels or front matter are wrong"),
    ("orphan", "No output ever met an expectation"),
  ]

  package static func render(_ outcomes: [NotebookOutcome], _ context: ReportContext) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      $0.member("version", "2.1.0")
      $0.array("runs") {
        $0.object {
          $0.object("tool") {
            $0.object("driver") {
              $0.member("name", "nbrun")
              $0.member("version", context.version)
              $0.array("rules") {
                for rule in rules {
                  $0.object {
                    $0.member("id", rule.id)
                    $0.object("shortDescription") { $0.member("text", rule.text) }
                  }
                }
              }
            }
          }
          $0.member("columnKind", "unicodeCodePoints")
          $0.array("results") { for outcome in outcomes { writeResults(outcome, context, &$0) } }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func writeResults(_ outcome: NotebookOutcome, _ context: ReportContext, _ writer: inout JSONWriter) {
    let file = outcome.notebook.file
    for entry in CheckList(outcome, context).entries {
      let rule: String
      switch entry.state {
      case .failed: rule = entry.verdict == .error ? "document" : "fail"
      case .error: rule = "error"
      case .passed, .skipped: continue
      }
      let message = entry.message + (entry.body.isEmpty ? "" : "\n" + entry.body)
      writeResult(rule, "error", message, entry.range, file, &writer)
    }
    for diagnostic in outcome.diagnostics where diagnostic.severity == .warning {
      writeResult("document", "warning", diagnostic.message, diagnostic.range, file, &writer)
    }
    for cell in outcome.cells {
      for check in cell.check.outcomes where check.isOrphan && !check.verdict.fails(exact: context.isExact) {
        let start = check.expectation.textLines.first?.range.lowerBound ?? check.expectation.insertionPoint
        let end = check.expectation.textLines.last?.range.upperBound ?? start
        writeResult("orphan", "warning", VerdictText.sentence(check), start..<max(start, end), file, &writer)
      }
    }
  }

  private static func writeResult(
    _ rule: String, _ level: String, _ message: String, _ range: ByteRange, _ file: SourceFile,
    _ writer: inout JSONWriter
  ) {
    let start = file.lineColumn(at: range.lowerBound)
    let end = file.lineColumn(at: range.upperBound)
    writer.object {
      $0.member("ruleId", rule)
      $0.member("ruleIndex", rules.firstIndex { $0.id == rule } ?? 0)
      $0.member("level", level)
      $0.object("message") { $0.member("text", message) }
      $0.array("locations") {
        $0.object {
          $0.object("physicalLocation") {
            $0.object("artifactLocation") { $0.member("uri", URLPolicy.fileReference(file.path)) }
            $0.object("region") {
              $0.member("startLine", start.line)
              $0.member("startColumn", start.column)
              $0.member("endLine", end.line)
              $0.member("endColumn", end.column)
            }
          }
        }
      }
    }
  }
}
