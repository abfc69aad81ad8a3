import Autograd
import PythonRuntime
import TensorCore

/// What may take the place of PyTorch's functions: the `__torch_function__` of arguments' classes, and modes.
///
/// A function asks ``isActive`` first, which is false until a document makes a class that could take part or enters a
/// mode: until then it costs one branch that always goes the same way.
enum TorchOverrides {
  /// Whether arguments have to be looked at.
  @inline(__always) static var isActive: Bool { ThreadState.overridesCalls }

  /// A function, as those that take its place see it.
  enum Callee {
    /// `torch.Tensor.add`
    case method(String)
    /// `torch.Tensor.shape.__get__`
    case getter(String)
    /// `torch.mean`, `torch.linalg.inv`: the module and the name in it.
    case function(module: String, String)

    /// The function itself.
    func value(_ interpreter: Interpreter) throws -> Value {
      switch self {
      case .method(let name): return try interpreter.getAttribute(.object(TypeObject.tensor), name)
      case .getter(let name):
        guard let property = TypeObject.tensor.lookup(StringObject(name))?.cast(NativeProperty.self) else {
          return .none
        }
        return .object(property.getter)
      case .function(let module, let name):
        return try interpreter.getAttribute(try TorchImports.module(module, interpreter), name)
      }
    }

    /// What errors call it.
    var text: String {
      switch self {
      case .method(let name): "torch.Tensor.\(name)"
      case .getter(let name): "torch.Tensor.\(name).__get__"
      case .function("torch.linalg", let name): "torch.linalg.linalg_\(name)"
      case .function("torch.special", let name): "torch.special.special_\(name)"
      case .function("torch.fft", let name): "torch.fft.fft_\(name)"
      case .function("torch._C._nn", let name): "torch.nn.\(name)"
      case .function(let module, let name): "\(module).\(name)"
      }
    }
  }

  /// What takes the function's place gives for a call; nil if nothing does.
  @inline(never) static func result(
    of callee: Callee, _ interpreter: Interpreter, _ arguments: Arguments, asksClasses: Bool = true
  ) throws -> Value? {
    guard let state = OverrideState.current else { return nil }
    let candidates = asksClasses && state.allowsClasses ? overriding(arguments) : []
    guard !candidates.isEmpty || state.activeMode != nil else {
      return try batchedResult(state, callee, interpreter, arguments)
        ?? MetaTensors.result(state, callee, interpreter, arguments)
    }
    var positional = Array(arguments.positional)
    while positional.last?.isUndefined ?? false { positional.removeLast() }
    var call: [Value] = [
      try callee.value(interpreter), .tuple(candidates.map { .object($0.type) }),
      .tuple(positional.map { $0.isUndefined ? .none : $0 }),
    ]
    if arguments.keywordCount > 0 {
      let keywords = DictObject()
      for index in 0..<arguments.keywordCount {
        let (name, value) = arguments.keyword(index)
        keywords.table.set(name, value)
      }
      call.append(.object(keywords))
    }
    return try firstResult(state, callee, candidates, call, interpreter)
  }

  /// What `vmap` makes of a call; nil if it has nothing to do with it.
  private static func batchedResult(
    _ state: OverrideState, _ callee: Callee, _ interpreter: Interpreter, _ arguments: Arguments
  ) throws -> Value? {
    guard state.batchLimit > 0 else { return nil }
    let level = BatchedObject.innermostLevel(of: arguments)
    if level > 0 { return try BatchedObject.call(callee, level: level, interpreter, arguments) }
    // What draws random numbers does so for each element, or not at all.
    guard RandomNames.all.contains(callee.name) else { return nil }
    return try BatchedObject.call(callee, level: state.batchLimit, interpreter, arguments)
  }

  /// The same for a call with these arguments.
  static func result(of callee: Callee, _ interpreter: Interpreter, _ positional: Value...) throws -> Value? {
    try Arguments.with(positional) { try result(of: callee, interpreter, $0) }
  }

