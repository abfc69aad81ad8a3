import CKernels

extension NDArray {
  /// The product of two matrices (`torch.mm`), both of one dtype.
  ///
  /// - Parameters:
  ///   - start: What the product is added to, if not zeros: of the product's shape and dtype, which is one that is
  ///     computed in. Sums of deep products are added to it block by block.
  ///   - target: Memory that the product may be written into, if it fits and no factor lies there; it may be `start`.
  /// - Throws: PyTorch's errors for other ranks and sizes that do not fit.
  package func mm(
    _ other: NDArray, onto start: NDArray? = nil, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
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
    // Operands are copied where their elements do not lie in rows.
    try Storage.checkRoom(for: count, of: dtype.itemSize)
    try Storage.checkRoom(for: other.count, of: dtype.itemSize)
    let compute = dtype.computeType
    let room = target.flatMap { target in
      target.dtype == compute && target.shape == Dims(shape[0], other.shape[1]) && target.isContiguous
        && target.storage !== storage && target.storage !== other.storage ? target : nil
    }
    let out: NDArray
    if let start, let room {
      out = room
      if !room.isSameMemory(as: start) { try room.copy(from: start) }
    } else if let start {
      out = try start.cloneContiguous()
    } else if let room {
      out = room
      out.fill(.int(0))
    } else {
      out = try NDArray(zeros: Dims(shape[0], other.shape[1]), compute)
    }
    if dtype == compute {
      MatrixKernel.multiply(self, other, into: out)
      return out
    }
    MatrixKernel.multiply(try cast(to: compute), try other.cast(to: compute), into: out)
    return try out.cast(to: dtype)
  }

  /// The products of two batches of matrices (`torch.bmm`).
  ///
  /// - Parameters:
  ///   - name: The kernel in the error for truth values.
  ///   - target: Memory that the products may be written into, if it fits and no factor lies there.
  package func bmm(
    _ other: NDArray, name: String = "bmm", into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    guard rank == 3 else { throw TorchError(.runtime, "batch1 must be a 3D tensor") }
    guard other.rank == 3 else { throw TorchError(.runtime, "batch2 must be a 3D tensor") }
    guard shape[0] == other.shape[0], shape[2] == other.shape[1] else {
      throw TorchError(
        .runtime,
        "Expected size for first two dimensions of batch2 tensor to be: [\(shape[0]), \(shape[2])] but got:"
          + " [\(other.shape[0]), \(other.shape[1])].")
    }
    // Where there is nothing to compute, nothing is said about types.
    if count == 0 || other.count == 0 {
      return try NDArray(zeros: [shape[0], shape[1], other.shape[2]], other.dtype)
    }
    guard dtype == other.dtype else {
      throw TorchError(.runtime, "expected scalar type \(dtype.scalarName) but found \(other.dtype.scalarName)")
    }
    if dtype == .bool { throw .notImplemented(name, for: dtype) }
    let compute = dtype.computeType
    let product = Dims([shape[0], shape[1], other.shape[2]])
    let room = target.flatMap { target in
      target.dtype == compute && target.shape == product && target.isContiguous
        && target.overlap(with: self) == .none && target.overlap(with: other) == .none ? target : nil
    }
    let out: NDArray
    if let room {
      out = room
      out.fill(.int(0))
    } else {
      out = try NDArray(zeros: product, compute)
    }
    try Storage.checkRoom(for: count, of: dtype.itemSize)
    try Storage.checkRoom(for: other.count, of: dtype.itemSize)
    let (a, b) = (try cast(to: compute), try other.cast(to: compute))
    // PyTorch has a loop of its own for batches of small matrices, which fuses nothing.
    let sizes = [shape[1], shape[2], other.shape[2]]
    let isSmall = sizes.allSatisfy { $0 < 400 } && sizes.reduce(1, *) < 400
    for batch in 0..<shape[0] {
      MatrixKernel.multiply(a.matrix(batch), b.matrix(batch), into: out.matrix(batch), apart: isSmall)
    }
    return try out.cast(to: dtype)
  }

