import CKernels

extension NDArray {
  /// The order of two elements for sorting: nan is greater than every number.
  @inline(__always) static func precedes<T: OrderedElement>(_ a: T, _ b: T) -> Bool {
    T.isLess(a, b) || (!T.isNaN(a) && T.isNaN(b))
  }

  /// For every line along a dimension the places of its elements in sorted order; equal ones keep their order if `stable`.
  private func sortedPlaces<T: OrderedElement>(
    _ source: UnsafePointer<T>, _ length: Int, descending: Bool, stable: Bool
  ) -> [Int] {
    var isSorted = false
    let sorted = [Int](unsafeUninitializedCapacity: length) { buffer, count in
      guard let places = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
      isSorted = Self.sort(
        source, length, descending: descending, stable: stable, places.assumingMemoryBound(to: Int64.self))
      count = isSorted ? length : 0
    }
    if isSorted { return sorted }
    var places = Array(0..<length)
    if descending {
      places.sort { Self.precedes(source[$1], source[$0]) || (!Self.precedes(source[$0], source[$1]) && $0 < $1) }
    } else {
      places.sort { Self.precedes(source[$0], source[$1]) || (!Self.precedes(source[$1], source[$0]) && $0 < $1) }
    }
    return places
  }

  /// The same by the kernel in C, into as many places; false if it has no memory for its passes.
  private static func sort<T: OrderedElement>(
    _ source: UnsafePointer<T>, _ length: Int, descending: Bool, stable: Bool, _ places: UnsafeMutablePointer<Int64>
  ) -> Bool {
    let order: Int32 = descending ? 1 : 0
    guard length <= Int(UInt32.max) else { return false }
    let item = MemoryLayout<T>.stride
    let (size, needed) = (Swift.max(length, 1) &* item, Int(nb_sort_scratch(Int64(length), Int64(item))))
    guard let values = nb_block_make(size) else { return false }
    defer { nb_block_release(values, size) }
    guard let scratch = nb_block_make(Swift.max(needed, 16)) else { return false }
    defer { nb_block_release(scratch, Swift.max(needed, 16)) }
    let from = UnsafeRawPointer(source)
    if T.self == Float.self {
      (stable ? nb_sort_f32 : nb_mixed_sort_f32)(
        order, Int64(length), from.assumingMemoryBound(to: Float.self), values.assumingMemoryBound(to: Float.self),
        places, scratch)
    } else if T.self == Double.self {
      (stable ? nb_sort_f64 : nb_mixed_sort_f64)(
        order, Int64(length), from.assumingMemoryBound(to: Double.self), values.assumingMemoryBound(to: Double.self),
        places, scratch)
    } else if T.self == Int.self {
      (stable ? nb_sort_i64 : nb_mixed_sort_i64)(
        order, Int64(length), from.assumingMemoryBound(to: Int64.self), values.assumingMemoryBound(to: Int64.self),
        places, scratch)
    } else {
      return false
    }
    return true
  }

  /// The elements along a dimension in order and where they stood (`torch.sort`). Equal ones keep their order if `stable`,
  /// otherwise they are left as PyTorch leaves them.
  package func sort(
    _ dim: Int, descending: Bool, stable: Bool
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    if dtype.isComplex { throw TorchError(.runtime, " Sort does not support complex dtypes on CPU") }
    let axis = try wrap(dim)
    func inOwnStrides(
      _ sorted: (values: NDArray, indices: NDArray)
    ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
      (try sorted.values.inStrides(of: self), try sorted.indices.inStrides(of: self))
    }
    // What PyTorch sorts by digits as well, or not at all, keeps its order.
    let stable =
      stable || rank > 0 && strides[axis] == 0
      || rank == 1 && !descending && dtype.isIntegral && dtype != .bool && count >= Self.leastSortedByDigits
    if let sorted = try sortedByDigits(axis, descending: descending, stable: stable) { return sorted }
    return try inOwnStrides(
      picking(axis, count: rank == 0 ? 1 : shape[axis]) { source, length in
        self.sortedPlacesOpened(source, length, descending: descending, stable: stable)
      })
  }

