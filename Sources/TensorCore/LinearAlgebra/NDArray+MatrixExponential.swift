import CKernels

/// Polynomials near the exponential of a matrix that take few products (P. Bader, S. Blanes, F. Casas, "Computing the
/// Matrix Exponential with an Optimized Taylor Polynomial Approximation", 2019), added up as PyTorch does it
/// (`ATen/native/LinearAlgebra.cpp`), so that results agree to the last bit.
private struct ExponentialPolynomials {
  /// The type of the matrices.
  let dtype: DType

  /// Whether coefficients and limits are those of single precision; they are those of doubles for all other types.
  private var isSingle: Bool { dtype.realType == .float32 }

  /// Up to which 1-norm the polynomials of degrees 1, 2, 4, 8, 12 and 18 are near enough.
  var limits: [Double] {
    isSingle
      ? [
        1.192092800768788e-07, 5.978858893805233e-04, 5.116619363445086e-02, 5.800524627688768e-01,
        1.461661507209034e+00, 3.010066362817634e+00,
      ]
      : [
        2.220446049250313e-16, 2.580956802971767e-08, 3.397168839976962e-04, 4.991228871115323e-02,
        2.996158913811580e-01, 1.090863719290036e+00,
      ]
  }

  /// The values of the polynomial of one of these degrees at a batch of matrices.
  func value(_ x: NDArray, degree: Int) throws(TorchError) -> NDArray {
    switch degree {
    case 1: try powers(x, 2).sum([0])
    case 2: try ofDegree2(x)
    case 4: try ofDegree4(x)
    case 8: try ofDegree8(x)
    case 12: try ofDegree12(x)
    default: try ofDegree18(x)
    }
  }

  // MARK: Degrees

  private func ofDegree2(_ x: NDArray) throws(TorchError) -> NDArray {
    let stack = try powers(x, 3)
    let square = try stack.select(0, 2)
    square.assign(from: try square.div(NDArray(scalar: .double(2), dtype), as: dtype))
    return try stack.sum([0])
  }

  private func ofDegree4(_ x: NDArray) throws(TorchError) -> NDArray {
    let stack = try powers(x, 3, room: 4)
    let others = try combination(stack.narrow(0, 0, 3), [1 / 2.0, 1 / 6.0, 1 / 24.0])
    try multiply(stack.select(0, 2), others, into: stack.select(0, 3))
    return try combination(stack, [1, 1, 0, 1])
  }

  private func ofDegree8(_ x: NDArray) throws(TorchError) -> NDArray {
    func round(_ value: Double) -> Double { isSingle ? Double(Float(value)) : value }
    let root = round(0.1330413469565007072504e+2)  // of 177
    let x3 = round(2.0 / 3)
    let x1 = x3 * ((1 + root) / 88)
    let x2 = x3 * ((1 + root) / 352)
    let x4 = (-271 + 29 * root) / (315 * x3)
    let x5 = (-11 + 11 * root) / (1260 * x3)
    let x6 = (-99 + 11 * root) / (5040 * x3)
    let x7 = (89 - root) / (5040 * x3)
    let y2 = (857 - 58 * root) / 630
    let stack = try powers(x, 3, room: 5)
    try multiply(stack.select(0, 2), combination(stack.narrow(0, 1, 2), [x1, x2]), into: stack.select(0, 3))
    let left = try combination(stack.narrow(0, 2, 2), [x3, 1])
    let right = try combination(stack.narrow(0, 0, 4), [x4, x5, x6, x7])
    try multiply(left, right, into: stack.select(0, 4))
    return try combination(stack, [1, 1, y2, 0, 1])
  }

  private func ofDegree12(_ x: NDArray) throws(TorchError) -> NDArray {
    let stack = try powers(x, 4)
    let parts = try combinations(
      stack, 4,
      [
        9.0198e-16, 0.46932117595418237389, -0.20099424927047284052, -0.04623946134063071740,
        5.31597895759871264183, 1.19926790417132231573, 0.01179296240992997031, 0.01108844528519167989,
        0.18188869982170434744, 0.05502798439925399070, 0.09351590770535414968, 0.00610700528898058230,
        -2.0861320e-13, -0.13181061013830184015, -0.02027855540589259079, -0.00675951846863086359,
      ])
    let room = try stack.select(0, 0)
    let (constant, sixth) = (try parts.select(0, 0), try parts.select(0, 2))
    try add(multiply(parts.select(0, 3), parts.select(0, 3), into: room), to: sixth)
    let factor = try add(sixth, to: parts.select(0, 1))
    return try add(multiply(factor, sixth, into: room), to: constant)
  }

