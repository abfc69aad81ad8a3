extension NDArray {
  private typealias RealSolver =
    @convention(c) (
      LAPACK.Integer, LAPACK.Integer, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer,
      LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Integer
    ) -> Void
  private typealias ComplexSolver =
    @convention(c) (
      LAPACK.Integer, LAPACK.Integer, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer,
      LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer, LAPACK.Numbers, LAPACK.Integer
    ) -> Void

  /// The shortest `x` for which `self @ x` comes nearest to `b`, by a complete orthogonal factorisation, and the ranks of
  /// the matrices (`torch.linalg.lstsq` with the driver `gelsy`). Both are batches of matrices of one floating type with
  /// as many rows, `b` of the same batch.
  ///
  /// - Parameter tolerance: What the condition of the part of a matrix that counts is at most, as its inverse.
  /// - Returns: nil where there is nothing to solve.
  package func leastSquares(
    _ b: NDArray, tolerance: Double
  ) throws(TorchError) -> (solution: NDArray, ranks: NDArray)? {
    let (rows, columns, batch) = matrixSizes
    let sides = b.shape[b.rank - 1]
    guard rows > 0, columns > 0, sides > 0, batch > 0, b.dtype == dtype,
      Dims(Array(b.shape.array.dropLast(1))) == Dims(Array(shape.array.dropLast(1)))
    else { return nil }
    let address = try LAPACK.function("gelsy", dtype)
    // Column by column; the right-hand sides have room for the solutions.
    let matrices = try transpose(rank - 2, rank - 1).cloneContiguous()
    let height = Swift.max(rows, columns)
    let leading = Array(shape.array.dropLast(2))
    let solutions = try NDArray(zeros: Dims(leading + [sides, height]), dtype)
    try solutions.narrow(rank - 1, 0, rows).copy(from: b.transpose(b.rank - 2, b.rank - 1))
    let ranks = try NDArray(zeros: Dims(leading), .int64)
    let pivots = try LAPACKWorkspace(columns, .int32)
    let reals = try LAPACKWorkspace(2 * columns, dtype.realType)
    let limit = try NDArray(scalar: .double(tolerance), dtype.realType)
    let item = dtype.itemSize
    func solve(_ number: Int, _ work: LAPACKWorkspace, _ size: Int) throws(TorchError) -> Int {
      var (m, n, count) = (
        Int32(truncatingIfNeeded: rows), Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: sides)
      )
      var (leadingA, leadingB) = (m, Int32(truncatingIfNeeded: height))
      var (rank, info, workSize) = (Int32(0), Int32(0), Int32(truncatingIfNeeded: size))
      let places = pivots.pointer.assumingMemoryBound(to: Int32.self)
      places.update(repeating: 0, count: columns)
      let matrix = matrices.start + number &* rows &* columns &* item
      let right = solutions.start + number &* sides &* height &* item
      if dtype.isComplex {
        unsafeBitCast(address, to: ComplexSolver.self)(
          &m, &n, &count, matrix, &leadingA, right, &leadingB, places, limit.start, &rank, work.pointer, &workSize,
          reals.pointer, &info)
      } else {
        unsafeBitCast(address, to: RealSolver.self)(
          &m, &n, &count, matrix, &leadingA, right, &leadingB, places, limit.start, &rank, work.pointer, &workSize,
          &info)
      }
      try LAPACK.checkArguments(info, "torch.linalg.lstsq")
      return Int(rank)
    }
    try LAPACK.checkCount(Double(rows) * Double(columns) + Double(height) * Double(sides))
    let query = try LAPACKWorkspace(1, dtype)
    _ = try solve(0, query, -1)
    let size = try query.requestedSize()
    let work = try LAPACKWorkspace(size, dtype)
    for number in 0..<batch { ranks.setElement(at: number, .int(try solve(number, work, size))) }
    return (try solutions.narrow(rank - 1, 0, columns).transpose(rank - 2, rank - 1), ranks)
  }
}