  /// As many integers in one dimension are sorted by their digits in PyTorch (`at::internal::GRAIN_SIZE`).
  private static let leastSortedByDigits = 32768

  /// Sorts `length` neighbours of this array's type, which has an order, by the kernel in C.
  private func sortLine(
    _ descending: Bool, _ stable: Bool, _ length: Int, _ source: UnsafeRawPointer, _ values: UnsafeMutableRawPointer,
    _ places: UnsafeMutablePointer<Int64>, _ scratch: UnsafeMutableRawPointer
  ) {
    let (order, length): (Int32, Int64) = (descending ? 1 : 0, Int64(length))
    switch dtype {
    case .float16:
      (stable ? nb_sort_f16 : nb_mixed_sort_f16)(
        order, length, source.assumingMemoryBound(to: UInt16.self), values.assumingMemoryBound(to: UInt16.self),
        places, scratch)
    case .bfloat16:
      (stable ? nb_sort_bf16 : nb_mixed_sort_bf16)(
        order, length, source.assumingMemoryBound(to: UInt16.self), values.assumingMemoryBound(to: UInt16.self),
        places, scratch)
    case .float32:
      (stable ? nb_sort_f32 : nb_mixed_sort_f32)(
        order, length, source.assumingMemoryBound(to: Float.self), values.assumingMemoryBound(to: Float.self), places,
        scratch)
    case .float64:
      (stable ? nb_sort_f64 : nb_mixed_sort_f64)(
        order, length, source.assumingMemoryBound(to: Double.self), values.assumingMemoryBound(to: Double.self),
        places, scratch)
    case .int32:
      (stable ? nb_sort_i32 : nb_mixed_sort_i32)(
        order, length, source.assumingMemoryBound(to: Int32.self), values.assumingMemoryBound(to: Int32.self), places,
        scratch)
    default:
      (stable ? nb_sort_i64 : nb_mixed_sort_i64)(
        order, length, source.assumingMemoryBound(to: Int64.self), values.assumingMemoryBound(to: Int64.self), places,
        scratch)
    }
  }

