/// The difference of two texts as `diff -u` writes it.
package enum UnifiedDiff {
  /// - Parameters:
  ///   - path: the file's name for both heads.
  ///   - context: the lines shown around each change.
  package static func text(_ old: String, _ new: String, path: String, context: Int = 3) -> String {
    let before = lines(old)
    let after = lines(new)
    let changes = after.difference(from: before)
    if changes.isEmpty { return "" }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [(mark: String, text: Substring, old: Int, new: Int)] = []
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      if i < before.count, removed.contains(i) {
        rows.append(("-", before[i], i, j))
        i += 1
      } else if j < after.count, inserted.contains(j) {
        rows.append(("+", after[j], i, j))
        j += 1
      } else {
        rows.append((" ", before[i], i, j))
        i += 1
        j += 1
      }
    }
    var text = "--- \(path)\n+++ \(path)\n"
    var start = 0
    let changed = rows.indices.filter { rows[$0].mark != " " }
    while start < changed.count {
      var end = start
      while end + 1 < changed.count, changed[end + 1] - changed[end] <= 2 * context { end += 1 }
      let range = max(0, changed[start] - context)...min(rows.count - 1, changed[end] + context)
      let hunk = rows[range]
      let oldCount = hunk.count { $0.mark != "+" }
      let newCount = hunk.count { $0.mark != "-" }
      let first = rows[range.lowerBound]
      text += "@@ -\(first.old + (oldCount > 0 ? 1 : 0)),\(oldCount) "
      text += "+\(first.new + (newCount > 0 ? 1 : 0)),\(newCount) @@\n"
      for row in hunk { text += row.mark + row.text + "\n" }
      start = end + 1
    }
    return text
  }

  private static func lines(_ text: String) -> [Substring] {
    // By bytes: a carriage return with its line feed is one character.
    var result = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    if result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}
