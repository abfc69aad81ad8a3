extension NDArray {
  /// The product of two matrices (`torch.mm`), both of one dtype.
  ///
  /// - Throws: PyTorch's errors for other ranks and sizes that do not fit.
  package func mm(_ other: NDArray) throws(TorchError) -> NDArray {
    guard rank == 2 else { throw TorchError(.runtime, "self must be a matrix") }
    guard other.rank == 2 else { throw TorchError(.runtime, "mat2 must be a matrix") }
    guard shape[1] == other.shape[0] else {
      throw TorchError(
        .runtime,
        "mat1 and mat2 shapes cannot be multiplied (\(shape[0])x\(shape[1]) and \(other.shape[0])x\(other.shape[1]))")
    }
    guard dtype == other.dtype else {
      throw TorchError(
        .runtime,
        "expected m1 and m2 to have the same dtype, but got: \(dtype.typeMetaName) != \(other.dtype.typeMetaName)")
    }
    if dtype == .bool { throw .notImplemented("addmm_impl_cpu_", for: dtype) }
    let compute = dtype.computeType
    let out = try NDArray(zeros: [shape[0], other.shape[1]], compute)
    MatrixKernel.multiply(try cast(to: compute), try other.cast(to: compute), into: out)
    return try out.cast(to: dtype)
  }

  /// The products of two batches of matrices (`torch.bmm`).
  package func bmm(_ other: NDArray) throws(TorchError) -> NDArray {
    guard rank == 3 else { throw TorchError(.runtime, "batch1 must be a 3D tensor") }
    guard other.rank == 3 else { throw TorchError(.runtime, "batch2 must be a 3D tensor") }
    guard shape[0] == other.shape[0], shape[2] == other.shape[1] else {
      throw TorchError(
        .runtime,
        "Expected size for first two dimensions of batch2 tensor to be: [\(shape[0]), \(shape[2])] but got:"
          + " [\(other.shape[0]), \(other.shape[1])].")
    }
    guard dtype == other.dtype else {
      throw TorchError(.runtime, "expected scalar type \(dtype.scalarName) but found \(other.dtype.scalarName)")
    }
    if dtype == .bool { throw .notImplemented("bmm", for: dtype) }
    let compute = dtype.computeType
    let (a, b) = (try cast(to: compute), try other.cast(to: compute))
    let out = try NDArray(zeros: [shape[0], shape[1], other.shape[2]], compute)
    for batch in 0..<shape[0] {
      MatrixKernel.multiply(try a.select(0, batch), try b.select(0, batch), into: try out.select(0, batch))
    }
    return try out.cast(to: dtype)
  }

  /// A matrix times a vector (`torch.mv`).
  package func mv(_ vector: NDArray) throws(TorchError) -> NDArray {
    guard rank == 2, vector.rank == 1 else {
      throw TorchError(
        .runtime, "vector + matrix @ vector expected, got \(1), \(rank), \(vector.rank)")
    }
    guard shape[1] == vector.shape[0] else {
      throw TorchError(
        .runtime,
        "size mismatch, got input (\(shape[0])), mat (\(shape[0])x\(shape[1])), vec (\(vector.shape[0]))")
    }
    guard dtype == vector.dtype else {
      throw TorchError(
        .runtime,
        "addmv input tensors must have the same dtype, but got \(dtype.scalarName), \(vector.dtype.scalarName), and"
          + " \(dtype.scalarName)")
    }
    return try mm(try vector.unsqueeze(1)).squeeze([1])
  }

  /// The inner product of two vectors (`torch.dot`).
  package func dot(_ other: NDArray) throws(TorchError) -> NDArray {
    guard rank == 1, other.rank == 1 else {
      throw TorchError(.runtime, "1D tensors expected, but got \(rank)D and \(other.rank)D tensors")
    }
    guard dtype == other.dtype else {
      throw TorchError(
        .runtime,
        "dot : expected both vectors to have same dtype, but found \(dtype.scalarName) and \(other.dtype.scalarName)")
    }
    guard shape[0] == other.shape[0] else {
      throw TorchError(
        .runtime,
        "inconsistent tensor size, expected tensor \(shape.text) and src \(other.shape.text) to have the same number of"
          + " elements, but got \(shape[0]) and \(other.shape[0]) elements respectively")
    }
    if dtype == .bool { throw .notImplemented("dot", for: dtype) }
    return try unsqueeze(0).mm(try other.unsqueeze(1)).view([])
  }
}

/// Products of matrices of any strides, added to `out`, which is contiguous.
enum MatrixKernel {
  static func multiply(_ a: NDArray, _ b: NDArray, into out: NDArray) {
    switch out.dtype {
    case .float32: run(a, b, out, Float.self)
    case .float64: run(a, b, out, Double.self)
    case .uint8: run(a, b, out, UInt8.self)
    case .int8: run(a, b, out, Int8.self)
    case .int16: run(a, b, out, Int16.self)
    case .int32: run(a, b, out, Int32.self)
    case .complex64: run(a, b, out, Complex<Float>.self)
    case .complex128: run(a, b, out, Complex<Double>.self)
    default: run(a, b, out, Int.self)
    }
  }

  /// Row by row: each element of `a` scales a row of `b`, so that the innermost loop runs over memory in order. Rows
  /// and columns lie within the arrays' storages by their layouts.
  private static func run<T: ArithmeticElement>(_ a: NDArray, _ b: NDArray, _ out: NDArray, _: T.Type) {
    let (rows, depth, columns) = (a.shape[0], a.shape[1], b.shape[1])
    let (left, right, target) = (a.pointer(T.self), b.pointer(T.self), out.pointer(T.self))
    let (leftRow, leftColumn) = (a.strides[0], a.strides[1])
    let (rightRow, rightColumn) = (b.strides[0], b.strides[1])
    for row in 0..<rows {
      let result = target + row &* columns
      for k in 0..<depth {
        let factor = left[row &* leftRow &+ k &* leftColumn]
        let line = right + k &* rightRow
        if rightColumn == 1 {
          for column in 0..<columns { result[column] = T.add(result[column], T.multiply(factor, line[column])) }
        } else {
          for column in 0..<columns {
            result[column] = T.add(result[column], T.multiply(factor, line[column &* rightColumn]))
          }
        }
      }
    }
  }
}
