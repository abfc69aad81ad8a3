import CKernels

/// Functions of the Fortran library LAPACK, found in OpenBLAS at run time. Fortran passes everything by address and
/// keeps matrices column by column.
enum LAPACK {
  typealias Integer = UnsafeMutablePointer<Int32>
  typealias Flag = UnsafePointer<CChar>
  typealias Numbers = UnsafeMutableRawPointer?

  /// The address of a function for a dtype: `name("syevd", "heevd", .complex64)` is `cheevd_`.
  ///
  /// - Parameter complexName: the function's other name for complex matrices.
  /// - Throws: an error that names the package to install.
  static func function(
    _ name: String, complex complexName: String? = nil, _ dtype: DType
  ) throws(TorchError) -> UnsafeMutableRawPointer {
    let prefix =
      switch dtype {
      case .float32: "s"
      case .float64: "d"
      case .complex64: "c"
      default: "z"
      }
    let symbol = prefix + (dtype.isComplex ? complexName ?? name : name) + "_"
    guard let address = nb_blas_function(symbol) else {
      throw TorchError(
        .runtime,
        "this decomposition needs LAPACK, which was not found on this computer: install OpenBLAS"
          + " (Debian, Ubuntu: apt install libopenblas0; macOS: brew install openblas)")
    }
    return address
  }

  typealias RealEigh =
    @convention(c) (
      Flag, Flag, Integer, Numbers, Integer, Numbers, Numbers, Integer, Integer, Integer, Integer
    ) -> Void
  typealias ComplexEigh =
    @convention(c) (
      Flag, Flag, Integer, Numbers, Integer, Numbers, Numbers, Integer, Numbers, Integer, Integer, Integer, Integer
    ) -> Void
  typealias RealEig =
    @convention(c) (
      Flag, Flag, Integer, Numbers, Integer, Numbers, Numbers, Numbers, Integer, Numbers, Integer, Numbers, Integer,
      Integer
    ) -> Void
  typealias ComplexEig =
    @convention(c) (
      Flag, Flag, Integer, Numbers, Integer, Numbers, Numbers, Integer, Numbers, Integer, Numbers, Integer, Numbers,
      Integer
    ) -> Void
  typealias RealSVD =
    @convention(c) (
      Flag, Integer, Integer, Numbers, Integer, Numbers, Numbers, Integer, Numbers, Integer, Numbers, Integer, Integer,
      Integer
    ) -> Void
  typealias ComplexSVD =
    @convention(c) (
      Flag, Integer, Integer, Numbers, Integer, Numbers, Numbers, Integer, Numbers, Integer, Numbers, Integer, Numbers,
      Integer, Integer
    ) -> Void
}

/// Memory that LAPACK works in: numbers of a dtype, released with the value. Nothing is there at first.
struct LAPACKWorkspace {
  private let array: NDArray

  init(_ count: Int, _ dtype: DType) throws(TorchError) {
    array = try NDArray(empty: [Swift.max(count, 1)], dtype)
  }

  var pointer: UnsafeMutableRawPointer { array.start }

  /// The size that a query left in the first element.
  ///
  /// A size that needs more digits than the type has is rounded there, perhaps down: the next number of the type is
  /// large enough.
  ///
  /// - Throws: an error for a size that does not fit in LAPACK's integers.
  func requestedSize() throws(TorchError) -> Int {
    let answer = array.element(at: 0).double
    let isExact = array.dtype.isIntegral || array.dtype.realType == .float64 || answer < 0x1p24
    let size = isExact ? answer : Double(Float(answer).nextUp)
    try LAPACK.checkCount(size)
    return Swift.max(1, Int(size))
  }
}

extension LAPACK {
  /// LAPACK computes sizes in its integers, which silently begin again at the other end.
  ///
  /// - Throws: an error for a number of elements that does not fit in them.
  static func checkCount(_ count: Double) throws(TorchError) {
    guard count > Double(Int32.max) else { return }
    throw TorchError(.runtime, "the matrix is too large for this decomposition: LAPACK counts in 32 bits")
  }

