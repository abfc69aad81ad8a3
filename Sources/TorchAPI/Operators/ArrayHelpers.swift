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

/// Functions that the C library lacks, or has in another form, in double precision.
enum SpecialSeries {
  /// 10 to a power of at most a few hundred.
  static func powerOfTen(_ n: Int) -> Double { (0..<min(n, 400)).reduce(1.0) { value, _ in value * 10 } }
}
