import Checking
import SourceText

/// The results of a run as its JSON report tells them: what is needed to join reports and to add up their totals.
package struct ResultFile: Sendable {
  /// One document of the report.
  package struct Document: Sendable {
    package let path: String
    package let status: ExitStatus
    package let summary: Summary
    package let cells: [CellTime]
    /// The object.
    package let text: String
  }

  package let documents: [Document]

  /// Reads a report: an object for one document, an array of them for several.
  ///
  /// - Throws: ``FileSystem/Failure`` for a text that is no such report.
  package init(path: String, bytes: [UInt8]) throws(FileSystem.Failure) {
    func failure(_ reason: String) -> FileSystem.Failure { FileSystem.Failure(path: path, reason: reason) }
    let text = String(decoding: bytes, as: UTF8.self)
    let node: YAMLNode?
    do {
      // JSON is YAML's flow style, but for escapes that the report does not use.
      node = try YAMLNode.parse(text)
    } catch {
      throw failure("line \(error.line) is no JSON: \(error.message)")
    }
    let nodes: [YAMLNode]
    let texts: [String]
    let lines = text.split(separator: "\n").map(String.init)
    switch node {
    case .mapping?:
      nodes = node.map { [$0] } ?? []
      texts = [lines.joined(separator: "\n")]
    case .sequence(let elements)?:
      nodes = elements
      // Texts hold no line breaks of their own, so an object of the array begins and ends with a line of its own.
      var parts: [[String]] = []
      for line in lines.dropFirst().dropLast() {
        if line == "  {" { parts.append([]) }
        if !parts.isEmpty { parts[parts.count - 1].append(line == "  }," ? "}" : String(line.dropFirst(2))) }
      }
      texts = parts.map { $0.joined(separator: "\n") }
    default: throw failure("it holds no results of nbrun")
    }
    guard nodes.count == texts.count else { throw failure("it is not written as nbrun writes results") }
    var documents: [Document] = []
    for (node, text) in zip(nodes, texts) {
      guard let schema = node["schema"]?.text, let document = node["document"]?.text,
        let status = node["exitStatus"]?.text.flatMap(Int32.init).flatMap(ExitStatus.init(rawValue:)),
        case .mapping(let counts)? = node["summary"], case .sequence(let cells)? = node["cells"]
      else { throw failure("it holds no results of nbrun") }
      guard schema == "1" else { throw failure("its schema is \(schema); this nbrun knows 1") }
      var summary = Summary()
      for (name, count) in counts {
        guard let verdict = Verdict(rawValue: name), let count = count.text.flatMap(Int.init) else {
          throw failure("'\(name)' is no verdict")
        }
        summary.add(verdict, count: count)
      }
      let times = cells.compactMap { cell -> CellTime? in
        guard let line = cell["line"]?.text.flatMap(Int.init), let seconds = cell["seconds"]?.text.flatMap(Double.init)
        else { return nil }
        return CellTime(path: document, line: line, seconds: seconds)
      }
      documents.append(Document(path: document, status: status, summary: summary, cells: times, text: text))
    }
    self.documents = documents
  }
}

/// How long a cell took.
package struct CellTime: Sendable {
  package let path: String
  package let line: Int
  package let seconds: Double

  package init(path: String, line: Int, seconds: Double) {
    self.path = path
    self.line = line
    self.seconds = seconds
  }
}
