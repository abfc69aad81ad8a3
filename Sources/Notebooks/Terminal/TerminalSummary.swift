import Checking
import SourceText

/// What a person reads after a run: each failure with its place, its line and what differs, then one line per
/// document.
package struct TerminalSummary {
  private let style: TerminalStyle
  private let isExact: Bool

  package init(style: TerminalStyle, isExact: Bool) {
    self.style = style
    self.isExact = isExact
  }

  /// Everything there is to say about a document.
  package func text(for outcome: NotebookOutcome) -> String {
    problems(of: outcome) + headline(of: outcome) + "\n"
  }

  /// The failures, errors and remarks, each beginning `path:line:column:`.
  package func problems(of outcome: NotebookOutcome) -> String {
    let file = outcome.notebook.file
    var text = ""
    for diagnostic in outcome.diagnostics { text += rendered(diagnostic, in: file) }
    for cell in outcome.cells {
      for expectation in cell.check.outcomes where expectation.verdict.fails(exact: isExact) {
        if Self.isSaidByError(expectation, of: cell) { continue }
        text += rendered(diagnostic(for: expectation, in: file), in: file)
        text += differences(expectation)
      }
      if cell.status == .error, let error = cell.error {
        text += rendered(Diagnostic(.error, error.headline, at: error.range, hint: error.hint), in: file)
      }
      for check in cell.gradientChecks where !check.agrees || !check.unchecked.isEmpty {
        text += rendered(
          Diagnostic(check.agrees ? .warning : .error, check.sentence, at: file.range(ofLine: check.line)), in: file)
      }
      for orphan in cell.check.outcomes
      where orphan.isOrphan && !orphan.verdict.fails(exact: isExact) && orphan.verdict != .skipped {
        text += rendered(diagnostic(for: orphan, in: file), in: file)
      }
      text += notReached(of: cell, in: file)
    }
    return text + unseeded(of: outcome)
  }

  /// Whether what is wrong with an output is no more than the error that ended the cell, which is told by itself.
  private static func isSaidByError(_ outcome: ExpectationOutcome, of cell: CellOutcome) -> Bool {
    guard cell.status == .error, let error = cell.error, outcome.expectation.errors.isEmpty else { return false }
    return outcome.codeLine == error.line && outcome.actual == error.headline
  }

  /// The outputs behind the error that ended a cell, told once for all of them.
  private func notReached(of cell: CellOutcome, in file: SourceFile) -> String {
    let orphans = cell.check.outcomes.filter { $0.isOrphan && $0.verdict == .skipped }
    guard let first = orphans.first, let last = orphans.last else { return "" }
    let one = diagnostic(for: first, in: file)
    guard orphans.count > 1 else { return rendered(one, in: file) }
    let end = last.expectation.lines.upperBound
    let more =
      orphans.count == 2 ? "; nor is the one of line \(end)" : "; nor are \(orphans.count - 1) more, to line \(end)"
    return rendered(Diagnostic(.warning, one.message + more, at: one.range, hint: one.hint), in: file)
  }

  /// What would let the values of outputs be compared that depend on draws without a seed.
  private func unseeded(of outcome: NotebookOutcome) -> String {
    let random = outcome.cells.flatMap(\.check.outcomes).filter {
      $0.verdict == .random && !$0.expectation.labels.random
    }
    guard let line = random.first?.codeLine else { return "" }
    let outputs = random.count == 1 ? "1 output depends" : "\(random.count) outputs depend"
    return rendered(
      Diagnostic(
        .note, "\(outputs) on random numbers without a seed: the shape was compared, the values were not",
        at: outcome.notebook.file.range(ofLine: line),
        hint: "set a seed before the first draw, as with torch.manual_seed(0)"), in: outcome.notebook.file)
  }

  /// `post.md: 27 pass, 5 random in 3.1 ms`
  package func headline(of outcome: NotebookOutcome) -> String {
    let summary = outcome.summary
    let parts = summary.entries.map { entry in
      let text = "\(entry.count) \(entry.verdict.rawValue)"
      switch entry.verdict {
      case .pass, .close, .pinned: return style.green(text)
      case .fail, .error: return style.red(text)
      case .random, .skipped, .unchecked: return style.yellow(text)
      }
    }
    let counts = (parts.isEmpty ? [style.yellow("nothing to check")] : parts) + gradientCounts(of: outcome)
    let coverage = summary.coverage.map { "; \(style.yellow($0)) " } ?? " "
    return
      "\(style.bold(outcome.path)): \(counts.joined(separator: ", "))\(coverage)\(style.dim("in \(Self.duration(outcome.seconds))"))"
  }

  /// `3 gradients agree`, `1 gradient disagrees`; nothing where none were compared.
  private func gradientCounts(of outcome: NotebookOutcome) -> [String] {
    let checks = outcome.gradientChecks
    let wrong = checks.count { !$0.agrees }
    let right = checks.count { $0.agrees && $0.comparisons > 0 }
    var parts: [String] = []
    if right > 0 { parts.append(style.green("\(right) \(right == 1 ? "gradient agrees" : "gradients agree")")) }
    if wrong > 0 { parts.append(style.red("\(wrong) \(wrong == 1 ? "gradient disagrees" : "gradients disagree")")) }
    return parts
  }

  /// `412 µs`, `3.1 ms`, `2.45 s`
  package static func duration(_ seconds: Double) -> String {
    if seconds < 0.001 { return "\(Int((seconds * 1e6).rounded())) µs" }
    if seconds < 1 { return "\(Int((seconds * 1e4).rounded()) / 10).\(Int((seconds * 1e4).rounded()) % 10) ms" }
    let hundredths = Int((seconds * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
  }

  private func diagnostic(for outcome: ExpectationOutcome, in file: SourceFile) -> Diagnostic {
    let expectation = outcome.expectation
    let range =
      expectation.textLines.first.map(\.range) ?? expectation.insertionPoint..<expectation.insertionPoint
    let message: String
    if let absence = outcome.absence {
      message = absence
    } else if let line = outcome.codeLine {
      message = "what line \(line) puts out \(outcome.verdict.headline)"
    } else {
      message = "the output \(outcome.verdict.headline)"
    }
    let severity: Diagnostic.Severity = outcome.verdict.fails(exact: isExact) ? .error : .warning
    return Diagnostic(severity, message, at: range, hint: outcome.suggestion)
  }

  /// The expected and the actual text, and in words where they part.
  private func differences(_ outcome: ExpectationOutcome) -> String {
    var text = ""
    if let actual = outcome.actual {
      for line in TextDiff(outcome.expectation.text, actual).lines { text += "    \(rendered(line))\n" }
    }
    for line in outcome.detail.split(separator: "\n") { text += "    \(line)\n" }
    return text
  }

  /// A line of a difference: the words that differ stand out by colour, or are pointed at where there is none, or stand
  /// in brackets where the terminal would break the line above the pointers.
  private func rendered(_ line: TextDiff.Line) -> String {
    let isBroken = style.columns.map { TerminalText.width(line.text) + 6 > $0 } ?? false
    func marked(_ sign: String, _ paint: (String) -> String) -> String {
      var text = paint(sign) + " "
      if isBroken, !style.hasColor, line.isPartlyChanged {
        return text + line.pieces.map { $0.isChanged ? "[\(sign)\($0.text)\(sign)]" : $0.text }.joined()
      }
      for piece in line.pieces {
        text += paint(piece.isChanged && line.isPartlyChanged ? style.reversed(piece.text) : piece.text)
      }
      if !style.hasColor, let pointers = line.pointers { text += "\n      \(pointers)" }
      return text
    }
    switch line.change {
    case .same: return "  " + line.text
    case .removed: return marked("-", style.red)
    case .added: return marked("+", style.green)
    }
  }

  private func rendered(_ diagnostic: Diagnostic, in file: SourceFile) -> String {
    let text = diagnostic.rendered(in: file, columns: style.columns)
    guard style.hasColor, let end = text.firstIndex(of: "\n") else { return text }
    let head = String(text[..<end])
    switch diagnostic.severity {
    case .error: return style.red(head) + text[end...]
    case .warning: return style.yellow(head) + text[end...]
    case .note: return style.blue(head) + text[end...]
    }
  }
}