  private func ofDegree18(_ x: NDArray) throws(TorchError) -> NDArray {
    let stack = try powers(x, 5)
    let parts = try combinations(
      stack, 5,
      [
        0, -1.00365581030144618291e-01, -8.02924648241156932449e-03, -8.92138498045729985177e-04, 0,
        0, 3.97849749499645077844e-01, 1.36783778460411720168e+00, 4.98289622525382669416e-01,
        -6.37898194594723280150e-04,
        -1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02,
        -6.98210122488052056106e-03, 3.34975017086070470649e-05,
        -9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02,
        2.95552570429315521194e-02, -1.39180257516060693404e-05,
        0, 0, -9.23364619367118555360e-02, -1.69364939002081722752e-02, -1.40086798182036094347e-05,
      ])
    let room = try stack.select(0, 0)
    let (constant, ninth) = (try parts.select(0, 1), try parts.select(0, 3))
    try add(multiply(parts.select(0, 0), parts.select(0, 4), into: room), to: ninth)
    let factor = try add(ninth, to: parts.select(0, 2))
    return try add(multiply(factor, ninth, into: room), to: constant)
  }

  // MARK: Steps

  /// The first `count` of the batch's powers 0, 1, 2, 3 and 6, in an array that has room for as many as `room`.
  private func powers(_ x: NDArray, _ count: Int, room: Int? = nil) throws(TorchError) -> NDArray {
    let n = x.shape[1]
    let stack = try NDArray(empty: Dims([room ?? count] + x.shape.array), dtype)
    try stack.select(0, 0).assign(from: NDArray(eye: n, n, dtype).broadcasted(to: x.shape))
    try stack.select(0, 1).assign(from: x)
    for (power, factors) in [(2, (1, 1)), (3, (1, 2)), (4, (3, 3))] where power < count {
      try multiply(stack.select(0, factors.0), stack.select(0, factors.1), into: stack.select(0, power))
    }
    return stack
  }

  /// The product of two batches, in the memory in which PyTorch makes it: sums of few columns depend on where it begins.
  @discardableResult
  private func multiply(_ a: NDArray, _ b: NDArray, into room: NDArray) throws(TorchError) -> NDArray {
    let product = try a.bmm(b, into: room)
    if !product.isSameMemory(as: room) { room.assign(from: product) }
    return room
  }

  /// Adds an array in place.
  @discardableResult
  private func add(_ other: NDArray, to sum: NDArray) throws(TorchError) -> NDArray {
    let result = try sum.add(other, as: dtype, into: sum)
    if !result.isSameMemory(as: sum) { sum.assign(from: result) }
    return sum
  }

  /// One linear combination of the arrays along the first dimension.
  private func combination(_ terms: NDArray, _ coefficients: [Double]) throws(TorchError) -> NDArray {
    try combinations(terms, 1, coefficients).select(0, 0)
  }

  /// As many linear combinations of the arrays along the first dimension, which are contiguous, with a row of
  /// coefficients for each.
  private func combinations(
    _ terms: NDArray, _ results: Int, _ coefficients: [Double]
  ) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: Dims([results] + terms.shape.array.dropFirst()), dtype)
    let factors = try numbers(coefficients)
    // A complex number is two parts, each of which is multiplied with a real number.
    let count = Int64(out.count / results) * (dtype.isComplex ? 2 : 1)
    let number = Int64(terms.shape[0])
    switch dtype.realType {
    case .float32:
      nb_combine_f32(
        count, number, terms.pointer(Float.self), Int64(results), factors.pointer(Float.self), out.pointer(Float.self))
    case .float64:
      nb_combine_f64(
        count, number, terms.pointer(Double.self), Int64(results), factors.pointer(Double.self),
        out.pointer(Double.self))
    default:
      nb_combine_halves(
        dtype == .bfloat16 ? 1 : 0, count, number, terms.pointer(UInt16.self), Int64(results),
        factors.pointer(UInt16.self), out.pointer(UInt16.self))
    }
    return out
  }

  /// Coefficients in the type of the matrices.
  ///
  /// For half types PyTorch has them as doubles too, but reads their memory as halves: it takes the first bytes for as
  /// many numbers, which is why exponentials of halves are not what they are of other types.
  private func numbers(_ values: [Double]) throws(TorchError) -> NDArray {
    let type = dtype.realType
    guard type.computeType != type else {
      return try NDArray(values.map(Scalar.double), shape: Dims(values.count), type)
    }
    let out = try NDArray(empty: Dims(values.count), type)
    for index in values.indices {
      let bits = values[index / 4].bitPattern >> (16 * UInt64(index % 4))
      out.pointer(UInt16.self)[index] = UInt16(truncatingIfNeeded: bits)
    }
    return out
  }
}