  /// - Throws: an error for an argument that LAPACK refuses, which it says by a negative number.
  static func checkArguments(_ info: Int32, _ name: String) throws(TorchError) {
    guard info < 0 else { return }
    throw TorchError(.runtime, "\(name): LAPACK refuses argument \(-Int(info)); please report it as a bug of nbrun")
  }
}

extension NDArray {
  /// Copies of the matrices, each column by column, in one block of memory.
  private func columnMajor() throws(TorchError) -> NDArray {
    try transpose(rank - 2, rank - 1).cloneContiguous()
  }

  private static func failure(_ name: String, _ batch: Int, _ rank: Int, _ text: String) -> TorchError {
    TorchError(.linearAlgebra, "\(name): \(rank > 2 ? "(Batch element \(batch)): " : "")\(text)")
  }

  /// Eigenvalues in ascending order and eigenvectors, in columns, of symmetric or Hermitian matrices
  /// (`torch.linalg.eigh`); only one triangle is read.
  package func eigh(
    upper: Bool = false, vectors: Bool = true
  ) throws(TorchError) -> (values: NDArray, vectors: NDArray) {
    let name = vectors ? "linalg.eigh" : "linalg.eigvalsh"
    try checkMatrix(name, square: true, kernel: "linalg_eigh_cpu", refusesIntegers: true)
    let (n, _, batch) = matrixSizes
    let work = try columnMajor()
    let values = try NDArray(empty: Dims(shape.array.dropLast(2) + [n]), dtype.realType)
    if n > 0, batch > 0 {
      let solver = try SymmetricEigenSolver(n, dtype, upper: upper, vectors: vectors)
      for number in 0..<batch {
        let info = solver.solve(
          work.start + number &* n &* n &* dtype.itemSize, values.start + number &* n &* values.dtype.itemSize)
        try LAPACK.checkArguments(info, name)
        if info != 0 {
          throw Self.failure(
            name, number, rank,
            "The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated"
              + " eigenvalues (error code: \(info)).")
        }
      }
    }
    return (values, try work.transpose(rank - 2, rank - 1))
  }

  /// Eigenvalues and eigenvectors, in columns, of any square matrices; always complex (`torch.linalg.eig`).
  package func eig(vectors: Bool = true) throws(TorchError) -> (values: NDArray, vectors: NDArray) {
    let name = vectors ? "linalg.eig" : "linalg.eigvals"
    if dtype.isIntegral { throw TorchError(.runtime, "Unknown Complex ScalarType for \(dtype.scalarName)") }
    try checkMatrix(name, square: true, kernel: "linalg_eig_out_cpu")
    let (n, _, batch) = matrixSizes
    let type = dtype.complexType
    let work = try columnMajor()
    if try !work.test(.isfinite).truth(all: true).element(at: 0).isTrue {
      throw TorchError(.runtime, "torch.linalg.eig: input tensor should not contain infs or NaNs.")
    }
    let values = try NDArray(empty: Dims(shape.array.dropLast(2) + [n]), type)
    let out = try NDArray(empty: vectors ? shape : Dims(0, 0), type)
    if n > 0, batch > 0 {
      let solver = try GeneralEigenSolver(n, dtype, vectors: vectors)
      for number in 0..<batch {
        let info = solver.solve(work.start + number &* n &* n &* dtype.itemSize)
        try LAPACK.checkArguments(info, name)
        if info != 0 {
          throw Self.failure(
            name, number, rank,
            "The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated"
              + " eigenvalues (error code: \(info)).")
        }
        solver.unpack(
          values.start + number &* n &* type.itemSize, vectors ? out.start + number &* n &* n &* type.itemSize : nil)
      }
    }
    return (values, vectors ? try out.transpose(rank - 2, rank - 1) : out)
  }

