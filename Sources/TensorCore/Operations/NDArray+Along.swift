import CKernels

// Loops in C along dimensions of arrays of `float32`, `float64` and `int64`.

extension NDArray {
  /// An array's elements as blocks of `length` rows of `columns` elements, in row-major order.
  struct Blocks {
    let array: NDArray
    let count: Int
    let length: Int
    let columns: Int

    /// Calls `body` with the places of the first element of each block and of its first result.
    @inline(__always) func forEach(_ body: (_ source: Int, _ target: Int) -> Void) {
      for block in 0..<count { body(block &* length &* columns, block &* columns) }
    }
  }

  /// The blocks of this array whose rows are reduced, if it is in row-major order and the reduced dimensions are
  /// neighbours; nil otherwise, and if there are no elements.
  func ownBlocks(_ isReduced: [Bool]) -> Blocks? {
    guard isContiguous else { return nil }
    var (count, length, columns) = (1, 1, 1)
    for index in 0..<rank {
      if isReduced[index] {
        // The ones before were taken for columns, which they are not if more is reduced behind them.
        if columns != 1 { return nil }
        length &*= shape[index]
      } else if length == 1 {
        count &*= shape[index]
      } else {
        columns &*= shape[index]
      }
    }
    return self.count > 0 ? Blocks(array: self, count: count, length: length, columns: columns) : nil
  }

  /// The blocks whose rows are reduced: of this array, if the reduced dimensions are neighbours, or of a copy.
  func blocks(_ isReduced: [Bool]) throws(TorchError) -> Blocks {
    if let own = ownBlocks(isReduced) { return own }
    let (rows, outer, inner) = try rows(isReduced)
    return Blocks(array: rows, count: outer, length: inner, columns: 1)
  }

  /// The largest or smallest elements of blocks with rows; nan wins.
  func extremum(of blocks: Blocks, max: Bool, into out: NDArray) {
    let largest: Int32 = max ? 1 : 0
    let (length, columns) = (Int64(blocks.length), Int64(blocks.columns))
    // Each block has `length` rows of `columns` elements, and as many results as columns.
    switch blocks.array.dtype {
    case .float32:
      let (from, to) = (blocks.array.pointer(Float.self), out.pointer(Float.self))
      if columns == 1 { return nb_extrema_f32(largest, Int64(blocks.count), length, from, to) }
      blocks.forEach { nb_extremum_columns_f32(largest, length, columns, from + $0, columns, to + $1) }
    case .float64:
      let (from, to) = (blocks.array.pointer(Double.self), out.pointer(Double.self))
      if columns == 1 { return nb_extrema_f64(largest, Int64(blocks.count), length, from, to) }
      blocks.forEach { nb_extremum_columns_f64(largest, length, columns, from + $0, columns, to + $1) }
    default:
      let (from, to) = (blocks.array.pointer(Int64.self), out.pointer(Int64.self))
      if columns == 1 { return nb_extrema_i64(largest, Int64(blocks.count), length, from, to) }
      nb_extrema_integers(largest, NB_I64, Int64(blocks.count), length, columns, from, to)
    }
  }

  /// Reduces blocks whose elements are brought to the type of `out` a part at a time, by a rule that also reduces what it
  /// gave for parts.
  func reduceByParts(
    _ blocks: Blocks, into out: NDArray, _ reduce: (_ blocks: Blocks, _ out: NDArray) -> Void
  ) throws(TorchError) {
    let (length, columns) = (blocks.length, blocks.columns)
    /// So many elements from a place on, in the type of the result.
    func part(_ start: Int, _ count: Int) throws(TorchError) -> NDArray {
      try blocks.array.run(start, count).cast(to: out.dtype)
    }
    let size = length &* columns
    guard size > NDArray.slabSize else {
      // Several blocks at a time.
      let step = NDArray.slabSize / Swift.max(size, 1)
      for block in stride(from: 0, to: blocks.count, by: step) {
        let count = Swift.min(step, blocks.count - block)
        let elements = try part(block &* size, count &* size)
        reduce(
          Blocks(array: elements, count: count, length: length, columns: columns),
          out.run(block &* columns, count &* columns))
      }
      return
    }
    // Several rows of a block at a time, and then what they gave.
    let rows = Swift.max(1, NDArray.slabSize / columns)
    let parts = (length + rows - 1) / rows
    let results = try NDArray(empty: Dims(parts, columns), out.dtype)
    for block in 0..<blocks.count {
      for number in 0..<parts {
        let first = number &* rows
        let count = Swift.min(rows, length - first)
        let elements = try part(block &* size &+ first &* columns, count &* columns)
        reduce(
          Blocks(array: elements, count: 1, length: count, columns: columns), results.run(number &* columns, columns))
      }
      reduce(
        Blocks(array: results, count: 1, length: parts, columns: columns), out.run(block &* columns, columns))
    }
  }

