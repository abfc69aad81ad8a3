import Autograd
import PythonRuntime
import TensorCore

/// What tensors have to do with gradients: `grad`, `requires_grad`, `backward`, hooks, `detach`, `data`.
enum GradientMethods {
  static var all: [NativeMember] {
    typealias M = TensorMethods
    return [
      M.property(
        "grad",
        set: { object, value, interpreter in
          if value.isNone || value.isUndefined { return try object.tensor.assignGrad(nil) }
          guard let grad = try SparseGradients.gradient(value, interpreter) else {
            throw TorchError(
              .type, "assigned grad expected to be a Tensor or None but got grad of type \(value.type.tpName)")
          }
          try object.tensor.assignGrad(grad)
        }
      ) { object, interpreter in
        let tensor = object.tensor
        if let grad = tensor.grad { return try SparseGradients.value(of: grad) }
        if tensor.requiresGrad && !tensor.isLeaf && !tensor.retainsGrad {
          try TorchWarnings.warn(
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
              + "populated during autograd.backward(). If you indeed want the .grad field to be populated for a "
              + "non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by "
              + "mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for "
              + "more information. (Triggered internally at "
              + "/__w/pytorch/pytorch/build/aten/src/ATen/core/TensorBody.h:493.)", interpreter)
        }
        return .none
      },
      M.property("grad_fn") { object, _ in
        try object.tensor.checkHistory()
        return object.tensor.gradientFunction().map { NodeObject.of($0) } ?? .none
      },
      M.property("grad_dtype") { object, _ in DTypeObject.of(object.tensor.dtype) },
      M.property("is_leaf") { object, _ in
        try object.tensor.checkHistory()
        return .bool(object.tensor.isLeaf)
      },
      M.property("retains_grad") { object, _ in .bool(object.tensor.retainsGrad) },
      M.property("output_nr") { object, _ in .int(Int(object.tensor.outputIndex)) },
      M.property("_version") { object, _ in .int(try object.tensor.checkedVersion()) },
      M.plain("_is_view") { object, _ in .bool(object.tensor.base != nil) },
      M.property("_base") { object, _ in object.tensor.base.map { TensorObject.of($0) } ?? .none },
      M.property(
        "requires_grad",
        set: { object, value, _ in
          guard case .bool(let wanted) = value else {
            throw TorchError(.runtime, "requires_grad must be a bool")
          }
          try object.tensor.setRequiresGrad(wanted)
        }
      ) { object, _ in .bool(object.tensor.requiresGrad) },
      M.property(
        "data",
        set: { object, value, _ in
          guard let other = value.tensorObject else {
            throw TorchError(.type, "Variable data has to be a tensor, but got \(value.type.tpName)")
          }
          object.tensor.setData(other.tensor.array)
        }
      ) { object, _ in TensorObject.of(object.tensor.data()) },
      M.plain("detach") { object, _ in TensorObject.of(object.tensor.detached()) },
      M.plain("detach_") { object, _ in
        try object.tensor.detachInPlace()
        return object.asValue
      },
      M.method("requires_grad_", ["requires_grad_(bool requires_grad=True)"]) { object, bound in
        try FunctionTransforms.refuseInside(
          "You are attempting to call Tensor.requires_grad_() (or perhaps using torch.autograd.functional.* APIs) inside of"
            + " a function being transformed by a functorch transform. This is unsupported, please attempt to use the"
            + " functorch transforms (e.g. grad, vjp, jacrev, jacfwd, hessian) or call requires_grad_() outside of a"
            + " function being transformed instead.")
        try object.tensor.setRequiresGrad(bound.bool(0), inPlaceMethod: true)
        return object.asValue
      },
      M.property("volatile") { _, _ in
        try torchSession().warn("UserWarning", "volatile was removed (Variable.volatile is always False)")
        return .bool(false)
      },
      M.plain("retain_grad") { object, _ in
        try object.tensor.retainGrad()
        return .none
      },
      TensorMethods.open(
        "backward",
        .signature("(gradient=None, retain_graph=None, create_graph=False, inputs=None)")
      ) { interpreter, arguments in
        let object = try M.receiver(arguments)
        try FunctionTransforms.refuseInside(
          "backward() called inside a functorch transform. This is not supported, please use functorch.grad or"
            + " functorch.vjp instead or call backward() outside of functorch transforms.")
        try BackwardFunctions.backward(
          [object.tensor], gradients: try BackwardFunctions.gradient(arguments[1], interpreter),
          retainGraph: arguments[2], createGraph: arguments[3], inputs: arguments[4], interpreter)
        return .none
      },
      TensorMethods.open("register_hook", .one) { interpreter, arguments in
        let object = try M.receiver(arguments)
        let hook = arguments[1]
        return try torchErrors {
          .object(
            HookHandleObject(
              try object.tensor.registerHook { gradient in
                let result = try interpreter.call(hook, SparseGradients.value(of: gradient))
                if result.isNone { return nil }
                guard let replacement = try SparseGradients.gradient(result, interpreter) else {
                  throw PythonException(
                    .typeError, "expected Variable, but hook returned '\(result.type.tpName)'")
                }
                guard replacement.array.shape == gradient.array.shape else {
                  let name = try interpreter.getAttribute(hook, "__name__", default: .string("<unknown>")).text ?? ""
                  throw PythonException(.runtimeError, "hook '\(name)' has changed the size of value")
                }
                return replacement
              }))
        }
      },
      TensorMethods.open("register_post_accumulate_grad_hook", .one) { interpreter, arguments in
        let object = try M.receiver(arguments)
        let hook = arguments[1]
        return try torchErrors {
          .object(
            HookHandleObject(
              try object.tensor.registerPostAccumulateHook { tensor in
                _ = try interpreter.call(hook, TensorObject.of(tensor))
              }))
        }
      },
      TensorMethods.open("__deepcopy__", .positional(0...1)) { interpreter, arguments in
        let object = try M.receiver(arguments)
        return try CopySupport.deepCopy(object, memo: arguments[1], interpreter)
      },
      .method("__copy__", .none) { interpreter, arguments in
        try CopySupport.shallowCopy(try M.receiver(arguments))
      },
      TorchReduction.by("_reduced_tensor"),
    ]
  }
}

