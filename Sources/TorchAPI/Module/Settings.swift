import Autograd
import PythonRuntime
import TensorCore

/// Functions of `torch` that read or change the session, or look at a value.
enum Settings {
  /// The function of a name.
  static func function(_ name: String) -> NativeFunction? {
    guard let entry = table[name] else { return nil }
    // What only looks at a value, or sets something, is not for others to do.
    let isOverridable = CompositeFunctions.all[name] != nil || tensorQueries.contains(name)
    @Sendable func overridden(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value? {
      guard isOverridable, TorchOverrides.isActive else { return nil }
      return try TorchOverrides.result(of: .function(module: "torch", name), interpreter, arguments)
    }
    guard case .signature(let signature) = entry.arity else {
      if let parameters = PythonParameters.of(name, .function) {
        return NativeFunction(name, module: "torch") { interpreter, arguments in
          if let result = try overridden(interpreter, arguments) { return result }
          return try parameters.bind(arguments) { try entry.body(interpreter, $0) }
        }
      }
      return NativeFunction(
        name, entry.arity, module: "torch", qualifier: name == "from_numpy" ? NativeFunction.classOfOperators : nil
      ) { interpreter, arguments in
        try overridden(interpreter, arguments) ?? entry.body(interpreter, arguments)
      }
    }
    // PyTorch has these functions in Python: a missing argument is named as Python does it.
    return NativeFunction(name, module: "torch") { interpreter, arguments in
      if let result = try overridden(interpreter, arguments) { return result }
      if signature.isBound(arguments) { return try entry.body(interpreter, arguments) }
      try checkRequired(name, signature, arguments)
      let bound = try signature.bind(arguments, function: name)
      return try Arguments.with(bound) { try entry.body(interpreter, $0) }
    }
  }

  /// The functions that read something of a tensor.
  private static let tensorQueries: Set = [
    "numel", "is_floating_point", "is_complex", "is_conj", "is_neg", "is_inference", "is_signed", "get_device",
    "is_nonzero",
  ]

  private static func checkRequired(
    _ name: String, _ signature: PythonRuntime.Signature, _ arguments: Arguments
  ) throws {
    let missing = signature.parameters.enumerated().filter { index, parameter in
      parameter.kind == .positionalOrKeyword && !parameter.isOptional && index >= arguments.count
        && arguments.keyword(named: parameter.name) == nil
    }.map { "'\($0.element.name)'" }
    guard let last = missing.last else { return }
    let names =
      missing.count < 3
      ? missing.joined(separator: " and ") : missing.dropLast().joined(separator: ", ") + ", and \(last)"
    throw PythonException(
      .typeError,
      "\(name)() missing \(missing.count) required positional argument\(missing.count == 1 ? "" : "s"): \(names)")
  }

  /// All names.
  static var names: [String] { Array(table.keys) }

  typealias Entry = (arity: NativeFunction.Arity, body: NativeFunction.Body)

  private static let table: [String: Entry] = {
    var table = questions
    table.merge(RandomModule.functions) { $1 }
    table.merge(PrintSettings.functions) { $1 }
    table.merge(types) { $1 }
    table.merge(files) { $1 }
    table.merge(machine) { $1 }
    table.merge(BackendFunctions.functions) { $1 }
    table.merge(CompositeFunctions.all) { $1 }
    table.merge(AutocastFunctions.functions) { $1 }
    return table
  }()

  // MARK: Questions

  private static let questions: [String: Entry] = [
    "is_tensor": (
      .any,
      { _, arguments in .bool(arguments[0].tensorObject != nil || arguments[0].isSparse || arguments[0].isBatched) }
    ),
    "is_storage": (.any, { _, arguments in .bool(arguments[0].object is StorageObject) }),
    "is_grad_enabled": (.none, { _, _ in .bool(GradMode.isEnabled) }),
    "is_inference_mode_enabled": (.none, { _, _ in .bool(GradMode.isInferenceEnabled) }),
    "is_anomaly_enabled": (.none, { _, _ in .bool(try torchSession().isAnomalyEnabled) }),
    "is_anomaly_check_nan_enabled": (.none, { _, _ in .bool(try torchSession().checksNaN) }),
    "numel": ofTensor("numel") { .int($0.array.count) },
    "is_floating_point": ofTensor("is_floating_point") { .bool($0.dtype.isFloatingPoint) },
    "is_complex": ofTensor("is_complex") { .bool($0.dtype.isComplex) },
    "is_conj": ofTensor("is_conj") { .bool($0.array.isConjugateView) },
    "is_neg": ofTensor("is_neg") { .bool($0.array.isNegativeView) },
    "is_inference": ofTensor("is_inference") { .bool($0.isInference) },
    "is_signed": ofTensor("is_signed") { .bool($0.dtype.isSigned) },
    "get_device": ofTensor("get_device") { _ in .int(-1) },
    "is_nonzero": bound("is_nonzero", ["Tensor input"]) { interpreter, bound in
      .bool(try interpreter.truth(bound.value(0)))
    },
    "typename": (
      .any,
      { interpreter, arguments in
        if let object = arguments[0].tensorObject {
          return .string(
            object.type === TypeObject.tensor || object.type === TypeObject.parameter
              ? object.tensor.array.tensorTypeName : "\(object.type.module).\(object.type.name)")
        }
        // What has a name of its own is called by it, anything else by its type.
        let (value, type) = (arguments[0], arguments[0].type)
        var name = try interpreter.getAttribute(value, "__qualname__", default: .undefined).text
        if name == nil { name = try interpreter.getAttribute(value, "__name__", default: .undefined).text }
        var module = type.module
        if name != nil {
          module = try interpreter.getAttribute(value, "__module__", default: .undefined).text ?? "builtins"
        }
        let isInner = module == "builtins" || name?.hasPrefix(module + ".") == true
        return .string((isInner ? "" : module + ".") + (name ?? type.qualifiedName))
      }
    ),
  ]

  private static func ofTensor(_ name: String, _ read: @escaping @Sendable (Tensor) -> Value) -> Entry {
    bound(name, ["Tensor input"], quick: { $0.tensorAlone.map(read) }) { _, bound in read(try bound.tensor(0)) }
  }

  /// A function of two element types.
  private static func ofTypes(
    _ name: String, _ parameters: String, _ read: @escaping @Sendable (DType, DType) -> Value
  ) -> Entry {
    bound(
      name, [parameters],
      quick: { arguments in
        guard arguments.keywords == nil, arguments.count == 2, let a = arguments[0].cast(DTypeObject.self),
          let b = arguments[1].cast(DTypeObject.self)
        else { return nil }
        return read(a.dtype, b.dtype)
      }
    ) { _, bound in read(try bound.dtype(0), try bound.dtype(1)) }
  }

  /// A function whose arguments are bound by PyTorch's schemas with these parameters, one for each way to call it.
  ///
  /// - Parameter quick: Gives the result for arguments that need no binding; nil for all others.
  static func bound(
    _ name: String, _ parameters: [String], quick: @escaping @Sendable (Arguments) -> Value? = { _ in nil },
    _ body: @escaping @Sendable (Interpreter, BoundArguments) throws -> Value
  ) -> Entry {
    let binder = LazyBinder(name, parameters.map { "\(name)(\($0))" })
    return (
      .any,
      { interpreter, arguments in
        try quick(arguments) ?? body(interpreter, binder.binder.bind(arguments, interpreter))
      }
    )
  }

  // MARK: Element types

  private static let types: [String: Entry] = [
    "get_default_dtype": (.none, { _, _ in DTypeObject.of(try torchSession().defaultDType) }),
    "set_default_dtype": (
      .signature("(d)"),
      { _, arguments in
        guard let dtype = arguments[0].cast(DTypeObject.self)?.dtype else {
          throw PythonException(
            .typeError, "invalid dtype object: only floating-point types are supported as the default type")
        }
        guard dtype.isFloatingPoint else {
          throw PythonException(.typeError, "only floating-point types are supported as the default type")
        }
        try torchSession().defaultDType = dtype
        return .none
      }
    ),
    "set_default_tensor_type": (
      .signature("(t)"),
      { _, arguments in
        guard let dtype = try LegacyConstructor.dtype(of: arguments[0]), dtype.isFloatingPoint else {
          throw PythonException(.typeError, "only floating-point types are supported as the default type")
        }
        try TorchWarnings.warnOnce(
          "torch.set_default_tensor_type() is deprecated as of PyTorch 2.1, please use torch.set_default_dtype() and"
            + " torch.set_default_device() as alternatives. (Triggered internally at"
            + " /__w/pytorch/pytorch/torch/csrc/tensor/python_tensor.cpp:434.)")
        try torchSession().defaultDType = dtype
        return .none
      }
    ),
    "promote_types": ofTypes("promote_types", "ScalarType type1, ScalarType type2") {
      DTypeObject.of(DType.promote($0, $1))
    },
    "can_cast": ofTypes("can_cast", "ScalarType from_, ScalarType to") { from, to in
      .bool(
        !(from.isComplex && !to.isComplex) && !(from.isFloatingPoint && to.isIntegral)
          && !(from != .bool && to == .bool))
    },
    "result_type": bound(
      "result_type",
      [
        "Tensor tensor, Tensor other", "Scalar scalar, Tensor tensor", "Tensor tensor, Scalar other",
        "Scalar scalar1, Scalar scalar2",
      ]
    ) { interpreter, bound in
      var promotion = TypePromotion()
      let defaultType = try torchSession().defaultDType
      for value in bound.values {
        if let object = value.tensorObject {
          promotion.add(object.tensor.dtype, rank: object.tensor.array.rank)
        } else {
          promotion.add(try value.scalar(interpreter).dtype(default: defaultType), rank: 0, isNumber: true)
        }
      }
      return DTypeObject.of(promotion.result(default: defaultType))
    },
    "broadcast_shapes": (
      .any,
      { interpreter, arguments in
        try torchErrors {
          let shapes = try arguments.positional.map { value in
            try value.sequenceElements.map { try $0.map { try $0.machineInteger(interpreter) } }
              ?? [try value.machineInteger(interpreter)]
          }
          if shapes.contains(where: { $0.contains { $0 < 0 } }) {
            throw TorchError(.value, "Attempting to broadcast a dimension with negative length!")
          }
          var shape = [Int](repeating: 1, count: shapes.map(\.count).max() ?? 0)
          for (position, sizes) in shapes.enumerated() {
            for (offset, size) in sizes.reversed().enumerated() where size != 1 {
              let dimension = shape.count - 1 - offset
              guard shape[dimension] == 1 || shape[dimension] == size else {
                let argument = arguments.positional[position]
                let given = argument.sequenceElements == nil ? "(\(size),)" : try interpreter.repr(argument)
                throw TorchError(
                  .runtime,
                  "Attempting to broadcast a dimension of length \(size) at -\(offset + 1)! Mismatching argument at "
                    + "index \(position) had \(given); but expected shape should be broadcastable to \(shape)")
              }
              shape[dimension] = size
            }
          }
          return .size(Dims(shape))
        }
      }
    ),
  ]

  // MARK: The machine

  private static let machine: [String: Entry] = [
    "get_default_device": (.none, { _, _ in .object(DeviceObject(OverrideState.current?.defaultDevice ?? "cpu")) }),
    "set_default_device": (
      .signature("(device)"),
      { _, arguments in
        let device =
          try arguments[0].cast(DeviceObject.self) ?? arguments[0].text.map { try DeviceObject(text: $0) } ?? .cpu
        if device.kind != "meta" { try device.checkUsable() }
        OverrideState.current?.setDefaultDevice(device.kind)
        return .none
      }
    ),
    "compile": (
      .signature(
        "(model=None, *, fullgraph=False, dynamic=None, backend='inductor', mode=None, options=None, disable=False)"),
      { _, arguments in
        try torchSession().note(
          "torch.compile compiles nothing here: the function runs as it is, with the same results")
        if !arguments[0].isUndefined && !arguments[0].isNone { return arguments[0] }
        return .object(NativeFunction("compile", .one, module: "torch") { _, inner in inner[0] })
      }
    ),
    "from_numpy": (
      .one,
      { _, arguments in
        guard let tensor = try arguments[0].sharedTensor() else {
          throw PythonException(.typeError, "expected np.ndarray (got \(arguments[0].type.tpName))")
        }
        return TensorObject.of(tensor)
      }
    ),
  ]

  // MARK: Files

  private static let files: [String: Entry] = [
    "save": (
      .signature("(obj, f, pickle_module=None, pickle_protocol=2)"),
      { interpreter, arguments in
        try Serialization.save(arguments[0], to: arguments[1], interpreter)
        return .none
      }
    ),
    "load": (
      .signature("(f, map_location=None, pickle_module=None, *, weights_only=None, mmap=None)"),
      { interpreter, arguments in
        let isLimited = try arguments[3].isUndefined || arguments[3].isNone || interpreter.truth(arguments[3])
        return try Serialization.load(from: arguments[0], isTrusted: !isLimited, interpreter)
      }
    ),
  ]
}

extension Factories {
  /// The factories by name.
  static let named: [String: TorchFunction] = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
