import Notebooks

/// SARIF 2.1.0, which code scanning reads: a result per failure.
package enum SARIFReport: JoinedFormat {
  package static let name = "sarif"
  package static let fileExtension = "sarif"
  package static let summary = "SARIF 2.1.0 for code scanning"

  private static let rules: [(id: String, text: String)] = [
    ("fail", "An output differs from what the document says"),
    ("error", "A cell raised an exception nobody expected"),
    ("document", "The document's labels or front matter are wrong"),
    ("orphan", "No output ever met an expectation"),
  ]

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
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
          $0.array("results") { for result in results { writeResults(of: result, &$0) } }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func writeResults(of result: DocumentResult, _ writer: inout JSONWriter) {
    for check in result.checks {
      let rule: String
      switch check.state {
      case .failed: rule = check.verdict == .error ? "document" : "fail"
      case .error: rule = "error"
      case .passed, .skipped: continue
      }
      let message = check.message + (check.body.isEmpty ? "" : "\n" + check.body)
      writeResult(rule, "error", message, result.path, check.place, &writer)
    }
    for remark in result.remarks {
      writeResult(
        remark.isOrphan ? "orphan" : "document", "warning", remark.message, result.path, remark.place, &writer)
    }
  }

  private static func writeResult(
    _ rule: String, _ level: String, _ message: String, _ path: String, _ place: DocumentResult.Place,
    _ writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("ruleId", rule)
      $0.member("ruleIndex", rules.firstIndex { $0.id == rule } ?? 0)
      $0.member("level", level)
      $0.object("message") { $0.member("text", message) }
      $0.array("locations") {
        $0.object {
          $0.object("physicalLocation") {
            $0.object("artifactLocation") { $0.member("uri", URLPolicy.fileReference(path)) }
            $0.object("region") {
              $0.member("startLine", place.line)
              $0.member("startColumn", place.column)
              $0.member("endLine", place.endLine)
              $0.member("endColumn", place.endColumn)
            }
          }
        }
      }
    }
  }
}
