import Autograd
import PythonRuntime
import TensorCore

/// What `torch` has to ask and set how operators cast by themselves; `torch.amp`, in Python, is made of it.
enum AutocastFunctions {
  typealias Entry = Settings.Entry

  /// Members of `torch`.
  static let functions: [String: Entry] = {
    var functions: [String: Entry] = [
      "is_autocast_enabled": Settings.bound("is_autocast_enabled", ["str device_type", ""]) { _, arguments in
        let device = arguments.values.isEmpty ? "cuda" : try device(arguments)
        return .bool(try torchSession().autocast[device].isEnabled)
      },
      "set_autocast_enabled": Settings.bound("set_autocast_enabled", ["str device_type, bool enabled", "bool enabled"])
      {
        _, arguments in
        let isForCUDA = arguments.values.count == 1
        let device = isForCUDA ? "cuda" : try device(arguments)
        try torchSession().autocast[device].isEnabled = arguments.bool(isForCUDA ? 0 : 1)
        return .none
      },
      "get_autocast_dtype": Settings.bound("get_autocast_dtype", ["str device_type"]) { _, arguments in
        DTypeObject.of(try torchSession().autocast[device(arguments)].dtype)
      },
      "set_autocast_dtype": Settings.bound("set_autocast_dtype", ["str device_type, ScalarType dtype"]) {
        _, arguments in
        try torchSession().autocast[device(arguments)].dtype = arguments.dtype(1)
        return .none
      },
      "is_autocast_cache_enabled": (.none, { _, _ in .bool(try torchSession().autocast.keepsCasts) }),
      "set_autocast_cache_enabled": (
        .one,
        { _, arguments in
          try torchSession().autocast.keepsCasts = isEnabled(arguments)
          return .none
        }
      ),
      "autocast_increment_nesting": (.none, { _, _ in try nest(1) }),
      "autocast_decrement_nesting": (.none, { _, _ in try nest(-1) }),
      "clear_autocast_cache": (
        .none,
        { _, _ in
          try torchSession().castLeaves.removeAll()
          return .none
        }
      ),
    ]
    for (device, name) in [("cpu", "cpu"), ("cuda", "gpu")] {
      functions["get_autocast_\(name)_dtype"] = (
        .none,
        { _, _ in
          try warn("get_autocast_\(name)_dtype()", "get_autocast_dtype('\(device)')", name == "cpu" ? 1016 : 1007)
          return DTypeObject.of(try torchSession().autocast[device].dtype)
        }
      )
      functions["set_autocast_\(name)_dtype"] = (
        .one,
        { _, arguments in
          guard let dtype = arguments[0].cast(DTypeObject.self)?.dtype else {
            throw PythonException(.typeError, "dtype must be a torch.dtype (got \(arguments[0].type.tpName))")
          }
          let line = name == "cpu" ? 967 : 957
          try warn("set_autocast_\(name)_dtype(dtype)", "set_autocast_dtype('\(device)', dtype)", line)
          try torchSession().autocast[device].dtype = dtype
          return .none
        }
      )
    }
    functions["is_autocast_cpu_enabled"] = (
      .none,
      { _, _ in
        try warn("is_autocast_cpu_enabled()", "is_autocast_enabled('cpu')", 883)
        return .bool(try torchSession().autocast.isEnabled)
      }
    )
    functions["set_autocast_cpu_enabled"] = (
      .one,
      { _, arguments in
        let isEnabled = try isEnabled(arguments)
        try warn("set_autocast_cpu_enabled(enabled)", "set_autocast_enabled('cpu', enabled)", 874)
        try torchSession().autocast.isEnabled = isEnabled
        return .none
      }
    )
    return functions
  }()

  private static let availability = LazyBinder("_is_autocast_available", ["_(str device_type)"])

  /// Members of `torch._C`.
  static var internals: [String: Value] {
    [
      "_as_operator": .object(NativeFunction("_as_operator", .any, module: "torch._C", body: asOperator)),
      "_is_autocast_available": .object(
        NativeFunction("_is_autocast_available", .any, module: "torch._C") { interpreter, arguments in
          let kind = try DeviceObject(text: availability.binder.bind(arguments, interpreter).string(0)).kind
          return .bool(Autocast.dtype(of: kind) != nil)
        }),
    ]
  }

  /// The kind of device that argument 0 names.
  private static func device(_ arguments: BoundArguments) throws -> String {
    let kind = try DeviceObject(text: arguments.string(0)).kind
    guard Autocast.dtype(of: kind) != nil else { throw PythonException(.runtimeError, "unsupported scalarType") }
    return kind
  }

  private static func isEnabled(_ arguments: Arguments) throws -> Bool {
    guard case .bool(let isEnabled) = arguments[0] else {
      throw PythonException(.typeError, "enabled must be a bool (got \(arguments[0].type.tpName))")
    }
    return isEnabled
  }

  private static func nest(_ change: Int) throws -> Value {
    let session = try torchSession()
    session.autocast.nesting += change
    return .int(session.autocast.nesting)
  }

  private static func warn(_ old: String, _ new: String, _ line: Int) throws {
    try torchSession().warn(
      "DeprecationWarning",
      "torch.\(old) is deprecated. Please use torch.\(new) instead. (Triggered internally at "
        + "/__w/pytorch/pytorch/torch/csrc/autograd/init.cpp:\(line).)")
  }

  /// `_as_operator(name, function, *arguments)`: `function(*arguments)`, which PyTorch has as an operator of that name
  /// and which therefore casts its arguments while `torch.autocast` is on.
  private static let asOperator: NativeFunction.Body = { interpreter, arguments in
    let values = Array(arguments.positional)
    guard values.count > 1, let name = values[0].text else {
      throw PythonException(.typeError, "_as_operator() takes a name, a function and its arguments")
    }
    guard Autocast.isOn, let rule = CastRule.named[name] else {
      return try interpreter.call(values[1], Array(values.dropFirst(2)))
    }
    let tensors = values[2...].map { $0.tensorObject?.tensor }
    let cast = try torchErrors { try rule.cast(OperatorArguments([.optionalTensors(tensors)])) }
    guard case .optionalTensors(let results) = cast[0] else { return .none }
    let operands = zip(values[2...], results).map { value, tensor in tensor.map { TensorObject.of($0) } ?? value }
    return try Autocast.suspended { try interpreter.call(values[1], operands) }
  }
}
