/// An insertion-ordered hash table from Python values to values: the storage of `dict`, of classes and modules.
///
/// Keys are compared as Python does: identity, then equal hashes and `==`. Strings compare without the interpreter.
/// Positions (indices of `entries`) stay valid until the table grows or is compacted. A few items are searched one by one.
package struct HashTable {
  /// One item; a removed one has an undefined key.
  package struct Entry {
    package let hash: Int
    package var key: Value
    package var value: Value
  }

  /// The items in insertion order, with holes where items were removed.
  package private(set) var entries: [Entry] = []
  /// Positions into `entries` by open addressing; -1 is free, -2 removed. Its size is a power of two. As long as there were
  /// no more than ``fewItems`` it is empty.
  private var buckets: [Int32] = []
  private var mask = 0
  /// The shift that takes a mixed hash to a bucket.
  private var shift = 0
  /// The buckets that are not free.
  private var usedBuckets = 0
  /// The number of items.
  package private(set) var count = 0
  /// Counts additions and removals, so that an iteration can notice them.
  package private(set) var mutations = 0

  /// So many items are found as fast without buckets.
  private static let fewItems = 8

  package init() {}

  /// An empty table with room for `capacity` items.
  package init(capacity: Int) {
    guard capacity > 0 else { return }
    entries.reserveCapacity(capacity)
    if capacity > Self.fewItems { rehash(for: capacity) }
  }

  /// Whether the table has no items.
  package var isEmpty: Bool { count == 0 }

  /// Where the search for a hash begins. The multiplication spreads hashes that share their low bits, as multiples of a
  /// power of two do.
  @inline(__always) private func bucket(for hash: Int) -> Int { Self.bucket(for: hash, shift) }

  @inline(__always) private static func bucket(for hash: Int, _ shift: Int) -> Int {
    Int(truncatingIfNeeded: (UInt(bitPattern: hash) &* 0x9E37_79B9_7F4A_7C15) >> UInt(truncatingIfNeeded: shift))
  }

  // MARK: By string

  @inline(__always) private func holds(_ name: StringObject, _ hash: Int, at position: Int) -> Bool {
    guard entries[position].hash == hash, case .object(let key) = entries[position].key else { return false }
    if key === name { return true }
    guard let key = key as? StringObject else { return false }
    return key.value == name.value
  }

  /// The position of a string key, or -1.
  package func position(of name: StringObject) -> Int {
    if entries.isEmpty { return -1 }
    let hash = name.cachedHash
    if buckets.isEmpty {
      for position in entries.indices where holds(name, hash, at: position) { return position }
      return -1
    }
    var bucket = self.bucket(for: hash)
    while true {
      let position = Int(buckets[bucket])
      if position == -1 { return -1 }
      if position >= 0, holds(name, hash, at: position) { return position }
      bucket = (bucket + 1) & mask
    }
  }

  /// The value of a string key.
  package func value(of name: StringObject) -> Value? {
    let position = position(of: name)
    return position < 0 ? nil : entries[position].value
  }

  /// The value of a string key.
  package func value(of name: String) -> Value? { value(of: StringObject(name)) }

  /// The value at a position where a key was found before, if that very object still is the key there.
  @inline(__always) func value(at position: Int, of key: Unmanaged<Object>) -> Value? {
    guard position < entries.count else { return nil }
    return entries.withUnsafeBufferPointer { entries in
      guard case .object(let found) = entries[position].key,
        Unmanaged.passUnretained(found).toOpaque() == key.toOpaque()
      else { return nil }
      return entries[position].value
    }
  }

  /// Sets the value of a string key.
  package mutating func set(_ name: StringObject, _ value: Value) {
    let position = position(of: name)
    if position >= 0 { entries[position].value = value } else { append(.object(name), name.cachedHash, value) }
  }

  /// Sets the value of a string key.
  package mutating func set(_ name: String, _ value: Value) { set(StringObject(name), value) }

  /// Removes a string key; the value it had.
  @discardableResult package mutating func remove(_ name: StringObject) -> Value? {
    let position = position(of: name)
    return position < 0 ? nil : remove(at: position)
  }

  // MARK: By any key

  /// The position of `key`, or -1. Raises what `__hash__` or `__eq__` raise.
  package func position(of key: Value, _ interpreter: Interpreter) throws -> Int {
    if let name = key.exactString { return position(of: name) }
    return try position(of: key, hash: interpreter.hash(key), interpreter)
  }

  @inline(__always) private func holds(
    _ key: Value, _ hash: Int, at position: Int, _ interpreter: Interpreter
  ) throws -> Bool {
    guard entries[position].hash == hash else { return false }
    let candidate = entries[position].key
    if case .undefined = candidate { return false }
    if case .int(let a) = candidate, case .int(let b) = key {
      if a == b { return true }
    } else if try candidate.isIdentical(to: key) || interpreter.equals(candidate, key) {
      return true
    }
    // Keys can be made so that all have the same hash.
    try interpreter.checkBudget()
    return false
  }

  /// The position of `key` whose hash is known, or -1.
  package func position(of key: Value, hash: Int, _ interpreter: Interpreter) throws -> Int {
    if buckets.isEmpty {
      for position in entries.indices where try holds(key, hash, at: position, interpreter) { return position }
      return -1
    }
    var bucket = self.bucket(for: hash)
    while true {
      let position = Int(buckets[bucket])
      if position == -1 { return -1 }
      if position >= 0, try holds(key, hash, at: position, interpreter) { return position }
      bucket = (bucket + 1) & mask
    }
  }

  /// The value of `key`.
  package func value(of key: Value, _ interpreter: Interpreter) throws -> Value? {
    let position = try position(of: key, interpreter)
    return position < 0 ? nil : entries[position].value
  }

  /// Adds an item whose key is known to be absent.
  package mutating func append(_ key: Value, _ hash: Int, _ value: Value) {
    if !buckets.isEmpty || entries.count >= Self.fewItems {
      if (usedBuckets + 1) * 3 > buckets.count * 2 { rehash(for: count + 1) }
      var bucket = self.bucket(for: hash)
      while buckets[bucket] >= 0 { bucket = (bucket + 1) & mask }
      if buckets[bucket] == -1 { usedBuckets += 1 }
      buckets[bucket] = Int32(truncatingIfNeeded: entries.count)
    }
    entries.append(Entry(hash: hash, key: key, value: value))
    count += 1
    mutations &+= 1
  }

  /// Replaces the value at a position that a lookup gave.
  package mutating func setValue(_ value: Value, at position: Int) { entries[position].value = value }

  /// Removes the item at a position that a lookup gave; its value.
  @discardableResult package mutating func remove(at position: Int) -> Value {
    if !buckets.isEmpty {
      var bucket = self.bucket(for: entries[position].hash)
      while buckets[bucket] != Int32(truncatingIfNeeded: position) { bucket = (bucket + 1) & mask }
      buckets[bucket] = -2
    }
    let value = entries[position].value
    entries[position].key = .undefined
    entries[position].value = .undefined
    count -= 1
    mutations &+= 1
    if count == 0 {
      removeAll()
    } else if position == entries.count - 1 {
      // Popping from the end leaves no hole behind.
      while let last = entries.last, last.key.isUndefined { entries.removeLast() }
    }
    return value
  }

  /// Removes everything.
  package mutating func removeAll() {
    entries = []
    buckets = []
    mask = 0
    usedBuckets = 0
    count = 0
    mutations &+= 1
  }

  /// The first used position from `start` on, or `nil`.
  package func nextPosition(from start: Int) -> Int? {
    var position = start
    while position < entries.count {
      if !entries[position].key.isUndefined { return position }
      position += 1
    }
    return nil
  }

  /// The keys in insertion order.
  package var keys: [Value] { entries.compactMap { $0.key.isUndefined ? nil : $0.key } }

  /// The values in insertion order.
  package var values: [Value] { entries.compactMap { $0.key.isUndefined ? nil : $0.value } }

  /// Drops the holes and gives the buckets room for `needed` items.
  private mutating func rehash(for needed: Int) {
    if count != entries.count { entries.removeAll { $0.key.isUndefined } }
    var size = 8
    while size * 2 < needed * 3 + 3 { size *= 2 }
    if size * 2 < needed * 4 { size *= 2 }
    mask = size - 1
    shift = Int.bitWidth - mask.nonzeroBitCount
    usedBuckets = entries.count
    let (mask, shift) = (self.mask, self.shift)
    var made = [Int32](repeating: -1, count: size)
    made.withUnsafeMutableBufferPointer { buckets in
      entries.withUnsafeBufferPointer { entries in
        for position in entries.indices {
          var bucket = Self.bucket(for: entries[position].hash, shift)
          while buckets[bucket] >= 0 { bucket = (bucket + 1) & mask }
          buckets[bucket] = Int32(truncatingIfNeeded: position)
        }
      }
    }
    buckets = made
  }
}