  /// One of the matrices of a batch, an array of three dimensions that has as many.
  @inline(__always) func matrix(_ number: Int) -> NDArray {
    view(
      shape: Dims(shape[1], shape[2]), strides: Dims(strides[1], strides[2]), offset: offset &+ number &* strides[0])
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
        "addmv input tensors must have the same dtype, but got \(vector.dtype.scalarName), \(dtype.scalarName), and"
          + " \(vector.dtype.scalarName)")
    }
    if dtype == .bool { throw .notImplemented("addmv_impl_cpu", for: dtype) }
    return try mm(vector.column).squeeze([1])
  }

  /// A vector as a matrix of one column. One whose elements lie side by side is what a matrix of a row is, turned: so the
  /// library takes it.
  package var column: NDArray {
    view(shape: [count, 1], strides: [strides[0], strides[0] == 1 ? Swift.max(1, count) : 1], offset: offset)
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
    if count > 0, dtype == .float32 || dtype == .float64, strides[0] == 1 || count == 1,
      other.strides[0] == 1 || count == 1
    {
      let out = try NDArray(empty: [], dtype)
      // Both have as many neighbouring elements.
      if dtype == .float32 {
        out.pointer(Float.self).pointee = nb_dot_f32(Int64(count), pointer(Float.self), other.pointer(Float.self))
      } else {
        out.pointer(Double.self).pointee = nb_dot_f64(Int64(count), pointer(Double.self), other.pointer(Double.self))
      }
      return out
    }
    let product = try NDArray(zeros: [1, 1], dtype.computeType)
    let (row, column) = (try cast(to: product.dtype), try other.cast(to: product.dtype))
    MatrixKernel.multiply(try row.unsqueeze(0), try column.unsqueeze(1), into: product, apart: true)
    return try product.view([]).cast(to: dtype)
  }

  /// Whether it makes a difference to what a product of two matrices of one type is added: its elements are summed in
  /// several parts, or begin with what is there. Otherwise the product is made first.
  package static func beginsWithAddend(_ left: NDArray, _ right: NDArray) -> Bool {
    guard left.dtype == .float32 || left.dtype == .float64, left.shape[1] == right.shape[0] else { return false }
    if nb_is_narrow(Int64(left.shape[0]), Int64(right.shape[1])) {
      // Rows and columns that lie side by side are multiplied first.
      return left.strides[1] != 1 || right.strides[0] != 1
    }
    let depth = left.shape[1]
    return left.dtype == .float64 || nb_block_depth(Int64(depth), Int64(DType.float32.itemSize)) < depth
  }
}