  /// Singular values in descending order with left and right vectors (`torch.linalg.svd`); `full` gives square factors.
  package func svd(
    full: Bool, vectors: Bool = true
  ) throws(TorchError) -> (u: NDArray, s: NDArray, vh: NDArray) {
    let name = vectors ? "linalg.svd" : "linalg.svdvals"
    try checkMatrix("linalg.svd", square: false, kernel: "linalg_svd_cpu")
    let (rows, columns, batch) = matrixSizes
    let steps = Swift.min(rows, columns)
    let work = try columnMajor()
    if try !work.test(.isfinite).truth(all: true).element(at: 0).isTrue {
      throw Self.failure(
        name, 0, rank,
        "The algorithm failed to converge because the input matrix contained non-finite values.")
    }
    let (uColumns, vRows) = vectors ? (full ? rows : steps, full ? columns : steps) : (0, 0)
    let u = try NDArray(empty: batchShape(uColumns, rows), dtype)
    let s = try NDArray(empty: Dims(shape.array.dropLast(2) + [steps]), dtype.realType)
    let v = try NDArray(empty: batchShape(columns, vRows), dtype)
    if steps > 0, batch > 0 {
      let job = vectors ? (full ? "A" : "S") : "N"
      let solver = try SingularValueSolver(rows, columns, dtype, job: job, vRows: vRows)
      for number in 0..<batch {
        let item = dtype.itemSize
        let info = solver.solve(
          work.start + number &* rows &* columns &* item, u.start + number &* uColumns &* rows &* item,
          s.start + number &* steps &* s.dtype.itemSize, v.start + number &* columns &* vRows &* item)
        try LAPACK.checkArguments(info, name)
        if info != 0 {
          throw Self.failure(
            name, number, rank,
            "The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated"
              + " singular values (error code: \(info)).")
        }
      }
    } else if full, vectors {
      for matrices in [u, v] {
        matrices.fill(.int(0))
        matrices.diagonalOfMatrices.fill(.int(1))
      }
    }
    return (try u.transpose(rank - 2, rank - 1), s, try v.transpose(rank - 2, rank - 1))
  }
}

// MARK: Functions with the memory they work in, for matrices of one size

/// Eigenvalues and eigenvectors of symmetric or Hermitian matrices (`syevd`, `heevd`).
private struct SymmetricEigenSolver {
  private let address: UnsafeMutableRawPointer
  private let n: Int
  private let dtype: DType
  private let job: String
  private let triangle: String
  private var work: LAPACKWorkspace
  private var realWork: LAPACKWorkspace
  private var integers: LAPACKWorkspace
  /// How many numbers of each kind there is room for; -1 asks for that.
  private var sizes = (-1, -1, -1)

  init(_ n: Int, _ dtype: DType, upper: Bool, vectors: Bool) throws(TorchError) {
    if vectors { try LAPACK.checkCount(1 + 6 * Double(n) + 2 * Double(n) * Double(n)) }
    address = try LAPACK.function("syevd", complex: "heevd", dtype)
    (self.n, self.dtype) = (n, dtype)
    (job, triangle) = (vectors ? "V" : "N", upper ? "U" : "L")
    work = try LAPACKWorkspace(1, dtype)
    realWork = try LAPACKWorkspace(1, dtype.realType)
    integers = try LAPACKWorkspace(1, .int32)
    _ = solve(work.pointer, realWork.pointer)
    sizes = (
      try work.requestedSize(), dtype.isComplex ? try realWork.requestedSize() : 1, try integers.requestedSize()
    )
    work = try LAPACKWorkspace(sizes.0, dtype)
    realWork = try LAPACKWorkspace(sizes.1, dtype.realType)
    integers = try LAPACKWorkspace(sizes.2, .int32)
  }

