import CKernels

extension NDArray {
  /// Writes the elements of a row, one after the other, over those of this contiguous array where a mask of its shape
  /// holds.
  ///
  /// - Parameter values: As many as the mask holds, of this array's type.
  package func put(_ values: NDArray, where mask: NDArray) throws(TorchError) {
    let values = try values.contiguous()
    func put<T>(_: T.Type) {
      let (target, truths) = (pointer(T.self), mask.pointer(UInt8.self))
      var source = values.pointer(T.self)
      let end = source + values.count
      var place = 0
      // There are as many places as the mask has positions, and no more values are read than there are.
      mask.forEachPosition { position in
        if truths[position] != 0, source < end {
          target[place] = source.pointee
          source += 1
        }
        place &+= 1
      }
    }
    switch dtype.itemSize {
    case 1: put(UInt8.self)
    case 2: put(UInt16.self)
    case 4: put(UInt32.self)
    case 8: put(UInt64.self)
    default: put((UInt64, UInt64).self)
    }
  }
}

/// Indexing by arrays (`tensor[index, mask, ...]`), prepared: where every picked element lies.
struct IndexPlan {
  /// The dimensions before, of, and after the indices in the result.
  let before: Dims
  let middle: Dims
  let after: Dims
  /// The array with the indexed dimensions taken out: those before and those after.
  let outer: NDArray
  let inner: NDArray
  /// For every index the distance of its element from the array's start.
  let offsets: [Int]
  /// The array and the indices as they are walked together, stretched to the result's shape: they decide its layout.
  let operands: [NDArray]
  /// The shape of the result.
  var shape: Dims { Dims(before.array + middle.array + after.array) }

