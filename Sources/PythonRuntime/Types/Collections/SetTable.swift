/// The hash table of `set` and `frozenset`.
///
/// The order in which Python shows a set is that of its table, and programs print sets of numbers; so the places of
/// elements, the probing and the growth are those of CPython 3.11's `setobject.c`.
package struct SetTable {
  /// A place in the table.
  package struct Entry: @unchecked Sendable {
    /// The hash of the element; 0 with an undefined key where the place is free, -1 where an element was removed.
    package let hash: Int
    /// The element.
    package let key: Value

    static let free = Entry(hash: 0, key: .undefined)
    static let removed = Entry(hash: -1, key: .undefined)
  }

  /// The places; their number is a power of two.
  package private(set) var entries: [Entry] = [Entry](repeating: .free, count: 8)
  /// The number of elements.
  package private(set) var count = 0
  /// The places that are not free.
  private var filled = 0
  /// Where `pop` looks next.
  private var finger = 0
  /// Counts changes, so that a search notices when a comparison changed the set.
  package private(set) var mutations = 0

  /// An empty table.
  package init() {}

  private var mask: Int { entries.count - 1 }
  private static let probes = 9

  /// The elements in the table's order.
  package var elements: [Value] {
    var result: [Value] = []
    result.reserveCapacity(count)
    for entry in entries where !entry.key.isUndefined { result.append(entry.key) }
    return result
  }

  /// The first element at or behind a place, with its place.
  package func next(from place: Int) -> (place: Int, element: Value)? {
    var place = place
    while place < entries.count {
      if !entries[place].key.isUndefined { return (place, entries[place].key) }
      place += 1
    }
    return nil
  }

  /// Where `key` is, or the free place that the search ended at. `matches` compares keys of equal hashes.
  private func find(_ hash: Int, _ matches: (Value) throws -> Bool) rethrows -> (place: Int, isFound: Bool) {
    var perturbation = UInt(bitPattern: hash)
    let mask = UInt(mask)
    var start = UInt(bitPattern: hash) & mask
    while true {
      let last = start + UInt(Self.probes) <= mask ? start + UInt(Self.probes) : start
      for place in start...last {
        let entry = entries[Int(place)]
        if entry.key.isUndefined {
          if entry.hash == 0 { return (Int(place), false) }
        } else if entry.hash == hash, try matches(entry.key) {
          return (Int(place), true)
        }
      }
      perturbation >>= 5
      start = (start &* 5 &+ 1 &+ perturbation) & mask
    }
  }

  /// The place of `key`, or -1. Throws what `__eq__` raises.
  package func place(of key: Value, hash: Int, _ interpreter: Interpreter) throws -> Int {
    let (place, isFound) = try find(hash) {
      // Elements can be made so that all have the same hash.
      try interpreter.checkBudget()
      return try interpreter.isOrEquals($0, key)
    }
    return isFound ? place : -1
  }

  /// Adds an element known to be absent.
  package mutating func add(_ key: Value, hash: Int) {
    let (place, _) = find(hash) { _ in false }
    entries[place] = Entry(hash: hash, key: key)
    mutations &+= 1
    filled += 1
    count += 1
    if filled * 5 >= mask * 3 { resize(count > 50_000 ? count * 2 : count * 4) }
  }

  /// Removes the element at a place.
  package mutating func remove(at place: Int) {
    entries[place] = .removed
    count -= 1
    mutations &+= 1
  }

  /// Removes and returns the element that `set.pop` takes.
  package mutating func pop() -> Value? {
    if count == 0 { return nil }
    var place = finger & mask
    while entries[place].key.isUndefined { place = (place + 1) & mask }
    let key = entries[place].key
    remove(at: place)
    finger = place + 1
    return key
  }

  /// Removes everything.
  package mutating func removeAll() {
    let changes = mutations
    self = SetTable()
    mutations = changes &+ 1
  }

  private mutating func resize(_ minimum: Int) {
    var size = 8
    while size <= minimum { size <<= 1 }
    let old = entries
    entries = [Entry](repeating: .free, count: size)
    filled = count
    for entry in old where !entry.key.isUndefined { insertClean(entry) }
  }

  /// Puts an element into a table that has no removed places and not this element.
  private mutating func insertClean(_ entry: Entry) {
    var perturbation = UInt(bitPattern: entry.hash)
    let mask = UInt(mask)
    var start = UInt(bitPattern: entry.hash) & mask
    while true {
      let last = start + UInt(Self.probes) <= mask ? start + UInt(Self.probes) : start
      for place in start...last where entries[Int(place)].key.isUndefined {
        entries[Int(place)] = entry
        return
      }
      perturbation >>= 5
      start = (start &* 5 &+ 1 &+ perturbation) & mask
    }
  }

  /// Makes room for `additional` more elements at once, as CPython does before it copies a set or a dict.
  package mutating func reserve(_ additional: Int) {
    if (filled + additional) * 5 >= mask * 3 { resize((count + additional) * 2) }
  }

  /// Takes over the elements of another table when this one is empty; `false` when it is not.
  package mutating func copyIfEmpty(_ other: SetTable) -> Bool {
    guard filled == 0 else { return false }
    mutations &+= 1
    if mask == other.mask, other.filled == other.count {
      entries = other.entries
    } else {
      for entry in other.entries where !entry.key.isUndefined { insertClean(entry) }
    }
    filled = other.count
    count = other.count
    return true
  }
}
