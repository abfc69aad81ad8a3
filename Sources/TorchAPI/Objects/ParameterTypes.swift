import Autograd
import PythonRuntime
import TensorCore

extension TypeObject {
  /// `torch.nn.Buffer`: a tensor that a module counts among its buffers.
  static let buffer: TypeObject = .native(
    "Buffer", module: "torch.nn.parameter", bases: [.tensor], holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(data=None, *, persistent=True)").bind(arguments, function: "Buffer")
      let tensor = try values[0].tensorObject?.tensor.detached() ?? ParameterTypes.empty(nil)
      let object = TensorObject.make(tensor, type: type)
      interpreter.setInstanceAttribute(
        object, StringObject("persistent"), values[1].isUndefined ? .bool(true) : values[1])
      return .object(object)
    },
    members: { [OverrideFunctions.noOverride] })

  /// `torch.nn.UninitializedParameter`: a parameter of a lazy layer, whose shape is not known yet.
  static let uninitializedParameter: TypeObject = .native(
    "UninitializedParameter", module: "torch.nn.parameter", bases: [.parameter], holdsValues: true,
    instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(requires_grad=True, device=None, dtype=None)").bind(
        arguments, function: "UninitializedParameter")
      let tensor = try ParameterTypes.empty(values[2].cast(DTypeObject.self)?.dtype)
      let requiresGrad = values[0].isUndefined ? true : try interpreter.truth(values[0])
      try torchErrors { try tensor.setRequiresGrad(requiresGrad) }
      return .object(TensorObject.make(tensor, type: type))
    },
    members: { ParameterTypes.materialize(becoming: .parameter) })

  /// `torch.nn.UninitializedBuffer`: a buffer of a lazy layer, whose shape is not known yet.
  static let uninitializedBuffer: TypeObject = .native(
    "UninitializedBuffer", module: "torch.nn.parameter", bases: [.tensor], holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(requires_grad=False, device=None, dtype=None, persistent=True)").bind(
        arguments, function: "UninitializedBuffer")
      return .object(
        TensorObject.make(try ParameterTypes.empty(values[2].cast(DTypeObject.self)?.dtype), type: type))
    },
    members: { ParameterTypes.materialize(becoming: .tensor) })
}

/// What parameters without a shape have in common.
enum ParameterTypes {
  /// A tensor without elements.
  static func empty(_ dtype: DType?) throws -> Tensor {
    try torchErrors { Tensor(try NDArray(zeros: [0], try dtype ?? TensorSession.current.defaultDType)) }
  }

  /// `materialize(shape)`: gives the parameter its shape; from then on it is an ordinary one.
  static func materialize(becoming type: TypeObject) -> [NativeMember] {
    [
      .method("materialize", .signature("(shape, device=None, dtype=None)")) { interpreter, arguments in
        guard let object = arguments[0].tensorObject else { return .none }
        let sizes =
          try arguments[1].sequenceElements?.map { try $0.machineInteger(interpreter) }
          ?? [arguments[1].machineInteger(interpreter)]
        let dtype = arguments[3].cast(DTypeObject.self)?.dtype ?? object.tensor.dtype
        try torchErrors { object.tensor.setData(try NDArray(zeros: Dims(sizes), dtype)) }
        object.type = type
        return .none
      },
      .property("shape") { _, _ in
        throw PythonException(
          .runtimeError,
          "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in "
            + "`load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward` to "
            + "initialize the parameters before accessing their attributes.")
      },
    ]
  }
}
