/// The difference of two texts, line by line.
package struct TextDiff: Sendable {
  /// What became of a line.
  package enum Change: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// The lines of both texts in order; removed lines stand before the added ones that replace them.
  package let changes: [Change]

  /// The texts with more lines than this between their common beginning and end are not compared line by line.
  private static let limit = 600

  /// - Parameters:
  ///   - old: what is removed.
  ///   - new: what is added.
  package init(_ old: String, _ new: String) {
    let old = Self.lines(old)
    let new = Self.lines(new)
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < old.count - start, tail < new.count - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let oldMiddle = Array(old[start..<old.count - tail])
    let newMiddle = Array(new[start..<new.count - tail])
    var changes = old[..<start].map(Change.same)
    if oldMiddle.count <= Self.limit, newMiddle.count <= Self.limit {
      changes += Self.compare(oldMiddle, newMiddle)
    } else {
      changes += oldMiddle.map(Change.removed) + newMiddle.map(Change.added)
    }
    changes += old[(old.count - tail)...].map(Change.same)
    self.changes = changes
  }

  /// The lines of a text; a line feed at its end begins no further line.
  static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The changes along a longest common subsequence.
  private static func compare(_ old: [String], _ new: [String]) -> [Change] {
    let width = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        lengths[i * width + j] =
          old[i] == new[j]
          ? lengths[(i + 1) * width + j + 1] + 1 : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var changes: [Change] = []
    var added: [Change] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        changes += added
        added = []
        changes.append(.same(old[i]))
        i += 1
        j += 1
      } else if j == new.count || i < old.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        changes.append(.removed(old[i]))
        i += 1
      } else {
        added.append(.added(new[j]))
        j += 1
      }
    }
    return changes + added
  }

  /// The part in which two lines differ, as the lengths in Unicode scalars of what they have in common before and
  /// behind it.
  static func common(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) -> (prefix: Int, suffix: Int) {
    var prefix = 0
    while prefix < old.count, prefix < new.count, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < old.count - prefix, suffix < new.count - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    { suffix += 1 }
    return (prefix, suffix)
  }
}
