extension NDArray {
  // MARK: Broadcasting

  /// The shape two shapes broadcast to (`torch.broadcast_shapes`).
  ///
  /// - Throws: PyTorch's error that names the sizes and the dimension.
  package static func broadcast(_ a: Dims, _ b: Dims) throws(TorchError) -> Dims {
    if a == b { return a }
    let rank = Swift.max(a.count, b.count)
    var shape = Dims(repeating: 1, count: rank)
    var index = rank - 1
    while index >= 0 {
      let x = index - rank + a.count >= 0 ? a[index - rank + a.count] : 1
      let y = index - rank + b.count >= 0 ? b[index - rank + b.count] : 1
      guard x == y || x == 1 || y == 1 else {
        throw TorchError(
          .runtime,
          "The size of tensor a (\(x)) must match the size of tensor b (\(y)) at non-singleton dimension \(index)")
      }
      shape[index] = x == 1 ? y : x
      index -= 1
    }
    return shape
  }

  /// A look at the elements in a larger shape, repeating those of dimensions of size one; the shape is known to fit.
  package func broadcasted(to target: Dims) -> NDArray {
    if shape == target { return self }
    var newStrides = Dims(repeating: 0, count: target.count)
    let shift = target.count - rank
    for index in 0..<rank where shape[index] == target[index + shift] && shape[index] != 1 {
      newStrides[index + shift] = strides[index]
    }
    return view(shape: target, strides: newStrides)
  }

  /// The array broadcast for writing into an array of shape `target`.
  func expanded(toWrite target: Dims) throws(TorchError) -> NDArray {
    if shape == target { return self }
    let result = try NDArray.broadcast(target, shape)
    if result != target {
      throw TorchError(
        .runtime, "output with shape \(target.text) doesn't match the broadcast shape \(result.text)")
    }
    return broadcasted(to: target)
  }

  /// `tensor.expand(sizes)`; -1 keeps a size.
  package func expand(_ sizes: [Int]) throws(TorchError) -> NDArray {
    if sizes.count < rank {
      throw TorchError(
        .runtime,
        "expand(\(dtype.legacyTypeName){\(shape.text)}, size=\(Dims(sizes).text)): the number of sizes provided"
          + " (\(sizes.count)) must be greater or equal to the number of dimensions in the tensor (\(rank))")
    }
    var target = Dims(sizes)
    let shift = sizes.count - rank
    for index in (0..<sizes.count).reversed() {
      if index < shift {
        if sizes[index] < 0 {
          throw TorchError(
            .runtime,
            "The expanded size of the tensor (\(sizes[index])) isn't allowed in a leading, non-existing dimension"
              + " \(index)")
        }
        continue
      }
      let size = shape[index - shift]
      if sizes[index] == -1 {
        target[index] = size
      } else if sizes[index] != size, size != 1 {
        throw TorchError(
          .runtime,
          "The expanded size of the tensor (\(sizes[index])) must match the existing size (\(size)) at non-singleton"
            + " dimension \(index).  Target sizes: \(Dims(sizes).text).  Tensor sizes: \(shape.text)")
      }
    }
    var total = 1
    for index in 0..<target.count where total != 0 {
      let (product, overflow) = total.multipliedReportingOverflow(by: target[index])
      if overflow, !target.hasZero { throw .uncountable }
      total = product
    }
    // Dimensions that stay as they are keep their strides, those of size one too: `matmul` looks at them.
    var newStrides = Dims(repeating: 0, count: target.count)
    if rank > 0 {
      var index = target.count - 1
      while index >= 0 {
        if index < shift {
          if target[index] == 1 { newStrides[index] = target[index + 1] &* newStrides[index + 1] }
        } else if target[index] == shape[index - shift] {
          newStrides[index] = strides[index - shift]
        }
        index -= 1
      }
    }
    return view(shape: target, strides: newStrides)
  }

  // MARK: Shapes

