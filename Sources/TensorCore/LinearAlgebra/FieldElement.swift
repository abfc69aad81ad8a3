import CKernels

/// Elements that matrices are decomposed over: real and complex floating point numbers.
protocol FieldElement: ArithmeticElement {
  static func divide(_ a: Self, _ b: Self) -> Self
  /// What pivots are chosen by: |x|, for complex numbers |re| + |im| as LAPACK does.
  var pivotMagnitude: Double { get }
  var conjugate: Self { get }
  /// The square root of a real number as an element.
  init(_ real: Double)
  /// The real part.
  var realPart: Double { get }
  /// The square of the modulus.
  var squaredModulus: Double { get }
  var isFiniteNumber: Bool { get }
}

extension FieldElement where Self: BinaryFloatingPoint {
  @inline(__always) static func divide(_ a: Self, _ b: Self) -> Self { a / b }
  var pivotMagnitude: Double { Double(abs(self)) }
  @inline(__always) var conjugate: Self { self }
  var realPart: Double { Double(self) }
  var squaredModulus: Double { Double(self) * Double(self) }
  var isFiniteNumber: Bool { isFinite }
}

extension Float: FieldElement {}
extension Double: FieldElement {}

extension Complex: FieldElement {
  static func divide(_ a: Complex, _ b: Complex) -> Complex { a / b }
  var pivotMagnitude: Double { Double(abs(real)) + Double(abs(imaginary)) }
  var conjugate: Complex { Complex(real, -imaginary) }
  init(_ real: Double) { self.init(Part(real), 0) }
  var realPart: Double { Double(real) }
  var squaredModulus: Double { Double(real) * Double(real) + Double(imaginary) * Double(imaginary) }
  var isFiniteNumber: Bool { real.isFinite && imaginary.isFinite }
}

/// A row-major matrix in memory of an array that the caller keeps alive; `row` and `column` stay below its sizes.
struct MatrixPointer<T> {
  let elements: UnsafeMutablePointer<T>
  let rowStride: Int

  @inline(__always) subscript(row: Int, column: Int) -> T {
    get { elements[row &* rowStride &+ column] }
    nonmutating set { elements[row &* rowStride &+ column] = newValue }
  }
}

/// Decompositions of one matrix, in the order of operations of LAPACK's unblocked routines.
enum MatrixDecomposition {
  /// LU factors with partial pivoting in place (`getrf`).
  ///
  /// - Returns: 0, or the place (from 1) of the first zero on the diagonal of U.
  static func lu<T: FieldElement>(
    _ a: MatrixPointer<T>, _ rows: Int, _ columns: Int, pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    // The matrix has as many elements as the sizes say.
    let elements = UnsafeMutableRawPointer(a.elements)
    if T.self == Float.self {
      return Int(
        nb_lu_f32(
          Int64(rows), Int64(columns), elements.assumingMemoryBound(to: Float.self), Int64(a.rowStride), pivots))
    }
    if T.self == Double.self {
      return Int(
        nb_lu_f64(
          Int64(rows), Int64(columns), elements.assumingMemoryBound(to: Double.self), Int64(a.rowStride), pivots))
    }
    var info = 0
    for j in 0..<Swift.min(rows, columns) {
      var pivot = j
      var largest = a[j, j].pivotMagnitude
      for i in (j + 1)..<Swift.max(rows, j + 1) where a[i, j].pivotMagnitude > largest {
        (pivot, largest) = (i, a[i, j].pivotMagnitude)
      }
      pivots[j] = Int32(truncatingIfNeeded: pivot + 1)
      guard a[pivot, j].isTrue else {
        if info == 0 { info = j + 1 }
        continue
      }
      if pivot != j {
        for k in 0..<columns {
          let held = a[j, k]
          a[j, k] = a[pivot, k]
          a[pivot, k] = held
        }
      }
      for i in (j + 1)..<Swift.max(rows, j + 1) {
        let factor = T.divide(a[i, j], a[j, j])
        a[i, j] = factor
        for k in (j + 1)..<Swift.max(columns, j + 1) {
          a[i, k] = T.subtract(a[i, k], T.multiply(factor, a[j, k]))
        }
      }
    }
    return info
  }

