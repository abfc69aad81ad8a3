import Foundation
import Notebooks
import TestSupport
import Testing

@testable import Reports

/// Outcomes and what each format makes of them.
///
/// Set `NBRUN_RECORD=1` to write the reports anew, then read the difference; `NBRUN_PREVIEW=FOLDER` writes the pages
/// there to be looked at. `make validate` hands reports to other programs.
@Suite struct FormatTests {
  @Test(arguments: caseFolders(holding: "outcome.json"))
  func reports(_ folder: CaseFolder) throws {
    let outcome = try Fixture.outcome(folder)
    let context = ReportContext(
      version: "1.2.3", resource: { _, path in path == "dot.png" ? [137, 80, 78, 71] : nil })
    let environment = ProcessInfo.processInfo.environment
    for format in ReportFormats.all {
      var report = String(decoding: try format.report(of: outcome, context), as: UTF8.self)
      if format.name == "html" {
        if let preview = environment["NBRUN_PREVIEW"] {
          let name = folder.name.replacingOccurrences(of: "/", with: "-")
          try Data(report.utf8).write(to: URL(fileURLWithPath: preview).appendingPathComponent("\(name).html"))
        }
        report.replace(PageScript.text.description, with: "")
        report.replace(ContentHash.source(of: PageScript.text), with: "")
        if let math = MathAssets(outcome.notebook.document) {
          for part in [math.writeStyle, math.writeScripts] {
            var writer = HTMLWriter()
            part(&writer)
            report.replace(writer.string, with: "")
          }
          report.replace(math.scripts.joined(separator: " "), with: "")
        }
      }
      for style in [Stylesheet.text, Stylesheet.index] { report.replace(style.description, with: "") }
      let file = folder.url.appendingPathComponent("expected.\(format.fileExtension)")
      if environment["NBRUN_RECORD"] != nil {
        try Data(report.utf8).write(to: file)
        Issue.record("\(file.lastPathComponent) was written anew; read the difference and run again")
      }
      let expected = try Data(contentsOf: file)
      #expect(report == String(decoding: expected, as: UTF8.self), "\(format.name)")
    }
  }

  @Test func severalDocumentsAreOneArray() throws {
    let outcome = Fixture(cells: [Fixture.Cell()]).outcome(of: Array("```py\n1\n```\n".utf8))
    let context = ReportContext(version: "1")
    let result = DocumentResult(outcome, context, for: [JSONReport.self])
    let data = Data(JSONReport.render([result, result], context))
    #expect((try JSONSerialization.jsonObject(with: data) as? [Any])?.count == 2)
    for cut in [[], Array(result.packed.dropLast()), result.packed + [0x30], Array("3:ab".utf8)] {
      #expect(DocumentResult(packed: cut) == nil)
    }
    #expect(String(decoding: JUnitReport.render([], context), as: UTF8.self).contains("tests=\"0\""))
    #expect(String(decoding: TAPReport.render([], context), as: UTF8.self).contains("1..0"))
  }

  @Test func namesAreUnique() {
    #expect(Set(ReportFormats.all.map { $0.name }).count == ReportFormats.all.count)
    #expect(Set(ReportFormats.all.map { $0.fileExtension }).count == ReportFormats.all.count)
    #expect(ReportFormats.named("html") != nil)
    #expect(ReportFormats.named("pdf") == nil)
  }
}
