import Synchronization

/// The sizes or strides of an array: a list of integers that is copied like a number, without counting a reference.
///
/// Up to five integers lie in the value itself. Longer lists, which few arrays need, are kept once each for the life of
/// the process, and the value has their address in its first place; so two lists are equal when their values are.
package struct Dims: Sendable {
  /// The integers, those that do not exist being 0, or the address of more.
  private var first: (Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0)
  package private(set) var count: Int

  /// How many lie in the value itself.
  private static let inlineLimit = 5

  /// No dimensions.
  @inline(__always) package init() { count = 0 }

  /// One dimension.
  @inline(__always) package init(_ a: Int) {
    first.0 = a
    count = 1
  }

  /// Two dimensions.
  @inline(__always) package init(_ a: Int, _ b: Int) {
    first.0 = a
    first.1 = b
    count = 2
  }

  package init(_ elements: [Int]) {
    count = elements.count
    if elements.count > Self.inlineLimit {
      first.0 = LongLists.address(of: elements)
    } else {
      for index in 0..<elements.count { self[index] = elements[index] }
    }
  }

  package init(repeating value: Int, count: Int) {
    self.count = count
    if count > Self.inlineLimit {
      first.0 = LongLists.address(of: Array(repeating: value, count: count))
    } else {
      for index in 0..<count { self[index] = value }
    }
  }

  /// A list of the integers that `element` gives for its places.
  @inline(__always) init(count: Int, _ element: (Int) -> Int) {
    if count > Self.inlineLimit {
      self.init((0..<count).map(element))
    } else {
      self.init()
      self.count = count
      for index in 0..<count { self[index] = element(index) }
    }
  }

  @inline(__always) package subscript(index: Int) -> Int {
    get {
      if count > Self.inlineLimit { return long[index] }
      switch index {
      case 0: return first.0
      case 1: return first.1
      case 2: return first.2
      case 3: return first.3
      default: return first.4
      }
    }
    set {
      if count > Self.inlineLimit { return setElement(index, newValue) }
      switch index {
      case 0: first.0 = newValue
      case 1: first.1 = newValue
      case 2: first.2 = newValue
      case 3: first.3 = newValue
      default: first.4 = newValue
      }
    }
  }

  /// The integers of a list that does not fit into the value.
  private var long: UnsafeBufferPointer<Int> {
    // The address is that of a list of `count` integers that is never freed (`LongLists`).
    UnsafeBufferPointer(start: UnsafePointer(bitPattern: first.0), count: count)
  }

  @inline(never) private mutating func setElement(_ index: Int, _ value: Int) {
    var elements = Array(long)
    elements[index] = value
    first.0 = LongLists.address(of: elements)
  }

  package var isEmpty: Bool { count == 0 }

  /// The integers as an array.
  package var array: [Int] {
    if count > Self.inlineLimit { return Array(long) }
    return (0..<count).map { self[$0] }
  }

  /// The product; shapes are checked for overflow when they are made.
  @inline(__always) package var product: Int {
    switch count {
    case 0: 1
    case 1: first.0
    case 2: first.0 &* first.1
    default: longProduct
    }
  }

  /// The product of at most two sizes that are so small that nothing about it need be checked; nil for all others.
  @inline(__always) var smallProduct: Int? {
    guard count <= 2 else { return nil }
    let (a, b) = (count > 0 ? first.0 : 1, count > 1 ? first.1 : 1)
    // A negative size is a very large one then.
    guard UInt(bitPattern: a) | UInt(bitPattern: b) < 1 << 24 else { return nil }
    return a &* b
  }

  private var longProduct: Int {
    var product = 1
    for index in 0..<count { product &*= self[index] }
    return product
  }

  /// Whether there are no elements in an array of this shape.
  var hasZero: Bool {
    for index in 0..<count where self[index] == 0 { return true }
    return false
  }

  package mutating func append(_ value: Int) {
    if count >= Self.inlineLimit {
      self = Dims(array + [value])
    } else {
      count += 1
      self[count - 1] = value
    }
  }

  package mutating func insert(_ value: Int, at index: Int) {
    if count >= Self.inlineLimit {
      var list = array
      list.insert(value, at: index)
      self = Dims(list)
      return
    }
    count += 1
    var place = count - 1
    while place > index {
      self[place] = self[place - 1]
      place -= 1
    }
    self[index] = value
  }

  package mutating func remove(at index: Int) {
    if count > Self.inlineLimit {
      var list = array
      list.remove(at: index)
      self = Dims(list)
      return
    }
    for place in index..<(count - 1) { self[place] = self[place + 1] }
    self[count - 1] = 0
    count -= 1
  }

  /// The strides of a contiguous array of this shape.
  package var contiguousStrides: Dims {
    switch count {
    case 0: return Dims()
    case 1: return Dims(1)
    case 2: return Dims(Swift.max(first.1, 1), 1)
    default: break
    }
    if count > Self.inlineLimit {
      var strides = [Int](repeating: 1, count: count)
      for index in (0..<count - 1).reversed() {
        strides[index] = strides[index + 1] &* Swift.max(self[index + 1], 1)
      }
      return Dims(strides)
    }
    var strides = Dims(repeating: 1, count: count)
    var stride = 1
    var index = count - 1
    while index >= 0 {
      strides[index] = stride
      stride &*= Swift.max(self[index], 1)
      index -= 1
    }
    return strides
  }

  /// `[2, 3]`, as most error texts show shapes.
  package var text: String { "[" + array.map(String.init).joined(separator: ", ") + "]" }
}

