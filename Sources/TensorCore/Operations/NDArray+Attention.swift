import CKernels

extension NDArray {
  /// softmax(query · keyᵀ · scale + mask) · value for as many queries at a time as their scores stay in the second cache;
  /// rows in which everything is masked are 0 (`F.scaled_dot_product_attention`).
  ///
  /// The sums are those of products of the whole matrices.
  ///
  /// - Parameters:
  ///   - mask: Truth values, of which false takes a score away, or numbers of the queries' type that are added.
  ///   - isCausal: Whether a query sees the keys up to its own number only.
  /// - Returns: nil for types, shapes and layouts for which this is no gain.
  package static func attention(
    _ query: NDArray, _ key: NDArray, _ value: NDArray, mask: NDArray?, isCausal: Bool, scale: Double
  ) throws(TorchError) -> NDArray? {
    let (rank, dtype) = (query.rank, query.dtype)
    guard rank >= 2, key.rank == rank, value.rank == rank, dtype == .float32 || dtype == .float64, key.dtype == dtype,
      value.dtype == dtype
    else { return nil }
    let leading = Array(query.shape.array.dropLast(2))
    let (queries, width) = (query.shape[rank - 2], query.shape[rank - 1])
    let (keys, columns) = (key.shape[rank - 2], value.shape[rank - 1])
    // Narrow products are added in orders that depend on where matrices lie.
    guard queries >= 4, keys >= 12, columns >= 12, width > 0, query.count > 0, key.count > 0,
      Array(key.shape.array.dropLast(2)) == leading, Array(value.shape.array.dropLast(2)) == leading,
      key.shape[rank - 1] == width, value.shape[rank - 2] == keys
    else { return nil }
    let batch = leading.reduce(1, &*)
    var limits: NDArray?
    if let mask {
      guard mask.dtype == .bool || mask.dtype == dtype, mask.rank <= rank,
        try broadcast(mask.shape, Dims(leading + [queries, keys])) == Dims(leading + [queries, keys])
      else { return nil }
      let wide = mask.broadcasted(to: Dims(leading + [queries, keys]))
      limits = wide.strides[rank - 1] <= 1 ? wide : try mask.contiguous().broadcasted(to: wide.shape)
    }
    let scaled = try query.mul(NDArray(scalar: .double(scale), dtype), as: dtype).contiguous()
      .view([batch, queries, width])
    let (allKeys, allValues) = (try key.reshape([batch, keys, width]), try value.reshape([batch, keys, columns]))
    let out = try NDArray(zeros: Dims(leading + [queries, columns]), dtype)
    let results = try out.view([batch, queries, columns])
    // Blocks of whole tiles of the product, and none of them narrow.
    let most = Swift.max(48, (1 << 19) / (keys &* dtype.itemSize))
    let parts = Swift.max((queries + most - 1) / most, isCausal ? Swift.min(queries / 96, 4) : 1)
    let height = Swift.min(queries, (queries / parts + 11) / 12 * 12)
    let (scores, weights) = (
      try NDArray(empty: [(height + 4) &* keys], dtype), try NDArray(empty: [(height + 4) &* keys], dtype)
    )
    var place = [Int](repeating: 0, count: leading.count)
    for number in 0..<batch {
      var corner = limits?.offset ?? 0
      if let limits { for axis in leading.indices { corner &+= place[axis] &* limits.strides[axis] } }
      let turned = try allKeys.matrix(number).transpose(0, 1)
      let (own, values, target) = (scaled.matrix(number), allValues.matrix(number), results.matrix(number))
      var first = 0
      while first < queries {
        let rows = queries - first < height + 4 ? queries - first : height
        // Keys that no query of the block sees add nothing, if the others are added in the same blocks.
        var seen = keys
        if isCausal, keys >= 384 {
          seen = Swift.min(keys, Swift.max(16, first + rows))
          if seen > 192 { seen = Swift.min(keys, Swift.max(384, seen)) }
        }
        let size = Dims(rows, seen)
        let block = scores.view(shape: size, strides: size.contiguousStrides, offset: scores.offset)
        let shares = weights.view(shape: size, strides: size.contiguousStrides, offset: weights.offset)
        block.fill(.int(0))
        MatrixKernel.multiply(try own.narrow(0, first, rows), try turned.narrow(1, 0, seen), into: block)
        if isCausal { block.maskAbove(first) }
        if let limits {
          let start = corner &+ first &* limits.strides[rank - 2]
          block.mask(with: limits, at: start, limits.strides[rank - 2], limits.strides[rank - 1])
        }
        block.weigh(into: shares, isMasked: isCausal || limits != nil)
        MatrixKernel.multiply(shares, try values.narrow(0, 0, seen), into: try target.narrow(0, first, rows))
        first += rows
      }
      for axis in leading.indices.reversed() {
        place[axis] += 1
        if place[axis] < leading[axis] { break }
        place[axis] = 0
      }
    }
    return out
  }

  /// Takes away the scores of keys behind each query, of which the first one has the number `first`.
  private func maskAbove(_ first: Int) {
    let (rows, length) = (shape[0], shape[1])
    func run<T: BinaryFloatingPoint>(_: T.Type) {
      let scores = pointer(T.self)
      // Every row has `length` elements.
      for row in 0..<rows {
        let own = first &+ row &+ 1
        if own >= length { break }
        let start = row &* length &+ own
        (scores + start).update(repeating: -T.infinity, count: length &- own)
      }
    }
    if dtype == .float32 { run(Float.self) } else { run(Double.self) }
  }

  /// Takes away scores, or adds to them, as a mask says from a position on.
  private func mask(with mask: NDArray, at start: Int, _ rowStep: Int, _ step: Int) {
    let (rows, length) = (shape[0], shape[1])
    // The mask has an element for each score by its layout.
    let base = mask.storage.bytes + start &* mask.dtype.itemSize
    if mask.dtype == .bool {
      let keeps = base.assumingMemoryBound(to: UInt8.self)
      if dtype == .float32 {
        nb_mask_scores_f32(Int64(rows), Int64(length), pointer(Float.self), keeps, Int64(rowStep), Int64(step))
      } else {
        nb_mask_scores_f64(Int64(rows), Int64(length), pointer(Double.self), keeps, Int64(rowStep), Int64(step))
      }
      return
    }
    for row in 0..<rows {
      if dtype == .float32 {
        let (scores, added) = (pointer(Float.self) + row &* length, base.assumingMemoryBound(to: Float.self))
        nb_binary_f32(NB_ADD, Int64(length), scores, 1, added + row &* rowStep, Int64(step), scores)
      } else {
        let (scores, added) = (pointer(Double.self) + row &* length, base.assumingMemoryBound(to: Double.self))
        nb_binary_f64(NB_ADD, Int64(length), scores, 1, added + row &* rowStep, Int64(step), scores)
      }
    }
  }

  /// Fills an array of this shape with the softmax of the rows.
  private func weigh(into target: NDArray, isMasked: Bool) {
    let (rows, length) = (Int64(shape[0]), Int64(shape[1]))
    // Both are contiguous and of one shape.
    switch (dtype == .float32, isMasked) {
    case (true, true): nb_softmax_masked_f32(rows, length, pointer(Float.self), target.pointer(Float.self))
    case (true, false): nb_softmax_f32(0, 1, rows, length, pointer(Float.self), target.pointer(Float.self))
    case (false, true): nb_softmax_masked_f64(rows, length, pointer(Double.self), target.pointer(Double.self))
    case (false, false): nb_softmax_f64(0, 1, rows, length, pointer(Double.self), target.pointer(Double.self))
    }
  }
}
