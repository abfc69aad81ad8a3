import SourceText

/// Says once for each kind of line that is not run where such lines stand.
struct CommandNotes {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ cells: [ParsedCell], in file: SourceFile) {
    var found: [(kind: String, range: ByteRange, lines: [Int])] = []
    for cell in cells where cell.cell.skipReason == nil {
      let source = cell.cell.source
      for (index, line) in source.lines.enumerated() {
        guard let kind = Self.kind(of: line) else { continue }
        let number = source.firstLine + index
        if let place = found.firstIndex(where: { $0.kind == kind }) {
          found[place].lines.append(number)
        } else {
          found.append((kind, line.range, [number]))
        }
      }
    }
    for entry in found {
      let others = entry.lines.dropFirst().map(String.init)
      var text = entry.kind
      if !others.isEmpty {
        let shown = others.prefix(5).joined(separator: ", ")
        text += "; also line\(others.count == 1 ? "" : "s") \(shown)\(others.count > 5 ? " and others" : "")"
      }
      diagnostics.append(Diagnostic(.note, text, at: entry.range))
    }
  }

  private static func kind(of line: CellSource.Line) -> String? {
    if line.isTimed { return "the code runs, but no times are printed" }
    switch line.omission {
    case .magic: return "a command of IPython, which is not run"
    case .shell: return "a command of the shell, which is not run"
    case .help: return "a question for help, which is not run"
    case .tab, .output, nil: return nil
    }
  }
}
