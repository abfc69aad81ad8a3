extension NDArray {
  /// Arrays one after the other along a dimension (`torch.cat`), brought to their promoted dtype unless one is given.
  /// One-dimensional empty arrays are left out, as PyTorch has always done.
  ///
  /// - Throws: PyTorch's errors for an empty list and shapes that do not fit.
  package static func cat(_ arrays: [NDArray], _ dim: Int, as dtype: DType? = nil) throws(TorchError) -> NDArray {
    guard let leader = arrays.first(where: { !$0.isSkippedByCat }) ?? arrays.first else {
      throw TorchError(.value, "torch.cat(): expected a non-empty list of Tensors")
    }
    for (index, array) in arrays.enumerated() where array.rank == 0 {
      throw TorchError(.runtime, "zero-dimensional tensor (at position \(index)) cannot be concatenated")
    }
    if leader.isSkippedByCat { return try NDArray(empty: [0], dtype ?? promoted(arrays)) }
    let axis = try leader.wrap(dim)
    var shape = leader.shape
    shape[axis] = 0
    for (index, array) in arrays.enumerated() where !array.isSkippedByCat {
      guard array.rank == leader.rank else {
        throw TorchError(
          .runtime, "Tensors must have same number of dimensions: got \(leader.rank) and \(array.rank)")
      }
      for other in 0..<leader.rank where other != axis && array.shape[other] != leader.shape[other] {
        throw TorchError(
          .runtime,
          "Sizes of tensors must match except in dimension \(axis). Expected size \(leader.shape[other]) but got size"
            + " \(array.shape[other]) for tensor number \(index) in the list.")
      }
      shape[axis] &+= array.shape[axis]
    }
    let out = try NDArray(empty: shape, dtype ?? promoted(arrays))
    var position = 0
    for array in arrays where !array.isSkippedByCat {
      try out.narrow(axis, position, array.shape[axis]).copy(from: array)
      position &+= array.shape[axis]
    }
    return out
  }

  /// The dtype several tensors are brought to.
  package static func promoted(_ arrays: [NDArray]) -> DType {
    var promotion = TypePromotion()
    for array in arrays { promotion.add(array.dtype, rank: array.rank) }
    return promotion.result()
  }

  private var isSkippedByCat: Bool { rank == 1 && shape[0] == 0 }

  /// Arrays of one shape as slices of a new dimension (`torch.stack`).
  package static func stack(_ arrays: [NDArray], _ dim: Int, as dtype: DType? = nil) throws(TorchError) -> NDArray {
    guard let first = arrays.first else { throw TorchError(.runtime, "stack expects a non-empty TensorList") }
    let axis = try wrap(dim, rank: first.rank + 1)
    for (index, array) in arrays.enumerated() where array.shape != first.shape {
      throw TorchError(
        .runtime,
        "stack expects each tensor to be equal size, but got \(first.shape.text) at entry 0 and \(array.shape.text) at"
          + " entry \(index)")
    }
    var shape = first.shape
    shape.insert(arrays.count, at: axis)
    var out = try NDArray(empty: shape, dtype ?? promoted(arrays))
    if axis < first.rank, first.rank >= 4 {
      // It is a dimension of what is joined that is cut in two, and that has the format of images.
      let format = first.suggestedFormat
      if format != .contiguous, arrays.allSatisfy({ $0.suggestedFormat == format }) {
        var joined = first.shape
        joined[axis] = joined[axis] &* arrays.count
        var strides = try format.strides(for: joined)
        strides.insert(strides[axis] &* first.shape[axis], at: axis)
        out = out.view(shape: shape, strides: strides)
      }
    }
    for (index, array) in arrays.enumerated() { try out.select(axis, index).copy(from: array) }
    return out
  }

  /// Copies side by side, `repeats` times in each dimension (`tensor.repeat`).
  package func tiled(_ repeats: [Int]) throws(TorchError) -> NDArray {
    if repeats.count < rank {
      throw TorchError(
        .runtime,
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    }
    let padding = repeats.count - rank
    var target = Dims()
    var expanded = Dims()
    var source = Dims()
    for (index, times) in repeats.enumerated() {
      let size = index < padding ? 1 : shape[index - padding]
      let (product, overflow) = size.multipliedReportingOverflow(by: times)
      target.append(overflow ? Int.max : product)
      source.append(1)
      source.append(size)
      expanded.append(times)
      expanded.append(size)
    }
    if let size = target.array.first(where: { $0 < 0 }) {
      throw TorchError(.runtime, "Trying to create tensor with negative dimension \(size): \(target.text)")
    }
    let out = try NDArray(empty: target, dtype)
    if out.count == 0 { return out }
    try out.view(shape: expanded, strides: expanded.contiguousStrides)
      .copy(from: try reshape(source.array).broadcasted(to: expanded))
    return out
  }

  /// Elements along a dimension, each `repeats[i]` times in a row (`torch.repeat_interleave`); one number serves all.
  package func repeatInterleave(_ repeats: [Int], dim: Int) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    let size = rank == 0 ? 1 : shape[axis]
    guard repeats.count == 1 || repeats.count == size else {
      throw TorchError(
        .runtime,
        "repeats must have the same size as input along dim, but got repeats.size(0) = \(repeats.count) and input.size(\(axis)) = \(size)"
      )
    }
    var total = 0
    for index in 0..<(repeats.count == 1 ? 1 : size) {
      let times = repeats[index]
      if times < 0 { throw TorchError(.runtime, "repeats can not be negative") }
      let (span, overflow) = times.multipliedReportingOverflow(by: repeats.count == 1 ? size : 1)
      let (sum, sumOverflow) = total.addingReportingOverflow(span)
      total = overflow || sumOverflow ? Int.max : sum
    }
    if repeats.count == 1, rank > 0 {
      // Every element is copied side by side: a look that repeats it, with a dimension more, is written in order.
      var (result, wide, steps) = (shape, shape, strides)
      result[axis] = total
      wide.insert(repeats[0], at: axis + 1)
      steps.insert(0, at: axis + 1)
      let out = try NDArray(empty: result, dtype)
      if out.count > 0 {
        out.view(shape: wide, strides: wide.contiguousStrides).assign(from: view(shape: wide, strides: steps))
      }
      return out
    }
    let index = try NDArray(empty: [total], .int64)
    let target = index.pointer(Int.self)
    var position = 0
    for element in 0..<size {
      for _ in 0..<repeats[repeats.count == 1 ? 0 : element] {
        target[position] = element
        position += 1
      }
    }
    return try (rank == 0 ? unsqueeze(0) : self).indexSelect(axis, index)
  }

  /// Elements moved along dimensions, those that leave at one end entering at the other (`torch.roll`). Without
  /// dimensions the array is rolled as if it were flat.
  package func roll(_ shifts: [Int], _ dims: [Int]) throws(TorchError) -> NDArray {
    if dims.isEmpty, shifts.count == 1 {
      return try contiguous().view([count]).roll(shifts, [0]).view(shape.array)
    }
    if shifts.isEmpty { throw TorchError(.runtime, "`shifts` required") }
    if shifts.count != dims.count {
      throw TorchError(
        .runtime, "shifts and dimensions must align. shifts: \(shifts.count), dims:\(dims.count)")
    }
    var result = self
    for (shift, dim) in zip(shifts, dims) {
      let axis = try result.wrap(dim)
      if result.count == 0 { return try clone() }
      let size = result.shape[axis]
      let start = ((size - shift % size) % size + size) % size
      let out = try NDArray(empty: result.shape, dtype)
      try out.narrow(axis, 0, size - start).copy(from: try result.narrow(axis, start, size - start))
      try out.narrow(axis, size - start, start).copy(from: try result.narrow(axis, 0, start))
      result = out
    }
    return shifts.isEmpty ? try clone() : result
  }

  /// The order of elements reversed in the given dimensions (`torch.flip`).
  package func flip(_ dims: [Int]) throws(TorchError) -> NDArray {
    var isFlipped = [Bool](repeating: false, count: Swift.max(rank, 1))
    for dim in dims {
      let axis = try wrap(dim)
      if isFlipped[axis] { throw TorchError(.runtime, "dim \(axis) appears multiple times in the list of dims") }
      isFlipped[axis] = true
    }
    let out = try NDArray(empty: shape, layoutLike: self, dtype)
    if count == 0 { return out }
    // A look that walks backwards; it never leaves this function, because arrays have no negative strides.
    var reversed = strides
    var start = offset
    for axis in 0..<rank where isFlipped[axis] {
      reversed[axis] = 0 &- strides[axis]
      start &+= (shape[axis] - 1) &* strides[axis]
    }
    out.assign(from: view(shape: shape, strides: reversed, offset: start))
    return out
  }

  /// The lower (`torch.tril`) or upper (`torch.triu`) triangle of every matrix, other elements zero.
  package func triangle(
    lower: Bool, diagonal: Int = 0, name: String? = nil, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if rank < 2 {
      throw TorchError(.runtime, "\(name ?? (lower ? "tril" : "triu")): input tensor must have at least 2 dimensions")
    }
    if let target, target.isSameMemory(as: self), !target.isContiguous {
      let (rows, zero) = (shape[rank - 2], try NDArray(zeros: Dims(), dtype))
      for row in 0..<rows where target.count > 0 {
        let other = NDArray.columnsOutside(row, shape[rank - 1], lower: lower, diagonal)
        let part = try target.select(rank - 2, row).narrow(rank - 2, other.lowerBound, other.count)
        part.assign(from: zero.broadcasted(to: part.shape))
      }
      return target
    }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    if !out.isSameMemory(as: self) { out.assign(from: self) }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    if out.count == 0 { return out }
    let size = dtype.itemSize
    // Rows of `columns` elements lie one behind the other, those of each matrix numbered from 0; all bits of a zero are.
    for (number, start) in stride(from: 0, to: out.count, by: columns).enumerated() {
      let other = NDArray.columnsOutside(number % rows, columns, lower: lower, diagonal)
      (out.start + (start + other.lowerBound) * size).initializeMemory(
        as: UInt8.self, repeating: 0, count: other.count * size)
    }
    return out
  }

  /// The integers of ranges, one behind the other.
  package init(integersFrom ranges: [Range<Int>]) throws(TorchError) {
    try self.init(empty: [ranges.reduce(0) { $0 + $1.count }], .int64)
    var target = pointer(Int.self)
    for range in ranges {
      for number in range {
        target.pointee = number
        target += 1
      }
    }
  }

  /// The places of each of the combinations of `size` > 0 of `count` elements, one behind the other, in order; none of
  /// the sets is so large that pairs of a place and a combination could not be counted.
  ///
  /// - Parameter repeats: Whether an element may come several times.
  package init(combinationsOf size: Int, from count: Int, repeats: Bool) throws(TorchError) {
    // So many choices of distinct elements there are, one factor of the quotient after the other.
    let choices = repeats ? count &+ size &- 1 : count
    var rows = count == 0 || choices < size ? 0 : 1
    for step in 0..<size where rows > 0 { rows = rows &* (choices &- step) / (step &+ 1) }
    try self.init(empty: [rows &* size], .int64)
    guard rows > 0 else { return }
    var current = repeats ? [Int](repeating: 0, count: size) : Array(0..<size)
    let last = size - 1
    var target = pointer(Int.self)
    for _ in 0..<rows {
      // There is room for `size` places in each row.
      for place in 0...last { target[place] = current[place] }
      target += size
      var place = last
      while place >= 0, current[place] == (repeats ? count - 1 : count - size + place) { place -= 1 }
      if place < 0 { break }
      current[place] += 1
      for next in (place + 1)..<Swift.max(size, place + 1) {
        current[next] = repeats ? current[place] : current[next - 1] + 1
      }
    }
  }

  /// The columns of a row that do not belong to the triangle.
  private static func columnsOutside(_ row: Int, _ columns: Int, lower: Bool, _ diagonal: Int) -> Range<Int> {
    let (sum, overflow) = row.addingReportingOverflow(diagonal)
    let edge = overflow ? Int.max - 1 : Swift.min(sum, Int.max - 1)
    // Columns up to the edge belong to the lower triangle.
    return lower ? Swift.min(Swift.max(edge &+ 1, 0), columns)..<columns : 0..<Swift.min(Swift.max(edge, 0), columns)
  }

  /// The places of a triangle of a matrix as two rows of indices (`torch.tril_indices`, `torch.triu_indices`).
  package init(
    triangleIndices rows: Int, _ columns: Int, lower: Bool, diagonal: Int, _ dtype: DType
  ) throws(TorchError) {
    if rows < 0 { throw TorchError(.runtime, "row must be non-negative, got\(rows)") }
    if columns < 0 { throw TorchError(.runtime, "col must be non-negative, got\(columns)") }
    /// The columns of a row that belong to the triangle.
    func span(_ row: Int) -> Range<Int> {
      let (sum, overflow) = row.addingReportingOverflow(diagonal)
      let edge = overflow ? (diagonal < 0 ? Int.min : Int.max - 1) : Swift.min(sum, Int.max - 1)
      return lower
        ? 0..<Swift.min(Swift.max(edge &+ 1, 0), columns) : Swift.min(Swift.max(edge, 0), columns)..<columns
    }
    // As many rows as have to be walked must at least have room; so the pairs are few enough to be counted.
    let (elements, overflow) = rows.multipliedReportingOverflow(by: columns)
    if overflow { throw .uncountable }
    if diagonal == 0, rows == columns {
      try Storage.checkRoom(for: (elements - rows) / 2 + rows, of: 2 * dtype.itemSize)
    } else {
      try Storage.checkRoom(for: rows, of: dtype.itemSize)
    }
    var total = 0
    for row in 0..<rows {
      total &+= span(row).count
      if row & 0xFFFF == 0xFFFF { try Storage.checkRoom(for: total, of: 2 * dtype.itemSize) }
    }
    try self.init(empty: [2, total], dtype)
    func fill<T: FixedWidthInteger>(_: T.Type) {
      // Each row has as many places as were counted for it.
      var (first, second) = (pointer(T.self), pointer(T.self) + total)
      for row in 0..<rows {
        let columns = span(row)
        first.update(repeating: T(truncatingIfNeeded: row), count: columns.count)
        first += columns.count
        for column in columns {
          second.pointee = T(truncatingIfNeeded: column)
          second += 1
        }
      }
    }
    switch dtype {
    case .int64: fill(Int.self)
    case .int32: fill(Int32.self)
    default:
      var index = 0
      for row in 0..<rows {
        for column in span(row) {
          setElement(at: index, .int(row))
          setElement(at: total + index, .int(column))
          index += 1
        }
      }
    }
  }
}