  /// The lines along a dimension sorted by the kernel in C, in the array's own strides if it is dense; `nil` if a line is
  /// too long for it.
  func sortedByDigits(
    _ axis: Int, descending: Bool, stable: Bool
  ) throws(TorchError) -> (values: NDArray, indices: NDArray)? {
    let length = rank == 0 ? 1 : shape[axis]
    guard length <= Int(UInt32.max) else { return nil }
    let compute: DType = dtype.isIntegral && dtype != .int64 ? .int32 : dtype.sortedType
    if dtype != compute {
      guard let sorted = try cast(to: compute).sortedByDigits(axis, descending: descending, stable: stable) else {
        return nil
      }
      return (try sorted.values.cast(to: dtype), sorted.indices)
    }
    let (values, indices) =
      isNonOverlappingAndDense
      ? (try NDArray(emptyLike: self, dtype), try NDArray(emptyLike: self, .int64))
      : (try NDArray(empty: shape, dtype), try NDArray(empty: shape, .int64))
    guard count > 0 else { return (values, indices) }
    let item = dtype.itemSize
    let scratch = try Storage.make(byteCount: Int(nb_sort_scratch(Int64(length), Int64(item))))
    var (others, steps, valueSteps) = (shape, strides, values.strides)
    if rank > 0 {
      others.remove(at: axis)
      steps.remove(at: axis)
      valueSteps.remove(at: axis)
    }
    let (step, valueStep) = rank == 0 || length == 1 ? (1, 1) : (strides[axis], values.strides[axis])
    // Lines that do not lie in a row go through memory, some at a time: neighbours are read and written together, where
    // there are so many that they do not stay in the cache in any case.
    let share = count <= 1 << 12 ? count : Swift.min(1 << 20, count / 64)
    let together = step == 1 && valueStep == 1 ? 0 : Swift.min(16, Swift.max(1, share / length))
    let (read, written) = (
      try NDArray(empty: [together, length], dtype), try NDArray(empty: [Swift.min(together, 1), length], dtype)
    )
    let placed = try NDArray(empty: [together, length], .int64)
    let (source, target, places) = (start, values.start, indices.pointer(Int64.self))
    // Every line has `length` elements within the layouts of all three arrays, of which the last two are alike.
    StridedLoop(shape: others, [(valueSteps, 1), (steps, 1)]).run { offsets, count, strides in
      if together == 0 {
        for number in 0..<count {
          let to = offsets[0] &+ number &* strides[0]
          sortLine(
            descending, stable, length, source + (offsets[1] &+ number &* strides[1]) &* item, target + to &* item,
            places + to, scratch.bytes)
        }
        return
      }
      var number = 0
      while number < count {
        let lines = Swift.min(together, count - number)
        let row = length &* item
        nb_copy_plane(
          Int64(item), Int64(lines), Int64(length), read.start, Int64(row), Int64(item),
          source + (offsets[1] &+ number &* strides[1]) &* item, Int64(strides[1] &* item), Int64(step &* item))
        for line in 0..<lines {
          sortLine(
            descending, stable, length, read.start + line &* row, written.start,
            placed.pointer(Int64.self) + line &* length,
            scratch.bytes)
          (read.start + line &* row).copyMemory(from: written.start, byteCount: row)
        }
        let to = offsets[0] &+ number &* strides[0]
        nb_copy_plane(
          Int64(item), Int64(length), Int64(lines), target + to &* item, Int64(valueStep &* item),
          Int64(strides[0] &* item), read.start, Int64(item), Int64(row))
        nb_copy_plane(
          8, Int64(length), Int64(lines), places + to, Int64(valueStep &* 8), Int64(strides[0] &* 8), placed.start, 8,
          Int64(length &* 8))
        number += lines
      }
    }
    return (values, indices)
  }

  /// Fills rows of values and indices with the elements that `places` names in each line.
  private func picking(
    _ axis: Int, count: Int, _ places: (_ line: Line, _ length: Int) -> [Int]
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let type = dtype.orderedType
    let found = try byLines(axis, as: type, length: count, [dtype, .int64]) { (part) throws(TorchError) in
      let (lines, rows, length) = try part.lines(axis, as: type)
      let values = try part.emptyLines(axis, length: count, type)
      let indices = try part.emptyLines(axis, length: count, .int64)
      let target = indices.pointer(Int.self)
      for row in 0..<rows {
        let line = Line(lines, row &* length)
        let chosen = places(line, length)
        for (number, place) in chosen.prefix(count).enumerated() {
          target[row &* count &+ number] = place
          line.copy(place, to: values, row &* count &+ number)
        }
      }
      return [values, indices]
    }
    guard let found else { throw TorchError(.runtime, "lines were not picked from") }
    return (found[0], found[1])
  }

  /// One line of elements of an ordered type (`int64`, `float32` or `float64`); those of half types are only compared.
  struct Line {
    let array: NDArray
    let start: Int

    init(_ array: NDArray, _ start: Int) {
      self.array = array
      self.start = start
    }

    func copy(_ place: Int, to target: NDArray, _ position: Int) {
      switch array.dtype {
      case .float32: target.pointer(Float.self)[position] = array.pointer(Float.self)[start &+ place]
      default: target.pointer(Int.self)[position] = array.pointer(Int.self)[start &+ place]
      }
    }

