/// The sizes or strides of an array: a list of integers that needs no heap for up to five dimensions.
package struct Dims: Sendable {
  private var first: (Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0)
  /// All of them, when there are more than five.
  private var all: [Int]?
  package private(set) var count: Int

  /// No dimensions.
  package init() { count = 0 }

  package init(_ elements: [Int]) {
    count = elements.count
    if elements.count > 5 {
      all = elements
    } else {
      for (index, element) in elements.enumerated() { self[index] = element }
    }
  }

  package init(repeating value: Int, count: Int) {
    self.count = count
    if count > 5 {
      all = Array(repeating: value, count: count)
    } else {
      first = (value, value, value, value, value)
    }
  }

  @inline(__always) package subscript(index: Int) -> Int {
    get {
      switch index {
      case _ where all != nil: all?[index] ?? 0
      case 0: first.0
      case 1: first.1
      case 2: first.2
      case 3: first.3
      default: first.4
      }
    }
    set {
      switch index {
      case _ where all != nil: all?[index] = newValue
      case 0: first.0 = newValue
      case 1: first.1 = newValue
      case 2: first.2 = newValue
      case 3: first.3 = newValue
      default: first.4 = newValue
      }
    }
  }

  package var isEmpty: Bool { count == 0 }

  /// The integers as an array.
  package var array: [Int] {
    if let all { return all }
    return (0..<count).map { self[$0] }
  }

  /// The product; shapes are checked for overflow when they are made.
  package var product: Int {
    var product = 1
    for index in 0..<count { product &*= self[index] }
    return product
  }

  package mutating func append(_ value: Int) {
    if var list = all {
      list.append(value)
      all = list
    } else if count == 5 {
      all = array + [value]
    } else {
      self[count] = value
    }
    count += 1
  }

  package mutating func insert(_ value: Int, at index: Int) {
    var list = array
    list.insert(value, at: index)
    self = Dims(list)
  }

  package mutating func remove(at index: Int) {
    var list = array
    list.remove(at: index)
    self = Dims(list)
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
  package static func == (a: Dims, b: Dims) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a[index] != b[index] { return false }
    return true
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