  /// The lower Cholesky factor in place of the lower triangle (`potrf`).
  ///
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  static func cholesky<T: FieldElement>(_ a: MatrixPointer<T>, _ n: Int) -> Int {
    // The matrix has as many elements as the sizes say.
    let elements = UnsafeMutableRawPointer(a.elements)
    var info: Int64 = -1
    if T.self == Float.self {
      info = nb_cholesky_f32(Int64(n), elements.assumingMemoryBound(to: Float.self), Int64(a.rowStride))
    } else if T.self == Double.self {
      info = nb_cholesky_f64(Int64(n), elements.assumingMemoryBound(to: Double.self), Int64(a.rowStride))
    }
    if info >= 0 { return Int(info) }
    for j in 0..<n {
      var diagonal = a[j, j].realPart
      for k in 0..<j { diagonal -= a[j, k].squaredModulus }
      if !(diagonal > 0) { return j + 1 }
      let root = T(diagonal.squareRoot())
      a[j, j] = root
      for i in (j + 1)..<Swift.max(n, j + 1) {
        var sum = a[i, j]
        for k in 0..<j { sum = T.subtract(sum, T.multiply(a[i, k], a[j, k].conjugate)) }
        a[i, j] = T.divide(sum, root)
      }
    }
    return 0
  }

  /// Solves a triangular system in place of the right-hand sides (`trsm`).
  static func solveTriangular<T: FieldElement>(
    _ a: MatrixPointer<T>, _ n: Int, _ b: MatrixPointer<T>, _ columns: Int, upper: Bool, unitDiagonal: Bool
  ) {
    // The matrices have as many elements as the sizes say.
    let (matrix, sides) = (UnsafeMutableRawPointer(a.elements), UnsafeMutableRawPointer(b.elements))
    if T.self == Float.self {
      return nb_solve_triangular_f32(
        Int64(n), matrix.assumingMemoryBound(to: Float.self), Int64(a.rowStride), Int64(columns),
        sides.assumingMemoryBound(to: Float.self), Int64(b.rowStride), upper ? 1 : 0, unitDiagonal ? 1 : 0)
    }
    if T.self == Double.self {
      return nb_solve_triangular_f64(
        Int64(n), matrix.assumingMemoryBound(to: Double.self), Int64(a.rowStride), Int64(columns),
        sides.assumingMemoryBound(to: Double.self), Int64(b.rowStride), upper ? 1 : 0, unitDiagonal ? 1 : 0)
    }
    for step in 0..<n {
      let i = upper ? n - 1 - step : step
      let others = upper ? (i + 1)..<Swift.max(n, i + 1) : 0..<i
      for column in 0..<columns {
        var sum = b[i, column]
        for k in others { sum = T.subtract(sum, T.multiply(a[i, k], b[k, column])) }
        b[i, column] = unitDiagonal ? sum : T.divide(sum, a[i, i])
      }
    }
  }

  /// Householder's QR factors (`geqrf`, `orgqr`): `a` becomes R, `q` (rows x `qColumns`, given as an identity) becomes Q.
  static func qr<T: FieldElement>(
    _ a: MatrixPointer<T>, _ rows: Int, _ columns: Int, _ q: MatrixPointer<T>, _ qColumns: Int
  ) {
    let steps = Swift.min(rows, columns)
    var factors = [T](repeating: .zero, count: Swift.max(steps, 1))
    reflections(a, rows, columns, tau: &factors)
    if applied(factors, a, rows, steps, q, qColumns) { return }
    for j in stride(from: steps - 1, through: 0, by: -1) {
      var vector = [T](repeating: .zero, count: rows)
      vector[j] = .one
      for i in (j + 1)..<Swift.max(rows, j + 1) {
        vector[i] = a[i, j]
        a[i, j] = .zero
      }
      apply(vector, factors[j], q, from: j, rows, 0..<qColumns)
    }
  }

