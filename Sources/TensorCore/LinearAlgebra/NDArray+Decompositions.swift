import CKernels

extension NDArray {
  /// - Parameters:
  ///   - kernel: The kernel that half types are refused by; `nil` where the function refuses them itself.
  ///   - refusesIntegers: Whether the kernel refuses integers too.
  /// - Throws: PyTorch's errors for arrays that are no matrices of floating point numbers.
  func checkMatrix(
    _ name: String, square: Bool, kernel: String? = nil, refusesIntegers: Bool = false
  ) throws(TorchError) {
    if rank < 2 {
      throw TorchError(.runtime, "\(name): The input tensor A must have at least 2 dimensions.")
    }
    if square, shape[rank - 1] != shape[rank - 2] {
      throw TorchError(
        .runtime,
        "\(name): A must be batches of square matrices, but they are \(shape[rank - 2]) by \(shape[rank - 1]) matrices")
    }
    if let kernel, dtype.computeType != dtype || dtype.isIntegral && refusesIntegers {
      throw .notImplemented(kernel, for: dtype)
    }
    if dtype.isIntegral {
      throw TorchError(
        .runtime, "\(name): Expected a floating point or complex tensor as input. Got \(dtype.scalarName)")
    }
    if dtype.computeType != dtype {
      throw TorchError(.runtime, "\(name): Low precision dtypes not supported. Got \(dtype.scalarName)")
    }
  }

  /// The sizes of the last two dimensions and how many matrices there are.
  var matrixSizes: (rows: Int, columns: Int, batch: Int) {
    var batch = 1
    for axis in 0..<(rank - 2) { batch &*= shape[axis] }
    return (shape[rank - 2], shape[rank - 1], batch)
  }

  /// The shape of the batch, followed by other dimensions.
  func batchShape(_ more: Int...) -> Dims { Dims(Array(shape.array.dropLast(2)) + more) }

  /// The same matrices, the elements of each column next to each other, as LAPACK leaves them; in this array's memory
  /// where they are.
  package func byColumns() throws(TorchError) -> NDArray {
    let columns = try transpose(rank - 2, rank - 1).contiguous()
    // The strides of dimensions of one element are those that others of the shape would have.
    let shape = columns.shape
    return try columns.view(shape: shape, strides: shape.contiguousStrides).transpose(rank - 2, rank - 1)
  }

  /// Conjugate transpose of every matrix.
  package func adjoint() throws(TorchError) -> NDArray {
    let transposed = try transpose(rank - 2, rank - 1)
    return dtype.isComplex ? try transposed.conj() : transposed
  }

  /// Complex conjugates, as a new array (`torch.conj().resolve_conj()`); another dtype's array itself.
  package func conj() throws(TorchError) -> NDArray {
    guard dtype.isComplex else { return self }
    let out = try clone()
    let imaginary = try out.viewAsReal().select(rank, 1)
    imaginary.assign(from: try imaginary.neg())
    return out
  }

  /// An identity matrix for every matrix of the batch.
  private func identities(_ rows: Int, _ columns: Int) throws(TorchError) -> NDArray {
    let target = batchShape(rows, columns)
    return try NDArray(eye: rows, columns, dtype).broadcasted(to: target).cloneContiguous()
  }

