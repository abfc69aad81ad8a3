/// Walks arrays of one shape together, one innermost run at a time.
///
/// Dimensions of size one are dropped and neighbours whose strides fit together are merged, so that contiguous
/// operands are one run whatever their rank. Strides are in bytes; a stride of 0 repeats an element (broadcasting).
struct StridedLoop {
  /// The size of the innermost merged dimension.
  private(set) var length = 1
  /// The byte strides of the operands along it.
  private(set) var stride = SIMD4<Int>()
  // Nearly all loops have one dimension more or none. It lies here, so that they allocate nothing.
  private var rows = 1
  private var rowStride = SIMD4<Int>()
  /// The sizes of the merged dimensions around those, from the inside.
  private var outerSizes: [Int] = []
  private var outerStrides: [SIMD4<Int>] = []
  let isEmpty: Bool

  /// Merges the dimensions of a shape; each operand gives its strides in elements and its item size.
  init(shape: Dims, _ operands: [(strides: Dims, itemSize: Int)]) {
    isEmpty = shape.hasZero
    if isEmpty { return }
    var merged = 0
    var index = shape.count - 1
    while index >= 0 {
      defer { index -= 1 }
      let size = shape[index]
      if size == 1 { continue }
      var next = SIMD4<Int>()
      for number in 0..<operands.count { next[number] = operands[number].strides[index] &* operands[number].itemSize }
      if merged > 0, join(size, next, merged) { continue }
      switch merged {
      case 0: (length, stride) = (size, next)
      case 1: (rows, rowStride) = (size, next)
      default:
        outerSizes.append(size)
        outerStrides.append(next)
      }
      merged += 1
    }
  }

  /// Makes a dimension part of the last of those merged, if they can be walked as one.
  private mutating func join(_ size: Int, _ next: SIMD4<Int>, _ merged: Int) -> Bool {
    switch merged {
    case 1:
      guard stride &* SIMD4(repeating: length) == next else { return false }
      length &*= size
    case 2:
      guard rowStride &* SIMD4(repeating: rows) == next else { return false }
      rows &*= size
    default:
      let last = outerSizes.count - 1
      guard outerStrides[last] &* SIMD4(repeating: outerSizes[last]) == next else { return false }
      outerSizes[last] &*= size
    }
    return true
  }

  /// Whether a loop over neighbours can take each run: it is worth a call, the first operand's elements lie side by side,
  /// and those of the others do or are one that is repeated.
  func hasRuns(_ sizes: Int...) -> Bool {
    guard length >= 8 else { return false }
    for (operand, size) in sizes.enumerated() where stride[operand] != size {
      if operand == 0 || stride[operand] != 0 { return false }
    }
    return true
  }

  /// Calls `body` for every run with the byte offsets of its first elements, its length and the byte strides.
  @inline(__always) func run(_ body: (_ offsets: SIMD4<Int>, _ count: Int, _ strides: SIMD4<Int>) -> Void) {
    runPlanes { offsets, rows, rowStride, length, stride in
      var place = offsets
      for _ in 0..<rows {
        body(place, length, stride)
        place &+= rowStride
      }
    }
  }

  /// The same for several runs at a time, which lie `rowStride` apart.
  @inline(__always) func runPlanes(
    _ body: (_ offsets: SIMD4<Int>, _ rows: Int, _ rowStride: SIMD4<Int>, _ count: Int, _ strides: SIMD4<Int>) -> Void
  ) {
    if isEmpty { return }
    var counters: [Int] = []
    for _ in 0..<outerSizes.count { counters.append(0) }
    var offsets = SIMD4<Int>()
    while true {
      body(offsets, rows, rowStride, length, stride)
      var dim = 0
      while true {
        if dim == outerSizes.count { return }
        counters[dim] += 1
        offsets &+= outerStrides[dim]
        if counters[dim] < outerSizes[dim] { break }
        offsets &-= outerStrides[dim] &* SIMD4(repeating: outerSizes[dim])
        counters[dim] = 0
        dim += 1
      }
    }
  }
}