  /// The product of real reflections with a matrix, in place.
  ///
  /// - Returns: whether there is a kernel for the type, and memory for it.
  private static func applied<T: FieldElement>(
    _ factors: [T], _ a: MatrixPointer<T>, _ rows: Int, _ steps: Int, _ q: MatrixPointer<T>, _ columns: Int
  ) -> Bool {
    let (vectors, target) = (UnsafeMutableRawPointer(a.elements), UnsafeMutableRawPointer(q.elements))
    // The matrices have as many elements as the sizes say, and there is a factor for each step.
    return factors.withUnsafeBytes { bytes in
      guard let scales = bytes.baseAddress else { return false }
      if T.self == Float.self {
        return nb_apply_reflections_f32(
          Int64(rows), Int64(steps), vectors.assumingMemoryBound(to: Float.self), Int64(a.rowStride),
          scales.assumingMemoryBound(to: Float.self), Int64(columns), target.assumingMemoryBound(to: Float.self),
          Int64(q.rowStride)) != 0
      }
      guard T.self == Double.self else { return false }
      return nb_apply_reflections_f64(
        Int64(rows), Int64(steps), vectors.assumingMemoryBound(to: Double.self), Int64(a.rowStride),
        scales.assumingMemoryBound(to: Double.self), Int64(columns), target.assumingMemoryBound(to: Double.self),
        Int64(q.rowStride)) != 0
    }
  }

  /// Householder's reflections (`geqrf`): R replaces the upper triangle, the vectors stand below the diagonal without
  /// their leading one, and `tau` takes a factor for each of them.
  static func reflections<T: FieldElement>(
    _ a: MatrixPointer<T>, _ rows: Int, _ columns: Int, tau factors: UnsafeMutablePointer<T>
  ) {
    let (matrix, scales) = (UnsafeMutableRawPointer(a.elements), UnsafeMutableRawPointer(factors))
    if T.self == Float.self,
      nb_reflections_f32(
        Int64(rows), Int64(columns), matrix.assumingMemoryBound(to: Float.self), Int64(a.rowStride),
        scales.assumingMemoryBound(to: Float.self)) != 0
    {
      return
    }
    if T.self == Double.self,
      nb_reflections_f64(
        Int64(rows), Int64(columns), matrix.assumingMemoryBound(to: Double.self), Int64(a.rowStride),
        scales.assumingMemoryBound(to: Double.self)) != 0
    {
      return
    }
    for j in 0..<Swift.min(rows, columns) {
      var tailSquares = 0.0
      for i in (j + 1)..<Swift.max(rows, j + 1) { tailSquares += a[i, j].squaredModulus }
      let alpha = a[j, j]
      let isReal = alpha.squaredModulus == alpha.realPart * alpha.realPart
      factors[j] = .zero
      guard tailSquares != 0 || !isReal else { continue }
      let norm = (alpha.squaredModulus + tailSquares).squareRoot()
      let beta = alpha.realPart >= 0 ? -norm : norm
      let scale = T.subtract(alpha, T(beta))
      let tau = T.divide(T.subtract(T(beta), alpha), T(beta))
      var vector = [T](repeating: .zero, count: rows)
      vector[j] = .one
      for i in (j + 1)..<Swift.max(rows, j + 1) { vector[i] = T.divide(a[i, j], scale) }
      apply(vector, tau.conjugate, a, from: j, rows, (j + 1)..<Swift.max(columns, j + 1))
      a[j, j] = T(beta)
      for i in (j + 1)..<Swift.max(rows, j + 1) { a[i, j] = vector[i] }
      factors[j] = tau
    }
  }

  /// Multiplies columns by `I - tau v v*` from the left.
  static func apply<T: FieldElement>(
    _ v: [T], _ tau: T, _ a: MatrixPointer<T>, from first: Int, _ rows: Int, _ columns: Range<Int>
  ) {
    if !tau.isTrue { return }
    for column in columns {
      var product = T.zero
      for i in first..<rows { product = T.add(product, T.multiply(v[i].conjugate, a[i, column])) }
      product = T.multiply(tau, product)
      for i in first..<rows { a[i, column] = T.subtract(a[i, column], T.multiply(v[i], product)) }
    }
  }
}
