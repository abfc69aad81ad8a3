import CKernels

extension NDArray {
  /// Which rows of the last dimension, which is kept, hold -inf alone; nil if there is none.
  package func rowsOfNegativeInfinity() throws(TorchError) -> NDArray? {
    guard isContiguous, dtype == .float32 || dtype == .float64, let length = shape.last, length > 0 else {
      let isMasked = try compare(.eq, NDArray(scalar: .double(-.infinity), dtype), as: dtype)
      let isEmpty = try isMasked.truth(all: true, [-1], keepdim: true)
      return try isEmpty.truth(all: false).element(at: 0).isTrue ? isEmpty : nil
    }
    var result: NDArray?
    func run<T: BinaryFloatingPoint>(_: T.Type) throws(TorchError) {
      let rows = pointer(T.self)
      // There is one result for each row, most of which end the search with their first element.
      for row in 0..<(count / length) {
        let line = rows + row &* length
        var place = 0
        while place < length, line[place] == -T.infinity { place += 1 }
        guard place == length else { continue }
        if result == nil { result = try NDArray(zeros: Dims(shape.array.dropLast() + [1]), .bool) }
        result?.setElement(at: row, .bool(true))
      }
    }
    if dtype == .float32 { try run(Float.self) } else { try run(Double.self) }
    return result
  }
}

extension NDArray {
  /// The dimensions a reduction runs over, each once; all of them for `nil` and for an empty list.
  ///
  /// - Throws: PyTorch's errors for dimensions out of range or named twice.
  package func reductionDims(_ dims: [Int]?) throws(TorchError) -> [Bool] {
    try checkWalk()
    let reducesAll = dims?.isEmpty ?? true
    var isReduced: [Bool] = []
    isReduced.reserveCapacity(Swift.max(rank, 1))
    // Not by `init(repeating:count:)`, which looks the type of its storage up every time.
    for _ in 0..<(reducesAll ? rank : Swift.max(rank, 1)) { isReduced.append(reducesAll) }
    guard let dims, !reducesAll else { return isReduced }
    for dim in dims {
      let index = try wrap(dim)
      if isReduced[index] {
        throw TorchError(.runtime, "dim \(index) appears multiple times in the list of dims")
      }
      isReduced[index] = true
    }
    return rank == 0 ? [] : isReduced
  }

  /// The shape that is left after reducing dimensions.
  package func reducedShape(_ isReduced: [Bool], keepdim: Bool) -> Dims {
    var result = Dims()
    for index in 0..<rank {
      if !isReduced[index] {
        result.append(shape[index])
      } else if keepdim {
        result.append(1)
      }
    }
    return result
  }

  /// The array with the reduced dimensions last, contiguous.
  ///
  /// - Returns: the rows, the number of them and their length.
  func rows(_ isReduced: [Bool]) throws(TorchError) -> (rows: NDArray, outer: Int, inner: Int) {
    var (leading, trailing) = (1, 1)
    var isInOrder = true
    var hasReduced = false
    for index in 0..<rank {
      if isReduced[index] {
        hasReduced = true
        trailing &*= shape[index]
      } else {
        if hasReduced { isInOrder = false }
        leading &*= shape[index]
      }
    }
    if isInOrder, isContiguous { return (self, leading, trailing) }
    let kept = (0..<rank).filter { !isReduced[$0] }
    let reduced = (0..<rank).filter { isReduced[$0] }
    let outer = kept.reduce(1) { $0 &* shape[$1] }
    let inner = reduced.reduce(1) { $0 &* shape[$1] }
    return (try permute(kept + reduced).contiguous(), outer, inner)
  }