  /// - Parameter indices: one for each of the leading dimensions; `nil` takes the whole dimension. Truth values stand for
  ///   the places where they are true.
  /// - Parameter values: what is to be written to the picked elements.
  /// - Throws: PyTorch's errors for wrong dtypes, shapes and indices out of range.
  init(_ array: NDArray, _ indices: [NDArray?], put values: NDArray? = nil) throws(TorchError) {
    if indices.count > array.rank {
      throw TorchError(.index, "too many indices for tensor of dimension \(array.rank) (got \(indices.count))")
    }
    var expanded: [NDArray?] = []
    for index in indices {
      guard let index else {
        expanded.append(nil)
        continue
      }
      switch index.dtype {
      case .int64, .int32: expanded.append(index)
      case .bool, .uint8:
        for dim in 0..<index.rank {
          let axis = expanded.count + dim
          guard axis < array.rank else {
            throw TorchError(.index, "too many indices for tensor of dimension \(array.rank)")
          }
          guard index.shape[dim] == array.shape[axis] else {
            throw TorchError(
              .index,
              "The shape of the mask \(index.shape.text) at index \(dim) does not match the shape of the indexed tensor"
                + " \(array.shape.text) at index \(axis)")
          }
        }
        let places = try index.nonzero()
        if index.rank == 0 {
          throw TorchError(.index, "too many indices for tensor of dimension \(array.rank)")
        }
        for dim in 0..<index.rank { expanded.append(try places.select(1, dim)) }
      default:
        throw TorchError(.index, "tensors used as indices must be long, int, byte or bool tensors")
      }
    }
    if expanded.count > array.rank {
      throw TorchError(
        .index, "too many indices for tensor of dimension \(array.rank) (got \(expanded.count))")
    }
    let axes = expanded.indices.filter { expanded[$0] != nil }
    var middle = Dims()
    do {
      for axis in axes { if let index = expanded[axis] { middle = try NDArray.broadcast(middle, index.shape) } }
    } catch {
      let shapes = axes.map { expanded[$0]?.shape.text ?? "" }.joined(separator: ", ")
      throw TorchError(
        .index, "shape mismatch: indexing tensors could not be broadcast together with shapes \(shapes)")
    }
    let first = axes.first ?? 0
    let isAdjacent = axes.isEmpty || axes[axes.count - 1] - first + 1 == axes.count
    let kept = (0..<array.rank).filter { !axes.contains($0) }
    let leading = isAdjacent ? kept.filter { $0 < first } : []
    let trailing = isAdjacent ? kept.filter { $0 >= first } : kept
    func look(_ dims: [Int]) -> NDArray {
      array.view(shape: Dims(dims.map { array.shape[$0] }), strides: Dims(dims.map { array.strides[$0] }))
    }
    outer = look(leading)
    inner = look(trailing)
    before = outer.shape
    after = inner.shape
    if axes.contains(where: { array.shape[$0] == 0 }), !middle.hasZero {
      throw TorchError(.index, "index is out of bounds for dimension with size 0")
    }
    self.middle = middle
    let picked = Dims(before.array + middle.array + after.array)
    if let values { try array.checkPut(values, to: picked) }
    try Storage.checkRoom(for: NDArray.elementCount(of: picked, array.dtype), of: array.dtype.itemSize)
    try Storage.checkRoom(for: middle.product, of: MemoryLayout<Int>.stride)
    try Storage.checkRoom(for: inner.count, of: MemoryLayout<Int>.stride)
    if picked.hasZero {
      (offsets, operands) = ([], [])
      return
    }
    var offsets = [Int](repeating: 0, count: middle.product)
    for (number, axis) in axes.enumerated() {
      guard let index = expanded[axis] else { continue }
      let size = array.shape[axis]
      let stride = array.strides[axis]
      // An index out of range is an error only if there is something to pick.
      let values = try index.cast(to: .int64).broadcasted(to: middle).contiguous()
      let source = values.pointer(Int.self)
      let failure = nb_first_outside(values.count, source, -size, size)
      if failure >= 0 {
        throw TorchError(.index, "index \(source[failure]) is out of bounds for dimension \(number) with size \(size)")
      }
      nb_add_offsets(values.count, source, size, stride, &offsets)
    }
    self.offsets = offsets
    // Nothing but row-major operands leads to a row-major result.
    var operands: [NDArray] = []
    if !array.isContiguous || axes.contains(where: { !(expanded[$0]?.isContiguous ?? true) }) {
      let none = [Int](repeating: 0, count: middle.count)
      operands.append(
        array.view(shape: picked, strides: Dims(outer.strides.array + none + inner.strides.array)))
      for axis in axes {
        guard let index = expanded[axis]?.broadcasted(to: middle) else { continue }
        let (left, right) = ([Int](repeating: 0, count: before.count), [Int](repeating: 0, count: after.count))
        operands.append(index.view(shape: picked, strides: Dims(left + index.strides.array + right)))
      }
    }
    self.operands = operands
  }

  /// Calls `body` with the position of each picked element, in the result's row-major order.
  @inline(__always) func forEach(_ body: (_ position: Int) -> Void) {
    if before.hasZero || after.hasZero { return }
    let run = inner.isContiguous ? inner.count : 0
    let innerPositions = run > 0 ? [] : inner.positions
    outer.forEachPosition { start in
      for offset in offsets {
        let base = start &+ offset
        if run > 0 {
          for step in 0..<run { body(base &+ step) }
        } else {
          for step in innerPositions { body(base &+ step) }
        }
      }
    }
  }
}

extension NDArray {
  /// The positions of all elements, counted from ``offset``, in row-major order.
  var positions: [Int] {
    var result: [Int] = []
    result.reserveCapacity(count)
    forEachPosition { result.append($0) }
    return result
  }

  /// The mask of the leading dimensions that is the only index; nil for all else, and for one of another shape.
  private func onlyMask(of indices: [NDArray?]) -> NDArray? {
    guard indices.count == 1, let mask = indices[0], mask.dtype == .bool, mask.rank > 0, mask.rank <= rank,
      mask.shape.array.elementsEqual(shape.array.prefix(mask.rank))
    else { return nil }
    return mask
  }