  /// Replaces a matrix by its eigenvectors and fills `values`.
  ///
  /// - Returns: What LAPACK says of it.
  func solve(_ matrix: UnsafeMutableRawPointer, _ values: UnsafeMutableRawPointer) -> Int32 {
    var (size, leading, info) = (Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: n), Int32(0))
    var (workSize, realSize, integerSize) = (
      Int32(truncatingIfNeeded: sizes.0), Int32(truncatingIfNeeded: sizes.1), Int32(truncatingIfNeeded: sizes.2)
    )
    let integerWork = integers.pointer.assumingMemoryBound(to: Int32.self)
    if dtype.isComplex {
      unsafeBitCast(address, to: LAPACK.ComplexEigh.self)(
        job, triangle, &size, matrix, &leading, values, work.pointer, &workSize, realWork.pointer, &realSize,
        integerWork, &integerSize, &info)
    } else {
      unsafeBitCast(address, to: LAPACK.RealEigh.self)(
        job, triangle, &size, matrix, &leading, values, work.pointer, &workSize, integerWork, &integerSize, &info)
    }
    return info
  }
}

/// Eigenvalues and eigenvectors of square matrices (`geev`).
private struct GeneralEigenSolver {
  private let address: UnsafeMutableRawPointer
  private let n: Int
  private let dtype: DType
  private let job: String
  private let real: LAPACKWorkspace
  private let imaginary: LAPACKWorkspace
  private let vectors: LAPACKWorkspace
  private let realWork: LAPACKWorkspace
  private var work: LAPACKWorkspace
  private var workSize = -1

  init(_ n: Int, _ dtype: DType, vectors wantsVectors: Bool) throws(TorchError) {
    address = try LAPACK.function("geev", dtype)
    (self.n, self.dtype) = (n, dtype)
    job = wantsVectors ? "V" : "N"
    real = try LAPACKWorkspace(n, dtype)
    imaginary = try LAPACKWorkspace(n, dtype)
    vectors = try LAPACKWorkspace(wantsVectors ? n * n : 1, dtype)
    realWork = try LAPACKWorkspace(2 * n, dtype.realType)
    work = try LAPACKWorkspace(1, dtype)
    _ = solve(vectors.pointer)
    workSize = try work.requestedSize()
    work = try LAPACKWorkspace(workSize, dtype)
  }

  /// Overwrites a matrix; what it has becomes known to ``unpack(_:_:)``.
  ///
  /// - Returns: What LAPACK says of it.
  func solve(_ matrix: UnsafeMutableRawPointer) -> Int32 {
    var (size, leading, one, info) = (
      Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: n), Int32(1), Int32(0)
    )
    var (leadingVectors, count) = (leading, Int32(truncatingIfNeeded: workSize))
    if dtype.isComplex {
      unsafeBitCast(address, to: LAPACK.ComplexEig.self)(
        "N", job, &size, matrix, &leading, real.pointer, nil, &one, vectors.pointer, &leadingVectors, work.pointer,
        &count, realWork.pointer, &info)
    } else {
      unsafeBitCast(address, to: LAPACK.RealEig.self)(
        "N", job, &size, matrix, &leading, real.pointer, imaginary.pointer, nil, &one, vectors.pointer,
        &leadingVectors, work.pointer, &count, &info)
    }
    return info
  }

  /// Writes the last matrix's eigenvalues and, if they are wanted, its vectors, one behind the other, as complex numbers.
  func unpack(_ values: UnsafeMutableRawPointer, _ out: UnsafeMutableRawPointer?) {
    switch dtype {
    case .float32: unpack(values, out, Float.self)
    case .float64: unpack(values, out, Double.self)
    default:
      values.copyMemory(from: real.pointer, byteCount: n &* dtype.itemSize)
      out?.copyMemory(from: vectors.pointer, byteCount: n &* n &* dtype.itemSize)
    }
  }

  /// Real matrices give conjugate pairs of vectors as a real and an imaginary one side by side. There is room for as many
  /// numbers as the matrix has, and they are of the complex type over `T`.
  private func unpack<T: BinaryFloatingPoint & Element>(
    _ values: UnsafeMutableRawPointer, _ out: UnsafeMutableRawPointer?, _: T.Type
  ) {
    let target = values.assumingMemoryBound(to: Complex<T>.self)
    let (reals, others) = (
      real.pointer.assumingMemoryBound(to: T.self), imaginary.pointer.assumingMemoryBound(to: T.self)
    )
    for index in 0..<n { target[index] = Complex(reals[index], others[index]) }
    guard var vector = out?.assumingMemoryBound(to: Complex<T>.self) else { return }
    var part = vectors.pointer.assumingMemoryBound(to: T.self)
    var column = 0
    while column < n {
      let isPair = others[column] != 0 && column + 1 < n
      if isPair {
        let (next, other) = (part + n, vector + n)
        for row in 0..<n {
          vector[row] = Complex(part[row], next[row])
          other[row] = Complex(part[row], -next[row])
        }
      } else {
        for row in 0..<n { vector[row] = Complex(part[row], 0) }
      }
      let step = isPair ? 2 : 1
      column += step
      part += step &* n
      vector += step &* n
    }
  }
}

