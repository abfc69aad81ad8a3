import Autograd
import PythonRuntime
import TensorCore

/// The modules of PyTorch: those made here and those written in Python.
package enum TorchModules {
  /// Makes the modules of PyTorch known to a session.
  package static func install(in interpreter: Interpreter) {
    for (name, make) in native {
      interpreter.nativeModules[name] = { _ in make() }
    }
    interpreter.quickCalls.merge(QuickCalls.all) { _, ours in ours }
  }

  /// Whether PyTorch's module of this name is there to import.
  static func exists(_ name: String) -> Bool {
    native[name] != nil || EmbeddedLibrary.source(of: name) != nil
  }

  /// Whether modules can be imported from inside this one.
  static func isPackage(_ name: String) -> Bool {
    ["torch", "torch._C", "torch.autograd", "torch.backends", "torch.cuda", "torch.utils"].contains(name)
  }

  /// The native modules by their full names.
  private static let native: [String: @Sendable () -> ModuleObject] = [
    "torch": { TorchNamespace("torch", names: { Torch.names }, make: Torch.attribute) },
    "torch._C": {
      TorchNamespace("torch._C", names: { Torch.internals().keys.sorted() }) { member, interpreter in
        guard member.hasPrefix("DisableTorchFunction") else { return Torch.internals()[member] }
        return try interpreter.attributeOrNil(
          try TorchImports.module("torch.overrides", interpreter), StringObject(member))
      }
    },
    "torch._C._nn": {
      operators("torch._C._nn", .functional, prefix: "", more: ["_parse_to": .object(ConversionMethods.parseTo)])
    },
    "torch.linalg": {
      operators(
        "torch.linalg", .linalg, prefix: "linalg_", more: ["LinAlgError": .object(TypeObject.linearAlgebraError)])
    },
    "torch.special": { operators("torch.special", .special, prefix: "special_") },
    "torch.fft": { operators("torch.fft", .fft, prefix: "fft_") },
    "torch.autograd": { table("torch.autograd", AutogradModule.members) },
    "torch.autograd.function": { table("torch.autograd.function", AutogradModule.functionMembers) },
    "torch.autograd.grad_mode": { table("torch.autograd.grad_mode", AutogradModule.gradModeMembers) },
    "torch.autograd.anomaly_mode": { table("torch.autograd.anomaly_mode", AutogradModule.anomalyMembers) },
    "torch.autograd.variable": { table("torch.autograd.variable", AutogradModule.variableMembers) },
    "torch.cuda": { table("torch.cuda", DeviceModules.cuda) },
    "torch.mps": { table("torch.mps", DeviceModules.mps) },
    "torch.backends": { table("torch.backends", { [:] }) },
    "torch.backends.cudnn": { table("torch.backends.cudnn", DeviceModules.cudnn) },
    "torch.backends.mps": { table("torch.backends.mps", DeviceModules.mpsBackend) },
    "torch.backends.mkl": { table("torch.backends.mkl", DeviceModules.library) },
    "torch.backends.mkldnn": { table("torch.backends.mkldnn", DeviceModules.library) },
    "torch.backends.openmp": { table("torch.backends.openmp", DeviceModules.library) },
    "torch.version": { table("torch.version", DeviceModules.version) },
    "torch.return_types": {
      TorchNamespace("torch.return_types", names: { ReturnTypes.names }, make: { name, _ in ReturnTypes.known(name) })
    },
    "torch.storage": {
      table(
        "torch.storage",
        {
          ["TypedStorage": .object(TypeObject.typedStorage), "UntypedStorage": .object(TypeObject.untypedStorage)]
        })
    },
    "torch._tensor_str": { table("torch._tensor_str", PrintSettings.members) },
    "torch.utils.hooks": { table("torch.utils.hooks", { ["RemovableHandle": .object(TypeObject.hookHandle)] }) },
  ]

  /// A module with a few members.
  private static func table(_ name: String, _ members: @escaping @Sendable () -> [String: Value]) -> ModuleObject {
    TorchNamespace(name, names: { members().keys.sorted() }, make: { member, _ in members()[member] })
  }

  /// A module of operators: `torch.linalg.inv` is the operator `linalg_inv`.
  private static func operators(
    _ name: String, _ module: Operator.Module, prefix: String,
    more: @escaping @Sendable @autoclosure () -> [String: Value] = [:]
  ) -> ModuleObject {
    TorchNamespace(
      name,
      names: {
        OperatorRegistry.groups.filter { $0.overloads.contains { $0.module == module } }
          .map { String($0.name.dropFirst(prefix.count)) }.sorted() + Array(more().keys)
      },
      make: { member, _ in
        if let value = more()[member] { return value }
        return Torch.function(prefix + member, module: module).map { .object($0) }
      })
  }
}