  /// The shape with a -1 replaced by what makes the number of elements right.
  ///
  /// - Throws: PyTorch's errors of `view` and `reshape`.
  package static func inferred(_ sizes: [Int], count: Int) throws(TorchError) -> Dims {
    var shape = Dims(sizes)
    var unknown: Int?
    var product = 1
    for (index, size) in sizes.enumerated() {
      if size == -1 {
        if unknown != nil { throw TorchError(.runtime, "only one dimension can be inferred") }
        unknown = index
      } else if size < 0 {
        throw TorchError(
          .runtime, "invalid shape dimension \(size) at index \(index) of shape \(Dims(sizes).text)")
      } else {
        let (next, overflow) = product.multipliedReportingOverflow(by: size)
        product = overflow ? -1 : next
        if overflow { break }
      }
    }
    if let unknown {
      if product == 0, count == 0 {
        throw TorchError(
          .runtime,
          "cannot reshape tensor of 0 elements into shape \(Dims(sizes).text) because the unspecified dimension size -1"
            + " can be any value and is ambiguous")
      }
      if product > 0, count % product == 0 {
        shape[unknown] = count / product
        return shape
      }
    } else if product == count {
      return shape
    }
    throw TorchError(.runtime, "shape '\(Dims(sizes).text)' is invalid for input of size \(count)")
  }

  /// The strides with which the same memory has another shape, `nil` when there are none
  /// (PyTorch: `computeStride`).
  package func strides(for target: Dims) -> Dims? {
    if count == 0 { return shape == target ? strides : target.contiguousStrides }
    if isContiguous { return target.contiguousStrides }
    var result = Dims(repeating: 1, count: target.count)
    var targetIndex = target.count - 1
    var baseStride = rank > 0 ? strides[rank - 1] : 1
    var blockCount = 1
    var viewCount = 1
    var index = rank - 1
    while index >= 0 {
      blockCount &*= shape[index]
      let endsBlock =
        index == 0 || (shape[index - 1] != 1 && strides[index - 1] != blockCount &* baseStride)
      if endsBlock {
        while targetIndex >= 0, viewCount < blockCount || target[targetIndex] == 1 {
          result[targetIndex] = viewCount &* baseStride
          viewCount &*= target[targetIndex]
          targetIndex -= 1
        }
        if viewCount != blockCount { return nil }
        if index > 0 {
          baseStride = strides[index - 1]
          blockCount = 1
          viewCount = 1
        }
      }
      index -= 1
    }
    return targetIndex < 0 ? result : nil
  }

  /// `tensor.view(sizes)`
  package func view(_ sizes: [Int]) throws(TorchError) -> NDArray {
    let target = try NDArray.inferred(sizes, count: count)
    guard let strides = strides(for: target) else {
      throw TorchError(
        .runtime,
        "view size is not compatible with input tensor's size and stride (at least one dimension spans across two"
          + " contiguous subspaces). Use .reshape(...) instead.")
    }
    return view(shape: target, strides: strides)
  }

  /// `tensor.reshape(sizes)`: a view where there is one, else a copy.
  package func reshape(_ sizes: [Int]) throws(TorchError) -> NDArray {
    let target = try NDArray.inferred(sizes, count: count)
    if let strides = strides(for: target) { return view(shape: target, strides: strides) }
    let copy = try contiguous()
    return copy.view(shape: target, strides: target.contiguousStrides)
  }

  /// `tensor.permute(dims)`
  package func permute(_ dims: [Int]) throws(TorchError) -> NDArray {
    if dims.count != rank {
      throw TorchError(
        .runtime,
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering"
          + " of dimensions i.e. input.dim() = \(rank) is not equal to len(dims) = \(dims.count)")
    }
    var sources = dims
    for target in 0..<dims.count {
      sources[target] = try wrap(dims[target])
      for earlier in 0..<target where sources[earlier] == sources[target] {
        throw TorchError(.runtime, "permute(): duplicate dims are not allowed.")
      }
    }
    return view(
      shape: Dims(count: rank) { shape[sources[$0]] }, strides: Dims(count: rank) { strides[sources[$0]] })
  }

  /// `tensor.transpose(dim0, dim1)`
  package func transpose(_ a: Int, _ b: Int) throws(TorchError) -> NDArray {
    let first = try wrap(a)
    let second = try wrap(b)
    if rank == 0 { return self }
    var newShape = shape
    var newStrides = strides
    newShape[first] = shape[second]
    newShape[second] = shape[first]
    newStrides[first] = strides[second]
    newStrides[second] = strides[first]
    return view(shape: newShape, strides: newStrides)
  }