/// An operation that gives one element for one.
protocol UnaryKernel {
  associatedtype Input: Element
  associatedtype Output: Element
  static func apply(_ x: Input) -> Output
}

/// An operation that gives one element for two.
protocol BinaryKernel {
  associatedtype Input: Element
  associatedtype Output: Element
  static func apply(_ a: Input, _ b: Input) -> Output
}

enum Loops {
  /// Fills `output` with `kernel` of `input`; both have the output's shape. The arrays' layouts are valid for their
  /// storages, so every address the loop makes lies within them.
  static func unary<K: UnaryKernel>(_ kernel: K.Type, _ input: NDArray, into output: NDArray) {
    let a = UnsafeRawPointer(input.start)
    let out = output.start
    let inSize = MemoryLayout<K.Input>.stride
    let outSize = MemoryLayout<K.Output>.stride
    if output.isContiguous, input.isContiguous {
      let source = a.assumingMemoryBound(to: K.Input.self)
      let target = out.assumingMemoryBound(to: K.Output.self)
      for i in 0..<output.count { target[i] = K.apply(source[i]) }
      return
    }
    StridedLoop(shape: output.shape, [(output.strides, outSize), (input.strides, inSize)]).run {
      offsets, count, strides in
      var target = out + offsets[0]
      var source = a + offsets[1]
      if strides[0] == outSize, strides[1] == inSize {
        let typedTarget = target.assumingMemoryBound(to: K.Output.self)
        let typedSource = source.assumingMemoryBound(to: K.Input.self)
        for i in 0..<count { typedTarget[i] = K.apply(typedSource[i]) }
        return
      }
      for _ in 0..<count {
        target.assumingMemoryBound(to: K.Output.self).pointee =
          K.apply(source.assumingMemoryBound(to: K.Input.self).pointee)
        target += strides[0]
        source += strides[1]
      }
    }
  }

  /// Fills `output` with `kernel` of `left` and `right`, which were expanded to the output's shape.
  static func binary<K: BinaryKernel>(_ kernel: K.Type, _ left: NDArray, _ right: NDArray, into output: NDArray) {
    let a = UnsafeRawPointer(left.start)
    let b = UnsafeRawPointer(right.start)
    let out = output.start
    let inSize = MemoryLayout<K.Input>.stride
    let outSize = MemoryLayout<K.Output>.stride
    if output.isContiguous, left.isContiguous, right.isContiguous {
      let first = a.assumingMemoryBound(to: K.Input.self)
      let second = b.assumingMemoryBound(to: K.Input.self)
      let target = out.assumingMemoryBound(to: K.Output.self)
      for i in 0..<output.count { target[i] = K.apply(first[i], second[i]) }
      return
    }
    let loop = StridedLoop(
      shape: output.shape, [(output.strides, outSize), (left.strides, inSize), (right.strides, inSize)])
    loop.run { offsets, count, strides in
      var target = out + offsets[0]
      var first = a + offsets[1]
      var second = b + offsets[2]
      if strides[0] == outSize, strides[1] == inSize, strides[2] == 0 {
        let typedTarget = target.assumingMemoryBound(to: K.Output.self)
        let typedFirst = first.assumingMemoryBound(to: K.Input.self)
        let value = second.assumingMemoryBound(to: K.Input.self).pointee
        for i in 0..<count { typedTarget[i] = K.apply(typedFirst[i], value) }
        return
      }
      if strides[0] == outSize, strides[1] == inSize, strides[2] == inSize {
        let typedTarget = target.assumingMemoryBound(to: K.Output.self)
        let typedFirst = first.assumingMemoryBound(to: K.Input.self)
        let typedSecond = second.assumingMemoryBound(to: K.Input.self)
        for i in 0..<count { typedTarget[i] = K.apply(typedFirst[i], typedSecond[i]) }
        return
      }
      for _ in 0..<count {
        target.assumingMemoryBound(to: K.Output.self).pointee = K.apply(
          first.assumingMemoryBound(to: K.Input.self).pointee, second.assumingMemoryBound(to: K.Input.self).pointee)
        target += strides[0]
        first += strides[1]
        second += strides[2]
      }
    }
  }
}
