import CKernels

/// Loops that decompose matrices of real or complex numbers over one floating point type.
struct FactorKernels<Part> {
  typealias Numbers = UnsafeMutablePointer<Part>?
  typealias Constants = UnsafePointer<Part>?

  let lu: (Int64, Int64, Numbers, Int64, UnsafeMutablePointer<Int32>?) -> Int64
  let cholesky: (Int64, Numbers, Int64) -> Int64
  let solveTriangular: (Int64, Constants, Int64, Int64, Numbers, Int64, Int32, Int32) -> Int32
  let reflections: (Int64, Int64, Numbers, Int64, Numbers) -> Int32
  let applyReflections: (Int64, Int64, Constants, Int64, Constants, Int64, Numbers, Int64) -> Int32
}

/// Floating point types with loops for matrices of them and of complex numbers over them.
protocol FactoredPart: BinaryFloatingPoint, Element {
  static var factors: FactorKernels<Self> { get }
  static var complexFactors: FactorKernels<Self> { get }
}

extension Float: FactoredPart {
  static var factors: FactorKernels<Float> {
    FactorKernels(
      lu: nb_lu_f32, cholesky: nb_cholesky_f32, solveTriangular: nb_solve_triangular_f32,
      reflections: nb_reflections_f32, applyReflections: nb_apply_reflections_f32)
  }
  static var complexFactors: FactorKernels<Float> {
    FactorKernels(
      lu: nb_complex_lu_f32, cholesky: nb_complex_cholesky_f32, solveTriangular: nb_complex_solve_triangular_f32,
      reflections: nb_complex_reflections_f32, applyReflections: nb_apply_complex_reflections_f32)
  }
}

extension Double: FactoredPart {
  static var factors: FactorKernels<Double> {
    FactorKernels(
      lu: nb_lu_f64, cholesky: nb_cholesky_f64, solveTriangular: nb_solve_triangular_f64,
      reflections: nb_reflections_f64, applyReflections: nb_apply_reflections_f64)
  }
  static var complexFactors: FactorKernels<Double> {
    FactorKernels(
      lu: nb_complex_lu_f64, cholesky: nb_complex_cholesky_f64, solveTriangular: nb_complex_solve_triangular_f64,
      reflections: nb_complex_reflections_f64, applyReflections: nb_apply_complex_reflections_f64)
  }
}

/// Elements that matrices are decomposed over: real and complex floating point numbers.
protocol FieldElement: Element {
  associatedtype FieldPart: FactoredPart
  static var factorKernels: FactorKernels<FieldPart> { get }
}

extension Float: FieldElement {
  static var factorKernels: FactorKernels<Float> { factors }
}

extension Double: FieldElement {
  static var factorKernels: FactorKernels<Double> { factors }
}

extension Complex: FieldElement where Part: FactoredPart {
  static var factorKernels: FactorKernels<Part> { Part.complexFactors }
}

/// A row-major matrix in memory of an array that the caller keeps alive; it has as many elements as the sizes say that go
/// with it.
struct MatrixPointer<T: FieldElement> {
  let elements: UnsafeMutablePointer<T>
  let rowStride: Int

  /// A complex number is two parts.
  fileprivate var parts: UnsafeMutablePointer<T.FieldPart> {
    UnsafeMutableRawPointer(elements).assumingMemoryBound(to: T.FieldPart.self)
  }
}

/// Decompositions of one matrix, of small ones in the order of operations of LAPACK's unblocked routines.
enum MatrixDecomposition {
  /// LU factors with partial pivoting in place (`getrf`).
  ///
  /// - Returns: 0, or the place (from 1) of the first zero on the diagonal of U.
  static func lu<T: FieldElement>(
    _ a: MatrixPointer<T>, _ rows: Int, _ columns: Int, pivots: UnsafeMutablePointer<Int32>
  ) throws(TorchError) -> Int {
    let info = T.factorKernels.lu(Int64(rows), Int64(columns), a.parts, Int64(a.rowStride), pivots)
    if info < 0 { throw Storage.noRoom(rows &* columns &* MemoryLayout<T>.size) }
    return Int(info)
  }

  /// The lower Cholesky factor in place of the lower triangle (`potrf`).
  ///
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  static func cholesky<T: FieldElement>(_ a: MatrixPointer<T>, _ n: Int) throws(TorchError) -> Int {
    let info = T.factorKernels.cholesky(Int64(n), a.parts, Int64(a.rowStride))
    if info < 0 { throw Storage.noRoom(n &* n &* MemoryLayout<T>.size) }
    return Int(info)
  }

  /// Solves a triangular system in place of the right-hand sides (`trsm`).
  static func solveTriangular<T: FieldElement>(
    _ a: MatrixPointer<T>, _ n: Int, _ b: MatrixPointer<T>, _ columns: Int, upper: Bool, unitDiagonal: Bool
  ) throws(TorchError) {
    let isDone = T.factorKernels.solveTriangular(
      Int64(n), a.parts, Int64(a.rowStride), Int64(columns), b.parts, Int64(b.rowStride), upper ? 1 : 0,
      unitDiagonal ? 1 : 0)
    if isDone == 0 { throw Storage.noRoom(n &* n &* MemoryLayout<T>.size) }
  }

  /// Householder's reflections (`geqrf`): R replaces the upper triangle, the vectors stand below the diagonal without
  /// their leading one, and `tau` takes a factor for each of them.
  static func reflections<T: FieldElement>(
    _ a: MatrixPointer<T>, _ rows: Int, _ columns: Int, tau: UnsafeMutablePointer<T>
  ) throws(TorchError) {
    let isDone = T.factorKernels.reflections(
      Int64(rows), Int64(columns), a.parts, Int64(a.rowStride), MatrixPointer(elements: tau, rowStride: 1).parts)
    if isDone == 0 { throw Storage.noRoom(rows &* columns &* MemoryLayout<T>.size) }
  }

  /// The first columns of the product of reflections (`orgqr`) in place of those of an identity matrix.
  ///
  /// - Parameter steps: How many reflections there are; their vectors stand below the diagonal of `a`.
  static func applyReflections<T: FieldElement>(
    _ a: MatrixPointer<T>, _ tau: UnsafeMutablePointer<T>, _ rows: Int, _ steps: Int, _ q: MatrixPointer<T>,
    _ columns: Int
  ) throws(TorchError) {
    let isDone = T.factorKernels.applyReflections(
      Int64(rows), Int64(steps), a.parts, Int64(a.rowStride), MatrixPointer(elements: tau, rowStride: 1).parts,
      Int64(columns), q.parts, Int64(q.rowStride))
    if isDone == 0 { throw Storage.noRoom(rows &* columns &* MemoryLayout<T>.size) }
  }
}