  /// Elements of a row-major array that lie one behind the other, from a place on.
  func run(_ start: Int, _ count: Int) -> NDArray {
    view(shape: Dims(count), strides: Dims(1), offset: offset &+ start)
  }

  /// The rows in which the largest or smallest elements of blocks stand, the first of equals, nan before all; and into
  /// `values`, if it is not nil, the elements.
  func extremumPlaces(of blocks: Blocks, max: Bool, into out: NDArray, values: NDArray? = nil) {
    let largest: Int32 = max ? 1 : 0
    let (length, columns) = (Int64(blocks.length), Int64(blocks.columns))
    let to = out.pointer(Int64.self)
    // Each block has `length` rows of `columns` elements, and as many results as columns.
    if let type = blocks.array.dtype == .bool ? NB_U8 : blocks.array.dtype.integer, type != NB_I64 {
      return nb_extremum_places_integers(
        largest, type, Int64(blocks.count), length, columns, blocks.array.start, to, values?.start)
    }
    switch blocks.array.dtype {
    case .float32:
      let from = blocks.array.pointer(Float.self)
      let found = values?.pointer(Float.self)
      if columns == 1 { return nb_extremum_places_f32(largest, Int64(blocks.count), length, from, to, found) }
      blocks.forEach { source, target in
        nb_extremum_column_places_f32(
          largest, length, columns, from + source, columns, to + target, found.map { $0 + target })
      }
    case .float64:
      let from = blocks.array.pointer(Double.self)
      let found = values?.pointer(Double.self)
      if columns == 1 { return nb_extremum_places_f64(largest, Int64(blocks.count), length, from, to, found) }
      blocks.forEach { source, target in
        nb_extremum_column_places_f64(
          largest, length, columns, from + source, columns, to + target, found.map { $0 + target })
      }
    default:
      let from = blocks.array.pointer(Int64.self)
      let found = values?.pointer(Int64.self)
      if columns == 1 { return nb_extremum_places_i64(largest, Int64(blocks.count), length, from, to, found) }
      blocks.forEach { source, target in
        nb_extremum_column_places_i64(
          largest, length, columns, from + source, columns, to + target, found.map { $0 + target })
      }
    }
  }

  /// The products of the columns of blocks, one factor after the other, those of rows side by side as PyTorch multiplies;
  /// of half types, each product rounded, in single precision.
  ///
  /// - Parameter inOrder: Whether those of rows take one factor after the other, too.
  func products(of blocks: Blocks, inOrder: Bool, into out: NDArray) {
    let (count, length, columns) = (Int64(blocks.count), Int64(blocks.length), Int64(blocks.columns))
    // Each block has `length` rows of `columns` elements, and as many results as columns.
    switch blocks.array.dtype {
    case .float32:
      let (from, to) = (blocks.array.pointer(Float.self), out.pointer(Float.self))
      if columns == 1, !inOrder { return nb_products_f32(count, length, from, to) }
      blocks.forEach { nb_product_columns_f32(length, columns, from + $0, columns, to + $1) }
    case .float64:
      let (from, to) = (blocks.array.pointer(Double.self), out.pointer(Double.self))
      if columns == 1, !inOrder { return nb_products_f64(count, length, from, to) }
      blocks.forEach { nb_product_columns_f64(length, columns, from + $0, columns, to + $1) }
    case .float16, .bfloat16:
      let isBFloat: Int32 = blocks.array.dtype == .bfloat16 ? 1 : 0
      let (from, to) = (blocks.array.pointer(UInt16.self), out.pointer(Float.self))
      if columns == 1, !inOrder { return nb_products_of_halves(isBFloat, count, length, from, to) }
      blocks.forEach { nb_product_columns_of_halves(isBFloat, length, columns, from + $0, columns, to + $1) }
    default:
      let (from, to) = (blocks.array.pointer(Int64.self), out.pointer(Int64.self))
      if columns == 1 { return nb_products_i64(count, length, from, to) }
      blocks.forEach { nb_product_columns_i64(length, columns, from + $0, columns, to + $1) }
    }
  }