    /// Whether the element at one place comes before that at another; nan comes last.
    @inline(__always) func precedes(_ a: Int, _ b: Int) -> Bool {
      switch array.dtype {
      case .float16:
        NDArray.precedes(array.pointer(Half.self)[start &+ a].float, array.pointer(Half.self)[start &+ b].float)
      case .bfloat16:
        NDArray.precedes(array.pointer(BFloat16.self)[start &+ a].float, array.pointer(BFloat16.self)[start &+ b].float)
      case .float32: NDArray.precedes(array.pointer(Float.self)[start &+ a], array.pointer(Float.self)[start &+ b])
      case .float64: NDArray.precedes(array.pointer(Double.self)[start &+ a], array.pointer(Double.self)[start &+ b])
      default: array.pointer(Int.self)[start &+ a] < array.pointer(Int.self)[start &+ b]
      }
    }

    func isNaN(_ place: Int) -> Bool {
      switch array.dtype {
      case .float16: array.pointer(Half.self)[start &+ place].float.isNaN
      case .bfloat16: array.pointer(BFloat16.self)[start &+ place].float.isNaN
      case .float32: array.pointer(Float.self)[start &+ place].isNaN
      case .float64: array.pointer(Double.self)[start &+ place].isNaN
      default: false
      }
    }
  }

  func sortedPlacesOpened(_ line: Line, _ length: Int, descending: Bool, stable: Bool = true) -> [Int] {
    switch line.array.dtype {
    case .float32:
      sortedPlaces(
        UnsafePointer(line.array.pointer(Float.self) + line.start), length, descending: descending, stable: stable)
    case .float64:
      sortedPlaces(
        UnsafePointer(line.array.pointer(Double.self) + line.start), length, descending: descending, stable: stable)
    default:
      sortedPlaces(
        UnsafePointer(line.array.pointer(Int.self) + line.start), length, descending: descending, stable: stable)
    }
  }

  /// The `k` largest or smallest elements along a dimension, in order if `sorted`, and where they stood (`torch.topk`).
  package func topk(
    _ k: Int, dim: Int, largest: Bool, sorted: Bool = true
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let axis = try wrap(dim)
    guard k >= 0, k <= (rank == 0 ? 1 : shape[axis]) else {
      throw TorchError(.runtime, "selected index k out of range")
    }
    if dtype.isComplex || dtype == .bool {
      throw .topk(dtype)
    }
    if rank > 0 {
      var result = shape
      result[axis] = k
      try Storage.checkRoom(for: NDArray.elementCount(of: result, dtype), of: dtype.itemSize)
    }
    if let chosen = try chosen(axis, k, largest: largest, sorted: sorted) { return chosen }
    return try picking(axis, count: k) { line, length in
      self.sortedPlacesOpened(line, length, descending: largest)
    }
  }

  /// Arrays for elements of the lines along a dimension, of an ordered type, and for where they stood, as the kernels in C
  /// fill them; nil where a kernel does not.
  ///
  /// - Parameter fill: is given the lines, how many they are and their length.
  private func filled(
    _ axis: Int, _ count: Int, _ fill: (_ lines: NDArray, Int64, Int64, _ values: NDArray, _ places: NDArray) -> Int32
  ) throws(TorchError) -> (values: NDArray, indices: NDArray)? {
    let type = dtype.sortedType
    let found = try byLines(axis, as: type, length: count, [dtype, .int64]) { (part) throws(TorchError) in
      let (lines, rows, length) = try part.lines(axis, as: type)
      let values = try part.emptyLines(axis, length: count, type)
      let indices = try part.emptyLines(axis, length: count, .int64)
      return fill(lines, Int64(rows), Int64(length), values, indices) != 0 ? [values, indices] : nil
    }
    return found.map { ($0[0], $0[1]) }
  }