  /// The parts of the array at which a mask of its leading dimensions is true.
  private func picked(by mask: NDArray) throws(TorchError) -> NDArray {
    try mask.checkWalk()
    let flags = mask.pointer(Boolean.self)
    var total = 0
    try mask.eachRun(as: .bool) { run in total += Int(nb_count_true(Int64(run.count), run.pointer(UInt8.self))) }
    let kept = Dims(Array(shape.array.dropFirst(mask.rank)))
    let out = try NDArray(empty: Dims([total] + kept.array), dtype)
    if out.count == 0 { return out }
    let item = dtype.itemSize
    if mask.isContiguous, isContiguous, mask.rank == rank {
      nb_compress(
        Int64(item), Int64(mask.count), mask.pointer(UInt8.self), Int64(total), start, out.start)
      return out
    }
    if mask.rank == rank {
      // The parts come in row-major order, each with room for what it has.
      var written = 0
      try NDArray.eachSlab([self, mask]) { (slabs) throws(TorchError) in
        let (elements, flags) = (try slabs[0].contiguous(), try slabs[1].contiguous())
        let (count, truths) = (Int64(flags.count), flags.pointer(UInt8.self))
        let found = nb_count_true(count, truths)
        nb_compress(Int64(item), count, truths, found, elements.start, out.start + written &* item)
        written += Int(found)
      }
      return out
    }
    // Both loops go through the mask's places in row-major order; each has a part of the array, at its own strides.
    var (leading, steps) = (Dims(), Dims())
    for axis in 0..<mask.rank {
      leading.append(shape[axis])
      steps.append(strides[axis])
    }
    let part = view(shape: kept, strides: Dims(Array(strides.array.dropFirst(mask.rank))))
    if part.count == 1 || part.isContiguous {
      let (source, size) = (UnsafeRawPointer(start), part.count &* item)
      var target = out.start
      mask.forEachPair(with: view(shape: leading, strides: steps)) { place, position in
        guard flags[place].isTrue else { return }
        let from = source + position &* item
        switch size {
        case 4: target.storeBytes(of: from.loadUnaligned(as: UInt32.self), as: UInt32.self)
        case 8: target.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        default: target.copyMemory(from: from, byteCount: size)
        }
        target += size
      }
      return out
    }
    var number = 0
    mask.forEachPair(with: view(shape: leading, strides: steps)) { place, position in
      guard flags[place].isTrue else { return }
      let to = out.view(
        shape: kept, strides: kept.contiguousStrides, offset: out.offset &+ number &* part.count)
      to.assign(from: part.view(shape: kept, strides: part.strides, offset: part.offset &+ position))
      number += 1
    }
    return out
  }

  /// Calls `body` with the positions of each element of this array and of another one of the same shape, in row-major
  /// order.
  @inline(__always) private func forEachPair(with other: NDArray, _ body: (Int, Int) -> Void) {
    var (shape, mine, others) = (shape, strides, other.strides)
    // The loop merges what it can; where it does not, it goes row by row, as the dimensions are given.
    if shape.isEmpty { (shape, mine, others) = ([1], [0], [0]) }
    StridedLoop(shape: shape, [(mine, 1), (others, 1)]).run { offsets, count, strides in
      for index in 0..<count { body(offsets[0] &+ index &* strides[0], offsets[1] &+ index &* strides[1]) }
    }
  }