  /// The means of the columns of blocks and the sums of the squared distances from them, in double precision; `before`
  /// elements of each column are in them already.
  func spread(of blocks: Blocks, after before: Int = 0, means: NDArray, squares: NDArray) {
    let before = Int64(before)
    let (length, columns) = (Int64(blocks.length), Int64(blocks.columns))
    let (centres, distances) = (means.pointer(Double.self), squares.pointer(Double.self))
    // Each block has `length` rows of `columns` elements, and as many results as columns; lines that lie one behind the
    // other are blocks of one column.
    if blocks.array.dtype == .float32 {
      let from = blocks.array.pointer(Float.self)
      if columns == 1 {
        return nb_spread_f32(before, length, Int64(blocks.count), from, 1, length, centres, distances)
      }
      blocks.forEach { nb_spread_f32(before, length, columns, from + $0, columns, 1, centres + $1, distances + $1) }
    } else {
      let from = blocks.array.pointer(Double.self)
      if columns == 1 {
        return nb_spread_f64(before, length, Int64(blocks.count), from, 1, length, centres, distances)
      }
      blocks.forEach { nb_spread_f64(before, length, columns, from + $0, columns, 1, centres + $1, distances + $1) }
    }
  }

  /// The sums of the columns of blocks of `int64`.
  func integerSums(of blocks: Blocks, into out: NDArray) {
    let (from, to) = (blocks.array.pointer(Int64.self), out.pointer(Int64.self))
    blocks.forEach {
      nb_sum_columns_i64(Int64(blocks.length), Int64(blocks.columns), from + $0, Int64(blocks.columns), to + $1)
    }
  }

  /// Running sums or products of `float32`, `float64`, `int64` or complex numbers along a dimension, whatever the strides,
  /// into a contiguous array, or into memory that fits: a total is written where its element was read, or apart from all
  /// of them. Single precision adds in double precision, as PyTorch's kernel does.
  func runningTotals(_ axis: Int, product: Bool, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    let out: NDArray
    if let target, target.dtype == dtype, target.shape == shape, target.mayBeWritten(whileReading: self) {
      out = target
    } else {
      out = try NDArray(empty: shape, dtype)
    }
    if rank == 0 || count == 0 {
      out.assign(from: self)
      return out
    }
    let multiplies: Int32 = product ? 1 : 0
    let (length, step, outStep) = (Int64(shape[axis]), Int64(strides[axis]), Int64(out.strides[axis]))
    var (others, from, to) = (shape, strides, out.strides)
    others.remove(at: axis)
    from.remove(at: axis)
    to.remove(at: axis)
    let loop = StridedLoop(shape: others, [(to, 1), (from, 1)])
    // Every line starts at an element and has `length` elements within the layouts of both arrays.
    @inline(__always) func run<T>(
      _ type: T.Type,
      _ lines: (Int64, UnsafePointer<T>, Int64, UnsafeMutablePointer<T>, Int64) -> Void,
      _ columns: (Int64, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
    ) where T: BitwiseCopyable {
      let (source, target) = (pointer(type), out.pointer(type))
      loop.run { offsets, count, strides in
        if strides[0] == 1, strides[1] == 1, count > 1 {
          return columns(Int64(count), source + offsets[1], target + offsets[0])
        }
        lines(Int64(count), source + offsets[1], Int64(strides[1]), target + offsets[0], Int64(strides[0]))
      }
    }
    switch dtype {
    case .float32:
      run(
        Float.self, { nb_running_lines_f32(multiplies, $0, length, $1, $2, step, $3, $4, outStep) },
        { nb_running_columns_f32(multiplies, length, $0, $1, step, $2, outStep) })
    case .float64:
      run(
        Double.self, { nb_running_lines_f64(multiplies, $0, length, $1, $2, step, $3, $4, outStep) },
        { nb_running_columns_f64(multiplies, length, $0, $1, step, $2, outStep) })
    case .complex64, .complex128:
      let isSingle = dtype == .complex64
      loop.run { offsets, count, strides in
        let (count, by, outBy) = (Int64(count), Int64(strides[1]), Int64(strides[0]))
        if isSingle {
          nb_running_complex_f32(
            multiplies, count, length, pointer(Float.self) + 2 &* offsets[1], by, step,
            out.pointer(Float.self) + 2 &* offsets[0], outBy, outStep)
        } else {
          nb_running_complex_f64(
            multiplies, count, length, pointer(Double.self) + 2 &* offsets[1], by, step,
            out.pointer(Double.self) + 2 &* offsets[0], outBy, outStep)
        }
      }
    default:
      run(
        Int64.self, { nb_running_lines_i64(multiplies, $0, length, $1, $2, step, $3, $4, outStep) },
        { nb_running_columns_i64(multiplies, length, $0, $1, step, $2, outStep) })
    }
    return out
  }
}
