extension NDArray {
  /// Runs `body` for the field that the elements belong to.
  private func overField(
    single: () throws(TorchError) -> Void, double: () throws(TorchError) -> Void,
    complexSingle: () throws(TorchError) -> Void, complexDouble: () throws(TorchError) -> Void
  ) throws(TorchError) {
    switch dtype {
    case .float32: try single()
    case .float64: try double()
    case .complex64: try complexSingle()
    default: try complexDouble()
    }
  }

  /// R above and the vectors of Householder's reflections below the diagonal, and their factors (`torch.geqrf`).
  package func householderFactors() throws(TorchError) -> (factors: NDArray, tau: NDArray) {
    try checkMatrix("geqrf", square: false, kernel: "geqrf_cpu", refusesIntegers: true)
    let (rows, columns, batch) = matrixSizes
    let steps = Swift.min(rows, columns)
    let factors = try cloneContiguous()
    let tau = try NDArray(zeros: batchShape(steps), dtype)
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch {
        try MatrixDecomposition.reflections(
          MatrixPointer(elements: factors.pointer(T.self) + number &* rows &* columns, rowStride: columns), rows,
          columns,
          tau: tau.pointer(T.self) + number &* steps)
      }
    }
    try overField(
      single: { () throws(TorchError) in try run(Float.self) },
      double: { () throws(TorchError) in try run(Double.self) },
      complexSingle: { () throws(TorchError) in try run(Complex<Float>.self) },
      complexDouble: { () throws(TorchError) in try run(Complex<Double>.self) })
    return (factors, tau)
  }

  /// The first columns of a product of Householder's reflections (`torch.linalg.householder_product`).
  package func householderProduct(_ tau: NDArray) throws(TorchError) -> NDArray {
    func refuse(_ text: String) -> TorchError { TorchError(.runtime, "torch.linalg.householder_product: \(text)") }
    guard rank >= 2 else { throw refuse("input must have at least 2 dimensions.") }
    guard shape[rank - 2] >= shape[rank - 1] else {
      throw refuse("input.shape[-2] must be greater than or equal to input.shape[-1]")
    }
    guard tau.rank >= 1, tau.rank == rank - 1 else {
      throw refuse(
        "Expected tau to have one dimension less than input, but got tau.ndim equal to \(tau.rank) and input.ndim is equal"
          + " to \(rank)")
    }
    guard shape[rank - 1] >= tau.shape[tau.rank - 1] else {
      throw refuse("input.shape[-1] must be greater than or equal to tau.shape[-1]")
    }
    guard Array(shape.array.dropLast(2)) == Array(tau.shape.array.dropLast()) else {
      throw refuse(
        "Expected batch dimensions of tau to be equal to input.shape[:-2], but got"
          + " \(Dims(Array(tau.shape.array.dropLast())).text)")
    }
    guard dtype == tau.dtype else {
      throw refuse("tau dtype \(tau.dtype.scalarName) does not match input dtype \(dtype.scalarName)")
    }
    guard dtype.isDifferentiable, dtype.computeType == dtype else { throw .notImplemented("orgqr_cpu", for: dtype) }
    let (rows, columns, batch) = matrixSizes
    let steps = tau.shape[tau.rank - 1]
    let vectors = try contiguous()
    let factors = try tau.contiguous()
    let out = try NDArray(eye: rows, columns, dtype).broadcasted(to: shape).cloneContiguous()
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch {
        let source = MatrixPointer(
          elements: vectors.pointer(T.self) + number &* rows &* columns, rowStride: columns)
        let target = MatrixPointer(elements: out.pointer(T.self) + number &* rows &* columns, rowStride: columns)
        try MatrixDecomposition.applyReflections(
          source, factors.pointer(T.self) + number &* steps, rows, steps, target, columns)
      }
    }
    try overField(
      single: { () throws(TorchError) in try run(Float.self) },
      double: { () throws(TorchError) in try run(Double.self) },
      complexSingle: { () throws(TorchError) in try run(Complex<Float>.self) },
      complexDouble: { () throws(TorchError) in try run(Complex<Double>.self) })
    return out
  }

  // MARK: Symmetric indefinite matrices

  private typealias SymmetricFactor =
    @convention(c) (
      LAPACK.Flag, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer,
      LAPACK.Integer
    ) -> Void
  private typealias SymmetricSolve =
    @convention(c) (
      LAPACK.Flag, LAPACK.Integer, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Integer, LAPACK.Numbers,
      LAPACK.Integer, LAPACK.Integer
    ) -> Void

  /// L below and D on the diagonals of symmetric or Hermitian matrices, the exchanges, and for each 0 or the place of a
  /// zero in D (`torch.linalg.ldl_factor_ex`); only the lower triangle is read.
  package func ldlFactor(
    hermitian: Bool
  ) throws(TorchError) -> (factors: NDArray, pivots: NDArray, info: [Int]) {
    try checkMatrix("torch.linalg.ldl_factor_ex", square: true, kernel: "ldl_factor_kernel_cpu")
    let (n, _, batch) = matrixSizes
    // Column by column, so that the lower triangle is LAPACK's lower one too.
    let work = try transpose(rank - 2, rank - 1).cloneContiguous()
    let pivots = try NDArray(zeros: batchShape(n), .int32)
    var info: [Int] = []
    if n > 0, batch > 0 {
      let address = try LAPACK.function("sytrf", complex: hermitian ? "hetrf" : "sytrf", dtype)
      let factor = unsafeBitCast(address, to: SymmetricFactor.self)
      func run(_ number: Int, _ space: LAPACKWorkspace, _ count: Int) -> Int32 {
        var (size, leading, status) = (Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: n), Int32(0))
        var workSize = Int32(truncatingIfNeeded: count)
        factor(
          "L", &size, work.start + number &* n &* n &* dtype.itemSize, &leading,
          pivots.pointer(Int32.self) + number &* n,
          space.pointer, &workSize, &status)
        return status
      }
      let query = try LAPACKWorkspace(1, dtype)
      _ = run(0, query, -1)
      let count = try query.requestedSize()
      let space = try LAPACKWorkspace(count, dtype)
      for number in 0..<batch { info.append(Int(run(number, space, count))) }
    } else {
      info = [Int](repeating: 0, count: batch)
    }
    return (try work.transpose(rank - 2, rank - 1).triangle(lower: true), pivots, info)
  }

  /// Solutions of systems with symmetric or Hermitian matrices from their factors (`torch.linalg.ldl_solve`).
  package func ldlSolve(_ pivots: NDArray, _ b: NDArray, hermitian: Bool) throws(TorchError) -> NDArray {
    try checkMatrix("torch.linalg.ldl_solve", square: true, kernel: "ldl_solve_cpu")
    func refuse(_ text: String) -> TorchError { TorchError(.runtime, "torch.linalg.ldl_solve: \(text)") }
    guard b.rank >= 2 else {
      throw refuse("Expected B to have at least 2 dimensions, but it has \(b.rank) dimensions instead")
    }
    guard b.dtype == dtype else {
      throw refuse("LD dtype \(dtype.scalarName) does not match b dtype \(b.dtype.scalarName)")
    }
    guard pivots.dtype.isInteger else {
      throw refuse("Expected pivots to be integers. Got \(pivots.dtype.scalarName)")
    }
    let n = shape[rank - 1]
    guard b.shape[b.rank - 2] == n, pivots.rank == rank - 1, pivots.shape[pivots.rank - 1] == n else {
      throw refuse("Expected the factors, the pivots and B to have the same number of rows")
    }
    // The library would read and write outside of the matrix.
    guard try pivots.ints.allSatisfy({ $0 != 0 && $0 >= -n && $0 <= n }) else {
      throw TorchError(
        .runtime,
        "Pivots given to ldl_solve must all satisfy |pivot| <= LD.size(-2). Did you properly pass the result of"
          + " ldl_factor?")
    }
    let batch = try NDArray.broadcast(Dims(shape.array.dropLast(2)), Dims(b.shape.array.dropLast(2)))
    let columns = b.shape[b.rank - 1]
    let matrices = try broadcasted(to: Dims(batch.array + [n, n])).transpose(batch.count, batch.count + 1)
      .cloneContiguous()
    let places = try pivots.cast(to: .int32).broadcasted(to: Dims(batch.array + [n])).cloneContiguous()
    let wide = b.broadcasted(to: Dims(batch.array + [n, columns]))
    let solution = try wide.transpose(batch.count, batch.count + 1).cloneContiguous()
    if solution.count > 0 {
      let address = try LAPACK.function("sytrs", complex: hermitian ? "hetrs" : "sytrs", dtype)
      let solve = unsafeBitCast(address, to: SymmetricSolve.self)
      for number in 0..<batch.product {
        var (size, count, status) = (Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: columns), Int32(0))
        var (leading, leadingB) = (size, size)
        solve(
          "L", &size, &count, matrices.start + number &* n &* n &* dtype.itemSize, &leading,
          places.pointer(Int32.self) + number &* n, solution.start + number &* n &* columns &* dtype.itemSize,
          &leadingB,
          &status)
      }
    }
    return try solution.transpose(batch.count, batch.count + 1)
  }
}
