// Functions that go element by element and are made of several steps, over large arrays: what the steps make is made for
// a part of the elements at a time, so that it stays in the cache and does not grow with the arrays.

extension NDArray {
  /// Computes an elementwise function of arrays that lie in dense memory in one order of dimensions other than row-major
  /// order, as transposed ones do: of rows of their elements in the order of memory, for which kernels are made, and as
  /// PyTorch's tensor iterator walks them.
  ///
  /// - Parameters:
  ///   - target: Memory that the result may be written into; see `room`.
  ///   - kernel: Computes the function of rows and single elements.
  /// - Returns: the result, which lies as the operands do; nil, and nothing computed, for arrays that lie otherwise.
  package static func inMemoryOrder<E: Error>(
    _ operands: [NDArray], into target: NDArray? = nil,
    _ kernel: (_ rows: [NDArray], _ target: NDArray?) throws(E) -> NDArray
  ) throws(E) -> NDArray? {
    guard let first = operands.first(where: { $0.rank > 0 }), !first.isContiguous, first.isNonOverlappingAndDense
    else { return nil }
    let (shape, strides, count) = (first.shape, first.strides, first.count)
    func liesAlike(_ array: NDArray) -> Bool { array.shape == shape && array.strides == strides }
    for operand in operands {
      // Beside single elements, PyTorch chooses the strides of dimensions of size 1 anew.
      guard operand.rank == 0 ? !(0..<shape.count).contains(where: { shape[$0] == 1 }) : liesAlike(operand)
      else { return nil }
    }
    if let target, !liesAlike(target) { return nil }
    func row(_ array: NDArray) -> NDArray {
      array.rank == 0 ? array : array.view(shape: Dims(count), strides: Dims(1))
    }
    let result = try kernel(operands.map(row), target.map(row))
    guard result.count == count, result.isContiguous else { return nil }
    return result.view(shape: shape, strides: strides)
  }

  /// Computes an elementwise function of several arrays, which are broadcast, a part of the elements at a time, into one
  /// result; at once if they are small.
  ///
  /// - Parameters:
  ///   - target: Memory that the result may be written into; see `room`.
  ///   - convertsTruth: Whether truth values may be written into memory of another type.
  ///   - kernel: Computes the function of arrays of one shape and of single elements. It may write into the memory it is
  ///     handed, and returns that if it did.
  package static func inParts(
    _ operands: [NDArray], into target: NDArray? = nil, convertsTruth: Bool = false,
    _ kernel: ([NDArray], _ target: NDArray?) throws -> NDArray
  ) throws -> NDArray {
    guard let first = operands.first(where: { $0.count > slabSize }) else { return try kernel(operands, target) }
    var shape = first.shape
    for operand in operands where operand.shape != shape {
      // What does not fit is for the kernel to refuse.
      guard let wider = try? broadcast(shape, operand.shape) else { return try kernel(operands, target) }
      shape = wider
    }
    let count = shape.product
    guard count > slabSize, !operands.contains(where: { $0.rank > shape.count }) else {
      return try kernel(operands, target)
    }
    let isDense =
      first.shape == shape && first.isNonOverlappingAndDense
      && operands.allSatisfy { $0.rank == 0 || $0.shape == shape && $0.strides == first.strides }
    if isDense, target.map({ $0.shape == shape && $0.strides == first.strides }) ?? true {
      // All elements, in the order of their memory.
      let rows = try operands.map { $0.rank == 0 ? $0 : try $0.asStrided([count], [1], offset: $0.offset) }
      let row = try target.map { try $0.asStrided([count], [1], offset: $0.offset) }
      let found = try parts(
        of: rows, along: 0, count, slabSize, row, convertsTruth, { try NDArray(empty: [count], $0) }, kernel)
      guard let flat = found else { return try kernel(operands, target) }
      return target ?? flat.view(shape: shape, strides: first.isContiguous ? shape.contiguousStrides : first.strides)
    }
    // Functions of one array may treat dense memory by groups of neighbours.
    guard operands.count > 1, let axis = (0..<shape.count).first(where: { shape[$0] >= 8 }) else {
      return try kernel(operands, target)
    }
    let wide = operands.map { $0.rank == 0 ? $0 : $0.broadcasted(to: shape) }
    let step = Swift.max(1, slabSize / (count / shape[axis]))
    let room = target.flatMap { $0.shape == shape ? $0 : nil }
    let result = try parts(
      of: wide, along: axis, shape[axis], step, room, convertsTruth,
      { try NDArray(empty: shape, layoutOf: wide.filter { $0.rank > 0 }, $0) }, kernel)
    return try result ?? kernel(operands, target)
  }

  /// The same where elements are computed in another type, or mostly by several steps; else at once.
  package static func inPartsForSteps(
    _ operands: [NDArray], into target: NDArray?, _ kernel: ([NDArray], _ target: NDArray?) throws -> NDArray
  ) throws -> NDArray {
    guard operands.contains(where: { $0.dtype.takesSteps }) else { return try kernel(operands, target) }
    return try inParts(operands, into: target, kernel)
  }

  /// The parts along one axis, put together; nil if the function gives a view of its operand, or has another type than
  /// the target.
  private static func parts(
    of operands: [NDArray], along axis: Int, _ size: Int, _ step: Int, _ target: NDArray?, _ convertsTruth: Bool,
    _ make: (DType) throws -> NDArray, _ kernel: ([NDArray], NDArray?) throws -> NDArray
  ) throws -> NDArray? {
    var out = target
    var start = 0
    // What the first part gives says what the result is: the part is small, since there is no room for it yet, but of
    // whole groups of neighbours, as some functions take them.
    var length = Swift.min(Swift.max(step / 16, 1), size)
    while start < size {
      let pieces = try operands.map { $0.rank == 0 ? $0 : try $0.narrow(axis, start, length) }
      let room = try out?.narrow(axis, start, length)
      let before = Storage.allocatedBytes
      let result = try kernel(pieces, room)
      let made = Storage.allocatedBytes - before
      if start == 0 {
        if operands.contains(where: { $0.storage === result.storage && $0.storage !== target?.storage }) { return nil }
        if let target, target.dtype != result.dtype, !convertsTruth || result.dtype != .bool { return nil }
        if out == nil { out = try make(result.dtype) }
      }
      if let piece = try out?.narrow(axis, start, length), !result.isSameMemory(as: piece) {
        piece.assign(from: result)
      }
      start += length
      // Where nothing is made besides, the rest needs no parts.
      length = length == step && room != nil && made == 0 ? size - start : Swift.min(step, size - start)
    }
    return out
  }
}

extension DType {
  /// Whether elements are computed in another type, or mostly by several steps.
  package var takesSteps: Bool { isComplex || isFloatingPoint && computeType != self }
}