  /// `tensor.squeeze(dims)`: without the given dimensions that are of size one; all such with `nil`.
  package func squeeze(_ dims: [Int]? = nil) throws(TorchError) -> NDArray {
    var isDropped = [Bool](repeating: dims == nil, count: Swift.max(rank, 1))
    for dim in dims ?? [] {
      let index = try wrap(dim)
      if isDropped[index] {
        throw TorchError(.runtime, "dim \(index) appears multiple times in the list of dims")
      }
      isDropped[index] = true
    }
    var newShape = Dims()
    var newStrides = Dims()
    for index in 0..<rank where !(isDropped[index] && shape[index] == 1) {
      newShape.append(shape[index])
      newStrides.append(strides[index])
    }
    return view(shape: newShape, strides: newStrides)
  }

  /// `tensor.unsqueeze(dim)`
  package func unsqueeze(_ dim: Int) throws(TorchError) -> NDArray {
    let index = try NDArray.wrap(dim, rank: rank + 1)
    var newShape = shape
    var newStrides = strides
    newShape.insert(1, at: index)
    newStrides.insert(index < rank ? shape[index] &* strides[index] : 1, at: index)
    return view(shape: newShape, strides: newStrides)
  }

  /// `tensor.select(dim, index)`
  package func select(_ dim: Int, _ index: Int) throws(TorchError) -> NDArray {
    if rank == 0 { throw TorchError(.index, "select() cannot be applied to a 0-dim tensor.") }
    let dim = try wrap(dim)
    let size = shape[dim]
    guard index >= -size, index < size else {
      throw TorchError(
        .index,
        "select(): index \(index) out of range for tensor of size \(shape.text) at dimension \(dim)")
    }
    let position = index < 0 ? index + size : index
    var newShape = shape
    var newStrides = strides
    newShape.remove(at: dim)
    newStrides.remove(at: dim)
    return view(shape: newShape, strides: newStrides, offset: offset &+ position &* strides[dim])
  }

  /// `tensor[start:end:step]` in one dimension, with Python's rules for bounds; `step` is positive.
  package func slice(_ dim: Int, from start: Int, to end: Int, step: Int = 1) throws(TorchError) -> NDArray {
    if rank == 0 { throw TorchError(.index, "slice() cannot be applied to a 0-dim tensor.") }
    if step <= 0 { throw TorchError(.runtime, "slice step must be positive") }
    let dim = try wrap(dim)
    let size = shape[dim]
    let first = Swift.min(Swift.max(start < 0 ? start + size : start, 0), size)
    let last = Swift.min(Swift.max(end < 0 ? end + size : end, first), size)
    var newShape = shape
    var newStrides = strides
    newShape[dim] = last > first ? (last - first - 1) / step + 1 : 0
    newStrides[dim] = strides[dim].multipliedReportingOverflow(by: step).partialValue
    return view(shape: newShape, strides: newStrides, offset: offset &+ first &* strides[dim])
  }

  /// `tensor.narrow(dim, start, length)`
  package func narrow(_ dim: Int, _ start: Int, _ length: Int) throws(TorchError) -> NDArray {
    if rank == 0 { throw TorchError(.runtime, "narrow() cannot be applied to a 0-dim tensor.") }
    if length < 0 { throw TorchError(.runtime, "narrow(): length must be non-negative.") }
    let dim = try wrap(dim)
    let size = shape[dim]
    guard start >= -size, start <= size else {
      throw TorchError(
        .index,
        "start out of range (expected to be in range of [\(-size), \(size)], but got \(start))")
    }
    let first = start < 0 ? start + size : start
    if first > size - length {
      throw TorchError(
        .runtime, "start (\(first)) + length (\(length)) exceeds dimension size (\(size)).")
    }
    return try slice(dim, from: first, to: first + length)
  }