/// `copy.copy` and `copy.deepcopy` of tensors.
enum CopySupport {
  static func deepCopy(_ object: TensorObject, memo: Value, _ interpreter: Interpreter) throws -> Value {
    let memoTable = memo.cast(DictObject.self)
    let key = Value.int(object.address)
    if let known = try memoTable?.table.value(of: key, interpreter) { return known }
    guard object.tensor.isLeaf else {
      throw PythonException(
        .runtimeError,
        "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
          + "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
          + "see https://github.com/pytorch/pytorch/pull/103001")
    }
    if object.type.isUserDefined, !object.type.isSubtype(of: .parameter) {
      guard try interpreter.callMethod(object.asValue, "new_empty", [.list([])]).type === object.type else {
        throw PythonException(
          .runtimeError,
          "The default implementation of __deepcopy__() for non-wrapper subclasses only works for subclass types that"
            + " implement new_empty() and for which that function returns another instance of the same subclass. You"
            + " should either properly implement new_empty() for your subclass or override __deepcopy__() if it is"
            + " intended behavior for new_empty() to return an instance of a different type.")
      }
    }
    let copy = Tensor(try copied(object.tensor.array, memoTable, interpreter))
    try torchErrors { try copy.setRequiresGrad(object.tensor.requiresGrad) }
    copy.grad = try object.tensor.grad.map { grad in
      guard grad.rows != nil else { return Tensor(try copied(grad.array, memoTable, interpreter)) }
      let other = try interpreter.callMethod(SparseGradients.value(of: grad), "clone", [])
      return try SparseGradients.gradient(other, interpreter) ?? grad
    }
    let result = Value.object(TensorObject.make(copy, type: object.type))
    try memoTable?.set(key, result, interpreter)
    return result
  }

  /// The same look at a copy of the whole memory. What looked at one memory before looks at one memory afterwards: the
  /// memo keeps the copy under the address of the original.
  private static func copied(
    _ array: NDArray, _ memo: DictObject?, _ interpreter: Interpreter
  ) throws -> NDArray {
    // Views of conjugates are kept up to date by their links, which a copy would lack.
    if array.storage.isLinked { return try torchErrors { try array.clone() } }
    let key = Value.int(Int(bitPattern: ObjectIdentifier(array.storage)))
    let storage: Storage
    if let known = try memo?.table.value(of: key, interpreter)?.tensorObject {
      storage = known.tensor.array.storage
    } else {
      storage = try torchErrors { try array.storage.copied() }
      let whole = NDArray(storage, dtype: .uint8, shape: [storage.byteCount], strides: [1], offset: 0)
      try memo?.set(key, TensorObject.of(Tensor(whole)), interpreter)
    }
    return NDArray(
      storage, dtype: array.dtype, shape: array.shape, strides: array.strides, offset: array.offset)
  }

  static func shallowCopy(_ object: TensorObject) throws -> Value {
    let copy = object.tensor.detached()
    try torchErrors { try copy.setRequiresGrad(object.tensor.requiresGrad) }
    return .object(TensorObject.make(copy, type: object.type))
  }
}