extension Dims: Equatable {
  @inline(__always) package static func == (a: Dims, b: Dims) -> Bool {
    // What does not exist is 0 on both sides, and lists that do not fit into the value are there once.
    a.count == b.count && a.first.0 == b.first.0 && a.first.1 == b.first.1 && a.first.2 == b.first.2
      && a.first.3 == b.first.3 && a.first.4 == b.first.4
  }
}

extension Dims: Hashable {
  package func hash(into hasher: inout Hasher) {
    for index in 0..<count { hasher.combine(self[index]) }
  }
}

extension Dims: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
}

extension Dims: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Int...) { self.init(elements) }
}

/// The lists of integers that are too long for a ``Dims``, each once. They are never freed: a program has few different
/// ones, and what copies a shape would otherwise count a reference.
///
/// They lie in a table that is searched from the place the integers give: every view of many dimensions asks it several
/// times.
private struct LongLists: ~Copyable {
  private static let known = Mutex(LongLists())

  /// The address of the list's integers.
  static func address(of elements: [Int]) -> Int { known.withLock { $0.address(of: elements) } }

  private struct Entry {
    /// 0 in an empty place.
    var address = 0
    var hash = 0
    var count = 0
  }

  /// A power of two of places, at least half of which are empty.
  private var entries = [Entry](repeating: Entry(), count: 64)
  private var used = 0

  private mutating func address(of elements: [Int]) -> Int {
    var hash = elements.count
    for element in elements {
      hash = (hash ^ element) &* 0x2545_F491_4F6C_DD1D
      hash ^= Int(bitPattern: UInt(bitPattern: hash) >> 29)
    }
    var place = hash & (entries.count - 1)
    while entries[place].address != 0 {
      let entry = entries[place]
      if entry.hash == hash, entry.count == elements.count, let list = UnsafePointer<Int>(bitPattern: entry.address),
        // `count` integers lie there, which are never freed.
        UnsafeBufferPointer(start: list, count: entry.count).elementsEqual(elements)
      {
        return entry.address
      }
      place = (place + 1) & (entries.count - 1)
    }
    let copy = UnsafeMutablePointer<Int>.allocate(capacity: elements.count)
    copy.initialize(from: elements, count: elements.count)
    let entry = Entry(address: Int(bitPattern: copy), hash: hash, count: elements.count)
    entries[place] = entry
    used += 1
    if used * 2 > entries.count { grow() }
    return entry.address
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.address != 0 {
      var place = entry.hash & (entries.count - 1)
      while entries[place].address != 0 { place = (place + 1) & (entries.count - 1) }
      entries[place] = entry
    }
  }
}
