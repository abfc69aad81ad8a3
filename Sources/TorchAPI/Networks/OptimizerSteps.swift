import Autograd
import PythonRuntime
import TensorCore

/// What the optimizers written in Python leave to Swift: a whole step of a group of parameters. Each function changes
/// all parameters and says True, or none and says False, where a tensor is of another kind than usual; the optimizer
/// then goes through the parameters one by one.
enum OptimizerSteps {
  /// The functions, as members of `torch._C`.
  static var members: [String: Value] {
    [
      "_clear_grads": .object(NativeFunction("_clear_grads", .one, module: "torch._C", body: clearGrads)),
      "_sgd_step": .object(NativeFunction("_sgd_step", .positional(2...2), module: "torch._C", body: sgd)),
      "_adam_step": .object(NativeFunction("_adam_step", .positional(2...2), module: "torch._C", body: adam)),
    ]
  }

  /// `_clear_grads(params)`: every `.grad` becomes None.
  private static let clearGrads: NativeFunction.Body = { _, arguments in .bool(clearGrads(of: arguments[0])) }

  /// Lets every `.grad` become None; says whether all elements are tensors.
  static func clearGrads(of parameters: Value) -> Bool {
    guard let parameters = parameters.sequenceElements else { return false }
    for parameter in parameters {
      guard let tensor = parameter.tensorObject?.tensor else { return false }
      tensor.grad = nil
    }
    return true
  }

  /// A parameter with a gradient.
  private struct Parameter {
    let tensor: Tensor
    let grad: NDArray
  }