extension NDArray {
  /// The product of two small matrices of `float32` or `float64`, each taken as it lies or with its rows as columns; nil
  /// for all else. Their parts come one by one, as in ``combined(_:_:_:_:at:_:at:)``.
  @inline(__always) package static func smallProduct(
    _ dtype: DType, _ a: Storage, at offsetA: Int, _ shapeA: Dims, _ stridesA: Dims, turned turnsA: Bool, _ b: Storage,
    at offsetB: Int, _ shapeB: Dims, _ stridesB: Dims, turned turnsB: Bool
  ) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, shapeA.count == 2, shapeB.count == 2 else { return nil }
    let (rows, depth) = turnsA ? (shapeA[1], shapeA[0]) : (shapeA[0], shapeA[1])
    let (depthB, columns) = turnsB ? (shapeB[1], shapeB[0]) : (shapeB[0], shapeB[1])
    // None of the sizes is negative, and their product cannot overflow.
    guard depth == depthB, rows | depth | columns < 1 << 12,
      rows &* depth &* columns < MatrixKernel.panelThreshold,
      let out = try? Storage.make(byteCount: rows &* columns &* dtype.itemSize, of: dtype)
    else { return nil }
    let (rowA, columnA) = turnsA ? (stridesA[1], stridesA[0]) : (stridesA[0], stridesA[1])
    let (rowB, columnB) = turnsB ? (stridesB[1], stridesB[0]) : (stridesB[0], stridesB[1])
    out.bytes.initializeMemory(as: UInt8.self, repeating: 0, count: out.byteCount)
    // Every element of the operands lies within its storage, as the arrays' layouts say.
    if dtype == .float32 {
      nb_multiply_f32(
        Int64(rows), Int64(columns), Int64(depth), a.bytes.assumingMemoryBound(to: Float.self) + offsetA, Int64(rowA),
        Int64(columnA), b.bytes.assumingMemoryBound(to: Float.self) + offsetB, Int64(rowB), Int64(columnB),
        out.bytes.assumingMemoryBound(to: Float.self), Int64(columns))
    } else {
      nb_multiply_f64(
        Int64(rows), Int64(columns), Int64(depth), a.bytes.assumingMemoryBound(to: Double.self) + offsetA,
        Int64(rowA), Int64(columnA), b.bytes.assumingMemoryBound(to: Double.self) + offsetB, Int64(rowB),
        Int64(columnB), out.bytes.assumingMemoryBound(to: Double.self), Int64(columns))
    }
    let shape = Dims(rows, columns)
    return NDArray(out, dtype: dtype, shape: shape, strides: shape.contiguousStrides, offset: 0)
  }
}

/// Products of matrices of any strides, added to `out`, which is contiguous.
enum MatrixKernel {
  ///
  /// - Parameter apart: Whether every term is rounded before it is added.
  static func multiply(_ a: NDArray, _ b: NDArray, into out: NDArray, apart: Bool = false) {
    switch out.dtype {
    case .float32, .float64:
      if apart { multiplyVectorised(a, b, into: out, apart: true) } else { multiplyFloating(a, b, into: out) }
    case .uint8, .bool, .int8: multiplyIntegers(a, b, into: out, UInt8.self, nb_multiply_u8)
    case .int16: multiplyIntegers(a, b, into: out, UInt16.self, nb_multiply_u16)
    case .int32: multiplyIntegers(a, b, into: out, UInt32.self, nb_multiply_u32)
    case .complex64:
      if !multiplyParts(a, b, into: out, Float.self) { multiplyComplex(a, b, out, nb_multiply_complex_f32) }
    case .complex128:
      if !multiplyParts(a, b, into: out, Double.self) { multiplyComplex(a, b, out, nb_multiply_complex_f64) }
    default: multiplyIntegers(a, b, into: out, UInt64.self, nb_multiply_u64)
    }
  }

  /// The product of complex matrices by four of their real and imaginary parts.
  ///
  /// - Returns: whether the matrices are so large that this is faster, and there is memory for the parts of the product.
  private static func multiplyParts<T: BinaryFloatingPoint>(
    _ a: NDArray, _ b: NDArray, into out: NDArray, _: T.Type
  ) -> Bool {
    func parts(_ matrix: NDArray) throws(TorchError) -> (real: NDArray, imaginary: NDArray) {
      let both = try matrix.viewAsReal()
      // Neighbours are copied into panels faster.
      return (try both.select(2, 0).contiguous(), try both.select(2, 1).contiguous())
    }
    let (rows, depth, columns) = (a.shape[0], a.shape[1], b.shape[1])
    guard Swift.min(rows, depth, columns) >= 24, out.isContiguous, let left = try? parts(a), let right = try? parts(b),
      let positive = try? NDArray(zeros: out.shape, out.dtype.realType),
      let negative = try? NDArray(zeros: out.shape, out.dtype.realType),
      let imaginary = try? NDArray(zeros: out.shape, out.dtype.realType)
    else { return false }
    multiply(left.real, right.real, into: positive)
    multiply(left.imaginary, right.imaginary, into: negative)
    multiply(left.real, right.imaginary, into: imaginary)
    multiply(left.imaginary, right.real, into: imaginary)
    // A complex number is two parts.
    let (target, plus) = (out.pointer(T.self), positive.pointer(T.self))
    let (minus, turned) = (negative.pointer(T.self), imaginary.pointer(T.self))
    for index in 0..<out.count {
      target[2 &* index] += plus[index] - minus[index]
      target[2 &* index &+ 1] += turned[index]
    }
    return true
  }