  private static func firstResult(
    _ state: OverrideState, _ callee: Callee, _ candidates: [Value], _ call: [Value], _ interpreter: Interpreter
  ) throws -> Value {
    var askedMode = ""
    if let mode = state.activeMode {
      let result = try state.withoutMode {
        try interpreter.call(try interpreter.getAttribute(mode, "__torch_function__"), call)
      }
      if !result.isNotImplemented { return result }
      askedMode = "  - mode object \(try interpreter.repr(mode))\n"
    }
    for candidate in candidates {
      let result = try interpreter.call(try interpreter.getAttribute(candidate, "__torch_function__"), call)
      if !result.isNotImplemented { return result }
    }
    throw PythonException(
      .typeError,
      "Multiple dispatch failed for '\(callee.text)'; all __torch_function__ handlers returned NotImplemented:\n\n"
        + askedMode
        + candidates.map { "  - tensor subclass \($0.type.classText)\n" }.joined()
        + "\nFor more information, try re-running with TORCH_LOGS=not_implemented")
  }

  // MARK: Who takes part

  /// The arguments whose classes take part, one of each class, subclasses before their bases.
  static func overriding(_ arguments: Arguments) -> [Value] {
    var found: [Value] = []
    for value in arguments.positional { collect(value, into: &found) }
    for index in 0..<arguments.keywordCount { collect(arguments.keyword(index).value, into: &found) }
    return found
  }

  private static func collect(_ value: Value, into found: inout [Value]) {
    guard case .object(let object) = value else { return }
    if let list = object as? ListObject {
      for element in list.elements { note(element, in: &found) }
    } else if let tuple = object as? TupleObject {
      for element in tuple.elements { note(element, in: &found) }
    } else {
      note(value, in: &found)
    }
  }

  /// Adds a value whose class takes part to those found.
  static func note(_ value: Value, in found: inout [Value]) {
    guard case .object(let object) = value, takesPart(object.type) else { return }
    if found.contains(where: { $0.type === object.type }) { return }
    let place = found.firstIndex { object.type.isSubtype(of: $0.type) } ?? found.endIndex
    found.insert(value, at: place)
  }

  private static let name = StringObject("__torch_function__")

  /// Whether a class has a `__torch_function__` other than the one that says that it has none. Plain tensors have the
  /// one of their class, which is not asked.
  static func takesPart(_ type: TypeObject) -> Bool {
    guard type.isUserDefined, let function = type.lookup(name) else { return false }
    return function.object !== OverrideFunctions.disabled
  }

  // MARK: What tensors do by themselves

  /// `Tensor.__torch_function__`: calls the function on tensors as tensors, and gives the results the class.
  static let standard: NativeMember = .classMethod(
    "__torch_function__", .signature("(func, types, args=(), kwargs=None)")
  ) { interpreter, arguments in
    guard let type = arguments[0].cast(TypeObject.self), let state = OverrideState.current else { return .none }
    for other in try interpreter.array(of: arguments[2]) {
      guard let other = other.cast(TypeObject.self), type.isSubtype(of: other) else { return .notImplemented }
    }
    let positional = arguments[3].isUndefined ? [] : try interpreter.array(of: arguments[3])
    var keywords: [(String, Value)] = []
    if let table = arguments[4].cast(DictObject.self)?.table {
      for entry in table.entries where !entry.key.isUndefined { keywords.append((entry.key.text ?? "", entry.value)) }
    }
    let result = try state.withoutClasses { try interpreter.call(arguments[1], positional, keywords: keywords) }
    if type === TypeObject.tensor || keepsResult(arguments[1]) { return result }
    return try converted(result, to: type)
  }

  /// Whether a function's result stays what it is (`x.grad`).
  private static func keepsResult(_ function: Value) -> Bool {
    guard let property = TypeObject.tensor.lookup(StringObject("grad"))?.cast(NativeProperty.self) else { return false }
    return function.object === property.getter
  }

  /// A result whose tensors are of a subclass.
  private static func converted(_ value: Value, to type: TypeObject) throws -> Value {
    guard case .object(let object) = value else { return value }
    switch object {
    case let tensor as TensorObject:
      return tensor.type.isSubtype(of: type) ? value : try instance(of: type, sharing: tensor.tensor)
    case let result as ReturnTypeObject:
      return .object(
        ReturnTypeObject(result.name, fields: result.fields, try result.elements.map { try converted($0, to: type) }))
    case let tuple as TupleObject where tuple.type === TypeObject.tuple:
      return .tuple(try tuple.elements.map { try converted($0, to: type) })
    case let list as ListObject where list.type === TypeObject.list:
      return .list(try list.elements.map { try converted($0, to: type) })
    default: return value
    }
  }

