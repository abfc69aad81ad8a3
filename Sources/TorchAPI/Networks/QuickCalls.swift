import Autograd
import PythonRuntime
import TensorCore

/// The functions of PyTorch's embedded library whose usual calls Swift takes, because every step of a training loop goes
/// through them. What they do otherwise, and what all of it means, stands in the Python files.
enum QuickCalls {
  /// The calls by module and qualified name.
  static let all: [String: [String: QuickCall]] = [
    "torch.optim.optimizer": ["Optimizer.step": step, "Optimizer.zero_grad": zeroGrad],
    "torch.optim.sgd": ["SGD._update_group": sgdGroup],
    "torch.optim.adam": ["Adam._update_group": adamGroup],
    "torch.nn.functional": ["mse_loss": loss(.mseLoss), "l1_loss": loss(.l1Loss)],
  ]

  // MARK: Optimizers

  private enum Name {
    static let groups = StringObject("param_groups")
    static let parameters = StringObject("params")
    static let state = StringObject("state")
    static let defaults = StringObject("defaults")
    static let differentiable = StringObject("differentiable")
    static let capturable = StringObject("capturable")
    static let isScheduled = StringObject("_is_scheduled")
    static let hasStepped = StringObject("_opt_called")
    static let updateGroup = StringObject("_update_group")
    static let updateEach = StringObject("_update_each")
    static let hooks = [StringObject("_optimizer_step_pre_hooks"), StringObject("_optimizer_step_post_hooks")]
  }

  /// An attribute of an optimizer's own.
  private static func own(_ optimizer: Object, _ name: StringObject, _ interpreter: Interpreter) -> Value? {
    interpreter.instanceAttribute(optimizer, name)
  }

  /// The groups of parameters; nil where something else is among them.
  private static func groups(_ optimizer: Object, _ interpreter: Interpreter) -> [DictObject]? {
    guard let list = own(optimizer, Name.groups, interpreter)?.cast(ListObject.self) else { return nil }
    let groups = list.elements.compactMap { $0.cast(DictObject.self) }
    return groups.count == list.elements.count ? groups : nil
  }

  /// Whether a setting is missing or off.
  private static func isOff(_ settings: DictObject, _ name: StringObject) -> Bool {
    switch settings.value(of: name) {
    case nil, .bool(false)?, Value.none?: true
    default: false
    }
  }

  /// `optimizer.step()` without a closure and without hooks.
  private static let step: QuickCall = { interpreter, arguments in
    guard arguments.count == 1, arguments.keywords == nil, case .object(let optimizer) = arguments[0],
      let defaults = own(optimizer, Name.defaults, interpreter)?.cast(DictObject.self),
      isOff(defaults, Name.differentiable), let groups = groups(optimizer, interpreter),
      let update = optimizer.type.lookup(Name.updateGroup)
    else { return nil }
    for hooks in Name.hooks {
      guard own(optimizer, hooks, interpreter)?.cast(DictObject.self)?.count == 0 else { return nil }
    }
    for group in groups where !isOff(group, Name.differentiable) || !isOff(group, Name.capturable) { return nil }
    if case .bool(true)? = own(optimizer, Name.isScheduled, interpreter) {
      try interpreter.genericSetAttribute(optimizer, Name.hasStepped, .bool(true))
    }
    try GradMode.with(false) {
      for group in groups {
        if try interpreter.truth(interpreter.call(update, arguments[0], .object(group))) { continue }
        _ = try interpreter.call(interpreter.getAttribute(arguments[0], Name.updateEach), .object(group))
      }
    }
    return Value.none
  }

  /// `optimizer.zero_grad()`
  private static let zeroGrad: QuickCall = { interpreter, arguments in
    guard arguments.count == 1, arguments.keywords == nil, case .object(let optimizer) = arguments[0],
      let groups = groups(optimizer, interpreter)
    else { return nil }
    for group in groups {
      guard let parameters = group.value(of: Name.parameters), OptimizerSteps.clearGrads(of: parameters) else {
        return nil
      }
    }
    return Value.none
  }

  /// The states of the parameters that have a gradient, in their order; nil where one has none yet.
  private static func states(
    _ optimizer: Object, _ group: DictObject, _ interpreter: Interpreter
  ) throws -> [DictObject]? {
    guard let all = own(optimizer, Name.state, interpreter)?.cast(DictObject.self),
      let parameters = group.value(of: Name.parameters)?.sequenceElements
    else { return nil }
    var states: [DictObject] = []
    states.reserveCapacity(parameters.count)
    for parameter in parameters {
      guard let tensor = parameter.tensorObject?.tensor else { return nil }
      if tensor.grad == nil { continue }
      guard let state = try all.value(of: parameter, interpreter)?.cast(DictObject.self) else { return nil }
      states.append(state)
    }
    return states
  }

  /// `SGD._update_group(self, group)`, from the second step with momentum on.
  private static let sgdGroup: QuickCall = { interpreter, arguments in
    guard arguments.count == 2, arguments.keywords == nil, case .object(let optimizer) = arguments[0],
      let group = arguments[1].cast(DictObject.self), let step = OptimizerSteps.SGDGroup(group)
    else { return nil }
    var buffers: [Tensor]?
    if step.hasMomentum {
      guard let states = try states(optimizer, group, interpreter),
        let known = OptimizerSteps.tensors(OptimizerSteps.Name.buffer, of: states)
      else { return nil }
      buffers = known
    }
    return step.apply(buffers) ? .bool(true) : nil
  }

  /// `Adam._update_group(self, group)`, from the second step on.
  private static let adamGroup: QuickCall = { interpreter, arguments in
    guard arguments.count == 2, arguments.keywords == nil, case .object(let optimizer) = arguments[0],
      let group = arguments[1].cast(DictObject.self), let step = OptimizerSteps.AdamGroup(group),
      let states = try states(optimizer, group, interpreter)
    else { return nil }
    return step.apply(states) ? .bool(true) : nil
  }

  // MARK: Losses

  private static let reduction = StringObject("reduction")

  /// A loss of two tensors of one shape, with no keyword but `reduction`.
  private static func loss(_ target: Operator) -> QuickCall {
    { interpreter, arguments in
      guard arguments.count == 2, !TorchOverrides.isActive, let input = arguments[0].tensorObject,
        let wanted = arguments[1].tensorObject, input.tensor.array.shape == wanted.tensor.array.shape
      else { return nil }
      var code = 1
      for index in 0..<arguments.keywordCount {
        let (name, value) = arguments.keyword(index)
        guard name.value == reduction.value, let text = value.text else { return nil }
        switch text {
        case "none": code = 0
        case "mean": code = 1
        case "sum": code = 2
        default: return nil
        }
      }
      interpreter.debit(of: arguments[0])
      let operands: [Argument] = [.tensor(input.tensor), .tensor(wanted.tensor), .int(code)]
      guard case .tensor(let result) = try torchErrors({ try target(OperatorArguments(operands)) }) else { return nil }
      return TensorObject.of(result)
    }
  }
}
