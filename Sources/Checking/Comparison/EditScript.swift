/// Which elements of two sequences have no partner in the other, by the fewest removals and insertions.
///
/// The search is Myers's greedy one: time and memory grow with the number of differences, not with the product of the
/// lengths. Where more than ``limit`` elements differ between the common beginning and end, all of those do.
struct EditScript {
  private(set) var isRemoved: [Bool]
  private(set) var isAdded: [Bool]

  static let limit = 1000

  init<Element: Equatable>(_ old: [Element], _ new: [Element], limit: Int = EditScript.limit) {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    let (oldPart, newPart) = (start..<oldEnd, start..<newEnd)
    isRemoved = old.indices.map { oldPart.contains($0) }
    isAdded = new.indices.map { newPart.contains($0) }
    guard !oldPart.isEmpty, !newPart.isEmpty else { return }
    for (i, j) in Self.partners(Array(old[oldPart]), Array(new[newPart]), limit) {
      isRemoved[start + i] = false
      isAdded[start + j] = false
    }
  }

  /// The pairs of equal elements on a shortest path; none if it has more than `limit` differences.
  private static func partners<Element: Equatable>(_ old: [Element], _ new: [Element], _ limit: Int) -> [(Int, Int)] {
    let most = min(old.count + new.count, limit)
    let center = most + 1
    // How far into `old` a path has come on each diagonal: at `center + removals - insertions`.
    var reach = [Int](repeating: 0, count: 2 * most + 3)
    // What was reached before each further difference: the path is read back from it.
    var history: [ArraySlice<Int>] = []
    for differences in 0...most {
      history.append(reach[(center - differences - 1)...(center + differences + 1)])
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let place = center + diagonal
        var i = Self.inserts(reach[...], place, diagonal, differences) ? reach[place + 1] : reach[place - 1] + 1
        while i < old.count, i - diagonal < new.count, old[i] == new[i - diagonal] { i += 1 }
        reach[place] = i
        if i >= old.count, i - diagonal >= new.count { return readBack(history, center, old.count, new.count) }
      }
    }
    return []
  }

  /// Whether the path to a diagonal comes from the one above it, by an insertion.
  private static func inserts(_ reach: ArraySlice<Int>, _ place: Int, _ diagonal: Int, _ differences: Int) -> Bool {
    diagonal == -differences || diagonal != differences && reach[place - 1] < reach[place + 1]
  }

  private static func readBack(_ history: [ArraySlice<Int>], _ center: Int, _ old: Int, _ new: Int) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (i, j) = (old, new)
    for (differences, reach) in history.enumerated().reversed() {
      var (previousI, previousJ) = (0, 0)
      if differences > 0 {
        let place = center + i - j
        let from = Self.inserts(reach, place, i - j, differences) ? place + 1 : place - 1
        previousI = reach[from]
        previousJ = previousI - (from - center)
      }
      while i > previousI, j > previousJ {
        i -= 1
        j -= 1
        pairs.append((i, j))
      }
      (i, j) = (previousI, previousJ)
    }
    return pairs
  }
}
