import PythonRuntime
import PythonSyntax

/// A tensor inside a function that `vmap` runs: it looks like one element of a batch and holds the whole batch.
///
/// It is an instance of `torch.Tensor` and no ``TensorObject``, so that nothing here can take the batch for an element.
/// Whatever is done with it goes where `__torch_function__` goes, and from there to the rules of `torch.func._batched`.
package final class BatchedObject: Object {
  /// The batch: a tensor, or a batch of an outer `vmap`.
  let value: Value
  /// The dimension of `value` that runs over the elements.
  let dimension: Int
  /// The number of the `vmap`, outer ones first.
  let level: Int

  init(_ value: Value, dimension: Int, level: Int) {
    self.value = value
    self.dimension = dimension
    self.level = level
    super.init(type: .tensor)
  }

  package override var hasOnlyClassAttributes: Bool { true }

  // MARK: What is done with it

  /// Calls a function of tensors whose arguments are batches of this level or outer ones.
  static func call(
    _ callee: TorchOverrides.Callee, level: Int, _ interpreter: Interpreter, _ arguments: Arguments
  ) throws -> Value {
    var positional = Array(arguments.positional)
    while positional.last?.isUndefined ?? false { positional.removeLast() }
    let keywords = DictObject()
    for index in 0..<arguments.keywordCount {
      let (name, value) = arguments.keyword(index)
      keywords.table.set(name, value)
    }
    let module = try TorchImports.module("torch.func._batched", interpreter)
    return try interpreter.call(
      try interpreter.getAttribute(module, "_dispatch"),
      [
        .string(callee.kind), .string(callee.name), try callee.value(interpreter), .int(level),
        .tuple(positional.map { $0.isUndefined ? .none : $0 }), .object(keywords),
      ])
  }

  /// Calls a method of this tensor.
  private func call(_ method: String, _ interpreter: Interpreter, _ others: Value...) throws -> Value {
    try Arguments.with([asValue] + others) { arguments in
      if TorchOverrides.isActive,
        let result = try TorchOverrides.result(of: .method(method), interpreter, arguments)
      {
        return result
      }
      return try Self.call(
        .method(method), level: Self.innermostLevel(of: arguments), interpreter, arguments)
    }
  }

  /// An attribute that is computed.
  func attribute(named name: String, _ interpreter: Interpreter) throws -> Value {
    if TorchOverrides.isActive,
      let result = try TorchOverrides.result(of: .getter(name), interpreter, asValue)
    {
      return result
    }
    return try Arguments.with([asValue]) { try Self.call(.getter(name), level: level, interpreter, $0) }
  }

  /// The number of the innermost `vmap` that one of the arguments, or an element of one, belongs to; 0 for none.
  static func innermostLevel(of arguments: Arguments) -> Int {
    var level = 0
    for value in arguments.positional { level = max(level, innermostLevel(of: value, depth: 0)) }
    for index in 0..<arguments.keywordCount {
      level = max(level, innermostLevel(of: arguments.keyword(index).value, depth: 0))
    }
    return level
  }

  private static func innermostLevel(of value: Value, depth: Int) -> Int {
    guard case .object(let object) = value, depth < 4 else { return 0 }
    switch object {
    case let batched as BatchedObject: return batched.level
    case let list as ListObject: return list.elements.reduce(0) { max($0, innermostLevel(of: $1, depth: depth + 1)) }
    case let tuple as TupleObject: return tuple.elements.reduce(0) { max($0, innermostLevel(of: $1, depth: depth + 1)) }
    case let slice as SliceObject:
      return [slice.start, slice.stop, slice.step].reduce(0) { max($0, innermostLevel(of: $1, depth: depth + 1)) }
    default: return 0
    }
  }

  // MARK: Text

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try Self.text(of: asValue, interpreter) ?? super.repr(interpreter)
  }

  /// The text of a tensor that a transform or forward differentiation takes part in; nil where none does.
  static func textInside(_ value: Value, _ interpreter: Interpreter) throws -> String? {
    guard let state = OverrideState.current else { return nil }
    if state.transformDepth > 0, let text = try text(of: value, interpreter) { return text }
    guard state.dualDepth > 0 else { return nil }
    let module = try TorchImports.module("torch.autograd.forward_ad", interpreter)
    return try interpreter.call(try interpreter.getAttribute(module, "_text"), value).text
  }

  /// The text of a tensor that transforms take part in; nil where none does.
  static func text(of value: Value, _ interpreter: Interpreter) throws -> String? {
    let module = try TorchImports.module("torch.func._batched", interpreter)
    return try interpreter.call(try interpreter.getAttribute(module, "_text"), value).text
  }

  package override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if try call("dim", interpreter).machineInteger(interpreter) == 0 {
      return try interpreter.format(try call("item", interpreter), spec)
    }
    return try super.format(spec, interpreter)
  }

  // MARK: Operators

  package override func truth(_ interpreter: Interpreter) throws -> Bool {
    try interpreter.truth(try call("__bool__", interpreter))
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? {
    try call("__len__", interpreter).machineInteger(interpreter)
  }

  package override func index(_ interpreter: Interpreter) throws -> Value? { try call("item", interpreter) }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let method = OverriddenOperators.name(operation) else { return nil }
    return try call(method, interpreter, other)
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    let result = try call(OverriddenOperators.name(operation, reflected), interpreter, other)
    return result.isNotImplemented ? nil : result
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let method = OverriddenOperators.inPlaceName(operation) else { return nil }
    let result = try call(method, interpreter, other)
    return result.isNotImplemented ? nil : result
  }

  package override func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    try OverriddenOperators.name(operation).map { try call($0, interpreter) }
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    try call("__getitem__", interpreter, key)
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    _ = try call("__setitem__", interpreter, key, value)
    return true
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try interpreter.truth(try call("__contains__", interpreter, value))
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    if try call("dim", interpreter).machineInteger(interpreter) == 0 {
      throw PythonException(.typeError, "iteration over a 0-d tensor")
    }
    return try interpreter.makeIterator(try call("unbind", interpreter, .int(0)))
  }

  package override func missingAttribute(_ name: StringObject) -> PythonException {
    TorchNames.missing(
      name, of: asValue, "'Tensor' object has no attribute '\(name.value)'", prefix: "Tensor.",
      known: TensorMethods.names)
  }

  /// The error for what is used where no `vmap` runs any more.
  static let escaped = PythonException(
    .runtimeError,
    "Either your tensor may have escaped from inside a function being vmapped and this is a user error (see "
      + "https://pytorch.org/functorch/stable/ux_limitations.html), or there is an internal functorch error in "
      + "`gen_vmap_plumbing` Please file an issue if it looks like the latter")

  // MARK: For `torch.func`

  /// The members of `torch._C`.
  static var members: [String: Value] {
    [
      // `_batched(value, dimension, level)`
      "_batched": .object(
        NativeFunction("_batched", .positional(3...3), module: "torch._C") { interpreter, arguments in
          .object(
            BatchedObject(
              arguments[0], dimension: try arguments[1].machineInteger(interpreter),
              level: try arguments[2].machineInteger(interpreter)))
        }),
      // `_batch_parts(value)`: the batch, its dimension and its level; None for anything else.
      "_batch_parts": .object(
        NativeFunction("_batch_parts", .one, module: "torch._C") { _, arguments in
          guard case .object(let object) = arguments[0], let batched = object as? BatchedObject else { return .none }
          return .tuple([batched.value, .int(batched.dimension), .int(batched.level)])
        }),
      // `_batch_level(values)`: the innermost level in nested sequences; 0 for none.
      "_batch_level": .object(
        NativeFunction("_batch_level", .one, module: "torch._C") { _, arguments in
          .int(innermostLevel(of: arguments[0], depth: 0))
        }),
      // `_batch_limit(level)`: sets up to which level functions look at batches, and says what it was.
      "_batch_limit": .object(
        NativeFunction("_batch_limit", .one, module: "torch._C") { interpreter, arguments in
          guard let state = OverrideState.current else { return .int(0) }
          let before = state.batchLimit
          state.batchLimit = try arguments[0].machineInteger(interpreter)
          return .int(before)
        }),
      // `_transform_depth(count)`: says how many transforms run inside one another.
      "_transform_depth": .object(
        NativeFunction("_transform_depth", .one, module: "torch._C") { interpreter, arguments in
          OverrideState.current?.transformDepth = try arguments[0].machineInteger(interpreter)
          return .none
        }),
      // `_dual_depth(count)`: says how many levels of forward differentiation there are.
      "_dual_depth": .object(
        NativeFunction("_dual_depth", .one, module: "torch._C") { interpreter, arguments in
          OverrideState.current?.dualDepth = try arguments[0].machineInteger(interpreter)
          return .none
        }),
      "_print_width": .object(
        NativeFunction("_print_width", .none, module: "torch._C") { _, _ in
          .int(try torchSession().printOptions.lineWidth)
        }),
      "_random_names": .tuple(RandomNames.all.sorted().map { .string($0) }),
      // `_result_like(result, values)`: named results with other values.
      "_result_like": .object(
        NativeFunction("_result_like", .positional(2...2), module: "torch._C") { interpreter, arguments in
          let values = try interpreter.array(of: arguments[1])
          guard case .object(let object) = arguments[0], let result = object as? ReturnTypeObject else {
            return .tuple(values)
          }
          return .object(ReturnTypeObject(result.name, fields: result.fields, values))
        }),
    ]
  }
}

extension Value {
  /// Whether this is a batch inside of `vmap`.
  var isBatched: Bool {
    if case .object(let object) = self { object is BatchedObject } else { false }
  }
}

/// The functions that draw random numbers.
enum RandomNames {
  /// Their names, and those of their forms in place.
  static let all: Set<String> = [
    "rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "poisson", "binomial", "rand_like",
    "randn_like", "randint_like", "dropout", "dropout_", "alpha_dropout", "alpha_dropout_", "feature_dropout",
    "feature_dropout_", "feature_alpha_dropout", "feature_alpha_dropout_", "native_dropout", "rrelu", "rrelu_",
    "normal_", "uniform_", "bernoulli_", "exponential_", "geometric_", "cauchy_", "log_normal_", "random_",
    "_standard_gamma",
  ]
}

extension TorchOverrides.Callee {
  /// What kind of thing it is: `method`, `getter` or `function`.
  var kind: String {
    switch self {
    case .method: "method"
    case .getter: "getter"
    case .function: "function"
    }
  }

  /// The name alone.
  var name: String {
    switch self {
    case .method(let name), .getter(let name), .function(_, let name): name
    }
  }
}
