import Notebooks

/// JUnit's XML, as test servers read it: a suite per document, a case per expectation and per cell that has none.
package enum JUnitReport: JoinedFormat {
  package static let name = "junit"
  package static let fileExtension = "junit.xml"
  package static let summary = "JUnit XML for test servers"

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    var writer = XMLWriter()
    // All these files stay within the XSD of Jenkins: it counts what was skipped in suites alone, and knows no
    // attributes for places, so that a name ends in its line.
    writer.element(
      "testsuites",
      counts(results.flatMap(\.checks)).dropLast() + [("time", seconds(results.reduce(0) { $0 + $1.seconds }))]
    ) { writer in
      for result in results {
        let attributes: [(name: StaticString, value: String)] =
          [("name", result.path)] + counts(result.checks) + [("time", seconds(result.seconds))]
        writer.element("testsuite", attributes) { writer in
          writer.element("properties") { writer in
            writer.element("property", [("name", "seed"), ("value", "\(result.seed)")])
            writer.element("property", [("name", "nbrun"), ("value", context.version)])
          }
          for check in result.checks { write(check, result.path, &writer) }
        }
      }
    }
    return writer.bytes
  }

  private static func write(_ check: DocumentResult.Check, _ path: String, _ writer: inout XMLWriter) {
    let attributes: [(name: StaticString, value: String)] = [
      ("classname", path), ("name", check.name), ("time", seconds(check.seconds)),
    ]
    let text = check.message + (check.body.isEmpty ? "" : "\n" + check.body)
    switch check.state {
    case .passed: writer.element("testcase", attributes)
    case .failed:
      writer.element("testcase", attributes) {
        $0.element("failure", [("message", check.message), ("type", check.verdict.rawValue)], text: text)
      }
    case .error(let type):
      writer.element("testcase", attributes) {
        $0.element("error", [("message", check.message), ("type", type)], text: text)
      }
    case .skipped:
      writer.element("testcase", attributes) { $0.element("skipped", [("message", check.message)]) }
    }
  }

  private static func counts(_ checks: [DocumentResult.Check]) -> [(name: StaticString, value: String)] {
    var (failures, errors, skipped) = (0, 0, 0)
    for check in checks {
      switch check.state {
      case .failed: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      case .passed: break
      }
    }
    return [
      ("tests", "\(checks.count)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
    ]
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int((max(0, min(value, 1e9)) * 1e3).rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
  }
}
