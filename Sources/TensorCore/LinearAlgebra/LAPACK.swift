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

/// Memory that LAPACK works in: numbers of a dtype, released with the value.
struct LAPACKWorkspace {
  private let array: NDArray

  init(_ count: Int, _ dtype: DType) throws(TorchError) {
    array = try NDArray(zeros: [Swift.max(count, 1)], dtype)
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
      let address = try LAPACK.function("syevd", complex: "heevd", dtype)
      for number in 0..<batch {
        let matrix = work.start + number &* n &* n &* dtype.itemSize
        let target = values.start + number &* n &* values.dtype.itemSize
        let info = try Self.symmetricEigen(address, matrix, target, n, dtype, upper: upper, vectors: vectors)
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

  private static func symmetricEigen(
    _ address: UnsafeMutableRawPointer, _ matrix: UnsafeMutableRawPointer, _ values: UnsafeMutableRawPointer, _ n: Int,
    _ dtype: DType, upper: Bool, vectors: Bool
  ) throws(TorchError) -> Int32 {
    var (size, leading, info) = (Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: n), Int32(0))
    let (job, triangle) = (vectors ? "V" : "N", upper ? "U" : "L")
    if vectors { try LAPACK.checkCount(1 + 6 * Double(n) + 2 * Double(n) * Double(n)) }
    func call(
      _ work: LAPACKWorkspace, _ realWork: LAPACKWorkspace, _ integers: LAPACKWorkspace, _ sizes: (Int, Int, Int)
    ) {
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
    }
    let (a, b, c) = (
      try LAPACKWorkspace(1, dtype), try LAPACKWorkspace(1, dtype.realType), try LAPACKWorkspace(1, .int32)
    )
    call(a, b, c, (-1, -1, -1))
    let sizes = (try a.requestedSize(), try b.requestedSize(), try c.requestedSize())
    call(
      try LAPACKWorkspace(sizes.0, dtype), try LAPACKWorkspace(sizes.1, dtype.realType),
      try LAPACKWorkspace(sizes.2, .int32), sizes)
    return info
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
    let out = try NDArray(empty: shape, type)
    if n > 0, batch > 0 {
      let address = try LAPACK.function("geev", dtype)
      for number in 0..<batch {
        let vectorArray = try NDArray(empty: [n, n], dtype)
        let parts = (try NDArray(empty: [n], dtype), try NDArray(empty: [n], dtype))
        let matrix = work.start + number &* n &* n &* dtype.itemSize
        let info = try Self.generalEigen(
          address, matrix, parts.0.start, parts.1.start, vectorArray.start, n, dtype, vectors: vectors)
        try LAPACK.checkArguments(info, name)
        if info != 0 {
          throw Self.failure(
            name, number, rank,
            "The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated"
              + " eigenvalues (error code: \(info)).")
        }
        Self.unpackEigen(parts, vectorArray, values, out, number, n)
      }
    }
    return (values, try out.transpose(rank - 2, rank - 1))
  }

  /// Real matrices give conjugate pairs of vectors as a real and an imaginary one side by side.
  private static func unpackEigen(
    _ parts: (NDArray, NDArray), _ vectors: NDArray, _ values: NDArray, _ out: NDArray, _ number: Int, _ n: Int
  ) {
    let isComplex = vectors.dtype.isComplex
    var column = 0
    while column < n {
      let real = parts.0.element(at: column)
      let imaginary = isComplex ? 0 : parts.1.element(at: column).double
      values.setElement(
        at: number &* n &+ column, isComplex ? real : .complex(real.double, imaginary))
      let isPair = !isComplex && imaginary != 0 && column + 1 < n
      if isPair { values.setElement(at: number &* n &+ column &+ 1, .complex(real.double, -imaginary)) }
      for row in 0..<n {
        let place = (number &* n &+ column) &* n &+ row
        let value = vectors.element(at: column &* n &+ row)
        if isPair {
          let other = vectors.element(at: (column &+ 1) &* n &+ row).double
          out.setElement(at: place, .complex(value.double, other))
          out.setElement(at: place &+ n, .complex(value.double, -other))
        } else {
          out.setElement(at: place, isComplex ? value : .complex(value.double, 0))
        }
      }
      column += isPair ? 2 : 1
    }
  }

  private static func generalEigen(
    _ address: UnsafeMutableRawPointer, _ matrix: UnsafeMutableRawPointer, _ real: UnsafeMutableRawPointer,
    _ imaginary: UnsafeMutableRawPointer, _ vectors: UnsafeMutableRawPointer, _ n: Int, _ dtype: DType,
    vectors wantsVectors: Bool
  ) throws(TorchError) -> Int32 {
    var (size, leading, one, info) = (
      Int32(truncatingIfNeeded: n), Int32(truncatingIfNeeded: n), Int32(1), Int32(0)
    )
    var leadingVectors = leading
    let reals = try LAPACKWorkspace(2 * n, dtype.realType)
    func call(_ work: LAPACKWorkspace, _ count: Int) {
      var workSize = Int32(truncatingIfNeeded: count)
      let job = wantsVectors ? "V" : "N"
      if dtype.isComplex {
        unsafeBitCast(address, to: LAPACK.ComplexEig.self)(
          "N", job, &size, matrix, &leading, real, nil, &one, vectors, &leadingVectors, work.pointer, &workSize,
          reals.pointer,
          &info)
      } else {
        unsafeBitCast(address, to: LAPACK.RealEig.self)(
          "N", job, &size, matrix, &leading, real, imaginary, nil, &one, vectors, &leadingVectors, work.pointer,
          &workSize,
          &info)
      }
    }
    let query = try LAPACKWorkspace(1, dtype)
    call(query, -1)
    let count = try query.requestedSize()
    call(try LAPACKWorkspace(count, dtype), count)
    return info
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
      let address = try LAPACK.function("gesdd", dtype)
      for number in 0..<batch {
        let item = dtype.itemSize
        let info = try Self.singularValues(
          address, work.start + number &* rows &* columns &* item, u.start + number &* uColumns &* rows &* item,
          s.start + number &* steps &* s.dtype.itemSize, v.start + number &* columns &* vRows &* item, (rows, columns),
          dtype, job: vectors ? (full ? "A" : "S") : "N", vRows: vRows)
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

  private static func singularValues(
    _ address: UnsafeMutableRawPointer, _ matrix: UnsafeMutableRawPointer, _ u: UnsafeMutableRawPointer,
    _ s: UnsafeMutableRawPointer, _ v: UnsafeMutableRawPointer, _ sizes: (rows: Int, columns: Int), _ dtype: DType,
    job: String, vRows: Int
  ) throws(TorchError) -> Int32 {
    let (least, most) = (Swift.min(sizes.rows, sizes.columns), Swift.max(sizes.rows, sizes.columns))
    var (rows, columns) = (Int32(truncatingIfNeeded: sizes.rows), Int32(truncatingIfNeeded: sizes.columns))
    var (leading, leadingU, leadingV, info) = (rows, rows, Int32(truncatingIfNeeded: Swift.max(1, vRows)), Int32(0))
    if vRows > 0 { try LAPACK.checkCount(Double(most) + 5 * Double(least) * Double(least) + 7 * Double(least)) }
    let integers = try LAPACKWorkspace(8 * least, .int32)
    let reals = try LAPACKWorkspace(
      dtype.isComplex ? Swift.max(5 * least * least + 7 * least, 2 * most * least + 2 * least * least + least) : 1,
      dtype.realType)
    func call(_ work: LAPACKWorkspace, _ count: Int) {
      var workSize = Int32(truncatingIfNeeded: count)
      let integerWork = integers.pointer.assumingMemoryBound(to: Int32.self)
      if dtype.isComplex {
        unsafeBitCast(address, to: LAPACK.ComplexSVD.self)(
          job, &rows, &columns, matrix, &leading, s, u, &leadingU, v, &leadingV, work.pointer, &workSize, reals.pointer,
          integerWork, &info)
      } else {
        unsafeBitCast(address, to: LAPACK.RealSVD.self)(
          job, &rows, &columns, matrix, &leading, s, u, &leadingU, v, &leadingV, work.pointer, &workSize, integerWork,
          &info)
      }
    }
    let query = try LAPACKWorkspace(1, dtype)
    call(query, -1)
    let count = try query.requestedSize()
    call(try LAPACKWorkspace(count, dtype), count)
    return info
  }
}