extension TorchModules {
  /// Whether an attribute of `torch` is a dtype or a function that computes a result from its arguments, or draws it,
  /// and changes no setting.
  package static func onlyComputes(_ name: String) -> Bool {
    Factories.named[name] != nil || DTypeObject.named(name) != nil
      || OperatorRegistry.overloads(name).contains { $0.module == .torch && $0.forms.contains(.function) }
  }
}

/// The attributes of `torch` itself.
enum Torch {
  /// Functions and classes that modules in Python offer, and `torch` again.
  private static let inPython = [
    "vmap": "torch.func", "autocast": "torch.amp", "GradScaler": "torch.amp", "svd_lowrank": "torch._lowrank",
    "pca_lowrank": "torch._lowrank", "ops": "torch._ops", "frombuffer": "torch._memory",
    "from_dlpack": "torch._memory", "matrix_rank": "torch._removed", "solve": "torch._removed",
    "lstsq": "torch._removed", "symeig": "torch._removed", "eig": "torch._removed", "spmm": "torch.sparse",
  ]

  /// Makes an attribute.
  static let attribute: TorchNamespace.Maker = { name, interpreter in
    if let dtype = DTypeObject.named(name) { return DTypeObject.of(dtype) }
    if let value = constant(name) { return value }
    if name == "default_generator" { return GeneratorObject.of(try torchSession().generator) }
    if let factory = Factories.named[name] { return .object(factory.native) }
    if let module = inPython[name] {
      return try interpreter.getAttribute(try TorchImports.module(module, interpreter), name)
    }
    if SparseObject.factories.contains(name) { return AutogradModule.fromPython("torch._sparse", name) }
    if let function = Settings.function(name) { return .object(function) }
    // A module is no function, and looking for one makes all operators there are.
    if TorchModules.exists("torch.\(name)") { return nil }
    if let function = function(name, module: .torch) { return .object(function) }
    if let dtype = DType.named(legacyClass: name) { return .object(LegacyTypeObject(dtype)) }
    return nil
  }

  /// The Python function of an operator; nil where the module has none of that name.
  static func function(_ name: String, module: Operator.Module) -> NativeFunction? {
    let overloads = OperatorRegistry.overloads(name).filter {
      $0.module == module && $0.forms.contains(.function)
    }
    var function: OperatorFunction?
    if !overloads.isEmpty {
      function = OperatorFunction(name, overloads, form: .function)
    } else if name.hasSuffix("_"), module != .torch || PublicFunctions.isPublished("torch.\(name)") {
      let inPlace = OperatorRegistry.overloads(String(name.dropLast())).filter {
        $0.module == module && $0.forms.contains(.inPlace)
      }
      if !inPlace.isEmpty { function = OperatorFunction(name, inPlace, form: .inPlaceFunction) }
    }
    guard let function else { return nil }
    return NativeFunction(
      name, module: module == .torch ? "torch" : "torch._C._nn",
      qualifier: module == .torch ? NativeFunction.classOfOperators : nil
    ) { interpreter, arguments in
      try function.call(interpreter, arguments)
    }
  }

  /// Types and numbers.
  private static func constant(_ name: String) -> Value? {
    switch name {
    case "Tensor": .object(TypeObject.tensor)
    case "Size": .object(TypeObject.size)
    case "device": .object(TypeObject.device)
    case "dtype": .object(TypeObject.dtype)
    case "layout": .object(TypeObject.layout)
    case "memory_format": .object(TypeObject.memoryFormat)
    case "finfo": .object(TypeObject.finfo)
    case "iinfo": .object(TypeObject.iinfo)
    case "Generator": .object(TypeObject.generator)
    case "Parameter": .object(TypeObject.parameter)
    case "TypedStorage": .object(TypeObject.typedStorage)
    case "UntypedStorage": .object(TypeObject.untypedStorage)
    case "no_grad": .object(TypeObject.noGrad)
    case "enable_grad": .object(TypeObject.enableGrad)
    case "set_grad_enabled": .object(TypeObject.setGradEnabled)
    case "inference_mode": .object(TypeObject.inferenceMode)
    case "OutOfMemoryError": .object(TypeObject.outOfMemoryError)
    case "strided": .object(LayoutObject.strided)
    case "sparse_coo": .object(LayoutObject.sparseCOO)
    case "sparse_csr": .object(LayoutObject.sparseCSR)
    case "sparse_csc", "sparse_bsr", "sparse_bsc":
      LayoutObject.compressed.first { $0.0 == name }.map { .object($0.1) }
    case "pi": .float(Double.pi)
    case "e": .float(2.718281828459045)
    case "inf": .float(Double.infinity)
    case "nan": .float(Double.nan)
    case "newaxis": Value.none
    case "__version__": .string(DeviceModules.versionText)
    default: MemoryFormatObject.named(name).map { .object($0) }
    }
  }