/// Singular values and vectors (`gesdd`).
private struct SingularValueSolver {
  private let address: UnsafeMutableRawPointer
  private let rows: Int
  private let columns: Int
  private let dtype: DType
  private let job: String
  /// How many rows the right vectors have.
  private let vRows: Int
  private let integers: LAPACKWorkspace
  private let realWork: LAPACKWorkspace
  private var work: LAPACKWorkspace
  private var workSize = -1

  init(_ rows: Int, _ columns: Int, _ dtype: DType, job: String, vRows: Int) throws(TorchError) {
    let (least, most) = (Swift.min(rows, columns), Swift.max(rows, columns))
    if vRows > 0 { try LAPACK.checkCount(Double(most) + 5 * Double(least) * Double(least) + 7 * Double(least)) }
    address = try LAPACK.function("gesdd", dtype)
    (self.rows, self.columns, self.dtype, self.job, self.vRows) = (rows, columns, dtype, job, vRows)
    integers = try LAPACKWorkspace(8 * least, .int32)
    realWork = try LAPACKWorkspace(
      dtype.isComplex ? Swift.max(5 * least * least + 7 * least, 2 * most * least + 2 * least * least + least) : 1,
      dtype.realType)
    work = try LAPACKWorkspace(1, dtype)
    _ = solve(work.pointer, work.pointer, realWork.pointer, work.pointer)
    workSize = try work.requestedSize()
    work = try LAPACKWorkspace(workSize, dtype)
  }

  /// Overwrites a matrix and fills the others.
  ///
  /// - Returns: What LAPACK says of it.
  func solve(
    _ matrix: UnsafeMutableRawPointer, _ u: UnsafeMutableRawPointer, _ s: UnsafeMutableRawPointer,
    _ v: UnsafeMutableRawPointer
  ) -> Int32 {
    var (m, n, count) = (
      Int32(truncatingIfNeeded: rows), Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: workSize)
    )
    var (leading, leadingU, leadingV, info) = (m, m, Int32(truncatingIfNeeded: Swift.max(1, vRows)), Int32(0))
    let integerWork = integers.pointer.assumingMemoryBound(to: Int32.self)
    if dtype.isComplex {
      unsafeBitCast(address, to: LAPACK.ComplexSVD.self)(
        job, &m, &n, matrix, &leading, s, u, &leadingU, v, &leadingV, work.pointer, &count, realWork.pointer,
        integerWork, &info)
    } else {
      unsafeBitCast(address, to: LAPACK.RealSVD.self)(
        job, &m, &n, matrix, &leading, s, u, &leadingU, v, &leadingV, work.pointer, &count, integerWork, &info)
    }
    return info
  }
}
