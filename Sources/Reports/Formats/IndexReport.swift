import Checking
import Notebooks

/// A page that lists documents with what came of each and the totals. Scripts only sort it.
package enum IndexReport: JoinedFormat {
  package static let name = "index"
  package static let fileExtension = "index.html"
  package static let fileName = "index.html"
  package static let summary = "a page that lists the documents with their totals"
  package static let readsChecks = false

  package static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8] {
    var page = IndexPage(results: results, context: context)
    page.write()
    return page.writer.bytes
  }
}

private struct IndexPage {
  let results: [DocumentResult]
  let context: ReportContext
  private(set) var writer = HTMLWriter()

  /// The sum over all documents.
  private let total: Summary
  /// The verdicts that were given at all: each has a column.
  private var verdicts: [Verdict] { total.entries.map(\.verdict) }

  init(results: [DocumentResult], context: ReportContext) {
    self.results = results
    self.context = context
    var total = Summary()
    for result in results { total.add(result.summary) }
    self.total = total
  }

  mutating func write() {
    let title = results.count == 1 ? "1 document" : "\(results.count) documents"
    PageHead(
      title: title, scripts: [ContentHash.source(of: IndexScript.text)], styles: [Stylesheet.text, Stylesheet.index]
    ).write(to: &writer)
    writer.markup("<body>\n<a class=\"skip\" href=\"#nb:document\">To the documents</a>\n")
    writer.markup("<div class=\"page index\">\n<header class=\"hero\">\n")
    writer.element("h1", title)
    writeSummary()
    writer.markup("</header>\n<main id=\"nb:document\" tabindex=\"-1\">\n")
    writeTable()
    writer.markup("</main>\n<footer>")
    writer.text("Run by nbrun \(context.version).")
    writer.markup("</footer>\n</div>\n")
    writer.script(IndexScript.text)
    writer.markup("</body>\n</html>\n")
  }

  private mutating func writeSummary() {
    let failed = results.count { $0.isFailed }
    let isEmpty = failed == 0 && !total.hasChecks
    writer.open(
      "section",
      [
        ("class", failed > 0 ? "summary failed" : isEmpty ? "summary nothing" : "summary"),
        ("aria-labelledby", "nb:summary"),
      ])
    writer.element(
      "h2", [("id", "nb:summary")],
      failed > 0
        ? "\(failed) of \(results.count) failed" : isEmpty ? "Nothing was checked" : "All agree with what they say")
    writer.counts(total)
    if failed > 0, failed < results.count { writer.failuresFilter() }
    let seconds = results.reduce(0) { $0 + $1.seconds }
    let cells = results.reduce(0) { $0 + $1.cells.count }
    writer.element(
      "p", [("class", "facts")],
      "\(cells) cells run in \(TerminalSummary.duration(seconds)) · nbrun \(context.version)")
    writer.markup("</section>\n")
  }

  private mutating func writeTable() {
    writer.markup("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Documents\"><table>\n<thead><tr>")
    writer.markup("<th scope=\"col\">Document</th><th scope=\"col\">Outcome</th>")
    for verdict in verdicts { writer.element("th", [("scope", "col"), ("class", "number")], verdict.rawValue) }
    writer.markup(
      "<th scope=\"col\" class=\"number\">cells</th><th scope=\"col\" class=\"number\">time</th></tr></thead>\n<tbody>\n"
    )
    for result in results { write(result) }
    writer.markup("</tbody>\n<tfoot><tr><th scope=\"row\">Total</th><td></td>")
    for verdict in verdicts { writer.element("td", [("class", "number")], "\(total[verdict])") }
    writer.element("td", [("class", "number")], "\(results.reduce(0) { $0 + $1.cells.count })")
    writer.element(
      "td", [("class", "number")], TerminalSummary.duration(results.reduce(0) { $0 + $1.seconds }))
    writer.markup("</tr></tfoot>\n</table></div>\n")
  }

  private mutating func write(_ result: DocumentResult) {
    writer.open("tr", result.isFailed ? [("class", "failed")] : [])
    writer.open("th", [("scope", "row"), ("data-value", result.path)])
    if let page = context.page(result.path) {
      writer.element("a", [("href", URLPolicy.fileReference(page))], result.title ?? result.path)
    } else {
      writer.text(result.title ?? result.path)
    }
    if result.title != nil { writer.element("span", [("class", "file mono")], result.path) }
    writer.markup("</th>")
    let (kind, word) = result.outcome
    writer.open("td", [("data-value", word)])
    writer.element("span", [("class", "chip \(kind)")], word)
    writer.markup("</td>")
    for verdict in verdicts {
      let count = result.summary[verdict]
      writer.element(
        "td", [("class", count == 0 ? "number none" : "number"), ("data-value", "\(count)")], "\(count)")
    }
    writer.element("td", [("class", "number"), ("data-value", "\(result.cells.count)")], "\(result.cells.count)")
    writer.element(
      "td", [("class", "number"), ("data-value", "\(result.seconds)")], TerminalSummary.duration(result.seconds))
    writer.markup("</tr>\n")
  }
}

/// What the list's own script does: it makes the heads of the columns buttons that sort.
private enum IndexScript {
  static let text: StaticString = """
    (function(){"use strict";
    var table=document.querySelector("table"),body=table.tBodies[0],heads=table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads,function(head,column){
    var isNumber=head.classList.contains("number"),first=isNumber?"descending":"ascending";
    var button=document.createElement("button");button.type="button";button.textContent=head.textContent;
    head.textContent="";head.appendChild(button);
    button.addEventListener("click",function(){
    var order=head.getAttribute("aria-sort")!==first?first:isNumber?"ascending":"descending";
    Array.prototype.forEach.call(heads,function(other){other.removeAttribute("aria-sort")});
    head.setAttribute("aria-sort",order);
    var sign=order==="ascending"?1:-1;
    Array.prototype.map.call(body.rows,function(row){var value=row.cells[column].getAttribute("data-value");
    return{row:row,value:isNumber?parseFloat(value):value}}).sort(function(a,b){
    return sign*(a.value<b.value?-1:a.value>b.value?1:0)}).forEach(function(each){body.appendChild(each.row)})})});
    })();

    """
}