  /// Integers of any sign, as the unsigned ones with their bits.
  private static func multiplyIntegers<T>(
    _ a: NDArray, _ b: NDArray, into out: NDArray, _: T.Type,
    _ kernel: (
      Int64, Int64, Int64, UnsafePointer<T>?, Int64, Int64, UnsafePointer<T>?, Int64, Int64, UnsafeMutablePointer<T>?
    ) -> Void
  ) {
    func elements(_ array: NDArray) -> UnsafeMutablePointer<T> { array.start.assumingMemoryBound(to: T.self) }
    kernel(
      Int64(a.shape[0]), Int64(b.shape[1]), Int64(a.shape[1]), elements(a), Int64(a.strides[0]), Int64(a.strides[1]),
      elements(b), Int64(b.strides[0]), Int64(b.strides[1]), elements(out))
  }

  /// Products of fewer multiplications than this are not worth copying the matrices into panels.
  static let panelThreshold = 40_000

  /// Small and shallow products, and those of so few rows that panels would be mostly empty, go by the kernel that reads
  /// the matrices where they are, larger ones by panels, or by the library on processors whose vectors are too short.
  private static func multiplyFloating(_ a: NDArray, _ b: NDArray, into out: NDArray) {
    let (rows, depth, columns) = (a.shape[0], a.shape[1], b.shape[1])
    let (plane, planeOverflow) = rows.multipliedReportingOverflow(by: columns)
    let (work, workOverflow) = plane.multipliedReportingOverflow(by: depth)
    let isLarge = planeOverflow || workOverflow || work >= panelThreshold
    if nb_is_narrow(Int64(rows), Int64(columns)) {
      return multiplyVectorised(a, b, into: out)
    }
    // Both kernels add in the same order.
    let isShallow =
      depth <= 256 && rows <= 256 && columns <= 2048 && (columns >= 64 || columns.isMultiple(of: 32))
    if isLarge, !isShallow, rows >= 8,
      multiplyByPanels(a, b, into: out) || multiplyWithLibrary(a, b, into: out)
    {
      return
    }
    multiplyVectorised(a, b, into: out, isShared: isLarge)
  }

  /// - Returns: whether the processor has vectors wide enough.
  private static func multiplyByPanels(_ a: NDArray, _ b: NDArray, into out: NDArray) -> Bool {
    let (m, n, k) = (Int64(a.shape[0]), Int64(b.shape[1]), Int64(a.shape[1]))
    let (aRow, aColumn, bRow, bColumn) = (
      Int64(a.strides[0]), Int64(a.strides[1]), Int64(b.strides[0]), Int64(b.strides[1])
    )
    if out.dtype == .float32 {
      return nb_product_f32(
        m, n, k, a.pointer(Float.self), aRow, aColumn, b.pointer(Float.self), bRow, bColumn, out.pointer(Float.self), n)
    }
    return nb_product_f64(
      m, n, k, a.pointer(Double.self), aRow, aColumn, b.pointer(Double.self), bRow, bColumn, out.pointer(Double.self), n
    )
  }

