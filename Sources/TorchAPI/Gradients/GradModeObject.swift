import Autograd
import PythonRuntime

/// `torch.no_grad()` and its relatives: context managers that are decorators too.
package final class GradModeObject: Object {
  /// What the mode does.
  package enum Mode: Sendable {
    /// `no_grad`, `enable_grad`, `set_grad_enabled`: recording on or off.
    case recording(Bool)
    /// `inference_mode`.
    case inference(Bool)
    /// `detect_anomaly`, `set_detect_anomaly`.
    case anomaly(Bool, checksNaN: Bool)
  }

  private let mode: Mode
  /// The modes that were on when this one was entered or set last, and those of the times before, innermost last.
  private var last: State?
  private var before: [State] = []

  private func note(_ state: State) {
    if let last { before.append(last) }
    last = state
  }

  private func restoreLast() throws {
    let state = last
    last = before.popLast()
    try state?.restore()
  }

  /// The modes of a session.
  private struct State {
    var records: Bool
    var infers: Bool
    var anomaly: Bool
    var checksNaN: Bool

    static var current: State {
      get throws {
        let session = try torchSession()
        return State(
          records: GradMode.isEnabled, infers: GradMode.isInferenceEnabled, anomaly: session.isAnomalyEnabled,
          checksNaN: session.checksNaN)
      }
    }

    func restore() throws {
      let session = try torchSession()
      GradMode.isEnabled = records
      GradMode.isInferenceEnabled = infers
      if session.isAnomalyEnabled != anomaly { session.isAnomalyEnabled = anomaly }
      session.checksNaN = checksNaN
    }
  }

  /// A mode. `isSet` switches it on at once, as calling `torch.set_grad_enabled` does.
  package init(_ mode: Mode, type: TypeObject, isSet: Bool = false) throws {
    self.mode = mode
    super.init(type: type)
    if isSet {
      note(try State.current)
      try apply()
      isSetEagerly = true
    }
  }

  /// Whether the mode is on already when the `with` block begins.
  private var isSetEagerly = false

  package override func repr(_ interpreter: Interpreter) throws -> String {
    guard type === TypeObject.setGradEnabled, case .recording(let isOn) = mode else { return defaultRepr }
    return "torch.autograd.grad_mode.set_grad_enabled(mode=\(isOn ? "True" : "False"))"
  }

  private func apply() throws {
    switch mode {
    case .recording(let isOn): GradMode.isEnabled = isOn
    case .inference(let isOn):
      GradMode.isInferenceEnabled = isOn
      GradMode.isEnabled = !isOn
    case .anomaly(let isOn, let checksNaN):
      let session = try torchSession()
      session.isAnomalyEnabled = isOn
      session.checksNaN = checksNaN
    }
  }

  package override func enter(_ interpreter: Interpreter) throws -> Value? {
    if isSetEagerly {
      isSetEagerly = false
      return Value.none
    }
    note(try State.current)
    try apply()
    return Value.none
  }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    try restoreLast()
    return false
  }

  /// As a decorator: the function runs in the mode.
  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    try arguments.check("decorator", 1...1)
    if isSetEagerly {
      // `@torch.set_grad_enabled(False)`: only the function runs in the mode.
      isSetEagerly = false
      try restoreLast()
    }
    return .object(DecoratedFunction(arguments[0], mode, modeType: type))
  }
}

