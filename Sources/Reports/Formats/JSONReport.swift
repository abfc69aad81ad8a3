import Checking
import Figures
import Notebooks

/// The outcome as data, in a versioned schema: one object for one document, an array for several.
package enum JSONReport: JoinedFormat {
  package static let name = "json"
  package static let fileExtension = "report.json"
  package static let summary = "everything as data, in a versioned schema"

  package static let readsChecks = false

  /// The version of the schema, raised when a member changes its meaning or goes.
  package static let schema = 1

  /// The document's object.
  package static func part(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8]? {
    var writer = JSONWriter()
    write(outcome, context, to: &writer)
    return writer.bytes
  }

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    joined(results.compactMap { $0.parts[name] })
  }

  /// The report of documents whose objects are given.
  package static func joined(_ objects: [[UInt8]]) -> [UInt8] {
    let lineFeed = UInt8(ascii: "\n")
    if objects.count == 1 { return objects[0] + [lineFeed] }
    var bytes = [UInt8(ascii: "[")]
    for (index, object) in objects.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      // Texts hold no line feeds of their own.
      for line in object.split(separator: lineFeed) {
        bytes += [lineFeed, 0x20, 0x20]
        bytes += line
      }
    }
    return bytes + (objects.isEmpty ? [] : [lineFeed]) + [UInt8(ascii: "]"), lineFeed]
  }

  private static func write(_ outcome: NotebookOutcome, _ context: ReportContext, to writer: inout JSONWriter) {
    writer.object {
      $0.member("schema", schema)
      $0.member("document", outcome.path)
      $0.key("seed")
      $0.number(outcome.seed)
      $0.member("exitStatus", Int(outcome.exitStatus(exact: context.isExact).rawValue))
      $0.array("cells") { for cell in outcome.cells { write(cell, to: &$0) } }
      $0.object("summary") {
        for entry in outcome.summary.entries { $0.member(entry.verdict.rawValue, entry.count) }
      }
    }
  }

  private static func write(_ cell: CellOutcome, to writer: inout JSONWriter) {
    writer.object {
      $0.member("line", cell.cell.line)
      $0.member("session", cell.cell.session)
      $0.array("labels") { for label in cell.cell.labels { $0.string(label.text) } }
      $0.member("status", cell.status.rawValue)
      $0.member("stdout", cell.stdout)
      $0.member("display", cell.display)
      if !cell.figures.isEmpty {
        $0.array("figures") {
          for figure in cell.figures {
            $0.object {
              $0.member("title", figure.title)
              $0.member("description", figure.description)
              $0.member("svg", SVG(figure, identifier: "figure").text)
            }
          }
        }
      }
      $0.key("error")
      if let error = cell.error {
        $0.object {
          $0.member("type", error.type)
          $0.member("message", error.message)
          $0.member("line", error.line)
        }
      } else {
        $0.string(nil)
      }
      $0.key("seconds")
      $0.seconds(cell.seconds)
      $0.array("expectations") { for expectation in cell.check.outcomes { write(expectation, to: &$0) } }
      if !cell.gradientChecks.isEmpty {
        $0.array("gradients") { for check in cell.gradientChecks { write(check, to: &$0) } }
      }
    }
  }

  private static func write(_ check: GradientCheckOutcome, to writer: inout JSONWriter) {
    writer.object {
      $0.member("line", check.line)
      $0.key("agrees")
      $0.boolean(check.agrees)
      $0.member("operator", check.operation)
      $0.member("comparisons", check.comparisons)
      $0.member("passes", check.passes)
      $0.member("comparedPasses", check.comparedPasses)
      $0.member("detail", check.sentence)
    }
  }

  private static func write(_ outcome: ExpectationOutcome, to writer: inout JSONWriter) {
    writer.object {
      $0.member("line", outcome.expectation.lines.lowerBound)
      $0.member("endLine", outcome.expectation.lines.upperBound)
      $0.member("expected", outcome.expectation.text)
      $0.member("actual", outcome.actual)
      $0.member("verdict", outcome.verdict.rawValue)
      $0.member("detail", outcome.detail)
    }
  }
}
