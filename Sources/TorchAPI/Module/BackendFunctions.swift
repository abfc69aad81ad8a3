import Autograd
import PythonRuntime
import TensorCore

/// What `torch` and `torch.backends` have to ask and set how PyTorch computes.
enum BackendFunctions {
  typealias Entry = (arity: NativeFunction.Arity, body: NativeFunction.Body)

  /// Members of `torch`.
  static let functions: [String: Entry] = {
    var functions = determinism
    functions.merge(threads("num_threads", \.threads)) { $1 }
    functions.merge(threads("num_interop_threads", \.interopThreads)) { $1 }
    functions["set_flush_denormal"] = (.one, { _, _ in .bool(true) })
    functions["get_float32_matmul_precision"] = (
      .none, { _, _ in .string(try torchSession().backends.matmulPrecision) }
    )
    functions["set_float32_matmul_precision"] = (
      .signature("(precision)"),
      { interpreter, arguments in
        guard let text = arguments[0].text, ["highest", "high", "medium"].contains(text) else {
          try torchSession().warn(
            "UserWarning",
            "\(try interpreter.str(arguments[0])) is not one of 'highest', 'high', or 'medium'; the current"
              + "setFloat32MatmulPrecision call has no effect.")
          return .none
        }
        try torchSession().backends.matmulPrecision = text
        return .none
      }
    )
    return functions
  }()

  private static let determinism: [String: Entry] = [
    "are_deterministic_algorithms_enabled": (.none, { _, _ in .bool(try torchSession().backends.isDeterministic) }),
    "is_deterministic_algorithms_warn_only_enabled": (.none, { _, _ in .bool(try torchSession().backends.warnsOnly) }),
    "use_deterministic_algorithms": (
      .signature("(mode, *, warn_only=False)"),
      { _, arguments in
        let flags = try ["mode' (position 1)", "warn_only'"].enumerated().map { place, name in
          if place == 1, arguments[1].isNone || arguments[1].isUndefined { return false }
          guard case .bool(let flag) = arguments[place] else {
            throw PythonException(
              .typeError,
              "_set_deterministic_algorithms(): argument '\(name) must be bool, not \(arguments[place].type.tpName)")
          }
          return flag
        }
        try set(isDeterministic: flags[0], warnsOnly: flags[1])
        return .none
      }
    ),
    "get_deterministic_debug_mode": (
      .none,
      { _, _ in
        let backends = try torchSession().backends
        return .int(!backends.isDeterministic ? 0 : backends.warnsOnly ? 1 : 2)
      }
    ),
    "set_deterministic_debug_mode": (
      .signature("(debug_mode)"),
      { interpreter, arguments in
        var mode: Int?
        if case .int(let number) = arguments[0] { mode = number }
        if let text = arguments[0].text {
          guard let place = ["default", "warn", "error"].firstIndex(of: text) else {
            throw PythonException(
              .runtimeError,
              "invalid value of debug_mode, expected one of `default`, `warn`, `error`, but got \(text)")
          }
          mode = place
        }
        guard let mode, (0...2).contains(mode) else {
          throw PythonException(
            .runtimeError,
            "invalid value of debug_mode, expected 0, 1, or 2, but got \(try interpreter.str(arguments[0]))")
        }
        try set(isDeterministic: mode > 0, warnsOnly: mode == 1)
        return .none
      }
    ),
  ]

  private static func set(isDeterministic: Bool, warnsOnly: Bool) throws {
    let session = try torchSession()
    session.backends.isDeterministic = isDeterministic
    session.backends.warnsOnly = warnsOnly
  }

  private static func threads(
    _ name: String, _ setting: WritableKeyPath<BackendSettings, Int> & Sendable
  ) -> [String: Entry] {
    [
      "get_\(name)": (.none, { _, _ in .int(try torchSession().backends[keyPath: setting]) }),
      "set_\(name)": (
        .one,
        { _, arguments in
          guard case .int(let count) = arguments[0] else {
            throw PythonException(.runtimeError, "set_\(name) expects an int, but got \(arguments[0].type.tpName)")
          }
          guard count > 0 else { throw PythonException(.runtimeError, "set_\(name) expects a positive integer") }
          try torchSession().backends[keyPath: setting] = count
          return .none
        }
      ),
    ]
  }

  /// Members of `torch._C`.
  static var internals: [String: Value] {
    [
      "_attention_backends": .object(
        NativeFunction("_attention_backends", .none, module: "torch._C") { _, _ in
          .int(try torchSession().backends.attention.rawValue)
        }),
      "_set_attention_backends": .object(
        NativeFunction("_set_attention_backends", .one, module: "torch._C") { interpreter, arguments in
          try torchSession().backends.attention = AttentionBackends(
            rawValue: try arguments[0].machineInteger(interpreter))
          return .none
        }),
    ]
  }
}