  /// LU factors with partial pivoting, packed into one matrix, the rows exchanged (from 1), and for each matrix 0 or the
  /// place of the first zero on U's diagonal (`torch.linalg.lu_factor_ex`).
  package func luFactor(
    name: String = "torch.linalg.lu_factor"
  ) throws(TorchError) -> (factors: NDArray, pivots: NDArray, info: [Int]) {
    try checkMatrix(name, square: false, kernel: "lu_cpu", refusesIntegers: true)
    let (rows, columns, batch) = matrixSizes
    let factors = try cloneContiguous()
    let steps = Swift.min(rows, columns)
    let pivots = try NDArray(empty: Dims(Array(shape.array.dropLast(2)) + [steps]), .int32)
    var info: [Int] = []
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch {
        let matrix = MatrixPointer(
          elements: factors.pointer(T.self) + number &* rows &* columns, rowStride: columns)
        info.append(
          try MatrixDecomposition.lu(matrix, rows, columns, pivots: pivots.pointer(Int32.self) + number &* steps))
      }
    }
    switch dtype {
    case .float32: try run(Float.self)
    case .float64: try run(Double.self)
    case .complex64: try run(Complex<Float>.self)
    default: try run(Complex<Double>.self)
    }
    return (factors, pivots, info)
  }

  /// The same factors, which lie column by column.
  package func luFactorByColumns() throws(TorchError) -> (factors: NDArray, pivots: NDArray, info: [Int]) {
    if rank >= 2, dtype == .float32 || dtype == .float64 {
      let (rows, columns, batch) = matrixSizes
      let factors = try transpose(rank - 2, rank - 1).cloneContiguous()
      let pivots = try NDArray(empty: batchShape(Swift.min(rows, columns)), .int32)
      let info = try NDArray(empty: [batch], .int32)
      let (count, height, width) = (Int64(batch), Int64(rows), Int64(columns))
      let (places, states) = (pivots.pointer(Int32.self), info.pointer(Int32.self))
      let isDone =
        dtype == .float32
        ? nb_lu_columns_f32(count, height, width, factors.pointer(Float.self), places, states)
        : nb_lu_columns_f64(count, height, width, factors.pointer(Double.self), places, states)
      if isDone != 0 {
        return (try factors.transpose(rank - 2, rank - 1), pivots, (0..<batch).map { Int(states[$0]) })
      }
    }
    let r = try luFactor()
    return (try r.factors.byColumns(), r.pivots, r.info)
  }

  /// For each matrix the order of rows that `pivots` leads to: row `i` of the product is row `order[i]` of the matrix.
  ///
  /// - Parameter complaint: What is said of pivots that name no row.
  static func rowOrders(_ pivots: NDArray, rows: Int, complaint: String) throws(TorchError) -> [[Int]] {
    let steps = pivots.shape[pivots.rank - 1]
    let values = try pivots.ints
    guard steps <= rows, values.allSatisfy({ $0 >= 1 && $0 <= rows }) else { throw TorchError(.runtime, complaint) }
    return (0..<(steps == 0 ? 0 : values.count / steps)).map { number in
      var order = Array(0..<rows)
      for step in 0..<steps { order.swapAt(step, values[number * steps + step] - 1) }
      return order
    }
  }

  /// The permutation, the lower and the upper factor (`torch.linalg.lu`).
  package func lu() throws(TorchError) -> (permutation: NDArray, lower: NDArray, upper: NDArray) {
    let (factors, pivots, _) = try luFactor(name: "torch.linalg.lu")
    return try NDArray.unpack(factors, pivots)
  }

  /// The permutation, the lower and the upper factor of packed factors (`torch.lu_unpack`).
  package static func unpack(
    _ factors: NDArray, _ pivots: NDArray
  ) throws(TorchError) -> (permutation: NDArray, lower: NDArray, upper: NDArray) {
    let (rows, columns, _) = factors.matrixSizes
    let steps = Swift.min(rows, columns)
    let last = factors.rank - 1
    let lower = try factors.narrow(last, 0, steps).triangle(lower: true, diagonal: -1)
    lower.diagonalOfMatrices.fill(.int(1))
    let upper = try factors.narrow(last - 1, 0, steps).triangle(lower: false)
    let permutation = try NDArray(zeros: factors.batchShape(rows, rows), factors.dtype)
    let orders = try NDArray.rowOrders(
      pivots, rows: rows,
      complaint: "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive."
        + "Did you properly pass the result of lu_factor?")
    for (number, order) in orders.enumerated() {
      for (row, source) in order.enumerated() {
        permutation.setElement(at: (number &* rows &+ source) &* rows &+ row, .int(1))
      }
    }
    return (permutation, lower, upper)
  }

  /// The main diagonals of all matrices.
  var diagonalOfMatrices: NDArray {
    let steps = Swift.min(shape[rank - 2], shape[rank - 1])
    var (newShape, newStrides) = (Dims(shape.array.dropLast(2)), Dims(strides.array.dropLast(2)))
    newShape.append(steps)
    newStrides.append(strides[rank - 2] &+ strides[rank - 1])
    return view(shape: newShape, strides: newStrides)
  }

  /// Determinants (`torch.linalg.det`).
  package func det() throws(TorchError) -> NDArray {
    try checkMatrix("linalg.det", square: true, kernel: "lu_cpu")
    // PyTorch factors the transposed matrices, which its column-major library reads without a copy.
    let (factors, pivots, _) = try transpose(rank - 2, rank - 1).luFactorByColumns()
    let product = try factors.diagonalOfMatrices.prod([rank - 2])
    let signs = try NDArray.pivotSigns(pivots, product.shape, dtype)
    return try product.mul(signs, as: dtype)
  }

  /// 1 or -1 for an even or odd number of exchanges.
  private static func pivotSigns(_ pivots: NDArray, _ shape: Dims, _ dtype: DType) throws(TorchError) -> NDArray {
    let signs = try NDArray(empty: shape, dtype)
    let steps = pivots.shape[pivots.rank - 1]
    // As many pivots as steps for each sign, fresh ones.
    let values = pivots.pointer(Int32.self)
    for number in 0..<signs.count {
      let exchanges = (0..<steps).count { values[number * steps + $0] != $0 + 1 }
      signs.setElement(at: number, .int(exchanges % 2 == 0 ? 1 : -1))
    }
    return signs
  }

  /// Signs and logarithms of absolute values of determinants (`torch.linalg.slogdet`).
  package func slogdet() throws(TorchError) -> (sign: NDArray, logAbsDet: NDArray) {
    try checkMatrix("linalg.slogdet", square: true)
    let (factors, pivots, _) = try transpose(rank - 2, rank - 1).luFactorByColumns()
    let diagonal = factors.diagonalOfMatrices
    let moduli = try diagonal.abs()
    let units = dtype.isComplex ? try diagonal.div(moduli.cast(to: dtype), as: dtype) : try diagonal.sign()
    let product = try units.prod([rank - 2])
    let sign = try product.mul(NDArray.pivotSigns(pivots, product.shape, dtype), as: dtype)
    return (sign, try moduli.apply(.log).sum([rank - 2]))
  }

  /// Solutions of `A @ X = b` for matrices with these LU factors (`torch.linalg.lu_solve`).
  package func luSolved(_ pivots: NDArray, _ b: NDArray) throws(TorchError) -> NDArray {
    let batch = try NDArray.broadcast(Dims(shape.array.dropLast(2)), Dims(b.shape.array.dropLast(2)))
    let (n, columns) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    return try solved(
      broadcasted(to: Dims(batch.array + [n, n])).contiguous(), pivots.broadcasted(to: Dims(batch.array + [n])),
      b.broadcasted(to: Dims(batch.array + [n, columns])))
  }

  /// Solutions of `self @ X = b` from LU factors, which are contiguous; `b` has the batch's shape and any number of
  /// columns.
  private func solved(
    _ factors: NDArray, _ pivots: NDArray, _ b: NDArray
  ) throws(TorchError) -> NDArray {
    let (n, columns, batch) = b.matrixSizes
    let solution = try b.cloneContiguous()
    let exchanges = try pivots.cast(to: .int32).contiguous()
    let places = exchanges.pointer(Int32.self)
    for index in 0..<exchanges.count where places[index] < 1 || places[index] > n {
      throw TorchError(
        .runtime,
        "Pivots given to lu_solve must all be smaller or equal to LU.size(-2). Did you properly pass the result of"
          + " lu_factor?")
    }
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch where n > 0 {
        let x = MatrixPointer(elements: solution.pointer(T.self) + number &* n &* columns, rowStride: columns)
        for row in 0..<n {
          // A row of this matrix, as was checked.
          let other = Int(places[number &* n &+ row]) - 1
          guard other != row else { continue }
          let (first, second) = (x.elements + row &* columns, x.elements + other &* columns)
          for column in 0..<columns { swap(&first[column], &second[column]) }
        }
        let matrix = MatrixPointer(elements: factors.pointer(T.self) + number &* n &* n, rowStride: n)
        try MatrixDecomposition.solveTriangular(matrix, n, x, columns, upper: false, unitDiagonal: true)
        try MatrixDecomposition.solveTriangular(matrix, n, x, columns, upper: true, unitDiagonal: false)
      }
    }
    switch dtype {
    case .float32: try run(Float.self)
    case .float64: try run(Double.self)
    case .complex64: try run(Complex<Float>.self)
    default: try run(Complex<Double>.self)
    }
    return solution
  }

  private func batchElement(_ number: Int) -> String { rank > 2 ? "(Batch element \(number)): " : "" }

  /// Inverses (`torch.linalg.inv`).
  ///
  /// - Parameter isChecked: Whether a singular matrix is an error; if not, its inverse holds infinities.
  package func inverse(isChecked: Bool = true) throws(TorchError) -> NDArray {
    try checkMatrix("linalg.inv", square: true)
    let (factors, pivots, info) = try luFactor()
    if isChecked {
      try checkIsRegular(info)
    }
    return try solved(factors, pivots, identities(shape[rank - 2], shape[rank - 1]))
  }

  /// For each matrix 0, or the place of the first zero on the diagonal of its factor U.
  package func singularPlaces(name: String, kernel: String? = nil) throws(TorchError) -> [Int] {
    try checkMatrix(name, square: true, kernel: kernel)
    return try luFactor().info
  }

  private func checkIsRegular(_ info: [Int]) throws(TorchError) {
    for (number, place) in info.enumerated() where place != 0 {
      throw TorchError(
        .linearAlgebra,
        "linalg.inv: \(batchElement(number))The diagonal element \(place) is zero, the inversion could not be completed"
          + " because the input matrix is singular.")
    }
  }

  /// The solution of `self @ X = b` (`torch.linalg.solve`); `b` is a batch of vectors if its shape says so.
  package func solve(_ b: NDArray, isChecked: Bool = true) throws(TorchError) -> NDArray {
    try checkMatrix("linalg.solve", square: true, kernel: "lu_cpu")
    guard b.dtype == dtype else {
      throw TorchError(
        .runtime,
        "linalg.solve: Expected A and B to have the same dtype, but found A of type \(dtype.scalarName) and B of type"
          + " \(b.dtype.scalarName) instead")
    }
    let isVector = b.rank == 1 || (rank - 1 == b.rank && b.shape == Dims(shape.array.dropLast(1)))
    let right = isVector ? try b.unsqueeze(b.rank) : b
    guard right.rank >= 2, right.shape[right.rank - 2] == shape[rank - 1] else {
      throw TorchError(
        .runtime,
        "linalg.solve: Incompatible shapes of A and B for the equation AX = B"
          + " (\(shape[rank - 2])x\(shape[rank - 1]) and \(right.shape[right.rank - 2])x\(right.shape[right.rank - 1]))"
      )
    }
    let batch = try NDArray.broadcast(Dims(shape.array.dropLast(2)), Dims(right.shape.array.dropLast(2)))
    let n = shape[rank - 1]
    let matrices = broadcasted(to: Dims(batch.array + [n, n]))
    let (factors, pivots, info) = try matrices.luFactor()
    for (number, place) in info.enumerated() where place != 0 && isChecked {
      throw TorchError(
        .linearAlgebra,
        "torch.linalg.solve: \(matrices.batchElement(number))The solver failed because the input matrix is singular.")
    }
    let columns = right.shape[right.rank - 1]
    let solution = try matrices.solved(
      factors, pivots, right.broadcasted(to: Dims(batch.array + [n, columns])))
    return isVector ? try solution.squeeze([solution.rank - 1]) : solution
  }

  /// The solution of a triangular system `self @ X = b` (`torch.linalg.solve_triangular`).
  package func solveTriangular(_ b: NDArray, upper: Bool, unitDiagonal: Bool) throws(TorchError) -> NDArray {
    try checkMatrix(
      "linalg.solve_triangular", square: true, kernel: "triangular_solve_cpu", refusesIntegers: true)
    let batch = try NDArray.broadcast(Dims(shape.array.dropLast(2)), Dims(b.shape.array.dropLast(2)))
    let n = shape[rank - 1]
    guard b.rank >= 2, b.shape[b.rank - 2] == n else {
      throw TorchError(
        .runtime,
        "linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B (\(n)x\(n) and"
          + " \(b.rank >= 2 ? b.shape[b.rank - 2] : 0)x\(b.rank >= 1 ? b.shape[b.rank - 1] : 0))")
    }
    let columns = b.shape[b.rank - 1]
    let matrices = try broadcasted(to: Dims(batch.array + [n, n])).contiguous()
    let solution = try b.broadcasted(to: Dims(batch.array + [n, columns])).cloneContiguous()
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch.product {
        try MatrixDecomposition.solveTriangular(
          MatrixPointer(elements: matrices.pointer(T.self) + number &* n &* n, rowStride: n), n,
          MatrixPointer(elements: solution.pointer(T.self) + number &* n &* columns, rowStride: columns), columns,
          upper: upper, unitDiagonal: unitDiagonal)
      }
    }
    switch dtype {
    case .float32: try run(Float.self)
    case .float64: try run(Double.self)
    case .complex64: try run(Complex<Float>.self)
    default: try run(Complex<Double>.self)
    }
    return solution
  }

  /// Cholesky factors, lower ones of what the lower triangles say or upper ones of what the upper triangles say, and for
  /// each matrix 0 or the order of the first minor that is not positive (`torch.linalg.cholesky_ex`).
  package func choleskyFactor(
    upper: Bool = false, name: String = "linalg.cholesky"
  ) throws(TorchError) -> (factor: NDArray, info: [Int]) {
    try checkMatrix(name, square: true, kernel: "cholesky_cpu", refusesIntegers: name == "cholesky")
    if upper {
      let lower = try adjoint().choleskyFactor(name: name)
      let factor = try lower.factor.adjoint()
      if dtype.isComplex {
        // Zeros have no sign.
        let imaginary = try factor.viewAsReal().select(rank, 1)
        imaginary.assign(from: try imaginary.add(NDArray(zeros: [], dtype.realType), as: dtype.realType))
      }
      return (factor, lower.info)
    }
    let (n, _, batch) = matrixSizes
    if dtype == .float32 || dtype == .float64 {
      let columns = try transpose(rank - 2, rank - 1).triangle(lower: false)
      let info = try NDArray(empty: [batch], .int32)
      let states = info.pointer(Int32.self)
      let isDone =
        dtype == .float32
        ? nb_cholesky_rows_f32(Int64(batch), Int64(n), columns.pointer(Float.self), states)
        : nb_cholesky_rows_f64(Int64(batch), Int64(n), columns.pointer(Double.self), states)
      if isDone != 0 {
        return (try columns.transpose(rank - 2, rank - 1), (0..<batch).map { Int(states[$0]) })
      }
    }
    let factor = try triangle(lower: true)
    var info: [Int] = []
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch {
        info.append(
          try MatrixDecomposition.cholesky(
            MatrixPointer(elements: factor.pointer(T.self) + number &* n &* n, rowStride: n), n))
      }
    }
    switch dtype {
    case .float32: try run(Float.self)
    case .float64: try run(Double.self)
    case .complex64: try run(Complex<Float>.self)
    default: try run(Complex<Double>.self)
    }
    return (factor, info)
  }

  /// - Throws: PyTorch's error for a matrix with a minor that is not positive.
  package func checkIsPositive(_ info: [Int], name: String) throws(TorchError) {
    for (number, order) in info.enumerated() where order != 0 {
      throw TorchError(
        .linearAlgebra,
        "\(name): \(batchElement(number))The factorization could not be completed because the input is not"
          + " positive-definite (the leading minor of order \(order) is not positive-definite).")
    }
  }

  /// Solutions of `A @ X = b` for matrices with these lower Cholesky factors (`torch.cholesky_solve`), column by column.
  package func choleskySolved(_ b: NDArray) throws(TorchError) -> NDArray {
    let first = try solveTriangular(b, upper: false, unitDiagonal: false)
    return try adjoint().solveTriangular(first, upper: true, unitDiagonal: false).byColumns()
  }

  /// The inverses of matrices with these Cholesky factors (`torch.cholesky_inverse`); only one triangle is read.
  package func choleskyInverse(upper: Bool) throws(TorchError) -> NDArray {
    let n = shape[rank - 1]
    let lower = try (upper ? adjoint() : self).triangle(lower: true)
    let diagonal = lower.diagonalOfMatrices
    if n > 0, count > 0, try !diagonal.truth(all: true).element(at: 0).isTrue {
      let values = try diagonal.elements
      for (place, value) in values.enumerated() where !value.isTrue {
        throw TorchError(
          .linearAlgebra,
          "cholesky_inverse: \(batchElement(place / n))The diagonal element \(place % n + 1) is zero, the inversion could"
            + " not be completed because the input matrix is singular.")
      }
    }
    let (size, batch) = (Int64(n), Int64(matrixSizes.batch))
    switch dtype {
    case .float32 where nb_cholesky_inverse_f32(batch, size, lower.pointer(Float.self)) != 0,
      .float64 where nb_cholesky_inverse_f64(batch, size, lower.pointer(Double.self)) != 0:
      // What is symmetric is the same by columns.
      return try lower.transpose(rank - 2, rank - 1)
    default:
      guard count > 0 else { return try lower.byColumns() }
      let identity = try NDArray(eye: n, n, dtype).broadcasted(to: shape)
      return try lower.choleskySolved(identity)
    }
  }

  /// QR factors (`torch.linalg.qr`); `complete` gives a square Q.
  package func qr(complete: Bool) throws(TorchError) -> (q: NDArray, r: NDArray) {
    try checkMatrix("linalg.qr", square: false, kernel: "geqrf_cpu")
    let (rows, columns, batch) = matrixSizes
    let qColumns = complete ? rows : Swift.min(rows, columns)
    let steps = Swift.min(rows, columns)
    let work = try cloneContiguous()
    let q = try identities(rows, qColumns)
    let tau = try NDArray(empty: [steps], dtype)
    func run<T: FieldElement>(_: T.Type) throws(TorchError) {
      for number in 0..<batch {
        let matrix = MatrixPointer(
          elements: work.pointer(T.self) + number &* rows &* columns, rowStride: columns)
        try MatrixDecomposition.reflections(matrix, rows, columns, tau: tau.pointer(T.self))
        try MatrixDecomposition.applyReflections(
          matrix, tau.pointer(T.self), rows, steps,
          MatrixPointer(elements: q.pointer(T.self) + number &* rows &* qColumns, rowStride: qColumns), qColumns)
      }
    }
    switch dtype {
    case .float32: try run(Float.self)
    case .float64: try run(Double.self)
    case .complex64: try run(Complex<Float>.self)
    default: try run(Complex<Double>.self)
    }
    return (q, try work.narrow(rank - 2, 0, qColumns).triangle(lower: false))
  }
}
