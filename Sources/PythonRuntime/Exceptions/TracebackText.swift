import SourceText

extension Interpreter {
  /// The text that CPython prints for an exception that nobody caught: the chain of exceptions with their tracebacks,
  /// lines of source and the marks below them where the source may be shown.
  package func tracebackText(_ exception: ExceptionObject) -> String {
    tracebackParts(exception, suggests: true, chains: true, limit: nil).joined()
  }

  /// The text in the parts that `traceback.format_exception` gives.
  ///
  /// - Parameters:
  ///   - suggests: whether names that were probably meant are added.
  ///   - chains: whether the exceptions that it came of are told first.
  ///   - limit: how many frames are wanted: from the outermost, or with a negative number up to the innermost.
  func tracebackParts(_ exception: ExceptionObject, suggests: Bool, chains: Bool, limit: Int?) -> [String] {
    var seen: [ExceptionObject] = []
    var chain: [(ExceptionObject, String)] = []
    var current: ExceptionObject? = exception
    while let one = current, !seen.contains(where: { $0 === one }) {
      seen.append(one)
      if chains, let cause = one.cause.object as? ExceptionObject {
        chain.append(
          (one, "\nThe above exception was the direct cause of the following exception:\n\n"))
        current = cause
      } else if chains, let context = one.context.object as? ExceptionObject, !one.suppressesContext {
        chain.append(
          (one, "\nDuring handling of the above exception, another exception occurred:\n\n"))
        current = context
      } else {
        chain.append((one, ""))
        current = nil
      }
    }
    var parts: [String] = []
    for (position, (one, _)) in chain.enumerated().reversed() {
      if let members = one.members {
        parts.append(
          describe(group: one, members, depth: 1) { describe($0, suggests: suggests, limit: limit).joined() })
      } else {
        parts += describe(one, suggests: suggests, limit: limit)
      }
      // What connects this exception with the one it led to.
      if position > 0 { parts.append(chain[position - 1].1) }
    }
    return parts
  }

  private func describe(_ exception: ExceptionObject, suggests: Bool, limit: Int?) -> [String] {
    var parts: [String] = []
    let traceback = exception.traceback
    if !traceback.isEmpty { parts.append("Traceback (most recent call last):\n") }
    var repeats = 0
    var last: TracebackEntry?
    func finishRepeats() {
      if repeats > 3 {
        parts.append("  [Previous line repeated \(repeats - 3) more time\(repeats == 4 ? "" : "s")]\n")
      }
    }
    for entry in traceback.limited(limit) {
      if let last, last.source == entry.source, last.line == entry.line, last.function == entry.function {
        repeats += 1
      } else {
        finishRepeats()
        repeats = 1
        last = entry
      }
      if repeats <= 3 { parts.append(entry.text) }
    }
    finishRepeats()
    let place = shownPlace(of: exception)
    if !place.isEmpty { parts += place.split(separator: "\n", omittingEmptySubsequences: true).map { $0 + "\n" } }
    parts.append(exceptionLine(exception, suggests: suggests) + "\n")
    return parts + notes(exception)
  }

  /// The last line of a traceback: the type, the message and a suggestion.
  private func exceptionLine(_ exception: ExceptionObject, suggests: Bool) -> String {
    let type = exception.type
    let name =
      type.module == "builtins" || type.module == "__main__"
      ? type.qualifiedName : "\(type.module).\(type.qualifiedName)"
    let message: String
    do { message = try shownMessage(of: exception) } catch { message = "<exception str() failed>" }
    let meant = suggests ? suggestion(for: exception) : nil
    let suggestion = meant.map { ". Did you mean: '\($0)'?" } ?? ""
    return message.isEmpty && suggestion.isEmpty ? name : "\(name): \(message)\(suggestion)"
  }

  private func notes(_ exception: ExceptionObject) -> [String] {
    guard let notes = instanceAttribute(exception, StringObject("__notes__")), !notes.isNone else { return [] }
    func lines(_ note: Value) -> [String] {
      let text = (try? str(note)) ?? "<note str() failed>"
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    }
    let isSequence = isSequence(notes) || notes.text != nil || notes.bytes != nil
    guard isSequence, let elements = try? array(of: notes) else {
      return [((try? repr(notes)) ?? "<__notes__ repr() failed>") + "\n"]
    }
    return elements.flatMap(lines)
  }

  /// The name that an unknown name or attribute was probably meant to be.
  package func suggestion(for exception: ExceptionObject) -> String? {
    guard let name = exception.name.text else { return nil }
    if exception.type.isSubtype(of: .moduleNotFoundError) { return nearestName(to: name, among: moduleNames) }
    if exception.type.isSubtype(of: .attributeError), !exception.subject.isUndefined {
      let names = (try? attributeNames(of: exception.subject)) ?? []
      return closestName(to: name, among: names)
    }
    if exception.type.isSubtype(of: .nameError), let scope = exception.scope {
      let locals = scope.code.registerNames.map(\.value) + scope.code.freeVariables.map(\.value)
      if !scope.code.isModuleLevel, let found = closestName(to: name, among: locals) { return found }
      if let found = closestName(to: name, among: scope.globals.boundNames) { return found }
      // CPython keeps the keywords that are values among its builtins.
      return closestName(to: name, among: builtins.keys.compactMap(\.text) + ["None", "False", "True"])
    }
    return nil
  }
}

/// The candidate nearest to a name by CPython's measure (`Python/suggestions.c`): an edit costs 2, a change of case 1, and
/// the whole at most a third of the letters of both.
func closestName(to name: String, among candidates: [String]) -> String? {
  guard candidates.count <= 750 else { return nil }
  let letters = Array(name.utf8)
  var best: String?
  var bestDistance = Int.max
  for candidate in candidates where candidate != name {
    let other = Array(candidate.utf8)
    var limit = (letters.count + other.count + 3) * 2 / 6
    limit = min(limit, bestDistance - 1)
    let distance = editDistance(letters, other, limit: limit)
    if distance <= limit, distance < bestDistance {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

private func editDistance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
  guard a.count <= 40, b.count <= 40 else { return limit + 1 }
  if abs(a.count - b.count) * 2 > limit { return limit + 1 }
  func cost(_ x: UInt8, _ y: UInt8) -> Int {
    x == y ? 0 : x | 32 == y | 32 && (x | 32) >= 97 && (x | 32) <= 122 ? 1 : 2
  }
  var row = (0...b.count).map { $0 * 2 }
  for i in 0..<a.count {
    var diagonal = row[0]
    row[0] = (i + 1) * 2
    for j in 0..<b.count {
      let above = row[j + 1]
      row[j + 1] = min(diagonal + cost(a[i], b[j]), min(above, row[j]) + 2)
      diagonal = above
    }
  }
  return row[b.count]
}
