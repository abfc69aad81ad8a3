import CKernels

extension NDArray {
  // MARK: Sets and places

  /// What is wanted of distinct elements beside themselves: for every element which of them it is, how often each occurs.
  package typealias DistinctParts = (inverse: Bool, counts: Bool)

  /// Distinct elements with what was asked for.
  package typealias Distinct = (values: NDArray, inverse: NDArray?, counts: NDArray?)

  /// The distinct elements in order (`torch.unique`).
  package func unique(_ parts: DistinctParts) throws(TorchError) -> Distinct {
    if dtype.isComplex { throw .notImplemented("unique", for: dtype) }
    if dtype.itemSize == 1 { return try uniqueBytes(parts) }
    let flat = try contiguous().view([count])
    if let (sorted, places) = try flat.sortedByDigits(0, descending: false, stable: true) {
      return try grouped(sorted: sorted, places, parts)
    }
    let line = Line(try flat.cast(to: dtype.orderedType), 0)
    let order = sortedPlacesOpened(line, count, descending: false)
    return try grouped(line, order) { line.precedes($0, $1) || line.isNaN($1) }
  }

  /// Runs of equal elements: one of each (`torch.unique_consecutive`).
  package func uniqueConsecutive(_ parts: DistinctParts) throws(TorchError) -> Distinct {
    if dtype.isComplex { throw .notImplemented("unique", for: dtype) }
    let flat = try contiguous().view([count])
    // Whatever their bits, there are but two truth values.
    return try grouped(sorted: dtype == .bool ? flat.cast(to: .uint8) : flat, nil, parts)
  }

  /// The distinct bytes, which are counted.
  private func uniqueBytes(_ parts: DistinctParts) throws(TorchError) -> Distinct {
    let bytes = try contiguous()
    var totals = [Int64](repeating: 0, count: 256)
    if dtype == .bool {
      // Every byte but 0 is the truth value that 1 is.
      totals[1] = nb_count_true(Int64(count), bytes.pointer(UInt8.self))
      totals[0] = Int64(count) - totals[1]
    } else {
      nb_count_bytes(Int64(count), bytes.pointer(UInt8.self), &totals)
    }
    let order = dtype == .bool ? Array(0..<2) : dtype == .int8 ? Array(128..<256) + Array(0..<128) : Array(0..<256)
    let found = order.filter { totals[$0] > 0 }
    var numbers = [Int64](repeating: Int64(found.count - 1), count: 256)
    let values = try NDArray(empty: [found.count], dtype)
    let counts = parts.counts ? try NDArray(empty: [found.count], .int64) : nil
    for (number, byte) in found.enumerated() {
      numbers[byte] = Int64(number)
      values.pointer(UInt8.self)[number] = UInt8(byte)
      counts?.pointer(Int64.self)[number] = totals[byte]
    }
    let inverse = parts.inverse ? try NDArray(empty: shape, .int64) : nil
    if let inverse {
      nb_number_bytes(Int64(count), bytes.pointer(UInt8.self), numbers, inverse.pointer(Int64.self))
    }
    return (values, inverse, counts)
  }

  /// The runs of equal elements of a sequence, which may be sorted: then `places` says where its elements stood.
  private func grouped(
    sorted: NDArray, _ places: NDArray?, _ parts: DistinctParts
  ) throws(TorchError) -> Distinct {
    let inverse = parts.inverse ? try NDArray(empty: shape, .int64) : nil
    let length = Int64(sorted.count)
    let groups =
      switch sorted.dtype {
      case .float16: nb_count_groups_f16(length, sorted.pointer(UInt16.self))
      case .bfloat16: nb_count_groups_bf16(length, sorted.pointer(UInt16.self))
      case .float32: nb_count_groups_f32(length, sorted.pointer(Float.self))
      case .float64: nb_count_groups_f64(length, sorted.pointer(Double.self))
      case .int32: nb_count_groups_i32(length, sorted.pointer(Int32.self))
      case .int16: nb_count_groups_i16(length, sorted.pointer(Int16.self))
      case .uint8, .int8: nb_count_groups_u8(length, sorted.pointer(UInt8.self))
      default: nb_count_groups_i64(length, sorted.pointer(Int64.self))
      }
    let values = try NDArray(empty: [Int(groups)], sorted.dtype)
    let counts = parts.counts ? try NDArray(empty: [Int(groups)], .int64) : nil
    let (from, totals, to) = (
      places?.pointer(Int64.self), counts?.pointer(Int64.self), inverse?.pointer(Int64.self)
    )
    // There is room for as many groups, and the places are those of this array's elements.
    switch sorted.dtype {
    case .float16:
      nb_group_f16(
        length, groups, sorted.pointer(UInt16.self), from, values.pointer(UInt16.self), totals, to)
    case .bfloat16:
      nb_group_bf16(
        length, groups, sorted.pointer(UInt16.self), from, values.pointer(UInt16.self), totals, to)
    case .float32:
      nb_group_f32(
        length, groups, sorted.pointer(Float.self), from, values.pointer(Float.self), totals, to)
    case .float64:
      nb_group_f64(
        length, groups, sorted.pointer(Double.self), from, values.pointer(Double.self), totals, to)
    case .int32:
      nb_group_i32(
        length, groups, sorted.pointer(Int32.self), from, values.pointer(Int32.self), totals, to)
    case .int16:
      nb_group_i16(
        length, groups, sorted.pointer(Int16.self), from, values.pointer(Int16.self), totals, to)
    case .uint8, .int8:
      nb_group_u8(length, groups, sorted.pointer(UInt8.self), from, values.pointer(UInt8.self), totals, to)
    default:
      nb_group_i64(length, groups, sorted.pointer(Int64.self), from, values.pointer(Int64.self), totals, to)
    }
    return (try values.cast(to: dtype), inverse, counts)
  }

