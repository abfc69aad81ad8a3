import Autograd
import TensorCore

// What formulas and composites are written with: each of these calls an operator and is recorded.

extension Scalar: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A Python int.
  package init(integerLiteral value: Int) { self = .int(value) }
  /// A Python float.
  package init(floatLiteral value: Double) { self = .double(value) }
}

extension Tensor {
  static func + (a: Tensor, b: Tensor) throws -> Tensor { try Operator.add(a, b) }
  static func - (a: Tensor, b: Tensor) throws -> Tensor { try Operator.sub(a, b) }
  static func * (a: Tensor, b: Tensor) throws -> Tensor { try Operator.mul(a, b) }
  static func / (a: Tensor, b: Tensor) throws -> Tensor { try Operator.div(a, b) }
  static func + (a: Tensor, b: Scalar) throws -> Tensor { try Operator.add(a, b) }
  static func - (a: Tensor, b: Scalar) throws -> Tensor { try Operator.sub(a, b) }
  static func * (a: Tensor, b: Scalar) throws -> Tensor { try Operator.mul(a, b) }
  static func / (a: Tensor, b: Scalar) throws -> Tensor { try Operator.div(a, b) }
  static func + (a: Scalar, b: Tensor) throws -> Tensor { try Operator.add(b, a) }
  static func - (a: Scalar, b: Tensor) throws -> Tensor { try Operator.rsub(.tensor(b), .scalar(a)) }
  static func * (a: Scalar, b: Tensor) throws -> Tensor { try Operator.mul(b, a) }
  static func / (a: Scalar, b: Tensor) throws -> Tensor { try b.reciprocal() * a }
  static prefix func - (a: Tensor) throws -> Tensor { try Operator.neg(a) }

  /// Times a factor, or the tensor itself where there is none.
  func scaled(by factor: Scalar?) throws -> Tensor {
    guard let factor else { return self }
    return isRecorded ? try Operator.mulScalar(.tensor(self), .scalar(factor)) : try self * factor
  }

  /// Whether what is computed from the tensor is recorded.
  private var isRecorded: Bool { GradMode.isEnabled && requiresGrad }

  // MARK: Functions of one tensor

  func exp() throws -> Tensor { try Operator.exp(self) }
  func log() throws -> Tensor { try Operator.log(self) }
  func log1p() throws -> Tensor { try Operator.log1p(self) }
  func sqrt() throws -> Tensor { try Operator.sqrt(self) }
  func rsqrt() throws -> Tensor { try Operator.rsqrt(self) }
  func reciprocal() throws -> Tensor { try Operator.reciprocal(self) }
  func sin() throws -> Tensor { try Operator.sin(self) }
  func cos() throws -> Tensor { try Operator.cos(self) }
  func sinh() throws -> Tensor { try Operator.sinh(self) }
  func cosh() throws -> Tensor { try Operator.cosh(self) }
  func tanh() throws -> Tensor { try Operator.tanh(self) }
  func sigmoid() throws -> Tensor { try Operator.sigmoid(self) }
  func abs() throws -> Tensor { try Operator.abs(self) }
  func sgn() throws -> Tensor { try Operator.sgn(self) }
  func sign() throws -> Tensor { try Operator.sign(self) }
  func pow(_ exponent: Scalar) throws -> Tensor { try Operator.pow(self, number: exponent) }
  func pow(_ exponent: Tensor) throws -> Tensor { try Operator.powTensor(self, exponent) }
  func square() throws -> Tensor { try pow(2) }
  func floorDivide(_ other: Tensor) throws -> Tensor { try Operator.floorDivide(self, other) }
  func isNaN() throws -> Tensor { try Operator.isnan(self) }

  /// The complex conjugate; a real tensor itself.
  func conj() throws -> Tensor { dtype.isComplex ? try Operator.conjugate(self) : self }

  // MARK: Comparison, choice