  /// The sum over dimensions in `dtype` (`torch.sum`); half types add in single precision, as PyTorch does.
  package func sum(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws(TorchError) -> NDArray {
    if dims == nil, !keepdim, dtype == nil || dtype == self.dtype, let sum = try addedUp() { return sum }
    if let dims, dims.count == 1, dtype == nil || dtype == self.dtype,
      let sums = try addedUp(along: dims[0], keepdim: keepdim)
    {
      return sums
    }
    let type = dtype ?? (self.dtype.isIntegral ? .int64 : self.dtype)
    let isReduced = try reductionDims(dims)
    let compute = type.isIntegral ? DType.int64 : type.computeType
    let shape = reducedShape(isReduced, keepdim: keepdim)
    if compute == .int64 {
      if let result = try reducedAsItLies(
        dims, keepdim: keepdim,
        { (x, dims) throws(TorchError) in
          try x.sum(dims, keepdim: true, dtype: dtype)
        })
      {
        return result
      }
    }
    if type == self.dtype, let sums = try halvesAddedUp(isReduced, shape) { return try sums.cast(to: type) }
    if compute == .int64, type == compute, self.dtype != compute, self.dtype.isIntegral {
      let out = try NDArray(empty: shape, compute)
      try reduceByParts(try blocks(isReduced), into: out) { integerSums(of: $0, into: $1) }
      return out
    }
    if compute == .float32, self.dtype != compute || type != compute {
      return try addedUpConverted(isReduced, shape) { (part) throws(TorchError) in
        try part.cast(to: type).cast(to: compute)
      }.cast(to: type)
    }
    let input = try cast(to: type).cast(to: compute)
    if compute != .int64 { return try input.added(isReduced, shape).cast(to: type) }
    let out = try NDArray(empty: shape, compute)
    integerSums(of: try input.blocks(isReduced), into: out)
    return try out.cast(to: type)
  }

  /// How many elements are not zero, along dimensions or altogether (`torch.count_nonzero`).
  package func countNonzero(_ dims: [Int]? = nil, keepdim: Bool = false) throws(TorchError) -> NDArray {
    if dtype == .bool { return try sum(dims, keepdim: keepdim) }
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.countNonzero(dims, keepdim: true)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    return try reducedByParts(isReduced, keepdim: keepdim, as: .bool, [.int64]) {
      (part, results) throws(TorchError) in
      guard part.count > NDArray.slabSize else {
        results[0].assign(from: try part.cast(to: .bool).sum(dims, keepdim: keepdim))
        return
      }
      var total = 0
      try part.eachRun(as: .bool) { (run) throws(TorchError) in total &+= try run.sum().element(at: 0).int }
      results[0].fill(.int(total))
    }[0]
  }

  /// What a norm adds up over dimensions, of real numbers, in single or double precision and as PyTorch does: squares of
  /// rows by the lanes of a vector, all else one after the other.
  ///
  /// - Parameter convert: Makes what is added of elements of the type in which they are; may be missing.
  package func normSum(
    _ norm: NormTerm, _ dims: [Int]?, keepdim: Bool, of convert: ((NDArray) throws(TorchError) -> NDArray)? = nil
  ) throws(TorchError) -> NDArray {
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.normSum(norm, dims, keepdim: true, of: convert)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    let compute = dtype.computeType
    return try reducedByParts(isReduced, keepdim: keepdim, as: compute, converts: convert != nil, [compute]) {
      (part, results) throws(TorchError) in
      let out = results[0]
      out.fill(.int(0))
      func add(_ part: NDArray) throws(TorchError) {
        let elements = try part.cast(to: compute)
        let added = if let convert { try convert(elements) } else { elements }
        NDArray.addNorm(norm, of: try added.blocks(part.rank == isReduced.count ? isReduced : [true]), to: out)
      }
      guard part.count > NDArray.slabSize, part.dtype != compute || convert != nil || part.ownBlocks(isReduced) == nil
      else { return try add(part) }
      // One number of many elements: what is added one after the other goes on, other sums are put together.
      switch norm {
      case .size where convert != nil: try part.eachParts(add)
      case .size: try part.eachRun(as: compute) { (run) throws(TorchError) in try add(run) }
      case .count: out.assign(from: try part.countNonzero().view(out.shape.array))
      case .square: out.setElement(at: 0, .double(try part.squaresAddedUp()))
      }
    }[0]
  }

  /// Adds what a norm adds up of blocks.
  private static func addNorm(_ norm: NormTerm, of blocks: Blocks, to out: NDArray) {
    let (code, count, length, columns) = (
      norm.code, Int64(blocks.count), Int64(blocks.length), Int64(blocks.columns)
    )
    // Each block has `length` rows of `columns` elements, and as many results as columns.
    if out.dtype == .float32 {
      nb_norm_sums_f32(code, count, length, columns, blocks.array.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_norm_sums_f64(code, count, length, columns, blocks.array.pointer(Double.self), out.pointer(Double.self))
    }
  }

  /// The sum of the squares of all elements, of single or double precision, as that of a row.
  private func squaresAddedUp() throws(TorchError) -> Double {
    func run<T: BinaryFloatingPoint>(
      _: T.Type, _ lanes: Int, _ add: (Int64, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Int64,
      _ total: (UnsafePointer<T>, Int64, UnsafePointer<T>) -> T
    ) throws(TorchError) -> Double {
      var sums = [T](repeating: 0, count: lanes)
      var sum: T?
      // All runs but the last are whole vectors, of which the lanes take the squares.
      try eachRun(as: dtype, group: lanes) { (run) throws(TorchError) in
        let (elements, length) = (run.pointer(T.self), Int64(run.count))
        let done = add(length, elements, &sums)
        if done < length { sum = total(sums, length - done, elements + Int(done)) }
      }
      return Double(sum ?? total(sums, 0, pointer(T.self)))
    }
    return dtype == .float32
      ? try run(Float.self, Int(NB_LANES_F32), nb_add_squares_f32, nb_sum_of_square_lanes_f32)
      : try run(Double.self, Int(NB_LANES_F64), nb_add_squares_f64, nb_sum_of_square_lanes_f64)
  }

  /// The sum of the squares of halves, each rounded to single precision before.
  package func squareSumOfHalves(_ dims: [Int]?, keepdim: Bool) throws(TorchError) -> NDArray {
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.squareSumOfHalves(dims, keepdim: true)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    let shape = reducedShape(isReduced, keepdim: keepdim)
    if let sums = try halvesAddedUp(isReduced, shape, squares: true) { return sums }
    return try addedUpConverted(isReduced, shape) { (part) throws(TorchError) in
      let elements = try part.cast(to: .float32)
      return try elements.mul(elements, as: .float32, into: elements)
    }
  }

  /// The sum over dimensions of the elements that are numbers (`torch.nansum`), of a floating-point array.
  package func numberSum(_ dims: [Int]?, keepdim: Bool, dtype: DType?) throws(TorchError) -> NDArray {
    let type = dtype ?? self.dtype
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.numberSum(dims, keepdim: true, dtype: dtype)
      })
    {
      return result
    }
    guard type.computeType == .float32 else {
      return try withoutNaN().sum(dims, keepdim: keepdim, dtype: dtype)
    }
    let isReduced = try reductionDims(dims)
    return try addedUpConverted(isReduced, reducedShape(isReduced, keepdim: keepdim)) { (part) throws(TorchError) in
      try part.withoutNaN().cast(to: type).cast(to: .float32)
    }.cast(to: type)
  }

  /// A row-major copy with zeros for what is no number.
  private func withoutNaN() throws(TorchError) -> NDArray {
    let out = try cloneContiguous()
    let count = Int64(out.count)
    switch dtype {
    case .float16: nb_clear_nans_f16(count, out.pointer(UInt16.self))
    case .bfloat16: nb_clear_nans_bf16(count, out.pointer(UInt16.self))
    case .float32: nb_clear_nans_f32(count, out.pointer(UInt32.self))
    default: nb_clear_nans_f64(count, out.pointer(UInt64.self))
    }
    return out
  }

  /// The largest or smallest distance from zero over dimensions, of real numbers; nan wins.
  package func extremeSize(max: Bool, _ dims: [Int]?, keepdim: Bool) throws(TorchError) -> NDArray {
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.extremeSize(max: max, dims, keepdim: true)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    let compute = dtype.computeType
    return try reducedByParts(isReduced, keepdim: keepdim, as: compute, converts: true, [compute]) {
      (part, results) throws(TorchError) in
      guard part.count > NDArray.slabSize else {
        extremum(of: try part.cast(to: compute).abs().blocks(isReduced), max: max, into: results[0])
        return
      }
      // The extremum of the extrema of parts.
      var found: [Scalar] = []
      try part.eachParts { (run) throws(TorchError) in
        let sizes = try run.cast(to: compute).abs().contiguous()
        let one = try NDArray(empty: Dims(), compute)
        extremum(of: Blocks(array: sizes, count: 1, length: sizes.count, columns: 1), max: max, into: one)
        found.append(one.element(at: 0))
      }
      let extrema = try NDArray(found, shape: Dims(found.count), compute)
      extremum(of: Blocks(array: extrema, count: 1, length: found.count, columns: 1), max: max, into: results[0])
    }[0]
  }

  /// Calls `body` with parts of bounded size.
  private func eachParts(_ body: (NDArray) throws(TorchError) -> Void) throws(TorchError) {
    try NDArray.eachSlab([self]) { (slabs) throws(TorchError) in try body(slabs[0]) }
  }

  /// What a norm adds up of each element.
  package enum NormTerm: Sendable {
    /// 1, of what is not 0.
    case count
    /// The distance from 0.
    case size
    case square

    fileprivate var code: nb_norm {
      switch self {
      case .count: NB_COUNT
      case .size: NB_SIZES
      case .square: NB_SQUARES
      }
    }
  }

  /// Summed over the dimensions that broadcasting to this shape added or stretched.
  package func sum(to target: Dims) throws(TorchError) -> NDArray {
    let leading = rank - target.count
    if target.product == 1, shape != target, let sum = try addedUp(as: target) { return sum }
    if rank == 2, leading <= 1, let columns = target.last, columns == shape[1], target.product == columns,
      let sums = try columnsAddedUp(as: target)
    {
      return sums
    }
    var dims = Array(0..<Swift.max(leading, 0))
    for index in 0..<target.count where target[index] == 1 && shape[index + leading] != 1 {
      dims.append(index + leading)
    }
    let total = dims.isEmpty ? self : try sum(dims, keepdim: true)
    return leading > 0 ? try total.view(target.array) : total
  }

  /// The product over dimensions in `dtype` (`torch.prod`).
  package func prod(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws(TorchError) -> NDArray {
    let type = dtype ?? (self.dtype.isIntegral ? .int64 : self.dtype)
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.prod(dims, keepdim: true, dtype: dtype)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    let compute: DType = type.isIntegral ? .int64 : type.computeType
    if compute == type, self.dtype == type, compute == .float32 || compute == .float64, !isContiguous,
      !isNonOverlappingAndDense || isReduced.contains(false), count > NDArray.slabSize
    {
      // What has to be laid out anew, a part of the results at a time.
      let hasNeighbours = (0..<rank).contains { isReduced[$0] && shape[$0] > 1 && strides[$0] == 1 }
      return try reducedByParts(isReduced, keepdim: keepdim, as: type, [type]) { (part, results) throws(TorchError) in
        products(of: try part.blocks(isReduced), inOrder: !hasNeighbours, into: results[0])
      }[0]
    }
    let out = try NDArray(empty: reducedShape(isReduced, keepdim: keepdim), compute)
    if !type.isComplex {
      let input = try type.isFloatingPoint ? cast(to: type) : cast(to: type).cast(to: compute)
      // What lies side by side in memory is multiplied in that order; elements apart are one after the other.
      let isOneRun = !isReduced.contains(false) && input.isNonOverlappingAndDense
      let run = isOneRun ? input.view(shape: [input.count], strides: [1]) : input
      let hasNeighbours = (0..<rank).contains { isReduced[$0] && input.shape[$0] > 1 && input.strides[$0] == 1 }
      products(of: try run.blocks(isOneRun ? [true] : isReduced), inOrder: !isOneRun && !hasNeighbours, into: out)
      return try out.cast(to: type)
    }
    try cast(to: type).complexProducts(isReduced, into: out)
    return out
  }

  /// The products of complex numbers over dimensions.
  private func complexProducts(_ isReduced: [Bool], into out: NDArray) throws(TorchError) {
    let blocks = try blocks(isReduced)
    let (length, columns) = (Int64(blocks.length), Int64(blocks.columns))
    // Each block has `length` rows of `columns` numbers, pairs of parts, and as many results as columns.
    if dtype == .complex64 {
      let (from, to) = (blocks.array.pointer(Float.self), out.pointer(Float.self))
      if columns == 1 { return nb_complex_row_products_f32(Int64(blocks.count), length, from, to) }
      blocks.forEach { nb_complex_column_products_f32(length, columns, from + 2 &* $0, to + 2 &* $1) }
    } else {
      let (from, to) = (blocks.array.pointer(Double.self), out.pointer(Double.self))
      if columns == 1 { return nb_complex_row_products_f64(Int64(blocks.count), length, from, to) }
      blocks.forEach { nb_complex_column_products_f64(length, columns, from + 2 &* $0, to + 2 &* $1) }
    }
  }

  /// The mean over dimensions (`torch.mean`): the sum divided by the count.
  package func mean(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws(TorchError) -> NDArray {
    if dims == nil, !keepdim, dtype == nil || dtype == self.dtype, let sum = try addedUp() {
      sum.divideElements(by: count)
      return sum
    }
    if let dims, dims.count == 1, dtype == nil || dtype == self.dtype,
      let sums = try addedUp(along: dims[0], keepdim: keepdim)
    {
      sums.divideElements(by: shape[try wrap(dims[0])])
      return sums
    }
    let type = dtype ?? self.dtype
    if type.isIntegral {
      let what =
        dtype == nil
        ? "could not infer output dtype. Input dtype must be either a floating point or complex dtype."
          + " Got: \(type.scalarName)"
        : "could not infer output dtype. Optional dtype must be either a floating point or"
          + " complex dtype. Got: \(type.scalarName)"
      throw TorchError(.runtime, "mean(): \(what)")
    }
    let isReduced = try reductionDims(dims)
    var inner = 1
    for index in 0..<rank where isReduced[index] { inner &*= shape[index] }
    let compute = type.computeType
    let total: NDArray
    if type == self.dtype, let sums = try halvesAddedUp(isReduced, reducedShape(isReduced, keepdim: keepdim)) {
      total = sums
    } else {
      total =
        compute == .float32 && (self.dtype != compute || type != compute)
        ? try addedUpConverted(isReduced, reducedShape(isReduced, keepdim: keepdim)) { (part) throws(TorchError) in
          try part.cast(to: type).cast(to: compute)
        } : try cast(to: type).cast(to: compute).sum(dims, keepdim: keepdim)
    }
    return try total.div(NDArray(scalar: .int(inner), compute), as: compute).cast(to: type)
  }

  /// The only element of an array of single or double precision, divided equally among the elements of a shape; nil for
  /// other arrays.
  package func dividedEvenly(over shape: Dims) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, count == 1 else { return nil }
    let out = try NDArray(empty: shape, dtype)
    let count = out.count
    if dtype == .float32 {
      out.pointer(Float.self).initialize(repeating: pointer(Float.self).pointee / Float(count), count: count)
    } else {
      out.pointer(Double.self).initialize(repeating: pointer(Double.self).pointee / Double(count), count: count)
    }
    return out
  }

  /// Divides the elements of a fresh array of single or double precision.
  private func divideElements(by divisor: Int) {
    if dtype == .float32 {
      let elements = pointer(Float.self)
      for index in 0..<count { elements[index] /= Float(divisor) }
    } else {
      let elements = pointer(Double.self)
      for index in 0..<count { elements[index] /= Double(divisor) }
    }
  }

  /// The variance over dimensions with `correction` taken from the count (`torch.var`), by Welford's method as PyTorch's
  /// kernel does it.
  ///
  /// - Parameters:
  ///   - root: Whether its root is wanted, the deviation.
  ///   - name: The function in the error for integers.
  package func variance(
    _ dims: [Int]? = nil, correction: Double, keepdim: Bool = false, root: Bool = false, name: String = "std and var"
  ) throws(TorchError) -> NDArray {
    if dtype.isIntegral {
      throw TorchError(.runtime, "\(name) only support floating point and complex dtypes")
    }
    let isReduced = try reductionDims(dims)
    if dtype.isComplex {
      let parts = try viewAsReal()
      let real = try parts.select(rank, 0).variance(dims, correction: correction, keepdim: keepdim)
      let imaginary = try parts.select(rank, 1).variance(dims, correction: correction, keepdim: keepdim)
      let total = try real.add(imaginary, as: dtype.realType)
      return root ? try total.apply(.sqrt) : total
    }
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.variance(dims, correction: correction, keepdim: true, root: root, name: name)
      })
    {
      return result
    }
    let shape = reducedShape(isReduced, keepdim: keepdim)
    if shape.product == 1, count > 0, dtype == .float32 || dtype == .float64 {
      // One number of all is computed around the mean as the type has it, which shows where all elements are equal.
      let variance = try squaresAround(mean().element(at: 0).double) / Swift.max(0, Double(count) - correction)
      return try NDArray(full: shape, .double(root ? variance.squareRoot() : variance), dtype)
    }
    var length = 1
    for index in 0..<rank where isReduced[index] { length &*= self.shape[index] }
    // Halves are numbers of single precision.
    let compute = dtype.computeType
    let out = try reducedByParts(isReduced, keepdim: keepdim, as: compute, [.float64, .float64]) {
      (part, results) throws(TorchError) in
      guard part.count > NDArray.slabSize, part.dtype != compute || part.ownBlocks(isReduced) == nil else {
        spread(of: try part.cast(to: compute).blocks(isReduced), means: results[1], squares: results[0])
        return
      }
      var before = 0
      try part.eachRun(as: compute) { run in
        let row = Blocks(array: run, count: 1, length: run.count, columns: 1)
        spread(of: row, after: before, means: results[1], squares: results[0])
        before += run.count
      }
    }[0]
    let target = out.pointer(Double.self)
    for index in 0..<out.count {
      let variance = target[index] / Swift.max(0, Double(length) - correction)
      target[index] = root ? variance.squareRoot() : variance
    }
    return try out.cast(to: dtype)
  }