  private func grouped(
    _ line: Line, _ order: [Int], _ differs: (Int, Int) -> Bool
  ) throws(TorchError) -> Distinct {
    let inverse = try NDArray(empty: shape, .int64)
    let target = inverse.pointer(Int.self)
    var firsts: [Int] = []
    var counts: [Int] = []
    for (number, place) in order.enumerated() {
      if number == 0 || differs(order[number - 1], place) {
        firsts.append(place)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      target[place] = firsts.count - 1
    }
    let values = try NDArray(empty: [firsts.count], line.array.dtype)
    for (number, place) in firsts.enumerated() { line.copy(place, to: values, number) }
    return (
      try values.cast(to: dtype), inverse, try NDArray(counts.map(Scalar.int), shape: [counts.count], .int64)
    )
  }

  /// Distinct slices along a dimension in order, or runs of equal slices: one of each, for every slice which of them it is,
  /// and how often each occurs (`torch.unique(dim=)`).
  package func uniqueSlices(
    _ dim: Int, consecutive: Bool
  ) throws(TorchError) -> (values: NDArray, inverse: NDArray, counts: NDArray) {
    let axis = try wrap(dim)
    if rank == 0 {
      throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions")
    }
    if dtype.isComplex { throw .notImplemented(consecutive ? "unique" : "unique_dim", for: dtype) }
    let size = shape[axis]
    if size == 0, shape.array.count(where: { $0 == 0 }) > 1 {
      throw TorchError(
        .runtime, "Number of zero sized dimensions is more than one, so unique cannot be applied ")
    }
    if size > 0, count == 0 {
      throw TorchError(
        .runtime, "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied")
    }
    // Truth values of whatever bits become 0 and 1.
    let rows = try transpose(0, axis).cast(to: dtype == .bool ? .uint8 : dtype).contiguous()
    let width = size == 0 ? 0 : rows.count / size
    let inverse = try NDArray(empty: [size], .int64)
    var firsts: [Int] = []
    var totals: [Int] = []
    /// Groups slices by what is -1, 0 or 1 for those in, at and against the order.
    @inline(__always) func group(_ order: (_ a: Int, _ b: Int) -> Int) {
      var places = Array(0..<size)
      if !consecutive {
        places.sort {
          let found = order($0, $1)
          return found < 0 || (found == 0 && $0 < $1)
        }
      }
      let numbers = inverse.pointer(Int.self)
      for (number, place) in places.enumerated() {
        if number == 0 || order(places[number - 1], place) != 0 {
          firsts.append(place)
          totals.append(0)
        }
        totals[totals.count - 1] += 1
        numbers[place] = firsts.count - 1
      }
    }
    @inline(__always) func groupNumbers<T: Comparable & BitwiseCopyable>(_: T.Type) {
      // Each slice has `width` elements.
      let elements = rows.pointer(T.self)
      group { a, b in
        let (left, right) = (elements + a &* width, elements + b &* width)
        for step in 0..<width {
          let (x, y) = (left[step], right[step])
          if x < y { return -1 }
          if x == y { continue }
          if y < x || y == y { return 1 }
          // Behind all numbers come those that are none, in the order in which they stand.
          return x == x || a < b ? -1 : 1
        }
        return 0
      }
    }
    switch rows.dtype {
    case .float32: groupNumbers(Float.self)
    case .float64: groupNumbers(Double.self)
    case .int64: groupNumbers(Int.self)
    case .int32: groupNumbers(Int32.self)
    case .int16: groupNumbers(Int16.self)
    case .int8: groupNumbers(Int8.self)
    case .uint8: groupNumbers(UInt8.self)
    default:
      let line = Line(rows, 0)
      group { a, b in
        for step in 0..<width {
          let (x, y) = (a &* width &+ step, b &* width &+ step)
          if line.precedes(x, y) { return -1 }
          if line.precedes(y, x) { return 1 }
          if line.isNaN(x), line.isNaN(y) { return a < b ? -1 : 1 }
        }
        return 0
      }
    }
    let index = try NDArray(firsts.map(Scalar.int), shape: [firsts.count], .int64)
    return (
      try size == 0 ? clone() : indexSelect(axis, index), inverse,
      try NDArray(totals.map(Scalar.int), shape: [totals.count], .int64)
    )
  }

  /// For every value the number of elements of a sorted sequence that come before it (`torch.searchsorted`); one
  /// sequence for all values, or one for each row of them.
  ///
  /// - Parameter sorter: The places of the elements in sorted order, where they are not sorted themselves.
  package func searchsorted(
    _ values: NDArray, right: Bool, asInt32: Bool = false, sorter: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if rank == 0 {
      throw TorchError(
        .runtime, "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension")
    }
    if values.rank == 0, rank > 1 {
      throw TorchError(
        .runtime,
        "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got"
          + " boundaries tensor dim(\(rank)) and input value's dim(0) numel(1)")
    }
    if let sorter { return try sorted(by: sorter).searchsorted(values, right: right, asInt32: asInt32) }
    let common = promoted(with: values)
    if common.isComplex || common == .bool { throw .notImplemented("searchsorted_out_cpu", for: common) }
    let isShared = rank == 1
    if !isShared {
      guard values.rank == rank, (0..<(rank - 1)).allSatisfy({ values.shape[$0] == shape[$0] }) else {
        throw TorchError(
          .runtime,
          "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor"
            + " and input value tensor must match, but we got boundaries tensor \(shape.text) and input value tensor"
            + " \(values.shape.text)")
      }
    }
    let isSingle = dtype == .float32 && values.dtype == .float32
    let type: DType = dtype.isIntegral && values.dtype.isIntegral ? .int64 : isSingle ? .float32 : .float64
    let out = try NDArray(empty: values.shape, .int64)
    let sequence = try cast(to: type).contiguous()
    let length = shape[rank - 1]
    let perRow = isShared ? 0 : values.shape[rank - 1]
    let (side, size, target): (Int32, Int64, _) = (right ? 1 : 0, Int64(length), out.pointer(Int64.self))
    /// Seeks values that lie one behind the other in a row of the sequence, and writes from a place on.
    func seek(_ sought: NDArray, from: Int, to: Int) {
      let number = Int64(sought.count)
      switch type {
      case .int64:
        nb_search_i64(side, size, sequence.pointer(Int64.self) + from, number, sought.pointer(Int64.self), target + to)
      case .float32:
        nb_search_f32(side, size, sequence.pointer(Float.self) + from, number, sought.pointer(Float.self), target + to)
      default:
        nb_search_f64(
          side, size, sequence.pointer(Double.self) + from, number, sought.pointer(Double.self), target + to)
      }
    }
    if isShared {
      var done = 0
      try values.eachRun(as: type) { run in
        seek(run, from: 0, to: done)
        done += run.count
      }
    } else {
      // Each row of values is sought in its row of the sequence.
      let sought = try values.cast(to: type).contiguous()
      for row in 0..<(perRow == 0 ? 0 : out.count / perRow) {
        seek(sought.run(row &* perRow, perRow), from: row &* length, to: row &* perRow)
      }
    }
    return asInt32 ? try out.cast(to: .int32) : out
  }

  /// How many elements, or how much weight, lies in each part between neighbours of a sorted sequence of edges, the last
  /// of which holds its upper end, in double precision.
  ///
  /// - Parameter weights: One for each element.
  package func countsBetween(_ edges: NDArray, weights: NDArray?) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let limits = try edges.cast(to: compute).contiguous()
    let bins = limits.count - 1
    let out = try NDArray(zeros: [Swift.max(bins, 0)], .float64)
    guard bins > 0 else { return out }
    let (low, high) = (limits.element(at: 0).double, limits.element(at: bins).double)
    let totals = out.pointer(Double.self)
    let size = 512
    typealias Search<T> = (
      Int32, Int64, UnsafePointer<T>, Int64, UnsafePointer<T>, UnsafeMutablePointer<Int64>
    ) -> Void
    func add<T: BinaryFloatingPoint>(_: T.Type, _ search: Search<T>, _ slabs: [NDArray]) throws(TorchError) {
      let elements = try slabs[0].cast(to: compute).contiguous()
      let factors = slabs.count > 1 ? try slabs[1].cast(to: .float64).contiguous() : nil
      let (source, count) = (elements.pointer(T.self), elements.count)
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: size) { places in
        guard let found = places.baseAddress else { return }
        for start in stride(from: 0, to: count, by: size) {
          // Each place is that of an edge behind the element, or of the end.
          let run = Swift.min(size, count - start)
          search(1, Int64(bins + 1), limits.pointer(T.self), Int64(run), source + start, found)
          for index in 0..<run {
            let value = Double(source[start + index])
            guard value >= low, value <= high else { continue }
            totals[Swift.min(Int(found[index]) - 1, bins - 1)] += factors?.pointer(Double.self)[start + index] ?? 1
          }
        }
      }
    }
    try NDArray.eachSlab([self] + (weights.map { [$0] } ?? [])) { (slabs) throws(TorchError) in
      if compute == .float32 {
        try add(Float.self, { nb_search_f32($0, $1, $2, $3, $4, $5) }, slabs)
      } else {
        try add(Double.self, { nb_search_f64($0, $1, $2, $3, $4, $5) }, slabs)
      }
    }
    return out
  }

  /// Whether each element is equal to one of some numbers, or to none of them; nan equals nothing.
  package func isAmong(_ numbers: [Double], inverted: Bool) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: shape, .bool)
    if numbers.count == 1, dtype == .float32 || dtype == .float64, isContiguous {
      let rule = inverted ? NB_NE : NB_EQ
      let truths = UnsafeMutableRawPointer(out.start).assumingMemoryBound(to: UInt8.self)
      if dtype == .float64 {
        numbers.withUnsafeBufferPointer {
          nb_compare_f64(rule, Int64(count), pointer(Double.self), 1, $0.baseAddress, 0, truths)
        }
        return out
      }
      // A number that no float is equals none.
      var number = Float(numbers[0])
      if Double(number) != numbers[0] { number = .nan }
      nb_compare_f32(rule, Int64(count), pointer(Float.self), 1, &number, 0, truths)
      return out
    }
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    var target = out.pointer(Boolean.self)
    try eachRun(as: .float64) { elements in
      let (source, count, size) = (elements.pointer(Double.self), elements.count, 1024)
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: size) { places in
        guard let found = places.baseAddress else { return }
        for start in stride(from: 0, to: count, by: size) {
          // Each place is one of the sorted numbers or the end behind them.
          let run = Swift.min(size, count - start)
          nb_search_f64(0, Int64(sorted.count), sorted, Int64(run), source + start, found)
          for index in 0..<run {
            let place = Int(found[index])
            let isMember = place < sorted.count && sorted[place] == source[start + index]
            target[start + index] = Boolean(isMember != inverted)
          }
        }
      }
      target += count
    }
    return out
  }

  /// The elements of each row in the order that places say.
  private func sorted(by places: NDArray) throws(TorchError) -> NDArray {
    guard places.shape == shape else {
      throw TorchError(
        .runtime,
        "torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor \(shape.text)and got"
          + " sorter tensor \(places.shape.text)")
    }
    guard places.dtype == .int64 else {
      throw TorchError(
        .runtime,
        "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype \(places.dtype.scalarName)")
    }
    let length = shape[rank - 1]
    if try places.ints.contains(where: { $0 < 0 || $0 >= length }) {
      throw TorchError(.runtime, "torch.searchsorted(): sorter index out of range")
    }
    return try gather(rank - 1, places)
  }

  /// How many elements fall into each of `bins` equal intervals from `low` to `high` (`torch.histc`); with equal bounds
  /// the range of the elements.
  package func histc(bins: Int, low: Double, high: Double) throws(TorchError) -> NDArray {
    if bins <= 0 {
      throw TorchError(.runtime, "torch.histogram(): bins must be > 0, but got \(bins) for dimension 0")
    }
    if dtype == .uint8, low < 0 || high < 0 || low > 255 || high > 255 {
      throw TorchError(.runtime, "value cannot be converted to type uint8_t without overflow")
    }
    if dtype.isComplex { throw .notImplemented(low == high ? "aminmax_cpu" : "histogram_cpu", for: dtype) }
    if dtype == .bool { throw .notImplemented("linspace_cpu", for: dtype) }
    if !dtype.isFloatingPoint { throw .notImplemented("histogram_cpu", for: dtype) }
    let (places, overflow) = bins.addingReportingOverflow(1)
    try Storage.checkRoom(for: overflow ? bins : places, of: dtype.itemSize)
    var (low, high) = (low, high)
    if low > high { throw TorchError(.runtime, "torch.histc: max must be larger than min") }
    if low == high, count > 0 {
      (low, high) = (
        try extremum(max: false, name: "aminmax").element(at: 0).double,
        try extremum(max: true, name: "aminmax").element(at: 0).double
      )
    }
    if low == high { (low, high) = (low - 1, high + 1) }
    guard low.isFinite, high.isFinite else {
      throw TorchError(
        .runtime,
        "torch.histc: range of [\(CFormat.shortest(low)), \(CFormat.shortest(high))] is not finite")
    }
    if dtype == .float32 || dtype == .float64 {
      let (counts, elements) = (try NDArray(zeros: [bins], .int64), try contiguous())
      if dtype == .float32 {
        nb_histogram_f32(
          Int64(count), elements.pointer(Float.self), low, high, Int64(bins), counts.pointer(Int64.self))
      } else {
        nb_histogram_f64(
          Int64(count), elements.pointer(Double.self), low, high, Int64(bins), counts.pointer(Int64.self))
      }
      return try counts.cast(to: dtype)
    }
    let values = try doubles
    let out = try NDArray(zeros: [bins], .float64)
    let target = out.pointer(Double.self)
    // Each step is rounded to the type of the elements, which decides at the borders of bins.
    let (number, width) = (dtype.rounded(Double(bins)), dtype.rounded(high - low))
    for value in values where value >= low && value <= high {
      let scaled = dtype.rounded(dtype.rounded(value - low) * number)
      let bin = Int(dtype.rounded(scaled / width))
      target[Swift.min(bin, bins - 1)] += 1
    }
    return try out.cast(to: dtype)
  }

  /// The least and the greatest of integers, of which there is one at least.
  package func integerBounds() throws(TorchError) -> (least: Int, greatest: Int) {
    let values = try cast(to: .int64).contiguous()
    var (least, most): (Int64, Int64) = (0, 0)
    nb_bounds_i64(Int64(count), values.pointer(Int64.self), &least, &most)
    return (Int(least), Int(most))
  }

  /// How often each integer occurs, or the sum of its weights (`torch.bincount`).
  package func bincount(weights: NDArray?, minLength: Int) throws(TorchError) -> NDArray {
    if !dtype.isInteger { throw .notImplemented("bincount_cpu", for: dtype) }
    guard rank == 1 else { throw TorchError(.runtime, "bincount only supports 1-d non-negative integral inputs.") }
    if minLength < 0 { throw TorchError(.runtime, "minlength should be >= 0") }
    if count == 0 { return try NDArray(zeros: [minLength], .int64) }
    let values = try cast(to: .int64).contiguous()
    var (least, most): (Int64, Int64) = (0, -1)
    if count > 0 { nb_bounds_i64(Int64(count), values.pointer(Int64.self), &least, &most) }
    if most == Int.max {
      throw TorchError(.runtime, "maximum value of input overflowed, it should be < \(Int.max) but got \(most)")
    }
    if least < 0 {
      throw TorchError(.runtime, "bincount only supports 1-d non-negative integral inputs.")
    }
    if let weights, weights.count != count {
      throw TorchError(.runtime, "weights should be 1-d and have the same length as input")
    }
    let length = Swift.max(minLength, Int(most) &+ 1)
    guard let weights else {
      let out = try NDArray(zeros: [length], .int64)
      // All elements lie in `0 ..< length`.
      nb_bincount(Int64(count), values.pointer(Int64.self), Int64(length), out.pointer(Int64.self))
      return out
    }
    let type: DType = weights.dtype == .float32 ? .float32 : .float64
    let (out, added) = (try NDArray(zeros: [length], type), try weights.cast(to: type).contiguous())
    let numbers = values.pointer(Int.self)
    func add<T: BinaryFloatingPoint>(_: T.Type) {
      let (from, to) = (added.pointer(T.self), out.pointer(T.self))
      for index in 0..<count { to[numbers[index]] += from[index] }
    }
    if type == .float32 { add(Float.self) } else { add(Double.self) }
    return out
  }
}