  /// The `k` largest or smallest elements of the lines along a dimension by the kernel in C; nil if it has no memory.
  private func chosen(
    _ axis: Int, _ k: Int, largest: Bool, sorted: Bool
  ) throws(TorchError) -> (values: NDArray, indices: NDArray)? {
    let (order, sorted, number): (Int32, Int32, Int64) = (largest ? 1 : 0, sorted ? 1 : 0, Int64(k))
    // Each line has `length` elements, and there is room for `k` values and places of each.
    return try filled(axis, k) { lines, rows, length, values, places in
      switch lines.dtype {
      case .float16:
        nb_choose_rows_f16(
          order, sorted, rows, length, lines.pointer(UInt16.self), number, values.pointer(UInt16.self),
          places.pointer(Int64.self))
      case .bfloat16:
        nb_choose_rows_bf16(
          order, sorted, rows, length, lines.pointer(UInt16.self), number, values.pointer(UInt16.self),
          places.pointer(Int64.self))
      case .float32:
        nb_choose_rows_f32(
          order, sorted, rows, length, lines.pointer(Float.self), number, values.pointer(Float.self),
          places.pointer(Int64.self))
      case .float64:
        nb_choose_rows_f64(
          order, sorted, rows, length, lines.pointer(Double.self), number, values.pointer(Double.self),
          places.pointer(Int64.self))
      default:
        nb_choose_rows_i64(
          order, sorted, rows, length, lines.pointer(Int64.self), number, values.pointer(Int64.self),
          places.pointer(Int64.self))
      }
    }
  }

  /// The element at one place in order of each line along a dimension by the kernel in C; nil if it has no memory.
  private func selected(
    _ axis: Int, _ rank: nb_rank, _ k: Int = 0
  ) throws(TorchError) -> (values: NDArray, indices: NDArray)? {
    // Each line has at least one element, and there is room for a value and a place of each.
    try filled(axis, 1) { lines, rows, length, values, places in
      switch lines.dtype {
      case .float16:
        nb_select_rows_f16(
          rank, Int64(k), rows, length, lines.pointer(UInt16.self), values.pointer(UInt16.self),
          places.pointer(Int64.self))
      case .bfloat16:
        nb_select_rows_bf16(
          rank, Int64(k), rows, length, lines.pointer(UInt16.self), values.pointer(UInt16.self),
          places.pointer(Int64.self))
      case .float32:
        nb_select_rows_f32(
          rank, Int64(k), rows, length, lines.pointer(Float.self), values.pointer(Float.self),
          places.pointer(Int64.self))
      case .float64:
        nb_select_rows_f64(
          rank, Int64(k), rows, length, lines.pointer(Double.self), values.pointer(Double.self),
          places.pointer(Int64.self))
      default:
        nb_select_rows_i64(
          rank, Int64(k), rows, length, lines.pointer(Int64.self), values.pointer(Int64.self),
          places.pointer(Int64.self))
      }
    }
  }

  /// The `k`-th smallest element along a dimension, counting from 1, and where it stood (`torch.kthvalue`).
  package func kthvalue(
    _ k: Int, dim: Int, keepdim: Bool
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let axis = try wrap(dim)
    if rank > 0, shape[axis] == 0 {
      throw TorchError(.index, "kthvalue(): Expected reduction dim \(axis) to have non-zero size.")
    }
    guard k >= 1, k <= (rank == 0 ? 1 : shape[axis]) else {
      throw TorchError(.runtime, "kthvalue(): selected number k out of range for dimension \(axis)")
    }
    if rank == 0 { return (try clone(), try NDArray(zeros: [], .int64)) }
    if dtype.isComplex || dtype == .bool { throw .notImplemented("kthvalue_cpu", for: dtype) }
    if let selected = try selected(axis, NB_KTH, k - 1) { return try squeezed(axis, keepdim, selected) }
    return try squeezed(
      axis, keepdim,
      picking(axis, count: 1) { line, length in
        [self.sortedPlacesOpened(line, length, descending: false)[k - 1]]
      })
  }

  private func squeezed(
    _ axis: Int, _ keepdim: Bool, _ pair: (values: NDArray, indices: NDArray)
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    keepdim || rank == 0 ? pair : (try pair.values.squeeze([axis]), try pair.indices.squeeze([axis]))
  }