  /// The parameters that have a gradient; nil if one of the tensors is not usual.
  private static func parameters(_ value: Value) -> [Parameter]? {
    guard let elements = value.sequenceElements else { return nil }
    var result: [Parameter] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      guard let tensor = element.tensorObject?.tensor else { return nil }
      guard let grad = tensor.grad else { continue }
      guard grad.rows == nil, isWritable(tensor), grad.array.isPlain(like: tensor.array),
        grad.array.storage !== tensor.array.storage
      else { return nil }
      result.append(Parameter(tensor: tensor, grad: grad.array))
    }
    return result
  }

  private static func isWritable(_ tensor: Tensor) -> Bool {
    tensor.array.isPlain(like: tensor.array) && !tensor.isInference && !GradMode.isEnabled
  }

  /// Whether there is a tensor for each parameter, of its layout.
  private static func areStates(_ tensors: [Tensor], _ parameters: [Parameter]) -> Bool {
    tensors.count == parameters.count
      && zip(tensors, parameters).allSatisfy { tensor, parameter in
        !tensor.requiresGrad && isWritable(tensor) && tensor.array.isPlain(like: parameter.tensor.array)
          && tensor.array.storage !== parameter.grad.storage
      }
  }

  /// What states hold under a name, if all of it is tensors.
  static func tensors(_ name: StringObject, of states: [DictObject]) -> [Tensor]? {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(states.count)
    for state in states {
      guard let tensor = state.value(of: name)?.tensorObject?.tensor else { return nil }
      tensors.append(tensor)
    }
    return tensors
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .float(let value): value
    case .int(let value): Double(value)
    default: nil
    }
  }

  /// The names of settings in a group of parameters, and of what states hold.
  enum Name {
    static let parameters = StringObject("params")
    static let rate = StringObject("lr")
    static let momentum = StringObject("momentum")
    static let dampening = StringObject("dampening")
    static let decay = StringObject("weight_decay")
    static let isNesterov = StringObject("nesterov")
    static let maximizes = StringObject("maximize")
    static let betas = StringObject("betas")
    static let eps = StringObject("eps")
    static let isDecoupled = StringObject("decoupled_weight_decay")
    static let keepsLargest = StringObject("amsgrad")
    static let step = StringObject("step")
    static let mean = StringObject("exp_avg")
    static let square = StringObject("exp_avg_sq")
    static let largest = StringObject("max_exp_avg_sq")
    static let buffer = StringObject("momentum_buffer")
  }

  private static func number(_ group: DictObject, _ name: StringObject) -> Double? {
    group.value(of: name).flatMap(number)
  }

  private static func flag(_ group: DictObject, _ name: StringObject) -> Bool? {
    guard case .bool(let isOn)? = group.value(of: name) else { return nil }
    return isOn
  }

  /// A step of SGD for a group of parameters.
  struct SGDGroup {
    private let parameters: [Parameter]
    private let step: SGDStep

    /// Reads a group's settings; nil where one is not usual.
    init?(_ group: DictObject) {
      guard let parameters = group.value(of: Name.parameters).flatMap(OptimizerSteps.parameters),
        let rate = number(group, Name.rate), let momentum = number(group, Name.momentum),
        let dampening = number(group, Name.dampening), let decay = number(group, Name.decay),
        let isNesterov = flag(group, Name.isNesterov), let maximizes = flag(group, Name.maximizes)
      else { return nil }
      self.parameters = parameters
      step = SGDStep(
        learningRate: rate, momentum: momentum, dampening: dampening, weightDecay: decay, isNesterov: isNesterov,
        maximizes: maximizes)
    }

    /// Whether there are buffers.
    var hasMomentum: Bool { step.momentum != 0 }

    /// Changes the parameters and the buffers, of which there are none without momentum. Says whether it has.
    func apply(_ buffers: [Tensor]?) -> Bool {
      if let buffers, !areStates(buffers, parameters) { return false }
      for (index, parameter) in parameters.enumerated() {
        step.apply(to: parameter.tensor.array, parameter.grad, buffer: buffers?[index].array, isFirst: false)
        parameter.tensor.bumpVersion()
        buffers?[index].bumpVersion()
      }
      return true
    }

    /// Changes the parameters with momentum, where a parameter without a buffer yet gets its first; nil if it cannot.
    func apply(orMaking buffers: [Tensor?]) throws -> [Tensor]? {
      guard buffers.count == parameters.count else { return nil }
      var made: [Tensor] = []
      for (buffer, parameter) in zip(buffers, parameters) {
        if let buffer {
          guard areStates([buffer], [parameter]) else { return nil }
          made.append(buffer)
        } else {
          made.append(
            Tensor(try torchErrors { try NDArray(empty: parameter.tensor.array.shape, parameter.tensor.dtype) }))
        }
      }
      for (index, parameter) in parameters.enumerated() {
        step.apply(
          to: parameter.tensor.array, parameter.grad, buffer: made[index].array, isFirst: buffers[index] == nil)
        parameter.tensor.bumpVersion()
        buffers[index]?.bumpVersion()
      }
      return made
    }
  }

  /// `_sgd_step(group, buffers)`; `buffers` is None without momentum, else a list with a tensor, or None at the first
  /// step, for each parameter that has a gradient. The list takes the new buffers.
  private static let sgd: NativeFunction.Body = { _, arguments in
    guard let group = arguments[0].cast(DictObject.self), let step = SGDGroup(group) else { return .bool(false) }
    if arguments[1].isNone { return .bool(step.apply(nil)) }
    guard let list = arguments[1].cast(ListObject.self),
      list.elements.allSatisfy({ $0.isNone || $0.tensorObject != nil }),
      let buffers = try step.apply(orMaking: list.elements.map { $0.tensorObject?.tensor })
    else { return .bool(false) }
    list.elements = buffers.map { TensorObject.of($0) }
    return .bool(true)
  }

  /// A step of Adam for a group of parameters.
  struct AdamGroup {
    private let parameters: [Parameter]
    private let step: AdamStep
    private let keepsLargest: Bool

    /// Reads a group's settings; nil where one is not usual.
    init?(_ group: DictObject) {
      guard let parameters = group.value(of: Name.parameters).flatMap(OptimizerSteps.parameters),
        let rate = number(group, Name.rate), let betas = group.value(of: Name.betas)?.sequenceElements,
        betas.count == 2, let beta1 = OptimizerSteps.number(betas[0]), let beta2 = OptimizerSteps.number(betas[1]),
        let eps = number(group, Name.eps), let decay = number(group, Name.decay),
        let isDecoupled = flag(group, Name.isDecoupled), let keepsLargest = flag(group, Name.keepsLargest),
        let maximizes = flag(group, Name.maximizes)
      else { return nil }
      self.parameters = parameters
      self.keepsLargest = keepsLargest
      step = AdamStep(
        learningRate: rate, beta1: beta1, beta2: beta2, eps: eps, weightDecay: decay, isDecoupled: isDecoupled,
        maximizes: maximizes)
    }

    /// Changes the parameters and their states, one for each parameter that has a gradient. Says whether it has.
    func apply(_ states: [DictObject]) -> Bool {
      guard let steps = tensors(Name.step, of: states), steps.count == parameters.count,
        steps.allSatisfy({ $0.array.rank == 0 && $0.dtype == .float32 && isWritable($0) }),
        let means = tensors(Name.mean, of: states), areStates(means, parameters),
        let squares = tensors(Name.square, of: states), areStates(squares, parameters)
      else { return false }
      var largest: [Tensor]?
      if keepsLargest {
        guard let kept = tensors(Name.largest, of: states), areStates(kept, parameters) else { return false }
        largest = kept
      }
      for (index, parameter) in parameters.enumerated() {
        let number = steps[index].array.element(at: 0).double + 1
        steps[index].array.fill(.double(number))
        let corrections = (
          mean: 1 - FloatingFunction.power(step.beta1, number),
          squareRoot: (1 - FloatingFunction.power(step.beta2, number)).squareRoot()
        )
        step.apply(
          to: parameter.tensor.array, parameter.grad, mean: means[index].array, square: squares[index].array,
          largest: largest?[index].array, corrections: corrections)
        for tensor in [parameter.tensor, steps[index], means[index], squares[index]] { tensor.bumpVersion() }
        // The decay is a change of its own.
        if step.isDecoupled, step.weightDecay != 0 { parameter.tensor.bumpVersion() }
        largest?[index].bumpVersion()
      }
      return true
    }
  }

  /// `_adam_step(group, states)`; the list has the state of each parameter that has a gradient.
  private static let adam: NativeFunction.Body = { _, arguments in
    guard let group = arguments[0].cast(DictObject.self), let step = AdamGroup(group),
      let states = arguments[1].sequenceElements
    else { return .bool(false) }
    let dictionaries = states.compactMap { $0.cast(DictObject.self) }
    return .bool(dictionaries.count == states.count && step.apply(dictionaries))
  }
}