extension NDArray {
  /// The exponentials of square matrices of a floating point or complex type (`torch.linalg.matrix_exp`).
  ///
  /// - Throws: PyTorch's error for batches of more dimensions that cannot be looked at as one.
  package func matrixExponential() throws(TorchError) -> NDArray {
    let n = shape[rank - 1]
    if n == 0 { return try clone() }
    if n == 1 { return try apply(.exp) }
    let matrices = try view([-1, n, n])
    let batch = matrices.shape[0]
    if batch == 0 { return try NDArray(empty: shape, dtype) }
    let polynomials = ExponentialPolynomials(dtype: dtype)
    let norms = try matrices.abs().sum([1]).extremum(max: true, [1], name: "matrix_exp")
    let limits = polynomials.limits.map { norms.dtype.rounded($0) }
    let result: NDArray
    if batch == 1 {
      // One matrix has the polynomial that is near enough; several have the last one, each scaled.
      let norm = norms.element(at: 0).double
      let place = limits.firstIndex { norm <= $0 } ?? 5
      if norm.isNaN {
        result = try NDArray(full: matrices.shape, .double(.nan), dtype)
      } else if place < 5, norm < limits[4] {
        result = try polynomials.value(matrices, degree: [1, 2, 4, 8, 12][place])
      } else {
        result = try matrices.scaledExponential(norms, polynomials)
      }
    } else {
      result = try matrices.scaledExponential(norms, polynomials)
    }
    return try result.view(shape.array)
  }

  /// The exponentials of a batch of matrices from those of matrices divided by powers of two, squared as often.
  private func scaledExponential(
    _ norms: NDArray, _ polynomials: ExponentialPolynomials
  ) throws(TorchError) -> NDArray {
    // The limit is not rounded to a half type.
    let limit = try NDArray(scalar: .double(polynomials.limits[5]), .float64)
    let exponents = try norms.div(limit, as: norms.dtype).apply(.log2).apply(.ceil)
    let batch = shape[0]
    let squarings = (0..<batch).map { (number) -> Double in
      let exponent = exponents.element(at: number).double
      return exponent < 0 ? 0 : exponent
    }
    // Infinity is divided by itself: what is multiplied with 0 here is nan there.
    let scales = try NDArray(
      squarings.map { .double($0.isNaN ? .nan : Self.power(-$0)) }, shape: [batch, 1, 1], norms.dtype)
    let result = try polynomials.value(mul(scales, as: dtype), degree: 18)
    if batch == 1 { return try result.squared(squarings[0].isFinite ? Int(squarings[0]) : 0) }
    // All are squared together, and those that are done stay behind. Infinity and nan come last, and are done when the last
    // of the others is.
    func key(_ number: Int) -> (Int, Double) { squarings[number].isNaN ? (1, 0) : (0, squarings[number]) }
    let order = (0..<batch).sorted { key($0) == key($1) ? $0 < $1 : key($0) < key($1) }
    var rest = try NDArray(empty: shape, dtype)
    for (place, number) in order.enumerated() { rest.matrix(place).assign(from: result.matrix(number)) }
    var (start, done) = (0, 0)
    while start < batch {
      let exponent = squarings[order[start]]
      let end =
        exponent.isFinite ? order[start...].firstIndex { squarings[$0] != exponent } ?? batch : batch
      if exponent.isFinite {
        rest = try rest.squared(Int(exponent) - done)
        done = Int(exponent)
      }
      for place in start..<end { result.matrix(order[place]).assign(from: rest.matrix(place - start)) }
      rest = try rest.narrow(0, end - start, batch - end)
      start = end
    }
    return result
  }

  /// Two to the power of a number that is no positive one; 0 for minus infinity.
  private static func power(_ exponent: Double) -> Double {
    exponent < -1100 ? 0 : Double(sign: .plus, exponent: Int(exponent), significand: 1)
  }

  private func squared(_ times: Int) throws(TorchError) -> NDArray {
    var result = self
    for _ in 0..<times { result = try result.bmm(result) }
    return result
  }
}