  /// `tensor.diagonal(offset, dim1, dim2)`
  package func diagonal(_ diagonal: Int = 0, _ dim1: Int = 0, _ dim2: Int = 1) throws(TorchError) -> NDArray {
    let first = try wrap(dim1)
    let second = try wrap(dim2)
    if first == second {
      throw TorchError(.runtime, "diagonal dimensions cannot be identical \(dim1), \(dim2)")
    }
    let rows = shape[first]
    let columns = shape[second]
    let length =
      diagonal >= 0
      ? Swift.max(Swift.min(rows, columns.subtractingReportingOverflow(diagonal).partialValue), 0)
      : Swift.max(Swift.min(rows.addingReportingOverflow(diagonal).partialValue, columns), 0)
    var start = offset
    if length > 0 {
      start = diagonal >= 0 ? offset &+ diagonal &* strides[second] : offset &- diagonal &* strides[first]
    }
    var newShape = shape
    var newStrides = strides
    newShape.remove(at: Swift.max(first, second))
    newShape.remove(at: Swift.min(first, second))
    newStrides.remove(at: Swift.max(first, second))
    newStrides.remove(at: Swift.min(first, second))
    newShape.append(length)
    newStrides.append(strides[first] &+ strides[second])
    return view(shape: newShape, strides: newStrides, offset: start)
  }

  /// `tensor.unfold(dim, size, step)`
  package func unfold(_ dim: Int, size: Int, step: Int) throws(TorchError) -> NDArray {
    let dim = try wrap(dim)
    let length = rank == 0 ? 1 : shape[dim]
    if size < 0 { throw TorchError(.runtime, "size is \(size) but must be >= 0") }
    if size > length {
      throw TorchError(
        .runtime,
        "maximum size for tensor at dimension \(dim) is \(length) but size is \(size)")
    }
    if step <= 0 { throw TorchError(.runtime, "step is \(step) but must be > 0") }
    if rank == 0 { return view(shape: [size], strides: [1]) }
    var newShape = shape
    var newStrides = strides
    newShape[dim] = (length - size) / step + 1
    newStrides[dim] = strides[dim].multipliedReportingOverflow(by: step).partialValue
    newShape.append(size)
    newStrides.append(strides[dim])
    return view(shape: newShape, strides: newStrides)
  }

  /// `tensor.as_strided(size, stride, storage_offset)`
  package func asStrided(_ size: [Int], _ stride: [Int], offset: Int? = nil) throws(TorchError) -> NDArray {
    if size.count != stride.count {
      throw TorchError(.runtime, "mismatch in length of strides and shape")
    }
    let start = offset ?? self.offset
    var last = start
    var isEmpty = false
    for (n, s) in zip(size, stride) {
      if n < 0 {
        throw TorchError(.runtime, "Trying to create tensor with negative dimension \(n): \(Dims(size).text)")
      }
      if s < 0 {
        throw TorchError(
          .runtime,
          "as_strided: Negative strides are not supported at the moment, got strides: \(Dims(stride).text)")
      }
      if n == 0 { isEmpty = true }
      let (span, overflow) = Swift.max(n - 1, 0).multipliedReportingOverflow(by: s)
      let (sum, sumOverflow) = last.addingReportingOverflow(span)
      last = overflow || sumOverflow ? Int.max : sum
    }
    if start < 0 { throw TorchError(.runtime, "Tensor: invalid storage offset \(start)") }
    if !isEmpty, last > Int.max / dtype.itemSize - 1 {
      throw TorchError(
        .runtime,
        "Storage size calculation overflowed with sizes=\(Dims(size).text) and strides=\(Dims(stride).text)")
    }
    if !isEmpty, last >= storage.byteCount / dtype.itemSize {
      throw TorchError(
        .runtime,
        "setStorage: sizes \(Dims(size).text), strides \(Dims(stride).text), storage offset \(start), and itemsize"
          + " \(dtype.itemSize) requiring a storage size of \((last &+ 1) &* dtype.itemSize) are out of bounds for"
          + " storage of size \(storage.byteCount)")
    }
    return view(shape: Dims(size), strides: Dims(stride), offset: start)
  }

  /// The real and imaginary parts as a last dimension of size two (`torch.view_as_real`).
  package func viewAsReal() throws(TorchError) -> NDArray {
    guard dtype.isComplex else {
      throw TorchError(.runtime, "view_as_real is only supported for complex tensors")
    }
    return parts
  }

