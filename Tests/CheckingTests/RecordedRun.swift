// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import SourceText
import TestSupport

@testable import Checking

/// A case folder read back: the cell and what its runs put out.
struct RecordedRun {
  let file: SourceFile
  let cell: CellText
  let record: CellRecord
  let unrounded: CellRecord
  let reseeded: [CellRecord]

  init(_ folder: CaseFolder) throws {
    let data = try Data(contentsOf: folder.url.appendingPathComponent("run.json"))
    let root = try JSONSerialization.jsonObject(with: data) as! [String: Any]
    file = SourceFile(
      path: "input.md", bytes: Array(try Data(contentsOf: folder.url.appendingPathComponent("input.md"))))
    cell = Self.cell(root["cell"] as! [String: Any])
    record = Self.record(root["record"] as! [String: Any])
    unrounded = Self.record(root["unrounded"] as! [String: Any])
    reseeded = (root["reseeded"] as! [[String: Any]]).map(Self.record)
  }

  func check() -> CellCheck {
    check(cell)
  }

  func check(_ cell: CellText) -> CellCheck {
    let checker = Checker(cell)
    return checker.check(
      asked(record, checker),
      reruns: Reruns(
        unrounded: { asked(unrounded, checker) },
        reseeded: { reseeded.indices.contains($0) ? asked(reseeded[$0], checker) : nil }))
  }

  /// The record with no values but those the checker asks for.
  private func asked(_ record: CellRecord, _ checker: Checker) -> CellRecord {
    var result = record
    let lines = Set(checker.plan.valueRequests.map(\.line))
    result.values = record.values.filter { lines.contains($0.key) }
    return result
  }

  private static func record(_ json: [String: Any]) -> CellRecord {
    var record = CellRecord()
    for event in json["events"] as! [[Any]] {
      let kind: OutputEvent.Kind =
        switch event[0] as! String {
        case "text": .text(event[1] as! String)
        case "display": .display(event[1] as! String)
        default: .error(type: event[1] as! String, message: event[2] as! String)
        }
      record.events.append(OutputEvent(kind, lines: event.last as! [Int]))
    }
    for pair in json["values"] as! [[Any]] { record.values[pair[0] as! Int] = (pair[1] as! [String]) }
    return record
  }

  private static func cell(_ json: [String: Any]) -> CellText {
    func line(_ row: [Any]) -> CellText.Line {
      let text = row[0] as! String
      let start = row[2] as! Int
      let role: CellText.Line.Role =
        switch row.count > 3 ? row[3] as! String : "code" {
        case "transcriptOutput": .transcriptOutput
        case "command": .command
        default: .code
        }
      return .init(text: text, number: row[1] as! Int, range: start..<start + text.utf8.count, role: role)
    }
    let comments = (json["comments"] as! [[String: Any]]).map { comment in
      let text = comment["text"] as! String
      let start = comment["start"] as! Int
      return CellText.Comment(
        text: text, range: start..<start + text.utf8.count, line: comment["line"] as! Int,
        column: comment["column"] as! Int, isOwnLine: comment["isOwnLine"] as! Bool)
    }
    let statements = (json["statements"] as! [[String: Any]]).map { statement in
      let kind: CellText.Statement.Kind =
        switch statement["kind"] as! String {
        case "expression": .expression
        case "string": .string
        case "assignment":
          .assignment(names: statement["names"] as! [String], isLiteral: statement["isLiteral"] as! Bool)
        case "definition": .definition
        case "compound": .compound
        default: .other
        }
      return CellText.Statement(
        lines: (statement["first"] as! Int)...(statement["last"] as! Int), kind: kind,
        topLevel: statement["topLevel"] as! Int, depth: statement["depth"] as! Int)
    }
    var block: CellText.Block?
    if let below = json["below"] as? [String: Any] {
      let info = below["info"] as? String
      let introduction = (below["introduction"] as? String)
      block = CellText.Block(
        kind: info.map { .fence(info: $0) } ?? .indented, isQuoted: below["isQuoted"] as! Bool,
        introduction: introduction, lines: (below["lines"] as! [[Any]]).map(line),
        documentLines: (below["first"] as! Int)...(below["last"] as! Int), contentStart: below["contentStart"] as! Int)
      if let introduction, !OutputBlock.canFollow(introduction: introduction) { block = nil }
    }
    var labels = CellText.Labels()
    for word in (json["info"] as! String).split(separator: " ").dropFirst() {
      if word == "exact" { labels.exact = true }
      if word == "random" { labels.random = true }
      if word == "unchecked" { labels.unchecked = true }
      if word.hasPrefix("tolerance=") { labels.tolerance = Double(word.dropFirst(10)) }
    }
    return CellText(
      lines: (json["lines"] as! [[Any]]).map(line), comments: comments, statements: statements,
      isTranscript: json["isTranscript"] as! Bool, below: block, labels: labels)
  }
}