  /// The sum of the squared distances of all elements, of single or double precision, from a number.
  private func squaresAround(_ centre: Double) throws(TorchError) -> Double {
    var sums = [Double](repeating: 0, count: Int(NB_SQUARE_LANES))
    try eachRun(as: dtype, group: sums.count) { run in
      // There are as many sums as the loop takes turns with.
      if dtype == .float32 {
        nb_squares_around_f32(Int64(run.count), run.pointer(Float.self), centre, &sums)
      } else {
        nb_squares_around_f64(Int64(run.count), run.pointer(Double.self), centre, &sums)
      }
    }
    var half = sums.count / 2
    while half > 0 {
      for lane in 0..<half { sums[lane] += sums[lane + half] }
      half /= 2
    }
    return sums[0]
  }

  /// Whether all (`torch.all`) or any (`torch.any`) elements are true.
  package func truth(all: Bool, _ dims: [Int]? = nil, keepdim: Bool = false) throws(TorchError) -> NDArray {
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.truth(all: all, dims, keepdim: true)
      })
    {
      return result
    }
    let isReduced = try reductionDims(dims)
    let type: DType = dtype == .uint8 ? .uint8 : .bool
    if !dtype.isComplex, let blocks = ownBlocks(isReduced) {
      let out = try NDArray(empty: reducedShape(isReduced, keepdim: keepdim), type)
      // Each block has `length` rows of `columns` elements, and as many results as columns.
      nb_truths(
        Int64(dtype.itemSize), dtype.isFloatingPoint ? 1 : 0, all ? 1 : 0, Int64(blocks.count), Int64(blocks.length),
        Int64(blocks.columns), blocks.array.start, out.pointer(UInt8.self))
      return out
    }
    if !isReduced.contains(false), count > NDArray.slabSize {
      var value = all
      try NDArray.eachSlab([self]) { (slabs) throws(TorchError) in
        if value == all { value = try slabs[0].truth(all: all).element(at: 0).isTrue }
      }
      return try NDArray(full: reducedShape(isReduced, keepdim: keepdim), .bool(value), type)
    }
    let out = try reducedByParts(isReduced, keepdim: keepdim, as: .bool, inRows: true, [.bool]) {
      (part, results) throws(TorchError) in
      let (rows, outer, inner) = try part.cast(to: .bool).rows(isReduced)
      let (source, target) = (rows.pointer(UInt8.self), results[0].pointer(Boolean.self))
      // Rows of `inner` elements lie one behind the other.
      for row in 0..<outer {
        let start = source + row &* inner
        target[row] = Boolean((all ? nb_all_true(Int64(inner), start) : nb_any_true(Int64(inner), start)) != 0)
      }
    }[0]
    return dtype == .uint8 ? try out.cast(to: .uint8) : out
  }

  /// The largest or smallest element over dimensions (`torch.amax`, `torch.amin`); nan wins.
  package func extremum(
    max: Bool, _ dims: [Int]? = nil, keepdim: Bool = false, name: String
  ) throws(TorchError) -> NDArray {
    let isReduced = try reductionDims(dims)
    try checkNotEmpty(isReduced, isTotal: dims?.isEmpty ?? true, name: name)
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.extremum(max: max, dims, keepdim: true, name: name)
      })
    {
      return result
    }
    return try reduceOrdered(isReduced, keepdim: keepdim, name: name, ExtremumReduction(max: max))
  }

  /// Positions of the largest or smallest element along one dimension or of all (`torch.argmax`); the first of equals,
  /// nan before all.
  package func argExtremum(max: Bool, dim: Int?, keepdim: Bool = false, name: String) throws(TorchError) -> NDArray {
    if dtype.isComplex || dtype == .bool {
      throw TorchError(.runtime, "\(name)(): does not support \(dtype.isComplex ? "complex" : "bool") input")
    }
    let isReduced = try reductionDims(dim.map { [$0] })
    let emptyDim = try dim.map { (dim) throws(TorchError) in try wrap(dim) }
    if count == 0, emptyDim.map({ shape[$0] == 0 }) ?? true {
      throw TorchError(
        .index,
        dim == nil
          ? "\(name)(): Expected reduction dim to be specified for input.numel() == 0."
          : "\(name)(): Expected reduction dim \(emptyDim ?? 0) to have non-zero size.")
    }
    if let dim, isReduced.contains(false),
      let result = try reducedAsItLies(
        [dim], keepdim: keepdim,
        { (x, dims) throws(TorchError) in
          try x.argExtremum(max: max, dim: dims?.first, keepdim: true, name: name)
        })
    {
      return result
    }
    return try positions(isReduced, keepdim: keepdim, max: max)
  }

  /// The largest or smallest elements along a dimension and where they stand (`torch.max(dim)`).
  package func extremumWithIndices(
    max: Bool, dim: Int, keepdim: Bool, name: String
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let index = try wrap(dim)
    if rank > 0, shape[index] == 0 {
      throw TorchError(.index, "\(name)(): Expected reduction dim \(index) to have non-zero size.")
    }
    if dtype.isComplex {
      throw TorchError(.runtime, "\(name)(): does not support complex input")
    }
    let lying = try reducedAsItLies(
      [dim], keepdim: keepdim,
      each: { (x, dims) throws(TorchError) in
        guard let dim = dims?.first else { return [] }
        let found = try x.extremumWithIndices(max: max, dim: dim, keepdim: true, name: name)
        return [found.values, found.indices]
      })
    if let lying, lying.count == 2 { return (lying[0], lying[1]) }
    let isReduced = try reductionDims([dim])
    let type = dtype.isIntegral ? dtype : dtype.orderedType
    let results = try reducedByParts(isReduced, keepdim: keepdim, as: type, [type, .int64]) {
      (part, results) throws(TorchError) in
      let blocks = try part.cast(to: type).blocks(isReduced)
      extremumPlaces(of: blocks, max: max, into: results[1], values: results[0])
    }
    return (try results[0].cast(to: dtype), results[1])
  }

  func checkNotEmpty(_ isReduced: [Bool], isTotal: Bool, name: String) throws(TorchError) {
    for index in 0..<rank where isReduced[index] && shape[index] == 0 {
      throw TorchError(
        isTotal ? .runtime : .index,
        isTotal
          ? "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the"
            + " 'dim' argument."
          : "\(name)(): Expected reduction dim \(index) to have non-zero size.")
    }
  }

  /// The results of a reduction that gives the same whatever the order of its elements, for the places that are kept.
  ///
  /// Elements that have to be converted or laid out anew are taken a part of those places at a time. Only the elements of
  /// one place may be more than a slab has; they are handed over as they are.
  ///
  /// - Parameters:
  ///   - compute: The type that `body` converts elements to.
  ///   - converts: Whether `body` makes other arrays of the elements in any case.
  ///   - inRows: Whether `body` takes rows, not columns of blocks.
  ///   - types: The types of the results, contiguous arrays that `body` fills.
  func reducedByParts(
    _ isReduced: [Bool], keepdim: Bool, as compute: DType, converts: Bool = false, inRows: Bool = false,
    _ types: [DType], _ body: (_ part: NDArray, _ results: [NDArray]) throws(TorchError) -> Void
  ) throws(TorchError) -> [NDArray] {
    let shape = reducedShape(isReduced, keepdim: keepdim)
    var results: [NDArray] = []
    for type in types { results.append(try NDArray(empty: shape, type)) }
    let own = converts || dtype != compute ? nil : ownBlocks(isReduced)
    if count <= NDArray.slabSize || own.map({ !inRows || $0.columns == 1 }) ?? false {
      try body(self, results)
    } else {
      try eachPart(isReduced, keepdim: keepdim, results, body)
    }
    return results
  }

  /// Calls `body` for parts that are no larger than a slab, if more than one place is kept.
  private func eachPart(
    _ isReduced: [Bool], keepdim: Bool, _ results: [NDArray],
    _ body: (_ part: NDArray, _ results: [NDArray]) throws(TorchError) -> Void
  ) throws(TorchError) {
    var axis: Int?
    for index in 0..<rank where !isReduced[index] && shape[index] > 1 {
      if axis.map({ shape[$0] < shape[index] }) ?? true { axis = index }
    }
    guard let axis, count > NDArray.slabSize else { return try body(self, results) }
    let size = shape[axis]
    let place = keepdim ? axis : isReduced[..<axis].count { !$0 }
    let step = Swift.max(1, NDArray.slabSize / (count / size))
    var start = 0
    while start < size {
      let length = Swift.min(step, size - start)
      let part = try narrow(axis, start, length)
      var targets: [NDArray] = []
      for result in results { targets.append(try result.narrow(place, start, length)) }
      if targets.allSatisfy(\.isContiguous) {
        try part.eachPart(isReduced, keepdim: keepdim, targets, body)
      } else {
        var own: [NDArray] = []
        for target in targets { own.append(try NDArray(empty: target.shape, target.dtype)) }
        try part.eachPart(isReduced, keepdim: keepdim, own, body)
        for (target, result) in zip(targets, own) { target.assign(from: result) }
      }
      start += length
    }
  }

  private func positions(_ isReduced: [Bool], keepdim: Bool, max: Bool) throws(TorchError) -> NDArray {
    let type = dtype.isIntegral ? dtype : dtype.orderedType
    return try reducedByParts(isReduced, keepdim: keepdim, as: type, [.int64]) { (part, results) throws(TorchError) in
      guard part.count > NDArray.slabSize, part.dtype != type || part.ownBlocks(isReduced) == nil else {
        extremumPlaces(of: try part.cast(to: type).blocks(isReduced), max: max, into: results[0])
        return
      }
      // The place of the first extremum of the extrema of parts.
      var (places, found): ([Int], [Scalar]) = ([], [])
      let (place, value) = (try NDArray(empty: Dims(), .int64), try NDArray(empty: Dims(), type))
      var start = 0
      try part.eachRun(as: type) { run in
        let row = Blocks(array: run, count: 1, length: run.count, columns: 1)
        extremumPlaces(of: row, max: max, into: place, values: value)
        places.append(start + place.element(at: 0).int)
        found.append(value.element(at: 0))
        start += run.count
      }
      let extrema = try NDArray(found, shape: Dims(found.count), type)
      let row = Blocks(array: extrema, count: 1, length: found.count, columns: 1)
      extremumPlaces(of: row, max: max, into: place)
      results[0].fill(.int(places[place.element(at: 0).int]))
    }[0]
  }

  /// Reduces rows of ordered elements by a rule.
  func reduceOrdered(
    _ isReduced: [Bool], keepdim: Bool, name: String, _ reduction: ExtremumReduction
  ) throws(TorchError) -> NDArray {
    if dtype.isComplex { throw .notImplemented(reduction.max ? "max_values_cpu" : "min_values_cpu", for: dtype) }
    if let type = dtype.integer, type != NB_I64 {
      let blocks = try blocks(isReduced)
      let out = try NDArray(empty: reducedShape(isReduced, keepdim: keepdim), dtype)
      // Each block has `length` rows of `columns` elements, and as many results as columns; no length is zero.
      nb_extrema_integers(
        reduction.max ? 1 : 0, type, Int64(blocks.count), Int64(blocks.length), Int64(blocks.columns),
        blocks.array.start, out.start)
      return out
    }
    if dtype == .float16 || dtype == .bfloat16, let blocks = ownBlocks(isReduced) {
      let out = try NDArray(empty: reducedShape(isReduced, keepdim: keepdim), dtype)
      // The same; there are elements.
      nb_extrema_of_halves(
        dtype == .bfloat16 ? 1 : 0, reduction.max ? 1 : 0, Int64(blocks.count), Int64(blocks.length),
        Int64(blocks.columns), blocks.array.pointer(UInt16.self), out.pointer(UInt16.self))
      return out
    }
    let compute = dtype.orderedType
    if isContiguous {
      let out = try NDArray(empty: reducedShape(isReduced, keepdim: keepdim), compute)
      if dtype == compute {
        extremum(of: try blocks(isReduced), max: reduction.max, into: out)
      } else {
        try reduceByParts(try blocks(isReduced), into: out) { extremum(of: $0, max: reduction.max, into: $1) }
      }
      return try out.cast(to: dtype)
    }
    if !isReduced.contains(false), count > NDArray.slabSize {
      // The extremum of the extrema of parts.
      var found: [Scalar] = []
      try NDArray.eachSlab([self]) { (slabs) throws(TorchError) in
        found.append(try slabs[0].reduceOrdered(isReduced, keepdim: false, name: name, reduction).element(at: 0))
      }
      let extrema = try NDArray(empty: [found.count], dtype)
      for (index, value) in found.enumerated() { extrema.setElement(at: index, value) }
      let result = try extrema.reduceOrdered([true], keepdim: false, name: name, reduction)
      return try result.view(reducedShape(isReduced, keepdim: keepdim).array)
    }
    let out = try reducedByParts(isReduced, keepdim: keepdim, as: compute, [compute]) {
      (part, results) throws(TorchError) in
      extremum(of: try part.cast(to: compute).blocks(isReduced), max: reduction.max, into: results[0])
    }[0]
    return try out.cast(to: dtype)
  }

  /// `log(sum(exp(x)))` over dimensions, shifted by the largest element so that nothing overflows.
  package func logsumexp(_ dims: [Int], keepdim: Bool) throws(TorchError) -> NDArray {
    if dtype.isIntegral { return try cast(to: .float64).logsumexp(dims, keepdim: keepdim).cast(to: .float32) }
    if let result = try reducedAsItLies(
      dims, keepdim: keepdim,
      { (x, dims) throws(TorchError) in
        try x.logsumexp(dims ?? [], keepdim: true)
      })
    {
      return result
    }
    if let result = try logsumexpOfRows(dims, keepdim: keepdim) { return result }
    return try logsumexpByParts(dims, keepdim: keepdim)
  }

  /// The same of rows of single or double precision, step by step, through the memory of one row; nil for other arrays.
  private func logsumexpOfRows(_ dims: [Int], keepdim: Bool) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, isContiguous, count > 0 else { return nil }
    let isReduced = try reductionDims(dims)
    let blocks = try blocks(isReduced)
    guard blocks.columns == 1 else { return nil }
    let out = try NDArray(zeros: reducedShape(isReduced, keepdim: keepdim), dtype)
    let scratch = try NDArray(empty: [blocks.length], dtype)
    let length = Int64(blocks.length)
    // Each block is one row, and gives one number.
    func run<T: BinaryFloatingPoint & Element>(
      _: T.Type, _ extremum: (Int32, Int64, UnsafePointer<T>?) -> T,
      _ less: (Int64, UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void,
      _ apply: (nb_unary, Int64, UnsafePointer<T>?, UnsafeMutablePointer<T>?) -> Void,
      _ addUp: (Int64, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
    ) {
      let (source, powers, target) = (blocks.array.pointer(T.self), scratch.pointer(T.self), out.pointer(T.self))
      for row in 0..<blocks.count {
        let start = source + row &* blocks.length
        let largest = extremum(1, length, start)
        var shift = largest.isInfinite ? 0 : largest
        less(length, start, &shift, powers)
        apply(NB_EXP, length, powers, powers)
        addUp(length, powers, target + row)
        apply(NB_LOG, 1, target + row, target + row)
        target[row] += shift
      }
    }
    if dtype == .float32 {
      run(
        Float.self, nb_extremum_f32, { nb_binary_f32(NB_SUBTRACT, $0, $1, 1, $2, 0, $3) }, nb_unary_f32,
        { nb_add_sums_f32($0, 1, $1, 1, 0, $2, 0) })
    } else {
      run(
        Double.self, nb_extremum_f64, { nb_binary_f64(NB_SUBTRACT, $0, $1, 1, $2, 0, $3) }, nb_unary_f64,
        { nb_add_sums_f64($0, 1, $1, 1, 0, $2, 0) })
    }
    return out
  }

  /// The same step by step, each rounded to the type; complex numbers are shifted by the largest real part.
  private func logsumexpByParts(_ dims: [Int], keepdim: Bool) throws(TorchError) -> NDArray {
    let type = dtype
    if count == 0 { return try apply(.exp).sum(dims, keepdim: keepdim).apply(.log) }
    let sizes = type.isComplex ? try viewAsReal().select(rank, 0) : self
    let largest = try sizes.extremum(max: true, dims, keepdim: true, name: "amax")
    let zero = try NDArray(zeros: [], largest.dtype)
    let shift = try NDArray.select(largest.test(.isinf), zero, largest, as: largest.dtype)
    let shifted = try sub(shift.cast(to: type), as: type)
    let total = try shifted.apply(.exp, into: shifted).sum(dims, keepdim: true).apply(.log)
    let result = try total.add(shift.cast(to: type), as: type)
    let isReduced = try reductionDims(dims)
    return try result.view(reducedShape(isReduced, keepdim: keepdim).array)
  }
}

/// Which extremum is sought.
struct ExtremumReduction {
  let max: Bool
}