  /// The parts of complex numbers, likewise.
  var parts: NDArray {
    var newStrides = Dims(strides.map { $0 &* 2 })
    newStrides.append(1)
    var newShape = shape
    newShape.append(2)
    return NDArray(storage, dtype: dtype.realType, shape: newShape, strides: newStrides, offset: offset &* 2)
  }

  /// The real parts of complex numbers, a view.
  var realPart: NDArray {
    NDArray(
      storage, dtype: dtype.realType, shape: shape, strides: Dims(strides.map { $0 &* 2 }), offset: offset &* 2)
  }

  /// The imaginary parts, likewise.
  var imaginaryPart: NDArray {
    NDArray(
      storage, dtype: dtype.realType, shape: shape, strides: Dims(strides.map { $0 &* 2 }), offset: offset &* 2 &+ 1)
  }

  /// Pairs of a last dimension of size two as complex numbers (`torch.view_as_complex`).
  package func viewAsComplex() throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 || dtype == .float16 else {
      throw TorchError(
        .runtime,
        "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type:"
          + " \(dtype.scalarName)")
    }
    guard rank > 0 else { throw TorchError(.runtime, "Input tensor must have one or more dimensions") }
    guard shape[rank - 1] == 2 else {
      throw TorchError(.runtime, "Tensor must have a last dimension of size 2")
    }
    guard strides[rank - 1] == 1 else {
      throw TorchError(.runtime, "Tensor must have a last dimension with stride 1")
    }
    if dtype == .float16 { throw TorchError.noComplexHalves }
    var newShape = shape
    var newStrides = Dims(strides.map { $0 / 2 })
    newShape.remove(at: rank - 1)
    newStrides.remove(at: rank - 1)
    return NDArray(
      storage, dtype: dtype.complexType, shape: newShape, strides: newStrides, offset: offset / 2)
  }
}

extension DType {
  /// `FloatTensor`, as `tensor.type()` names the kind of tensor.
  package var tensorTypeName: String { scalarName + "Tensor" }

  /// The name of a tensor's type as C++ code writes it: types that came later have none that begins with `torch`.
  package var legacyTypeName: String {
    self == .bfloat16 || self == .bool || isComplex ? "CPU\(scalarName)Type" : "torch.\(tensorTypeName)"
  }
}

extension NDArray {
  /// The same bytes as elements of another type (`x.view(torch.int32)`): the last dimension grows or shrinks with the
  /// size of an element.
  ///
  /// - Throws: PyTorch's errors for layouts in which the new elements would not lie side by side.
  package func reinterpreted(as other: DType) throws(TorchError) -> NDArray {
    let (old, new) = (dtype.itemSize, other.itemSize)
    if old == new { return NDArray(storage, dtype: other, shape: shape, strides: strides, offset: offset) }
    func refuse(_ what: String, _ value: Int) -> TorchError {
      TorchError(
        .runtime,
        "self.\(what) to view \(dtype.scalarName) as \(other.scalarName) (different element sizes), but got \(value)")
    }
    guard rank > 0 else {
      throw TorchError(
        .runtime,
        "self.dim() cannot be 0 to view \(dtype.scalarName) as \(other.scalarName) (different element sizes)")
    }
    let last = rank - 1
    if new > old, shape[last] % (new / old) != 0 {
      throw refuse("size(-1) must be divisible by \(new / old)", shape[last])
    }
    guard strides[last] == 1 else { throw refuse("stride(-1) must be 1", strides[last]) }
    var sizes = shape.array
    var steps = strides.array
    if old > new {
      let factor = old / new
      sizes[last] *= factor
      for index in 0..<last { steps[index] *= factor }
      return NDArray(storage, dtype: other, shape: Dims(sizes), strides: Dims(steps), offset: offset * factor)
    }
    let factor = new / old
    guard offset % factor == 0 else { throw refuse("storage_offset() must be divisible by \(factor)", offset) }
    for index in 0..<last where steps[index] % factor != 0 {
      throw refuse("stride(\(index)) must be divisible by \(factor)", steps[index])
    }
    sizes[last] /= factor
    for index in 0..<last { steps[index] /= factor }
    return NDArray(storage, dtype: other, shape: Dims(sizes), strides: Dims(steps), offset: offset / factor)
  }
}