  /// `torch._C`
  static let internals: @Sendable () -> [String: Value] = {
    let own: [String: Value] = [
      "Generator": .object(TypeObject.generator), "TensorBase": .object(TypeObject.tensor),
      "_LinAlgError": .object(TypeObject.linearAlgebraError), "Parameter": .object(TypeObject.parameter),
      "Buffer": .object(TypeObject.buffer), "UninitializedParameter": .object(TypeObject.uninitializedParameter),
      "UninitializedBuffer": .object(TypeObject.uninitializedBuffer),
      "Node": .object(TypeObject.node),
      "_SparseBase": .object(TypeObject.sparseBase),
      "_text_of_parts": .object(SparseObject.textOfParts),
      "_push_saved_tensors_hooks": .object(SavedTensorsHooksFunctions.push),
      "_pop_saved_tensors_hooks": .object(SavedTensorsHooksFunctions.pop),
      "_refuse_saved_tensors_hooks": .object(SavedTensorsHooksFunctions.refuse),
      "_note": .object(
        NativeFunction("_note", .one, module: "torch._C") { _, arguments in
          try torchSession().note(arguments[0].text ?? "")
          return .none
        }),
      "_warn_once": .object(
        NativeFunction("_warn_once", .positional(2...2), module: "torch._C") { _, arguments in
          try torchSession().warnOnce("UserWarning", arguments[1].text ?? "", kind: arguments[0].text)
          return .none
        }),
      "_grad_node": .object(NodeObject.nodeOfTensor),
      "_current_graph_task_id": .object(NodeObject.runningPass),
      "_is_checkpoint_valid": .object(NodeObject.isForAllLeaves),
      "_will_engine_execute_node": .object(NodeObject.isReached),
      "_one_node": .object(NodeObject.oneNode),
      "_one_linear_node": .object(NodeObject.oneLinearNode),
      // For the modules written in Python: a submodule by its full name, and the error for a missing name.
      "_import": .object(
        NativeFunction("_import", .one, module: "torch._C") { interpreter, arguments in
          try TorchImports.module(arguments[0].text ?? "", interpreter)
        }),
      "_missing": .object(
        NativeFunction("_missing", .positional(3...3), module: "torch._C") { interpreter, arguments in
          let module = arguments[0].text ?? ""
          let name = StringObject(arguments[1].text ?? "")
          let known = try interpreter.array(of: arguments[2]).compactMap(\.text)
          let error = TorchNames.missing(
            name, of: .none, "module '\(module)' has no attribute '\(name.value)'", prefix: module + ".", known: known)
          return .object(error.exception)
        }),
    ]
    return [
      OptimizerSteps.members, ModuleMethods.members, OverrideFunctions.members,
      BatchedObject.members, AutocastFunctions.internals,
      BackendFunctions.internals, LibraryChecks.members, SharedMemory.members,
    ].reduce(own) { known, more in
      known.merging(more) { first, _ in first }
    }
  }

  /// All names, for `dir(torch)` and suggestions.
  static var names: [String] {
    let constants =
      [
        "Tensor", "Size", "device", "dtype", "layout", "memory_format", "finfo", "iinfo", "Generator", "no_grad",
        "enable_grad", "set_grad_enabled", "inference_mode", "strided", "contiguous_format", "preserve_format",
        "channels_last", "channels_last_3d", "default_generator", "pi", "e", "inf", "nan", "newaxis",
      ] + SparseObject.factories + inPython.keys
    let dtypes = DType.allCases.map(\.name) + ["float", "double", "half", "long", "int", "short", "cfloat", "cdouble"]
    let operators = OperatorRegistry.groups.filter { group in
      group.overloads.contains { $0.module == .torch && $0.forms.contains(.function) }
    }.map(\.name)
    let modules = [
      "nn", "optim", "utils", "autograd", "linalg", "special", "fft", "cuda", "cpu", "amp", "backends", "random",
      "func", "sparse", "distributions",
    ]
    return Array(Set(constants + dtypes + Factories.named.keys + Settings.names + operators + modules)).sorted()
  }
}