/// A function that runs in a mode.
package final class DecoratedFunction: Object {
  private let function: Value
  private let mode: GradModeObject.Mode
  private let modeType: TypeObject
  /// What is made of the result outside of the mode.
  private let finish: ((_ result: Value, _ arguments: Arguments) throws -> Value)?

  init(
    _ function: Value, _ mode: GradModeObject.Mode, modeType: TypeObject,
    finish: ((_ result: Value, _ arguments: Arguments) throws -> Value)? = nil
  ) {
    self.function = function
    self.mode = mode
    self.modeType = modeType
    self.finish = finish
    super.init(type: .decoratedFunction)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { try interpreter.repr(function) }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if name.value == "__wrapped__" { return function }
    if let own = interpreter.instanceAttribute(self, name) { return own }
    if name.value == "__class__" { return .object(TypeObject.function) }
    return try interpreter.attributeOrNil(function, name)
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    let scope = try GradModeObject(mode, type: modeType)
    _ = try scope.enter(interpreter)
    let result: Value
    do {
      result = try interpreter.call(function, arguments)
      _ = try scope.exit(nil, interpreter)
    } catch {
      _ = try scope.exit((error as? PythonException)?.exception, interpreter)
      throw error
    }
    return try finish?(result, arguments) ?? result
  }
}

extension TypeObject {
  /// The type of functions decorated with a mode; it binds like a function.
  package static let decoratedFunction = TypeObject.native(
    "function", specials: [.repr, .call, .descriptorGet], holdsValues: true, instanceDictionary: true,
    isSubclassable: false, descriptorKind: .method)

  /// `torch.no_grad`
  package static let noGrad = mode("no_grad") { _ in .recording(false) }
  /// `torch.enable_grad`
  package static let enableGrad = mode("enable_grad") { _ in .recording(true) }

  /// A mode without arguments; given a function instead, it decorates it.
  private static func mode(
    _ name: String, _ make: @escaping @Sendable (Bool) -> GradModeObject.Mode
  ) -> TypeObject {
    .native(
      name, module: "torch.autograd.grad_mode", specials: [.call, .enter, .exit], instanceDictionary: true,
      new: { interpreter, type, arguments in
        try arguments.check(name, 0...1)
        let scope = try GradModeObject(make(true), type: type)
        return arguments.count == 0 ? .object(scope) : try scope.call(arguments, interpreter)
      })
  }

  /// `torch.set_grad_enabled`
  package static let setGradEnabled = TypeObject.native(
    "set_grad_enabled", module: "torch.autograd.grad_mode", specials: [.repr, .call, .enter, .exit],
    instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(mode)").bind(arguments, function: "set_grad_enabled.__init__")
      guard case .bool(let isOn) = values[0] else {
        throw PythonException(
          .typeError,
          "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not \(values[0].type.tpName)")
      }
      return .object(try GradModeObject(.recording(isOn), type: type, isSet: true))
    })

  /// `torch.inference_mode`
  package static let inferenceMode = TypeObject.native(
    "inference_mode", module: "torch.autograd.grad_mode", specials: [.call, .enter, .exit], instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(mode=True)").bind(arguments, function: "inference_mode")
      if values[0].isUndefined { return .object(try GradModeObject(.inference(true), type: type)) }
      if case .bool(let isOn) = values[0] { return .object(try GradModeObject(.inference(isOn), type: type)) }
      return try GradModeObject(.inference(true), type: type).call(arguments, interpreter)
    })

  /// `torch.autograd.set_detect_anomaly`
  package static let setDetectAnomaly = TypeObject.native(
    "set_detect_anomaly", module: "torch.autograd.anomaly_mode", specials: [.call, .enter, .exit],
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(mode, check_nan=True)").bind(
        arguments, function: "set_detect_anomaly.__init__")
      let isOn = try interpreter.truth(values[0])
      let checks = values[1].isUndefined ? true : try interpreter.truth(values[1])
      return .object(try GradModeObject(.anomaly(isOn, checksNaN: checks), type: type, isSet: true))
    })

  /// `torch.autograd.detect_anomaly`
  package static let detectAnomaly = TypeObject.native(
    "detect_anomaly", module: "torch.autograd.anomaly_mode", specials: [.enter, .exit],
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(check_nan=True)").bind(
        arguments, function: "detect_anomaly.__init__")
      try TorchWarnings.warn(
        "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for "
          + "debugging.", interpreter)
      let checks = values[0].isUndefined ? true : try interpreter.truth(values[0])
      return .object(try GradModeObject(.anomaly(true, checksNaN: checks), type: type))
    })
}
