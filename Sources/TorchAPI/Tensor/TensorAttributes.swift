import Autograd
import PythonRuntime
import TensorCore

/// `x.shape`, `x.dtype` and the other attributes that describe a tensor.
enum TensorAttributes {
  static var all: [NativeMember] {
    typealias M = TensorMethods
    return [
      M.property("shape") { object, _ in .size(object.tensor.shape) },
      M.property("dtype") { object, _ in DTypeObject.of(object.tensor.dtype) },
      M.property("device") { object, _ in
        .object(MetaTensors.contains(object.tensor) ? DeviceObject.meta : DeviceObject.cpu)
      },
      M.property("layout") { _, _ in .object(LayoutObject.strided) },
      M.property("__array_priority__") { _, _ in .int(1000) },
      M.property("ndim") { object, _ in .int(object.tensor.rank) },
      M.property("itemsize") { object, _ in .int(object.tensor.dtype.itemSize) },
      M.property("nbytes") { object, _ in .int(object.tensor.count &* object.tensor.dtype.itemSize) },
      M.property("name") { _, _ in .none },
      M.property("is_cuda") { _, _ in .bool(false) },
      M.property("is_cpu") { object, _ in .bool(!MetaTensors.contains(object.tensor)) },
      M.property("is_mps") { _, _ in .bool(false) },
      M.property("is_meta") { object, _ in .bool(MetaTensors.contains(object.tensor)) },
      M.property("is_sparse") { _, _ in .bool(false) },
      M.property("is_sparse_csr") { _, _ in .bool(false) },
      M.property("is_quantized") { _, _ in .bool(false) },
      M.property("is_mkldnn") { _, _ in .bool(false) },
      M.property("is_nested") { _, _ in .bool(false) },
      M.property("T") { object, interpreter in TensorObject.of(try reversed(object.tensor, interpreter)) },
      M.property("H") { object, _ in
        guard object.tensor.rank == 2 || object.tensor.rank == 0 else {
          throw TorchError(
            .runtime,
            "tensor.H is only supported on matrices (2-D tensors). Got \(object.tensor.rank)-D tensor."
              + (object.tensor.rank > 2
                ? " For batches of matrices, consider using tensor.mH" : ""))
        }
        return TensorObject.of(try adjoint(object.tensor))
      },
      M.property("mT") { object, _ in
        if object.tensor.rank == 0 { return object.asValue }
        guard object.tensor.rank >= 2 else {
          throw TorchError(
            .runtime,
            "tensor.mT is only supported on matrices or batches of matrices. Got \(object.tensor.rank)-D tensor.")
        }
        return TensorObject.of(try transposedMatrix(object.tensor))
      },
      M.property("mH") { object, _ in
        if object.tensor.rank == 0, !object.tensor.dtype.isComplex { return object.asValue }
        guard object.tensor.rank != 1 else {
          throw TorchError(
            .runtime,
            "tensor.mH is only supported on matrices or batches of matrices. Got \(object.tensor.rank)-D tensor.")
        }
        return TensorObject.of(try adjoint(object.tensor))
      },
      M.property(
        "real", set: { object, value, interpreter in try fill(part: "real", of: object, with: value, interpreter) }
      ) { object, _ in
        object.tensor.dtype.isComplex
          ? try TorchFunctions.call("real", [.tensor(object.tensor)]) : object.asValue
      },
      M.property(
        "imag", set: { object, value, interpreter in try fill(part: "imag", of: object, with: value, interpreter) }
      ) { object, _ in
        guard object.tensor.dtype.isComplex else {
          throw TorchError(.runtime, "imag is not implemented for tensors with non-complex dtypes.")
        }
        return try TorchFunctions.call("imag", [.tensor(object.tensor)])
      },
      M.method(
        "size", ["size(int? dim=None)"],
        quick: { entry(of: $0.tensor.shape, $1) { .size($0) } }
      ) { object, bound in
        guard let dim = try bound.optionalInt(0) else { return .size(object.tensor.shape) }
        let wrapped = try NDArray.wrap(dim, rank: object.tensor.rank, allowsScalar: false)
        return .int(object.tensor.shape[wrapped])
      },
      M.method(
        "stride", ["stride(int? dim=None)"],
        quick: { entry(of: $0.tensor.strides, $1) { .tuple($0.values) } }
      ) { object, bound in
        guard let dim = try bound.optionalInt(0) else {
          return .tuple(object.tensor.strides.values)
        }
        let wrapped = try NDArray.wrap(dim, rank: object.tensor.rank, allowsScalar: false)
        return .int(object.tensor.strides[wrapped])
      },
      M.plain("dim") { object, _ in .int(object.tensor.rank) },
      M.plain("ndimension") { object, _ in .int(object.tensor.rank) },
      M.plain("numel") { object, _ in .int(object.tensor.count) },
      M.plain("nelement") { object, _ in .int(object.tensor.count) },
      M.plain("element_size") { object, _ in .int(object.tensor.dtype.itemSize) },
      M.plain("storage_offset") { object, _ in .int(object.tensor.array.rootOffset) },
      M.plain("data_ptr") { object, _ in
        .int(object.tensor.count == 0 ? 0 : object.tensor.array.address)
      },
      M.plain("get_device") { _, _ in .int(-1) },
      M.plain("is_floating_point") { object, _ in .bool(object.tensor.dtype.isFloatingPoint) },
      M.plain("is_complex") { object, _ in .bool(object.tensor.dtype.isComplex) },
      M.plain("is_signed") { object, _ in .bool(object.tensor.dtype.isSigned) },
      M.plain("is_conj") { object, _ in .bool(object.tensor.array.isConjugateView) },
      M.plain("is_neg") { object, _ in .bool(object.tensor.array.isNegativeView) },
      M.plain("is_inference") { object, _ in .bool(object.tensor.isInference) },
      M.plain("is_pinned") { _, _ in .bool(false) },
      M.plain("is_shared") { object, _ in .bool(object.tensor.array.storage.isShared) },
      M.method(
        "is_contiguous", ["is_contiguous(*, MemoryFormat? memory_format=None)"],
        quick: { object, rest in rest.count == 0 ? .bool(object.tensor.isContiguous) : nil }
      ) { object, bound in
        .bool(object.tensor.array.isContiguous(in: bound.memoryFormat ?? .contiguous))
      },
      M.method("is_set_to", ["is_set_to(Tensor tensor)"]) { object, bound in
        let a = object.tensor.array
        let b = try bound.tensor(0).array
        return .bool(a.storage === b.storage && a.offset == b.offset && a.shape == b.shape && a.strides == b.strides)
      },
      M.plain("__len__") { object, interpreter in .int(try object.length(interpreter) ?? 0) },
      .method("__dir__") { interpreter, arguments in
        let object = try M.receiver(arguments)
        let own = interpreter.instanceAttributes(of: object).map(\.name.value)
        return .list(Set(M.names + own).sorted().map { .string($0) })
      },
    ]
  }