  /// The lower median along a dimension and where it stood (`torch.median`, `torch.nanmedian`).
  package func median(
    dim: Int, keepdim: Bool, ignoresNaN: Bool
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let axis = try wrap(dim)
    if rank > 0, shape[axis] == 0 {
      throw TorchError(.index, "median(): Expected reduction dim \(axis) to have non-zero size.")
    }
    if dtype.isComplex || dtype == .bool { throw .notImplemented("median_out", for: dtype) }
    if let selected = try selected(axis, ignoresNaN ? NB_MEDIAN_OF_NUMBERS : NB_MEDIAN) {
      return try squeezed(axis, keepdim, selected)
    }
    return try squeezed(
      axis, keepdim,
      picking(axis, count: 1) { line, length in
        [self.medianPlace(line, length, ignoresNaN: ignoresNaN)]
      })
  }

  private func medianPlace(_ line: Line, _ length: Int, ignoresNaN: Bool) -> Int {
    let numbers = (0..<length).count { !line.isNaN($0) }
    if !ignoresNaN, numbers < length, let first = (0..<length).first(where: { line.isNaN($0) }) { return first }
    let order = sortedPlacesOpened(line, length, descending: false)
    return order[Swift.max(0, ((ignoresNaN ? numbers : length) - 1) / 2)]
  }

  /// The lower median of all elements (`torch.median(x)`); nan of none.
  package func medianOfAll(ignoresNaN: Bool) throws(TorchError) -> NDArray {
    if count == 0 {
      return try NDArray(
        scalar: dtype == .bool
          ? .bool(true) : dtype.isIntegral ? .int(dtype.itemSize >= 4 ? dtype.lowestInteger : 0) : .double(.nan), dtype)
    }
    if dtype.isComplex || dtype == .bool { throw .notImplemented("median_cpu", for: dtype) }
    return try contiguous().view([count]).median(dim: 0, keepdim: false, ignoresNaN: ignoresNaN).values
  }

  /// The most frequent element along a dimension, the least of equally frequent ones, and where it last stood
  /// (`torch.mode`).
  package func mode(dim: Int, keepdim: Bool) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let axis = try wrap(dim)
    if rank > 0, shape[axis] == 0 {
      throw TorchError(.index, "mode(): Expected reduction dim \(axis) to have non-zero size.")
    }
    if rank == 0 { return (try clone(), try NDArray(zeros: [], .int64)) }
    if count == 0 {
      var shape = self.shape
      if keepdim { shape[axis] = 1 } else { shape.remove(at: axis) }
      return (try NDArray(zeros: shape, dtype), try NDArray(zeros: shape, .int64))
    }
    if dtype.isComplex { throw .notImplemented("mode_cpu", for: dtype) }
    // Each line has at least one element, and there is room for a value and a place of each.
    let found = try filled(axis, 1) { lines, rows, length, values, places in
      let places = places.pointer(Int64.self)
      switch lines.dtype {
      case .float16:
        return nb_mode_rows_f16(rows, length, lines.pointer(UInt16.self), values.pointer(UInt16.self), places)
      case .bfloat16:
        return nb_mode_rows_bf16(rows, length, lines.pointer(UInt16.self), values.pointer(UInt16.self), places)
      case .float32:
        return nb_mode_rows_f32(rows, length, lines.pointer(Float.self), values.pointer(Float.self), places)
      case .float64:
        return nb_mode_rows_f64(rows, length, lines.pointer(Double.self), values.pointer(Double.self), places)
      default: return nb_mode_rows_i64(rows, length, lines.pointer(Int64.self), values.pointer(Int64.self), places)
      }
    }
    guard let found else { throw TorchError(.runtime, "mode(): there is no memory to count \(shape[axis]) elements") }
    return try squeezed(axis, keepdim, found)
  }
}