  /// The kernel in C for small matrices.
  private static func multiplyVectorised(
    _ a: NDArray, _ b: NDArray, into out: NDArray, apart: Bool = false, isShared: Bool = false
  ) {
    let (m, n, k) = (Int64(a.shape[0]), Int64(b.shape[1]), Int64(a.shape[1]))
    let (aRow, aColumn, bRow, bColumn) = (
      Int64(a.strides[0]), Int64(a.strides[1]), Int64(b.strides[0]), Int64(b.strides[1])
    )
    if out.dtype == .float32 {
      (apart ? nb_multiply_apart_f32 : isShared ? nb_shallow_product_f32 : nb_multiply_f32)(
        m, n, k, a.pointer(Float.self), aRow, aColumn, b.pointer(Float.self), bRow, bColumn, out.pointer(Float.self), n)
    } else {
      (apart ? nb_multiply_apart_f64 : isShared ? nb_shallow_product_f64 : nb_multiply_f64)(
        m, n, k, a.pointer(Double.self), aRow, aColumn, b.pointer(Double.self), bRow, bColumn,
        out.pointer(Double.self), n)
    }
  }

  /// `cblas_sgemm` and `cblas_dgemm`: order, transpositions, sizes, factor, a, its row stride, b, its row stride,
  /// factor, c, its row stride.
  private typealias SingleProduct =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32, UnsafePointer<Float>, Int32, Float,
      UnsafeMutablePointer<Float>, Int32
    ) -> Void
  private typealias DoubleProduct =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Double, UnsafePointer<Double>, Int32, UnsafePointer<Double>, Int32,
      Double, UnsafeMutablePointer<Double>, Int32
    ) -> Void

  /// How a matrix is given to the library: its transposition and the distance of its rows; `nil` if neither its rows nor
  /// its columns lie side by side.
  private static func operand(_ a: NDArray) -> (transposition: Int32, leading: Int32)? {
    let (rows, columns) = (a.shape[0], a.shape[1])
    if a.strides[1] == 1 || columns == 1, a.strides[0] >= Swift.max(1, columns) {
      return Int32(exactly: a.strides[0]).map { (111, $0) }
    }
    if a.strides[0] == 1 || rows == 1, a.strides[1] >= Swift.max(1, rows) {
      return Int32(exactly: a.strides[1]).map { (112, $0) }
    }
    return nil
  }

  /// A large product by OpenBLAS.
  ///
  /// - Returns: whether the library is there and takes the operands.
  private static func multiplyWithLibrary(_ a: NDArray, _ b: NDArray, into out: NDArray) -> Bool {
    guard let left = operand(a), let right = operand(b),
      let rows = Int32(exactly: a.shape[0]), let depth = Int32(exactly: a.shape[1]),
      let columns = Int32(exactly: b.shape[1])
    else { return false }
    if out.dtype == .float32 {
      guard let function = nb_blas_function("cblas_sgemm") else { return false }
      unsafeBitCast(function, to: SingleProduct.self)(
        101, left.transposition, right.transposition, rows, columns, depth, 1, a.pointer(Float.self), left.leading,
        b.pointer(Float.self), right.leading, 1, out.pointer(Float.self), columns)
    } else {
      guard let function = nb_blas_function("cblas_dgemm") else { return false }
      unsafeBitCast(function, to: DoubleProduct.self)(
        101, left.transposition, right.transposition, rows, columns, depth, 1, a.pointer(Double.self), left.leading,
        b.pointer(Double.self), right.leading, 1, out.pointer(Double.self), columns)
    }
    return true
  }

  /// Complex numbers, each of which is two parts.
  private static func multiplyComplex<T>(
    _ a: NDArray, _ b: NDArray, _ out: NDArray,
    _ kernel: (
      Int64, Int64, Int64, UnsafePointer<T>?, Int64, Int64, UnsafePointer<T>?, Int64, Int64, UnsafeMutablePointer<T>?
    ) -> Void
  ) {
    kernel(
      Int64(a.shape[0]), Int64(b.shape[1]), Int64(a.shape[1]), a.pointer(T.self), Int64(a.strides[0]),
      Int64(a.strides[1]), b.pointer(T.self), Int64(b.strides[0]), Int64(b.strides[1]), out.pointer(T.self))
  }
}
