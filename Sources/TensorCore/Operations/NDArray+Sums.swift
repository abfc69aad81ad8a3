import CKernels

/// A dimension that a sum is walked along; several of the array's where they can be walked as one.
private struct SumAxis {
  var size: Int
  var stride: Int
  /// Between results, 0 along what is summed.
  var resultStride: Int

  /// Whether the first belongs inside (negative) or outside (positive) of the second; 0 if that is open.
  static func order(_ a: SumAxis, _ b: SumAxis) -> Int {
    if (a.resultStride == 0) != (b.resultStride == 0) { return a.resultStride == 0 ? -1 : 1 }
    if a.resultStride != b.resultStride { return a.resultStride < b.resultStride ? -1 : 1 }
    return IterationOrder.compare((a.stride, a.size), (b.stride, b.size))
  }
}

extension NDArray {
  /// The sums over some dimensions, of an array of single or double precision, real or complex.
  ///
  /// Sums of floating-point numbers depend on the order of additions, and documents print all their digits. So the
  /// dimensions are walked in the order of PyTorch's tensor iterator (`TensorIteratorBase::reorder_dimensions`): what is
  /// summed first, by ascending strides, then what is kept; neighbours are joined where they can be walked as one.
  func added(_ isReduced: [Bool], _ shape: Dims) throws(TorchError) -> NDArray {
    let out = try NDArray(zeros: shape, dtype)
    guard count > 0 else { return out }
    if isContiguous, isReduced.allSatisfy({ $0 }) {
      addSums(count, 1, stride: 1, sumStride: 0, to: out)
      return out
    }
    let axes = sumAxes(isReduced)
    let size = axes.first?.size ?? 1
    let stride = axes.first?.stride ?? 1
    let isSum = axes.first.map { $0.resultStride == 0 } ?? true
    guard isSum else {
      // Every sum has one element. It is added to zero, which -0 notices.
      return try out.add(reshape(shape.array), as: dtype)
    }
    let next = axes.count > 1 ? axes[1] : SumAxis(size: 1, stride: 0, resultStride: 0)
    walk(axes.dropFirst(2)) { from, to in
      addSums(
        size, next.size, from: from, stride: stride, sumStride: next.stride, to: out, at: to,
        resultStride: next.resultStride)
    }
    return out
  }

  /// Adds `number` sums of `size` elements each to `out`; the offsets and strides lie within both arrays.
  private func addSums(
    _ size: Int, _ number: Int, from: Int = 0, stride: Int, sumStride: Int, to out: NDArray, at to: Int = 0,
    resultStride: Int = 0
  ) {
    let (size, number, stride, sumStride) = (Int64(size), Int64(number), Int64(stride), Int64(sumStride))
    let step = Int64(resultStride)
    switch dtype {
    case .float32:
      nb_add_sums_f32(
        size, number, pointer(Float.self) + from, stride, sumStride, out.pointer(Float.self) + to, step)
    case .float64:
      nb_add_sums_f64(
        size, number, pointer(Double.self) + from, stride, sumStride, out.pointer(Double.self) + to, step)
    case .complex64:
      nb_add_complex_sums_f32(
        size, number, pointer(Float.self) + 2 &* from, stride, sumStride, out.pointer(Float.self) + 2 &* to, step)
    default:
      nb_add_complex_sums_f64(
        size, number, pointer(Double.self) + 2 &* from, stride, sumStride, out.pointer(Double.self) + 2 &* to, step)
    }
  }