  /// `tensor.as_subclass(type)`
  static func instance(of type: TypeObject, sharing tensor: Tensor) throws -> Value {
    let alias = try torchErrors { try KnownOperators.alias(tensor) }
    return type === TypeObject.tensor
      ? TensorObject.of(alias) : .object(try TensorObject.checkedMake(alias, type: type))
  }
}

/// What takes part in the calls of one session.
final class OverrideState {
  private unowned let session: TensorSession
  /// The modes that were entered, innermost last.
  private var modes: [Value] = []
  /// Whether there is a class that could take part.
  private(set) var knowsClasses = false
  private var withoutClasses = 0
  private var withoutAll = 0

  private init(_ session: TensorSession) { self.session = session }

  /// The state of the thread's session.
  static var current: OverrideState? {
    guard let session = TensorSession.bound else { return nil }
    if let known = session.overrides as? OverrideState { return known }
    let made = OverrideState(session)
    session.overrides = made
    return made
  }

  /// Whether arguments' classes are asked.
  var allowsClasses: Bool { knowsClasses && withoutClasses == 0 && withoutAll == 0 }

  /// The mode that is asked.
  var activeMode: Value? { withoutAll == 0 ? modes.last : nil }

  /// The innermost `vmap` whose batches functions look at; 0 for none.
  var batchLimit = 0 { didSet { update() } }

  /// How many transforms of `torch.func` run inside one another.
  var transformDepth = 0
  /// How many levels of forward differentiation there are.
  var dualDepth = 0

  private func update() {
    session.overridesCalls = allowsClasses || activeMode != nil || batchLimit > 0 || knowsMeta
  }

  // MARK: The device meta

  /// Whether something was put on the device `meta`.
  private var knowsMeta = false
  private var insideMeta = 0
  /// What the generator was when a call asked for the device `meta`; nil while none does.
  private var placing: Generator?
  /// The devices that `with` made the default, innermost last.
  private var defaultDevices: [String] = ["cpu"]

  /// Whether arguments are looked at for tensors on the device `meta`.
  var looksForMeta: Bool { knowsMeta && insideMeta == 0 }

  /// Whether factories make tensors on the device `meta` where they are not told otherwise.
  var makesMeta: Bool { knowsMeta && defaultDevices.last == "meta" }

  /// The device of factories that are not told otherwise.
  var defaultDevice: String { defaultDevices.last ?? "cpu" }

  /// Notes that a call asked for the device `meta`: what it draws is not drawn, and what it returns is marked.
  func beginPlacing() {
    knowsMeta = true
    update()
    placing = session.generator.saved()
  }

  /// Ends a call; whether it asked for the device `meta`.
  func endPlacing() -> Bool {
    guard let before = placing else { return false }
    session.generator.restore(from: before)
    placing = nil
    return true
  }

  /// Runs `body` on the values that tensors on the device `meta` stand for.
  func withoutMeta<Result>(_ body: () throws -> Result) rethrows -> Result {
    insideMeta += 1
    defer { insideMeta -= 1 }
    return try body()
  }

  /// Makes a device the default.
  func pushDevice(_ kind: String) {
    if kind == "meta" { knowsMeta = true }
    defaultDevices.append(kind)
    update()
  }

  /// Makes the device before it the default again.
  func popDevice() { if defaultDevices.count > 1 { defaultDevices.removeLast() } }

  /// Sets the device that is the default outside of `with`.
  func setDefaultDevice(_ kind: String) {
    if kind == "meta" { knowsMeta = true }
    defaultDevices[0] = kind
    update()
  }

  /// Notes that a class exists that could take part.
  func noteClass() {
    knowsClasses = true
    update()
  }

  /// Enters a mode.
  func push(_ mode: Value) {
    modes.append(mode)
    update()
  }

  /// Leaves the innermost mode.
  func pop() -> Value? {
    defer { update() }
    return modes.popLast()
  }

  /// Runs `body` without the innermost mode.
  func withoutMode<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mode = pop()
    defer { if let mode { push(mode) } }
    return try body()
  }

  /// Runs `body` without asking classes.
  func withoutClasses<Result>(_ body: () throws -> Result) rethrows -> Result {
    disable(all: false, by: 1)
    defer { disable(all: false, by: -1) }
    return try body()
  }

  /// Stops or allows asking classes, or anybody.
  func disable(all: Bool, by change: Int) {
    if all { withoutAll += change } else { withoutClasses += change }
    update()
  }
}
