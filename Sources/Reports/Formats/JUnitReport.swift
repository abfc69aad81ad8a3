import Checking
import Notebooks

/// JUnit's XML, as test servers read it: a suite per document, a case per expectation and per cell that has none.
package enum JUnitReport: ReportFormat {
  package static let name = "junit"
  package static let fileExtension = "junit.xml"
  package static let summary = "JUnit XML for test servers"
  package static let holdsSeveralDocuments = true

  package static func render(_ outcomes: [NotebookOutcome], _ context: ReportContext) -> [UInt8] {
    var writer = XMLWriter()
    let suites = outcomes.map { ($0, CheckList($0, context)) }
    let all = suites.flatMap(\.1.entries)
    writer.element(
      "testsuites", counts(all) + [("time", seconds(outcomes.reduce(0) { $0 + $1.seconds }))]
    ) { writer in
      for (outcome, list) in suites {
        let attributes: [(name: StaticString, value: String)] =
          [("name", outcome.path)] + counts(list.entries) + [("time", seconds(outcome.seconds))]
        writer.element("testsuite", attributes) { writer in
          writer.element("properties") { writer in
            writer.element("property", [("name", "seed"), ("value", "\(outcome.seed)")])
            writer.element("property", [("name", "nbrun"), ("value", context.version)])
          }
          for entry in list.entries { write(entry, outcome.path, &writer) }
        }
      }
    }
    return writer.bytes
  }

  private static func write(_ entry: CheckList.Entry, _ path: String, _ writer: inout XMLWriter) {
    let attributes: [(name: StaticString, value: String)] = [
      ("classname", path), ("name", entry.name), ("file", path), ("line", "\(entry.line)"),
      ("time", seconds(entry.seconds)),
    ]
    let text = entry.message + (entry.body.isEmpty ? "" : "\n" + entry.body)
    switch entry.state {
    case .passed: writer.element("testcase", attributes)
    case .failed:
      writer.element("testcase", attributes) {
        $0.element("failure", [("message", entry.message), ("type", entry.verdict.rawValue)], text: text)
      }
    case .error(let type):
      writer.element("testcase", attributes) {
        $0.element("error", [("message", entry.message), ("type", type)], text: text)
      }
    case .skipped:
      writer.element("testcase", attributes) { $0.element("skipped", [("message", entry.message)]) }
    }
  }

  private static func counts(_ entries: [CheckList.Entry]) -> [(name: StaticString, value: String)] {
    var (failures, errors, skipped) = (0, 0, 0)
    for entry in entries {
      switch entry.state {
      case .failed: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      case .passed: break
      }
    }
    return [
      ("tests", "\(entries.count)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
    ]
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int((max(0, min(value, 1e9)) * 1e3).rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
  }
}