  /// All of a shape or of strides, or the one that an argument names; nil for other arguments.
  private static func entry(of list: Dims, _ arguments: Arguments, _ all: (Dims) -> Value) -> Value? {
    if arguments.count == 0 { return all(list) }
    guard arguments.count == 1, case .int(let dim) = arguments[0], dim >= -list.count, dim < list.count else {
      return nil
    }
    return .int(list[dim < 0 ? dim + list.count : dim])
  }

  /// `x.T`: the dimensions in reverse.
  private static func reversed(_ tensor: Tensor, _ interpreter: Interpreter) throws -> Tensor {
    let rank = tensor.array.rank
    if rank != 2 && rank != 1 {
      try TorchWarnings.warn(
        rank == 0
          ? "Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases. "
            + "(Triggered internally at /__w/pytorch/pytorch/aten/src/ATen/native/TensorShape.cpp:4333.)"
          : "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will "
            + "throw an error in a future release. Consider `x.mT` to transpose batches of matrices or "
            + "`x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor. "
            + "(Triggered internally at /__w/pytorch/pytorch/aten/src/ATen/native/TensorShape.cpp:4314.)", interpreter)
    }
    return try tensor.permute(Array((0..<rank).reversed()))
  }

  private static func transposedMatrix(_ tensor: Tensor) throws -> Tensor {
    if tensor.array.rank == 0 { return tensor }
    return try TorchFunctions.tensor("transpose", [.tensor(tensor), .int(-2), .int(-1)])
  }

  private static func adjoint(_ tensor: Tensor) throws -> Tensor {
    let transposed = try transposedMatrix(tensor)
    return tensor.dtype.isComplex ? try TorchFunctions.tensor("conj", [.tensor(transposed)]) : transposed
  }

  private static func fill(
    part: String, of object: TensorObject, with value: Value, _ interpreter: Interpreter
  ) throws {
    let target = try TorchFunctions.tensor(part, [.tensor(object.tensor)])
    let source = try TensorObject.make(target, type: .tensor).assigned(value, interpreter)
    _ = try Operator.copy.inPlace(OperatorArguments([.tensor(target), .tensor(source)]))
  }
}