  /// `tensor[indices]` with an index array or `nil` for each leading dimension (`aten::index`).
  package func index(_ indices: [NDArray?]) throws(TorchError) -> NDArray {
    if let mask = onlyMask(of: indices), mask.rank == rank || isContiguous { return try picked(by: mask) }
    if indices.count == 1, let index = indices[0], index.isContiguous, let out = try picked(by: index) { return out }
    let plan = try IndexPlan(self, indices)
    guard plan.operands.contains(where: { !$0.isContiguous }) else { return try gathered(plan) }
    let out = try NDArray(empty: plan.shape, layoutOf: plan.operands, dtype)
    let around = plan.outer.count &* plan.inner.count
    guard out.count > NDArray.slabSize, around >= 64 else {
      out.assign(from: try gathered(plan))
      return out
    }
    // What an index picks is copied to where it stands in the result.
    let (first, last) = (plan.before.count, plan.before.count + plan.middle.count)
    func kept(_ values: Dims) -> Dims { Dims(Array(values.array[..<first]) + Array(values.array[last...])) }
    let picked = plan.middle
    var place = [Int](repeating: 0, count: picked.count)
    for offset in plan.offsets {
      var position = 0
      for axis in 0..<picked.count { position &+= place[axis] &* out.strides[first + axis] }
      // Offsets lead to elements of this array, and places to those of the result.
      out.view(shape: kept(out.shape), strides: kept(out.strides), offset: out.offset &+ position).assign(
        from: view(
          shape: kept(out.shape), strides: Dims(plan.outer.strides.array + plan.inner.strides.array),
          offset: self.offset &+ offset))
      for axis in (0..<picked.count).reversed() {
        place[axis] += 1
        if place[axis] < picked[axis] { break }
        place[axis] = 0
      }
    }
    return out
  }

  /// The elements of an array of one dimension that the places in an index name; nil for other arrays, and for an index
  /// that is not of `int64` in row-major order, has negative places or leads outside.
  private func picked(by index: NDArray) throws(TorchError) -> NDArray? {
    guard rank == 1, index.dtype == .int64, index.rank > 0, count > 0, index.count > 0, index.isContiguous,
      nb_first_outside(index.count, index.pointer(Int.self), 0, count) < 0
    else { return nil }
    let out = try NDArray(empty: index.shape, dtype)
    nb_pick(dtype.itemSize, index.count, index.pointer(Int.self), strides[0], start, out.start)
    return out
  }

  /// The same in row-major order, whatever the layouts are.
  package func indexInRows(_ indices: [NDArray?]) throws(TorchError) -> NDArray {
    try gathered(IndexPlan(self, indices))
  }

