/// The sizes or strides of an array: a list of integers that needs no heap for up to four dimensions.
package struct Dims: Sendable {
  /// The first four; those that do not exist are 0.
  private var first: (Int, Int, Int, Int) = (0, 0, 0, 0)
  /// All of them, when there are more than four.
  private var all: Box?
  package private(set) var count: Int

  /// A list on the heap, never written to after it is made.
  private final class Box: Sendable {
    let elements: [Int]
    init(_ elements: [Int]) { self.elements = elements }
  }

  /// No dimensions.
  @inline(__always) package init() { count = 0 }

  package init(_ elements: [Int]) {
    count = elements.count
    if elements.count > 4 {
      all = Box(elements)
    } else {
      for index in 0..<elements.count { self[index] = elements[index] }
    }
  }

  package init(repeating value: Int, count: Int) {
    self.count = count
    if count > 4 {
      all = Box(Array(repeating: value, count: count))
    } else {
      for index in 0..<count { self[index] = value }
    }
  }

  @inline(__always) package subscript(index: Int) -> Int {
    get {
      if count > 4 { return element(index) }
      switch index {
      case 0: return first.0
      case 1: return first.1
      case 2: return first.2
      default: return first.3
      }
    }
    set {
      if count > 4 { return setElement(index, newValue) }
      switch index {
      case 0: first.0 = newValue
      case 1: first.1 = newValue
      case 2: first.2 = newValue
      default: first.3 = newValue
      }
    }
  }

  @inline(never) private func element(_ index: Int) -> Int { all?.elements[index] ?? 0 }

  @inline(never) private mutating func setElement(_ index: Int, _ value: Int) {
    guard var elements = all?.elements else { return }
    elements[index] = value
    all = Box(elements)
  }

  package var isEmpty: Bool { count == 0 }

  /// The integers as an array.
  package var array: [Int] {
    if let all { return all.elements }
    return (0..<count).map { self[$0] }
  }

  /// The product; shapes are checked for overflow when they are made.
  package var product: Int {
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
    if count >= 4 {
      self = Dims(array + [value])
    } else {
      count += 1
      self[count - 1] = value
    }
  }

  package mutating func insert(_ value: Int, at index: Int) {
    if count >= 4 {
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
    if count > 4 {
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
    // What does not exist is 0 on both sides.
    if a.count <= 4 { return a.count == b.count && a.first == b.first }
    return a.count == b.count && a.all?.elements == b.all?.elements
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
