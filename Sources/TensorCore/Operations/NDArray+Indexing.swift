extension NDArray {
  /// Where the elements lie that index arrays pick: the shape of the result and, in its order, positions counted from
  /// ``offset``.
  private struct Selection {
    let shape: Dims
    let positions: [Int]
  }

  /// Mask indices become the coordinates of their true elements; integer ones are checked and broadcast together.
  ///
  /// The picked dimensions stand where the first index array stood if the index arrays are neighbours, else in front
  /// (PyTorch: `aten::index`, numpy's advanced indexing).
  private func selection(_ indices: [NDArray?]) throws(TorchError) -> Selection {
    var expanded: [NDArray?] = []
    for index in indices {
      guard let index else {
        expanded.append(nil)
        continue
      }
      switch index.dtype {
      case .bool, .uint8:
        for axis in 0..<index.rank {
          let dim = expanded.count + axis
          guard dim < rank, index.shape[axis] == shape[dim] else {
            let dimension = expanded.count + axis
            throw TorchError(
              .index,
              "The shape of the mask \(index.shape.text) at index \(axis) does not match the shape of the indexed tensor"
                + " \(shape.text) at index \(dimension)")
          }
        }
        let coordinates = try index.nonzero()
        if index.rank == 0 {
          throw TorchError(.index, "a 0-dimensional mask is not supported as an index by nbrun; use x[None] with care")
        }
        for axis in 0..<index.rank { expanded.append(try coordinates.select(1, axis)) }
      case .int64, .int32, .int8, .int16:
        expanded.append(index)
      default:
        throw TorchError(
          .index, "tensors used as indices must be long, int, byte or bool tensors")
      }
    }
    if expanded.count > rank {
      throw TorchError(
        .index, "too many indices for tensor of dimension \(rank)")
    }
    while expanded.count < rank { expanded.append(nil) }
    let arrays = expanded.compactMap { $0 }
    var common = Dims()
    for array in arrays {
      do {
        common = try NDArray.broadcast(common, array.shape)
      } catch {
        throw TorchError(
          .index,
          "shape mismatch: indexing tensors could not be broadcast together with shapes "
            + arrays.map(\.shape.text).joined(separator: ", "))
      }
    }
    let picked = expanded.indices.filter { expanded[$0] != nil }
    var picks = [Int](repeating: 0, count: common.product)
    for dim in picked {
      guard let index = expanded[dim]?.broadcasted(to: common) else { continue }
      let size = shape[dim]
      var number = 0
      var wrong: Int?
      index.forEachPosition { position in
        let value = index.element(at: position).int
        if value < -size || value >= size { wrong = wrong ?? value }
        picks[number] &+= (value < 0 ? value + size : value) &* strides[dim]
        number += 1
      }
      if let wrong {
        throw TorchError(
          .index, "index \(wrong) is out of bounds for dimension \(dim) with size \(size)")
      }
    }
    let areNeighbours = picked.isEmpty || (picked.last ?? 0) - picked[0] == picked.count - 1
    let place = areNeighbours ? picked.first ?? 0 : 0
    var resultShape = Dims()
    var before: [Int] = []
    var after: [Int] = []
    for dim in 0..<rank where expanded[dim] == nil {
      if areNeighbours ? dim < place : false { before.append(dim) } else { after.append(dim) }
    }
    before.forEach { resultShape.append(shape[$0]) }
    common.forEach { resultShape.append($0) }
    after.forEach { resultShape.append(shape[$0]) }
    func offsets(_ dims: [Int]) -> [Int] {
      var result: [Int] = []
      view(shape: Dims(dims.map { shape[$0] }), strides: Dims(dims.map { strides[$0] })).forEachPosition {
        result.append($0)
      }
      return result
    }
    let (outer, inner) = (offsets(before), offsets(after))
    let (total, overflow) = (outer.count &* picks.count).multipliedReportingOverflow(by: Swift.max(inner.count, 1))
    if overflow || total > 1 << 33 {
      throw TorchError(.runtime, "Storage size calculation overflowed with sizes=\(resultShape.text)")
    }
    var positions: [Int] = []
    positions.reserveCapacity(outer.count * picks.count * inner.count)
    for first in outer {
      for pick in picks {
        for last in inner { positions.append(first &+ pick &+ last) }
      }
    }
    return Selection(shape: resultShape, positions: positions)
  }

  /// Elements picked by index arrays, one per dimension from the first; `nil` takes a dimension whole (`x[i, :, j]`).
  ///
  /// - Throws: PyTorch's `IndexError`s.
  package func index(_ indices: [NDArray?]) throws(TorchError) -> NDArray {
    let selection = try selection(indices)
    let out = try NDArray(empty: selection.shape, dtype)
    copyElements(from: selection.positions, to: out)
    return out
  }

  private func copyElements(from positions: [Int], to out: NDArray) {
    func run<T: BitwiseCopyable>(_: T.Type) {
      let (source, target) = (pointer(T.self), out.pointer(T.self))
      for (number, position) in positions.enumerated() { target[number] = source[position] }
    }
    switch dtype.itemSize {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    case 4: run(UInt32.self)
    case 8: run(UInt64.self)
    default: run(SIMD2<UInt64>.self)
    }
  }

  /// Writes `values`, broadcast, into the elements picked by index arrays (`x[i, :, j] = values`); adds them if
  /// `accumulate`.
  package func indexPut(_ indices: [NDArray?], _ values: NDArray, accumulate: Bool = false) throws(TorchError) {
    let selection = try selection(indices)
    let broadcast: NDArray
    do {
      let shape = try NDArray.broadcast(selection.shape, values.shape)
      guard shape == selection.shape else { throw TorchError(.runtime, "") }
      broadcast = try values.cast(to: dtype).broadcasted(to: shape)
    } catch {
      throw TorchError(
        .runtime,
        "shape mismatch: value tensor of shape \(values.shape.text) cannot be broadcast to indexing result of shape"
          + " \(selection.shape.text)")
    }
    var number = 0
    broadcast.forEachPosition { source in
      let target = selection.positions[number]
      number += 1
      let value = broadcast.element(at: source)
      setElement(at: target, accumulate ? NDArray.sum(element(at: target), value) : value)
    }
  }

  /// The sum of two elements of one dtype.
  static func sum(_ a: Scalar, _ b: Scalar) -> Scalar {
    switch (a, b) {
    case (.bool(let x), .bool(let y)): .bool(x || y)
    case (.int(let x), .int(let y)): .int(x &+ y)
    case (.complex, _), (_, .complex): .complex(a.double + b.double, a.imaginary + b.imaginary)
    default: .double(a.double + b.double)
    }
  }

  /// The coordinates of the elements that are not zero, one row each (`torch.nonzero`).
  package func nonzero() throws(TorchError) -> NDArray {
    var coordinates: [Int] = []
    var found = 0
    try forEachIndexedPosition { (place, position, _) throws(TorchError) in
      if element(at: position).isTrue {
        coordinates += place
        found += 1
      }
    }
    let out = try NDArray(empty: [found, rank], .int64)
    let target = out.pointer(Int.self)
    for (number, value) in coordinates.enumerated() { target[number] = value }
    return out
  }

  /// Slices picked along a dimension (`torch.index_select`).
  package func indexSelect(_ dim: Int, _ index: NDArray) throws(TorchError) -> NDArray {
    let dim = try wrap(dim)
    guard index.rank <= 1 else {
      throw TorchError(.index, "index_select(): Index is supposed to be a vector")
    }
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "index_select(): Expected dtype int32 or int64 for index")
    }
    if rank == 0 { return try cloneContiguous() }
    var target = shape
    target[dim] = index.count
    let size = shape[dim]
    let out = try NDArray(empty: target, dtype)
    for (number, scalar) in index.elements.enumerated() {
      guard scalar.int >= 0, scalar.int < size else {
        throw TorchError(.runtime, "INDICES element is out of DATA bounds, id=\(scalar.int) axis_dim=\(size)")
      }
      try out.select(dim, number).assign(from: try select(dim, scalar.int))
    }
    return out
  }

  /// What a scatter does with an element that is there already.
  package enum ScatterReduction: Sendable {
    case replace, add, multiply, amax, amin
  }

  /// Writes `source` (or one number) where an index array says: `self[index[i][j]][j] = source[i][j]` for dimension 0
  /// (`scatter_`, `scatter_add_`).
  package func scatter(
    _ dim: Int, _ index: NDArray, _ source: NDArray, _ reduction: ScatterReduction, name: String
  ) throws(TorchError) {
    let dim = try wrap(dim)
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "\(name)(): Expected dtype int64 for index")
    }
    let isNumber = source.rank == 0
    if index.count == 0 { return }
    guard Swift.max(index.rank, 1) == Swift.max(rank, 1) else {
      throw TorchError(
        .runtime, "Index tensor must have the same number of dimensions as self tensor")
    }
    if !isNumber {
      guard source.dtype == dtype else {
        throw TorchError(.runtime, "\(name)(): Expected self.dtype to be equal to src.dtype")
      }
      guard Swift.max(index.rank, 1) == Swift.max(source.rank, 1) else {
        throw TorchError(
          .runtime, "Index tensor must have the same number of dimensions as src tensor")
      }
    }
    for axis in 0..<index.rank {
      let exceedsSelf = axis != dim && axis < rank && index.shape[axis] > shape[axis]
      let exceedsSource = !isNumber && axis < source.rank && index.shape[axis] > source.shape[axis]
      if exceedsSelf || exceedsSource {
        throw TorchError(
          .runtime,
          "Expected index \(index.shape.text) to be no larger than self \(shape.text) apart from dimension \(dim)"
            + (isNumber ? "" : " and to be no larger size than src \(source.shape.text)"))
      }
    }
    let size = rank == 0 ? 1 : shape[dim]
    try index.forEachIndexedPosition { (coordinates, position, _) throws(TorchError) in
      let value = index.element(at: position).int
      guard value >= 0, value < size else {
        throw TorchError(.runtime, "index \(value) is out of bounds for dimension \(dim) with size \(size)")
      }
      var target = 0
      var origin = 0
      for axis in 0..<rank {
        target &+= (axis == dim ? value : coordinates[axis]) &* strides[axis]
        if !isNumber { origin &+= coordinates[axis] &* source.strides[axis] }
      }
      let new = source.element(at: origin)
      let old = element(at: target)
      switch reduction {
      case .replace: setElement(at: target, new)
      case .add: setElement(at: target, NDArray.sum(old, new))
      case .multiply:
        if case .int(let a) = old, case .int(let b) = new {
          setElement(at: target, .int(a &* b))
        } else {
          setElement(at: target, .double(old.double * new.double))
        }
      case .amax: if new.double > old.double { setElement(at: target, new) }
      case .amin: if new.double < old.double { setElement(at: target, new) }
      }
    }
  }

  // MARK: Joining

  /// Arrays one after the other along a dimension (`torch.cat`), in the promoted dtype.
  ///
  /// - Throws: PyTorch's errors for an empty list and for sizes that do not fit.
  package static func cat(_ arrays: [NDArray], _ dim: Int) throws(TorchError) -> NDArray {
    guard let first = arrays.first else {
      throw TorchError(.value, "expected a non-empty list of Tensors")
    }
    for (number, array) in arrays.enumerated() where array.rank == 0 {
      throw TorchError(
        .runtime, "zero-dimensional tensor (at position \(number)) cannot be concatenated")
    }
    // Old code joins with torch.tensor([]), so a one-dimensional empty array fits everything.
    let relevant = arrays.filter { !($0.rank == 1 && $0.count == 0) }
    var promotion = TypePromotion()
    for array in arrays { promotion.add(array.dtype, rank: array.rank) }
    let dtype = promotion.result()
    guard let model = relevant.first else { return try first.cast(to: dtype).cloneContiguous() }
    let dim = try model.wrap(dim)
    var shape = model.shape
    shape[dim] = 0
    for (number, array) in arrays.enumerated() where !(array.rank == 1 && array.count == 0) {
      if array.rank != model.rank {
        throw TorchError(
          .runtime,
          "Tensors must have same number of dimensions: got \(model.rank) and \(array.rank)")
      }
      for axis in 0..<model.rank where axis != dim && array.shape[axis] != model.shape[axis] {
        throw TorchError(
          .runtime,
          "Sizes of tensors must match except in dimension \(dim). Expected size \(model.shape[axis]) but got size"
            + " \(array.shape[axis]) for tensor number \(number) in the list.")
      }
      shape[dim] &+= array.shape[dim]
    }
    let out = try NDArray(empty: shape, dtype)
    var start = 0
    for array in relevant {
      try out.slice(dim, from: start, to: start + array.shape[dim]).assign(from: array)
      start += array.shape[dim]
    }
    return out
  }

  /// Arrays of one shape side by side along a new dimension (`torch.stack`).
  package static func stack(_ arrays: [NDArray], _ dim: Int) throws(TorchError) -> NDArray {
    guard let first = arrays.first else {
      throw TorchError(.runtime, "stack expects a non-empty TensorList")
    }
    let dim = try wrap(dim, rank: first.rank + 1)
    var parts: [NDArray] = []
    for (number, array) in arrays.enumerated() {
      if array.shape != first.shape {
        throw TorchError(
          .runtime,
          "stack expects each tensor to be equal size, but got \(first.shape.text) at entry 0 and \(array.shape.text) at"
            + " entry \(number)")
      }
      parts.append(try array.unsqueeze(dim))
    }
    return try cat(parts, dim)
  }

  /// `tensor.repeat(sizes)`
  package func tiled(_ repeats: [Int]) throws(TorchError) -> NDArray {
    if repeats.count < rank {
      throw TorchError(
        .runtime, "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    }
    var source = self
    while source.rank < repeats.count { source = try source.unsqueeze(0) }
    var target = source.shape
    for (dim, times) in repeats.enumerated() {
      if times < 0 {
        throw TorchError(
          .runtime, "Trying to create tensor with negative dimension \(times &* target[dim]): \(Dims(repeats).text)")
      }
      target[dim] = target[dim].multipliedReportingOverflow(by: times).overflow ? Int.max : target[dim] * times
    }
    let out = try NDArray(empty: target, dtype)
    // Each dimension of the result is looked at as (times, size).
    var shape: [Int] = []
    var origin: [Int] = []
    for dim in 0..<repeats.count {
      shape += [repeats[dim], source.shape[dim]]
      origin += [0, source.strides[dim]]
    }
    let pairs = out.view(shape: Dims(shape), strides: Dims(shape).contiguousStrides)
    pairs.assign(from: source.view(shape: Dims(shape), strides: Dims(origin)))
    return out
  }

  /// The order reversed in some dimensions (`torch.flip`).
  package func flip(_ dims: [Int]) throws(TorchError) -> NDArray {
    let isFlipped = try reductionDims(dims.isEmpty ? [] : dims)
    if dims.isEmpty { return try cloneContiguous() }
    var start = 0
    var reversed = strides
    for dim in 0..<rank where isFlipped[dim] {
      start &+= Swift.max(shape[dim] - 1, 0) &* strides[dim]
      reversed[dim] = 0 &- strides[dim]
    }
    return try view(shape: shape, strides: reversed, offset: offset &+ start).cloneContiguous()
  }

  /// The part on and below (`lower`) or above a diagonal, zero elsewhere (`torch.tril`, `torch.triu`).
  package func triangle(lower: Bool, diagonal: Int, name: String) throws(TorchError) -> NDArray {
    guard rank >= 2 else {
      throw TorchError(.runtime, "\(name): input tensor must have at least 2 dimensions")
    }
    let out = try cloneContiguous()
    try out.forEachIndexedPosition { (coordinates, position, _) throws(TorchError) in
      let distance = coordinates[rank - 1] - coordinates[rank - 2]
      if lower ? distance > diagonal : distance < diagonal { out.setElement(at: position, .int(0)) }
    }
    return out
  }

  /// Running sums or products along a dimension (`torch.cumsum`, `torch.cumprod`).
  package func cumulative(_ dim: Int, product: Bool, dtype: DType? = nil) throws(TorchError) -> NDArray {
    let dim = try wrap(dim)
    let type = dtype ?? (self.dtype.isIntegral ? .int64 : self.dtype)
    let compute: DType = type.isIntegral ? .int64 : type.isComplex ? .complex128 : .float64
    let out = try cast(to: type).cast(to: compute).cloneContiguous()
    if rank > 0, shape[dim] > 1 {
      for index in 1..<shape[dim] {
        let (last, here) = (try out.select(dim, index - 1), try out.select(dim, index))
        here.assign(from: product ? try here.mul(last, as: compute) : try here.add(last, as: compute))
      }
    }
    return try out.cast(to: type)
  }

  // MARK: Order

  /// The elements along a dimension in order, and where each stood (`torch.sort`); nan counts as largest. Equal elements
  /// keep their order.
  package func sort(_ dim: Int, descending: Bool) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let dim = try wrap(dim)
    if dtype.isComplex { throw TorchError(.runtime, "Sort currently does not support complex dtypes on CPU") }
    if rank == 0 { return (try cloneContiguous(), try NDArray(zeros: Dims(), .int64)) }
    let indices = try NDArray(empty: shape, .int64)
    let lastValues = try transpose(dim, rank - 1).contiguous()
    let lastIndices = try indices.transpose(dim, rank - 1)
    let size = shape[dim]
    let rows = size == 0 ? 0 : count / size
    func run<T: OrderedElement>(_ values: NDArray, _: T.Type) {
      let source = values.pointer(T.self)
      var positions: [Int] = []
      lastIndices.forEachPosition { positions.append($0) }
      let target = lastIndices.pointer(Int.self)
      for row in 0..<rows {
        let line = source + row * size
        func precedes(_ a: Int, _ b: Int) -> Bool {
          let (x, y) = descending ? (line[b], line[a]) : (line[a], line[b])
          return T.isLess(x, y) || (T.isNaN(y) && !T.isNaN(x))
        }
        let order = (0..<size).sorted { precedes($0, $1) }
        for (place, from) in order.enumerated() { target[positions[row * size + place]] = from }
      }
    }
    if dtype.isIntegral {
      run(try lastValues.cast(to: .int64), Int.self)
    } else {
      run(try lastValues.cast(to: .float64), Double.self)
    }
    return (try gather(dim, indices), indices)
  }
}