  /// The sum of all elements, in an array of a shape of one element, of an array of single or double precision in
  /// row-major order; nil for any other.
  func addedUp(as shape: Dims = Dims()) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, isContiguous else { return nil }
    let out = try NDArray(zeros: shape, dtype)
    if count > 0 { addSums(count, 1, stride: 1, sumStride: 0, to: out) }
    return out
  }

  /// The sums over the last dimensions of halves in row-major order, in single precision and in the order of `added`; nil
  /// for any other array.
  ///
  /// - Parameter squares: Whether it is their squares that are added, each rounded before.
  func halvesAddedUp(_ isReduced: [Bool], _ shape: Dims, squares: Bool = false) throws(TorchError) -> NDArray? {
    guard dtype == .float16 || dtype == .bfloat16, isContiguous, count > 0 else { return nil }
    if !squares, let first = isReduced.first, first, let sums = try halfColumnsAddedUp(isReduced, shape) { return sums }
    var (rows, length) = (1, 1)
    for index in 0..<rank {
      if isReduced[index] {
        length &*= self.shape[index]
      } else if length == 1 {
        rows &*= self.shape[index]
      } else if self.shape[index] != 1 {
        return nil
      }
    }
    let out = try NDArray(empty: shape, .float32)
    // There are `rows` results, and the elements are `rows` times `length`.
    nb_sums_of_halves(
      dtype == .bfloat16 ? 1 : 0, squares ? 1 : 0, Int64(rows), Int64(length), pointer(UInt16.self),
      out.pointer(Float.self))
    return out
  }

  /// The sums over dimensions of what `convert` makes of the elements, of single precision and in the order of `added`.
  ///
  /// What is converted is a part of the results' elements at a time, where those stand in blocks in row-major order.
  func addedUpConverted(
    _ isReduced: [Bool], _ shape: Dims, _ convert: (NDArray) throws(TorchError) -> NDArray
  ) throws(TorchError) -> NDArray {
    guard count > NDArray.slabSize else { return try convert(self).added(isReduced, shape) }
    if !isContiguous, isNonOverlappingAndDense {
      // Rows in the order of the memory: each is added by itself, whatever order their sums are in.
      let order = (0..<rank).sorted { (strides[$0], -$0) > (strides[$1], -$1) }
      let (rows, inOrder) = (try permute(order), order.map { isReduced[$0] })
      if let blocks = rows.ownBlocks(inOrder), blocks.columns == 1 {
        let kept = order.filter { !isReduced[$0] }
        let sums = try rows.addedUpConverted(inOrder, Dims(kept.map { self.shape[$0] }), convert)
        let places = (0..<rank).filter { !isReduced[$0] }.compactMap { kept.firstIndex(of: $0) }
        return try sums.permute(places).contiguous().view(shape.array)
      }
    }
    guard let blocks = ownBlocks(isReduced), blocks.count > 1 || blocks.columns > 1 else {
      return try convert(self).added(isReduced, shape)
    }
    let (length, columns) = (blocks.length, blocks.columns)
    let out = try NDArray(empty: shape, .float32)
    /// Some neighbouring columns of some blocks.
    func add(_ first: Int, _ number: Int, _ column: Int, _ width: Int) throws(TorchError) {
      let part = view(
        shape: [number, length, width], strides: [length &* columns, columns, 1],
        offset: offset &+ first &* length &* columns &+ column)
      let sums = try convert(part).added([false, true, false], [number, width])
      out.view(shape: [number, width], strides: [columns, 1], offset: first &* columns &+ column).assign(from: sums)
    }
    let size = length &* columns
    if size <= NDArray.slabSize || columns == 1 {
      let step = Swift.max(1, NDArray.slabSize / size)
      for first in stride(from: 0, to: blocks.count, by: step) {
        try add(first, Swift.min(step, blocks.count - first), 0, columns)
      }
      return out
    }
    // Columns are added in groups of 32, and those that fill no vector of eight in another order: parts begin with whole
    // groups, and the last one has what fills a vector.
    let width = Swift.max(1, NDArray.slabSize / length / 32) &* 32
    for block in 0..<blocks.count {
      var column = 0
      while column < columns {
        let left = columns - column
        let part = left < width + 8 ? left : width
        try add(block, 1, column, part)
        column += part
      }
    }
    return out
  }

  /// The same over the first dimensions, of enough columns; nil for others.
  private func halfColumnsAddedUp(_ isReduced: [Bool], _ shape: Dims) throws(TorchError) -> NDArray? {
    guard let kept = isReduced.firstIndex(of: false), !isReduced[kept...].contains(true) else { return nil }
    var columns = 1
    for index in kept..<rank { columns &*= self.shape[index] }
    guard columns >= 32, count > columns else { return nil }
    let out = try NDArray(empty: shape, .float32)
    // There are as many results as columns, and the elements are rows of them.
    nb_column_sums_of_halves(
      dtype == .bfloat16 ? 1 : 0, Int64(count / columns), Int64(columns), pointer(UInt16.self),
      out.pointer(Float.self))
    return out
  }

  /// The sums of the columns of a matrix in row-major order of more than one row and column, in an array of a shape of as
  /// many elements; nil for any other array.
  func columnsAddedUp(as shape: Dims) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, rank == 2, self.shape[0] > 1, self.shape[1] > 1, isContiguous
    else { return nil }
    let out = try NDArray(zeros: shape, dtype)
    let (rows, columns) = (self.shape[0], self.shape[1])
    addSums(rows, columns, stride: columns, sumStride: 1, to: out, resultStride: 1)
    return out
  }

  /// The sums along one dimension, of a vector or a matrix of more than one row and column, of single or double precision
  /// in row-major order; nil for any other array or dimension.
  func addedUp(along dim: Int, keepdim: Bool) throws(TorchError) -> NDArray? {
    let dim = dim < 0 ? dim &+ rank : dim
    guard dim >= 0, dim < rank else { return nil }
    if rank == 1 { return try addedUp(as: keepdim ? Dims(1) : Dims()) }
    guard rank == 2 else { return nil }
    let (rows, columns) = (shape[0], shape[1])
    if dim == 0 { return try columnsAddedUp(as: keepdim ? Dims(1, columns) : Dims(columns)) }
    guard dtype == .float32 || dtype == .float64, rows > 1, columns > 1, isContiguous else { return nil }
    let out = try NDArray(zeros: keepdim ? Dims(rows, 1) : Dims(rows), dtype)
    addSums(columns, rows, stride: 1, sumStride: columns, to: out, resultStride: 1)
    return out
  }

  /// The dimensions to walk, innermost first.
  private func sumAxes(_ isReduced: [Bool]) -> [SumAxis] {
    var axes: [SumAxis] = []
    var resultStride = 1
    for index in (0..<rank).reversed() where shape[index] != 1 {
      let isSummed = isReduced[index]
      axes.append(SumAxis(size: shape[index], stride: strides[index], resultStride: isSummed ? 0 : resultStride))
      if !isSummed { resultStride &*= shape[index] }
    }
    IterationOrder.sort(&axes, by: SumAxis.order)
    var joined: [SumAxis] = []
    for axis in axes {
      if let last = joined.last, last.size &* last.stride == axis.stride,
        last.size &* last.resultStride == axis.resultStride
      {
        joined[joined.count - 1].size &*= axis.size
      } else {
        joined.append(axis)
      }
    }
    return joined
  }

  /// Calls `body` with the offsets of the array and of the result for every place along the axes.
  private func walk(_ axes: ArraySlice<SumAxis>, _ body: (_ from: Int, _ to: Int) -> Void) {
    var places = [Int](repeating: 0, count: axes.count)
    var (from, to) = (0, 0)
    while true {
      body(from, to)
      var level = 0
      for axis in axes {
        places[level] += 1
        from += axis.stride
        to += axis.resultStride
        if places[level] < axis.size { break }
        from -= axis.size &* axis.stride
        to -= axis.size &* axis.resultStride
        places[level] = 0
        level += 1
      }
      if level == axes.count { return }
    }
  }
}
