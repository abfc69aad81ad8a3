import Autograd
import PythonSyntax
import TensorCore

/// A tensor and an array of NumPy's, of which PyTorch leaves the arithmetic to NumPy: the result is a tensor, but its type
/// is the one that NumPy gives to both.
struct ArrayOperands {
  private let tensor: Tensor
  private let array: Tensor

  /// - Throws: PyTorch's error for a tensor that is no array: one that needs a gradient or has a type that NumPy lacks.
  init(_ tensor: Tensor, _ array: ArrayObject) throws {
    if tensor.requiresGrad, GradMode.isEnabled {
      throw TorchError(
        .runtime, "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    }
    if tensor.dtype == .bfloat16 { throw TorchError(.type, "Got unsupported ScalarType BFloat16") }
    self.tensor = tensor
    self.array = try array.sharedTensor()
  }

  func binary(_ operation: BinaryOperator) throws -> Tensor {
    var type = Self.promoted(tensor.dtype, array.dtype)
    // Ratios of integers are as wide as the larger of them needs.
    if operation == .divide, type.isIntegral {
      type = type.itemSize == 1 ? .float16 : type.itemSize == 2 ? .float32 : .float64
    }
    try check(operation, type)
    return try PythonOperators.binary(operation, tensor.cast(to: type), array.cast(to: type))
  }

  /// What NumPy refuses, in its words: bits of numbers that have none, and shapes that do not go together.
  private func check(_ operation: BinaryOperator, _ type: DType) throws {
    let bits: [BinaryOperator: String] = [
      .bitAnd: "bitwise_and", .bitOr: "bitwise_or", .bitXor: "bitwise_xor", .leftShift: "left_shift",
      .rightShift: "right_shift",
    ]
    if !type.isIntegral, let name = bits[operation] {
      throw TorchError(
        .type,
        "ufunc '\(name)' not supported for the input types, and the inputs could not be safely coerced to any supported"
          + " types according to the casting rule ''safe''")
    }
    guard operation != .matrixMultiply,
      (try? NDArray.broadcast(tensor.array.shape, array.array.shape)) == nil
    else { return }
    let shapes = [tensor, array].map { operand in
      let sizes = operand.array.shape.array
      return "(" + sizes.map(String.init).joined(separator: ",") + (sizes.count == 1 ? ",)" : ")")
    }
    throw TorchError(.value, "operands could not be broadcast together with shapes \(shapes[0]) \(shapes[1]) ")
  }

  /// The type that holds the numbers of both: a float as wide as the integers need.
  static func promoted(_ a: DType, _ b: DType) -> DType {
    let (whole, real) = a.isIntegral ? (a, b) : (b, a)
    guard whole.isIntegral, !real.isIntegral, whole != .bool else {
      if a.isComplex != b.isComplex, a == .float64 || b == .float64 { return .complex128 }
      return DType.promote(a, b)
    }
    let needed: DType = whole.itemSize == 1 ? .float16 : whole.itemSize == 2 ? .float32 : .float64
    if real.isComplex { return needed == .float64 ? .complex128 : real }
    return needed.itemSize > real.itemSize ? needed : real
  }
}
