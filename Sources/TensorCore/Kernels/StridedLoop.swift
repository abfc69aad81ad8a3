/// Walks arrays of one shape together, one innermost run at a time.
///
/// Dimensions of size one are dropped and neighbours whose strides fit together are merged, so that contiguous
/// operands are one run whatever their rank. Strides are in bytes; a stride of 0 repeats an element (broadcasting).
struct StridedLoop {
  /// The sizes of the merged dimensions, innermost first; the innermost is at least 1.
  private(set) var sizes: [Int] = []
  /// For each merged dimension the byte strides of the operands.
  private(set) var strides: [SIMD4<Int>] = []
  let isEmpty: Bool

  /// Merges the dimensions of a shape; each operand gives its strides in elements and its item size.
  init(shape: Dims, _ operands: [(strides: Dims, itemSize: Int)]) {
    isEmpty = shape.hasZero
    if isEmpty { return }
    var index = shape.count - 1
    while index >= 0 {
      defer { index -= 1 }
      let size = shape[index]
      if size == 1 { continue }
      var stride = SIMD4<Int>()
      for (number, operand) in operands.enumerated() { stride[number] = operand.strides[index] &* operand.itemSize }
      if let last = sizes.last, strides[strides.count - 1] &* SIMD4(repeating: last) == stride {
        sizes[sizes.count - 1] = last &* size
      } else {
        sizes.append(size)
        strides.append(stride)
      }
    }
    if sizes.isEmpty {
      sizes = [1]
      strides = [SIMD4()]
    }
  }

  /// Calls `body` for every run with the byte offsets of its first elements, its length and the byte strides.
  @inline(__always) func run(_ body: (_ offsets: SIMD4<Int>, _ count: Int, _ strides: SIMD4<Int>) -> Void) {
    if isEmpty { return }
    if sizes.count == 1 { return body(SIMD4(), sizes[0], strides[0]) }
    var counters = [Int](repeating: 0, count: sizes.count)
    var offsets = SIMD4<Int>()
    while true {
      body(offsets, sizes[0], strides[0])
      var dim = 1
      while true {
        if dim == sizes.count { return }
        counters[dim] += 1
        offsets &+= strides[dim]
        if counters[dim] < sizes[dim] { break }
        offsets &-= strides[dim] &* SIMD4(repeating: sizes[dim])
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