  /// The elements that a plan picks, in row-major order.
  private func gathered(_ plan: IndexPlan) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: plan.shape, dtype)
    if out.count == 0 { return out }
    if plan.inner.isContiguous {
      // Each offset leads to elements that lie in a row within this array; the result has room for all of them.
      let (item, number) = (dtype.itemSize, plan.offsets.count)
      let run = plan.inner.count * item
      var target = out.pointer(UInt8.self)
      plan.outer.forEachPosition { start in
        let source = pointer(UInt8.self) + start * item
        if plan.inner.count == 1 {
          nb_pick(item, number, plan.offsets, 1, source, target)
        } else {
          for (row, offset) in plan.offsets.enumerated() {
            (target + row * run).update(from: source + offset * item, count: run)
          }
        }
        target += number * run
      }
      return out
    }
    // The plan's positions lie within this array's storage; the result has one element for each.
    func run<T: BitwiseCopyable>(_: T.Type) {
      let (source, target) = (pointer(T.self), out.pointer(T.self))
      var number = 0
      plan.forEach { position in
        target[number] = source[position]
        number += 1
      }
    }
    switch dtype.itemSize {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    case 4: run(UInt32.self)
    case 8: run(UInt64.self)
    default: run(SIMD2<UInt64>.self)
    }
    return out
  }

  /// Raises for indices that pick nothing from this array, for values of a shape that does not fit what they pick, and
  /// for those of another type.
  package func checkPut(_ indices: [NDArray?], _ values: NDArray) throws(TorchError) {
    _ = try IndexPlan(self, indices, put: values)
  }

  /// Raises for values of a shape that does not fit what was picked, and for those of another type.
  fileprivate func checkPut(_ values: NDArray, to picked: Dims) throws(TorchError) {
    guard (try? NDArray.broadcast(picked, values.shape)) == picked else {
      throw TorchError(
        .runtime,
        "shape mismatch: value tensor of shape \(values.shape.text) cannot be broadcast to indexing result of shape"
          + " \(picked.text)")
    }
    guard values.dtype == dtype else {
      throw TorchError(
        .runtime,
        "Index put requires the source and destination dtypes match, got \(dtype.scalarName) for the destination and"
          + " \(values.dtype.scalarName) for the source.")
    }
  }

  /// Writes `values`, broadcast, to the elements that the indices pick, or adds them (`aten::index_put_`).
  ///
  /// - Throws: PyTorch's errors for indices, another dtype and values that do not fit.
  package func indexPut(_ indices: [NDArray?], _ values: NDArray, accumulate: Bool = false) throws(TorchError) {
    if !accumulate, values.dtype == dtype, values.count == 1, values.rank <= 1, let mask = onlyMask(of: indices) {
      // One number goes to all places.
      let wide = mask.view(
        shape: shape, strides: Dims(mask.strides.array + [Int](repeating: 0, count: rank - mask.rank)))
      let number = values.view(shape: Dims(), strides: Dims())
      write(number.broadcasted(to: shape), where: wide)
      return
    }
    let plan = try IndexPlan(self, indices, put: values)
    let source = try values.broadcasted(to: plan.shape).contiguous()
    if accumulate { return source.accumulate(into: self, plan) }
    if plan.outer.count == 1, plan.inner.isContiguous, plan.inner.count > 0 {
      // Each offset leads to elements that lie in a row within this array; there are values for all of them.
      let (item, length, from, to) = (dtype.itemSize, plan.inner.count, source.start, start)
      if length == 1 { return nb_scatter(item, plan.offsets.count, plan.offsets, 1, 1, from, 1, to, 0) }
      for (row, offset) in plan.offsets.enumerated() {
        (to + offset &* item).copyMemory(from: from + row &* length &* item, byteCount: length &* item)
      }
      return
    }
    func run<T: BitwiseCopyable>(_: T.Type) {
      let (from, target) = (source.pointer(T.self), pointer(T.self))
      var number = 0
      plan.forEach { position in
        target[position] = from[number]
        number += 1
      }
    }
    switch dtype.itemSize {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    case 4: run(UInt32.self)
    case 8: run(UInt64.self)
    default: run(SIMD2<UInt64>.self)
    }
  }

  /// Adds the elements of this contiguous array one after the other to the picked elements of `target`.
  private func accumulate(into target: NDArray, _ plan: IndexPlan) {
    if plan.outer.count == 1, plan.inner.isContiguous,
      target.combineRows(NB_ADD, plan.offsets, 1, plan.inner.count, at: 0, with: self, at: 0)
    {
      return
    }
    func run<T: ArithmeticElement>(_: T.Type) {
      let (from, to) = (pointer(T.self), target.pointer(T.self))
      var number = 0
      plan.forEach { position in
        to[position] = T.add(to[position], from[number])
        number += 1
      }
    }
    switch dtype {
    case .bool: run(Boolean.self)
    case .uint8: run(UInt8.self)
    case .int8: run(Int8.self)
    case .int16: run(Int16.self)
    case .int32: run(Int32.self)
    case .int64: run(Int.self)
    case .float32: run(Float.self)
    case .float64: run(Double.self)
    case .complex64: run(Complex<Float>.self)
    case .complex128: run(Complex<Double>.self)
    case .float16, .bfloat16:
      var number = 0
      plan.forEach { position in
        let sum = target.element(at: position).double + element(at: number).double
        target.setElement(at: position, .double(sum))
        number += 1
      }
    }
  }

  /// The coordinates of all elements that are not zero, one row each (`torch.nonzero`).
  ///
  /// - Parameter limit: How many rows are wanted at most.
  package func nonzero(atMost limit: Int = .max) throws(TorchError) -> NDArray {
    try checkWalk()
    let length = rank == 0 ? 1 : shape[rank - 1]
    var found = 0
    try eachRun(as: .bool) { run in found &+= Int(nb_count_true(Int64(run.count), run.pointer(UInt8.self))) }
    let total = Swift.min(found, limit)
    // One row for each dimension, seen as columns, as PyTorch lays them out; in order in the memory of `out=`.
    let isLent = Storage.isLending(rank &* total &* DType.int64.itemSize, .int64)
    let out =
      try isLent ? NDArray(empty: [total, rank], .int64) : NDArray(empty: [rank, total], .int64).transpose(0, 1)
    if rank == 0 || total == 0 { return out }
    let (step, axisStep) = (out.strides[0], out.strides[1])
    let target = out.pointer(Int.self)
    let last = out.pointer(Int64.self) + (rank - 1) &* axisStep
    var number = 0
    if rank == 1 {
      var start = 0
      try eachRun(as: .bool) { run in
        let (flags, count) = (run.pointer(UInt8.self), Int64(run.count))
        // There is room for what is left.
        let found = Swift.min(Int(nb_count_true(count, flags)), total - number)
        nb_true_places(count, flags, Int64(start), Int64(found), last + number &* step, Int64(step))
        number += found
        start += run.count
      }
      return out
    }
    // Row by row: the last coordinates are found, the others are those of the row.
    var coordinates = [Int](repeating: 0, count: rank - 1)
    try eachRun(as: .bool, group: length) { run in
      for row in 0..<(run.count / length) {
        let flags = run.pointer(UInt8.self) + row &* length
        let found = Swift.min(Int(nb_count_true(Int64(length), flags)), total - number)
        nb_true_places(Int64(length), flags, 0, Int64(found), last + number &* step, Int64(step))
        for axis in 0..<(rank - 1) {
          let places = target + (axis &* axisStep &+ number &* step)
          if step == 1 {
            places.update(repeating: coordinates[axis], count: found)
          } else {
            for index in 0..<found { places[index &* step] = coordinates[axis] }
          }
        }
        number += found
        var axis = rank - 2
        while axis >= 0 {
          coordinates[axis] += 1
          if coordinates[axis] < shape[axis] { break }
          coordinates[axis] = 0
          axis -= 1
        }
      }
    }
    return out
  }

  /// Writes a value to the elements at which `mask`, which broadcasts to this shape, is true (`masked_fill_`).
  package func maskedFill(_ mask: NDArray, with value: NDArray) throws(TorchError) {
    guard mask.dtype == .bool else {
      throw TorchError(
        .runtime, "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.lowercaseScalarName)")
    }
    write(try value.cast(to: dtype).expanded(toWrite: shape), where: try mask.expanded(toWrite: shape))
  }

  /// The elements at which `mask` is true, in a row (`torch.masked_select`).
  package func maskedSelect(_ mask: NDArray) throws(TorchError) -> NDArray {
    guard mask.dtype == .bool || mask.dtype == .uint8 else {
      throw TorchError(.runtime, "masked_select: expected BoolTensor for mask")
    }
    let shape = try NDArray.broadcast(self.shape, mask.shape)
    let flags = try mask.cast(to: .bool).broadcasted(to: shape)
    // The number of every picked element is counted first.
    try Storage.checkRoom(for: shape.product, of: MemoryLayout<Int>.stride)
    if shape.count == 0 {
      return try (flags.element(at: 0).isTrue ? view([1]) : view([1]).slice(0, from: 0, to: 0)).clone()
    }
    return try broadcasted(to: shape).index([flags])
  }

  /// Writes the elements of `source` in their order to the places at which `mask` is true (`masked_scatter_`).
  package func maskedScatter(_ mask: NDArray, _ source: NDArray) throws(TorchError) {
    guard mask.dtype == .bool else {
      throw TorchError(
        .runtime, "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.dtype.scalarName)")
    }
    guard source.dtype == dtype else {
      throw TorchError(
        .runtime,
        "masked_scatter: expected self and source to have same dtypes but got \(dtype.scalarName) and \(source.dtype.scalarName)"
      )
    }
    let flags = try mask.expanded(toWrite: shape).contiguous()
    let values = try source.contiguous()
    let needed = try flags.countNonzero().item().int
    guard needed <= values.count else {
      throw TorchError(.runtime, "Number of elements of source < number of ones in mask")
    }
    var next = 0
    var number = 0
    forEachPosition { position in
      if flags.element(at: number).isTrue {
        setElement(at: position, values.element(at: next))
        next += 1
      }
      number += 1
    }
  }

  /// Elements by their number in row-major order (`torch.take`).
  package func take(_ index: NDArray) throws(TorchError) -> NDArray {
    guard index.dtype == .int64 else {
      throw TorchError(.runtime, "take(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    if count == 0, index.count > 0 { throw TorchError(.index, "take(): tried to take from an empty tensor") }
    try Storage.checkRoom(for: index.count, of: dtype.itemSize)
    let places = try index.contiguous()
    let numbers = places.pointer(Int.self)
    let failure = nb_first_outside(places.count, numbers, -count, count)
    if failure >= 0 {
      throw TorchError(
        .index, "out of range: tried to access index \(numbers[failure]) on a tensor of \(count) elements.")
    }
    if !isContiguous {
      // Where the elements lie is worked out for some numbers at a time.
      let out = try NDArray(empty: index.shape, dtype)
      let part = Swift.min(places.count, NDArray.slabSize)
      var offsets = [Int](repeating: 0, count: part)
      for start in stride(from: 0, to: places.count, by: part) {
        let length = Swift.min(part, places.count - start)
        for number in 0..<length {
          let place = numbers[start + number]
          offsets[number] = position(of: place < 0 ? place + count : place)
        }
        nb_pick(dtype.itemSize, length, offsets, 1, self.start, out.start + start &* dtype.itemSize)
      }
      return out
    }
    let flat = try view([count])
    if let out = try flat.picked(by: places) { return out }
    return try flat.indexInRows([places])
  }

  /// The position of the element of a number in row-major order, counted from ``offset``.
  private func position(of number: Int) -> Int {
    var (rest, position) = (number, 0)
    for axis in (0..<rank).reversed() {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: shape[axis])
      position &+= remainder &* strides[axis]
      rest = quotient
    }
    return position
  }

  /// Writes elements by their number in row-major order (`put_`).
  package func put(_ index: NDArray, _ values: NDArray, accumulate: Bool) throws(TorchError) {
    guard index.dtype == .int64 else {
      throw TorchError(.runtime, "put_(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    guard values.dtype == dtype else {
      throw TorchError(
        .runtime,
        "put_(): self and source expected to have the same dtype, but got self.dtype = \(dtype.scalarName) and"
          + " source.dtype = \(values.dtype.scalarName)")
    }
    guard index.count == values.count else {
      throw TorchError(
        .runtime,
        "put_(): Expected source and index to have the same number of elements, but got source.numel() = \(values.count),"
          + " index.numel() = \(index.count)")
    }
    let numbers = try index.contiguous()
    if isContiguous {
      return try view([count]).indexPut(
        [try numbers.reshape([index.count])], try values.reshape([values.count]), accumulate: accumulate)
    }
    let pointer = numbers.pointer(Int.self)
    let failure = nb_first_outside(numbers.count, pointer, -count, count)
    if failure >= 0 {
      throw TorchError(
        .index, "index \(pointer[failure]) is out of bounds for dimension 0 with size \(count)")
    }
    let source = try values.contiguous()
    // All numbers are those of elements.
    for number in 0..<numbers.count {
      let place = position(of: pointer[number] < 0 ? pointer[number] + count : pointer[number])
      let one = view(shape: Dims(1), strides: Dims(1), offset: offset &+ place)
      let value = source.view(shape: Dims(1), strides: Dims(1), offset: source.offset &+ number)
      one.assign(from: accumulate ? try one.add(value, as: dtype) : value)
    }
  }
}
