import Autograd
import TensorCore

extension NDArray {
  /// The array with a function of doubles applied to each real element, in the same type (integers become floats).
  func mapDoubles(_ function: (Double) throws -> Double) throws -> NDArray {
    if let result = try mapReals(function) { return result }
    let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
    let values = try elements.map { scalar -> Scalar in
      if case .complex(let real, let imaginary) = scalar {
        return .complex(try function(real), try function(imaginary))
      }
      return .double(try function(scalar.double))
    }
    return try NDArray(values, shape: shape, type).inLayout(of: [self])
  }

  /// The elements times a factor; integers become floats.
  ///
  /// - Parameter name: The function in the error for complex numbers.
  func scaledToFloat(_ factor: Double, name: String, into target: NDArray? = nil) throws -> NDArray {
    if dtype.isComplex { throw TorchError(.runtime, "\(name) is not supported for complex tensors.") }
    let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
    // The factor keeps the digits that a half type has not.
    return try cast(to: type).mul(NDArray(scalar: .double(factor), type.computeType), as: type, into: target)
  }
}

extension NDArray {
  /// What is computed of an array of a half type, in single precision and rounded at the end: of a large one for parts
  /// along dimensions that every result has as well, each of which depends on nothing but the same part of the array.
  func byHalfParts(along axes: Range<Int>, _ compute: (NDArray) throws -> [NDArray]) throws -> [NDArray] {
    guard dtype.isFloatingPoint, dtype.computeType != dtype, count > NDArray.slabSize,
      let axis = axes.first(where: { $0 < rank && shape[$0] > 1 })
    else { return try compute(self) }
    let size = shape[axis]
    let step = Swift.max(1, NDArray.slabSize / (count / size))
    var results: [NDArray] = []
    for start in stride(from: 0, to: size, by: step) {
      let length = Swift.min(step, size - start)
      // Neighbours are converted by loops over vectors.
      let part = try narrow(axis, start, length)
      let parts = try (isContiguous ? part.contiguous() : part).byHalfParts(along: axes, compute)
      if start == 0 {
        results = try parts.map { part in
          var shape = part.shape
          shape[axis] = size
          return try NDArray(empty: shape, part.dtype)
        }
      }
      for (result, part) in zip(results, parts) { try result.narrow(axis, start, length).copy(from: part) }
    }
    return results
  }

  /// The same along all dimensions but the last ones, which the function looks at together; it refuses what has fewer.
  func byHalfParts(keeping last: Int, _ compute: (NDArray) throws -> [NDArray]) throws -> [NDArray] {
    try byHalfParts(along: 0..<Swift.max(rank - last, 0), compute)
  }
}

/// Functions that the C library lacks, or has in another form, in double precision.
enum SpecialSeries {
  /// 10 to a power of at most a few hundred.
  static func powerOfTen(_ n: Int) -> Double { (0..<min(n, 400)).reduce(1.0) { value, _ in value * 10 } }
}