  func eq(_ other: Tensor) throws -> Tensor { try Operator.eq(self, other) }
  func ne(_ other: Tensor) throws -> Tensor { try Operator.ne(self, other) }
  func ge(_ other: Tensor) throws -> Tensor { try Operator.ge(self, other) }
  func gt(_ other: Tensor) throws -> Tensor { try Operator.gt(self, other) }
  func le(_ other: Tensor) throws -> Tensor { try Operator.le(self, other) }
  func lt(_ other: Tensor) throws -> Tensor { try Operator.lt(self, other) }
  func eq(_ other: Scalar) throws -> Tensor { try Operator.eq(self, other) }
  func ne(_ other: Scalar) throws -> Tensor { try Operator.ne(self, other) }
  func ge(_ other: Scalar) throws -> Tensor { try Operator.ge(self, other) }
  func gt(_ other: Scalar) throws -> Tensor { try Operator.gt(self, other) }
  func le(_ other: Scalar) throws -> Tensor { try Operator.le(self, other) }
  func lt(_ other: Scalar) throws -> Tensor { try Operator.lt(self, other) }
  func logicalNot() throws -> Tensor { try Operator.logicalNot(self) }
  func logicalAnd(_ other: Tensor) throws -> Tensor { try Operator.logicalAnd(self, other) }
  func logicalOr(_ other: Tensor) throws -> Tensor { try Operator.logicalOr(self, other) }
  func maskedFill(_ mask: Tensor, _ value: Scalar) throws -> Tensor {
    try Operator.maskedFill(.tensor(self), .tensor(mask), .scalar(value))
  }
  static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    try Operator.where(.tensor(condition), .tensor(a), .tensor(b))
  }
  static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Scalar) throws -> Tensor {
    try Operator.where(.tensor(condition), .tensor(a), .tensor(.wrapping(b)))
  }

  // MARK: Reductions

  func sum(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    guard dims != nil || keepdim else { return try Operator.sum(.tensor(self)) }
    return try Operator.sumDim(.tensor(self), dims.map { .ints($0) } ?? .none, .bool(keepdim))
  }
  func mean(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
    guard dims != nil || keepdim else { return try Operator.mean(.tensor(self)) }
    return try Operator.meanDim(.tensor(self), dims.map { .ints($0) } ?? .none, .bool(keepdim))
  }

  /// Summed over the dimensions that broadcasting to this shape added or stretched.
  func sum(to shape: Dims) throws -> Tensor {
    if array.shape == shape { return self }
    if !GradMode.isEnabled || !requiresGrad { return Tensor(try array.sum(to: shape)) }
    if shape.isEmpty { return try sum() }
    let leading = array.rank - shape.count
    var dims = Array(0..<max(leading, 0))
    for index in 0..<shape.count where shape[index] == 1 && array.shape[index + leading] != 1 {
      dims.append(index + leading)
    }
    let total = dims.isEmpty ? self : try sum(dims, keepdim: true)
    return leading > 0 ? try total.view(shape.array) : total
  }

  // MARK: Products

  func mm(_ other: Tensor) throws -> Tensor { try Operator.mm(self, other) }
  func bmm(_ other: Tensor) throws -> Tensor { try Operator.bmm(.tensor(self), .tensor(other)) }
  func mv(_ other: Tensor) throws -> Tensor { try Operator.mv(.tensor(self), .tensor(other)) }
  func matmul(_ other: Tensor) throws -> Tensor { try Operator.matmul(.tensor(self), .tensor(other)) }

  // MARK: Shapes

  func view(_ sizes: [Int]) throws -> Tensor { try Operator.view(.tensor(self), .ints(sizes)) }

  /// `x.reshape(sizes)`: a view where the layout allows it, else of a copy.
  func reshape(_ sizes: [Int]) throws -> Tensor {
    let target = try NDArray.inferred(sizes, count: array.count)
    if array.isContiguous { return try view(target.array) }
    if array.strides(for: target) != nil { return try Operator.reshapeAlias(.tensor(self), .ints(target.array)) }
    return try Operator.unsafeView(.tensor(clone(contiguous: true)), .ints(target.array))
  }
  func reshape(_ shape: Dims) throws -> Tensor {
    // A gradient that is differentiated itself gets its node, even if the shape is the same.
    array.shape == shape && !isRecorded ? self : try reshape(shape.array)
  }
  func expand(_ sizes: [Int]) throws -> Tensor { try Operator.expand(.tensor(self), .ints(sizes)) }
  func expand(_ shape: Dims) throws -> Tensor { array.shape == shape ? self : try expand(shape.array) }
  func t() throws -> Tensor {
    guard array.rank == 2 else { return try Operator.t(.tensor(self)) }
    return try Operator.t.viewed(self, as: array.transpose(0, 1))
  }
  func transpose(_ a: Int, _ b: Int) throws -> Tensor {
    try Operator.transpose(.tensor(self), .int(a), .int(b))
  }
  /// The last two dimensions swapped, conjugated if complex.
  func adjoint() throws -> Tensor { try transpose(-2, -1).conj() }
  func permute(_ dims: [Int]) throws -> Tensor { try Operator.permute(.tensor(self), .ints(dims)) }
  func squeeze(dim: Int) throws -> Tensor { try Operator.squeezeDim(.tensor(self), .int(dim)) }
  func unsqueeze(_ dim: Int) throws -> Tensor { try Operator.unsqueeze(.tensor(self), .int(dim)) }
  func select(_ dim: Int, _ index: Int) throws -> Tensor {
    try Operator.select(.tensor(self), .int(dim), .int(index))
  }
  func slice(_ dim: Int, from start: Int, to end: Int, step: Int = 1) throws -> Tensor {
    try Operator.slice(.tensor(self), .int(dim), .int(start), .int(end), .int(step))
  }
  func narrow(_ dim: Int, _ start: Int, _ length: Int) throws -> Tensor {
    try slice(dim, from: start, to: start + length)
  }
  func diagonal(_ offset: Int = 0, _ dim1: Int = 0, _ dim2: Int = 1) throws -> Tensor {
    try Operator.diagonal(.tensor(self), .int(offset), .int(dim1), .int(dim2))
  }
  func flip(_ dims: [Int]) throws -> Tensor { try Operator.flip(.tensor(self), .ints(dims)) }
  static func cat(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
    try Operator.cat(.tensors(tensors), .int(dim))
  }
  static func stack(_ tensors: [Tensor], dim: Int = 0) throws -> Tensor {
    try Operator.stack(.tensors(tensors), .int(dim))
  }

  // MARK: Copies

  /// A recorded copy; contiguous if asked for, else in the order of dimensions of the original.
  func clone(contiguous: Bool = false) throws -> Tensor {
    try Operator.clone(.tensor(self), contiguous ? .string("contiguous_format") : .none)
  }

  /// The tensor itself if it is contiguous, else a recorded copy.
  func contiguous() throws -> Tensor { array.isContiguous ? self : try clone(contiguous: true) }

  /// The tensor itself if it is of this type, else a recorded conversion.
  func cast(to dtype: DType) throws -> Tensor {
    dtype == self.dtype ? self : try Operator.toCopy(.tensor(self), .dtype(dtype))
  }

  /// Zeros of the same shape and type, not connected with the graph.
  func zerosLike() throws -> Tensor { Tensor(try NDArray(zeros: array.shape, dtype)) }

  /// Ones of the same shape and type.
  func onesLike() throws -> Tensor { Tensor(try NDArray(full: array.shape, .int(1), dtype)) }
}
