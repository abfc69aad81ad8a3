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
      "_adam_step": .object(NativeFunction("_adam_step", .positional(9...9), module: "torch._C", body: adam)),
    ]
  }

  /// `_clear_grads(params)`: every `.grad` becomes None.
  private static let clearGrads: NativeFunction.Body = { _, arguments in
    guard let params = arguments[0].sequenceElements else { return .bool(false) }
    for param in params {
      guard let tensor = param.tensorObject?.tensor else { return .bool(false) }
      tensor.grad = nil
    }
    return .bool(true)
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
      guard isWritable(tensor), grad.array.isPlain(like: tensor.array), grad.array.storage !== tensor.array.storage
      else { return nil }
      result.append(Parameter(tensor: tensor, grad: grad.array))
    }
    return result
  }

  private static func isWritable(_ tensor: Tensor) -> Bool {
    tensor.array.isPlain(like: tensor.array) && !tensor.isInference && !GradMode.isEnabled
  }

  /// The tensors of a state, one for each parameter, each of the parameter's layout; nil for anything else.
  private static func state(_ value: Value, _ parameters: [Parameter]) -> [Tensor]? {
    guard let elements = value.sequenceElements, elements.count == parameters.count else { return nil }
    var result: [Tensor] = []
    result.reserveCapacity(elements.count)
    for (element, parameter) in zip(elements, parameters) {
      guard let tensor = element.tensorObject?.tensor, !tensor.requiresGrad, isWritable(tensor),
        tensor.array.isPlain(like: parameter.tensor.array), tensor.array.storage !== parameter.grad.storage
      else { return nil }
      result.append(tensor)
    }
    return result
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .float(let value): value
    case .int(let value): Double(value)
    default: nil
    }
  }

  /// The names of settings in a group of parameters.
  private enum Setting {
    static let parameters = StringObject("params")
    static let rate = StringObject("lr")
    static let momentum = StringObject("momentum")
    static let dampening = StringObject("dampening")
    static let decay = StringObject("weight_decay")
    static let isNesterov = StringObject("nesterov")
    static let maximizes = StringObject("maximize")
  }

  /// `_sgd_step(group, buffers)`; `buffers` is None without momentum, else a list with a tensor, or None at the first
  /// step, for each parameter that has a gradient. The list takes the new buffers.
  private static let sgd: NativeFunction.Body = { _, arguments in
    guard let group = arguments[0].cast(DictObject.self), let held = group.value(of: Setting.parameters),
      let parameters = parameters(held), let rate = group.value(of: Setting.rate).flatMap(number),
      let momentum = group.value(of: Setting.momentum).flatMap(number),
      let dampening = group.value(of: Setting.dampening).flatMap(number),
      let decay = group.value(of: Setting.decay).flatMap(number),
      case .bool(let isNesterov)? = group.value(of: Setting.isNesterov),
      case .bool(let maximizes)? = group.value(of: Setting.maximizes)
    else { return .bool(false) }
    let step = SGDStep(
      learningRate: rate, momentum: momentum, dampening: dampening, weightDecay: decay, isNesterov: isNesterov,
      maximizes: maximizes)
    guard !arguments[1].isNone else {
      for parameter in parameters {
        step.apply(to: parameter.tensor.array, parameter.grad, buffer: nil, isFirst: false)
        parameter.tensor.bumpVersion()
      }
      return .bool(true)
    }
    guard let list = arguments[1].cast(ListObject.self), list.elements.count == parameters.count else {
      return .bool(false)
    }
    var buffers: [(tensor: Tensor, isFirst: Bool)] = []
    for (element, parameter) in zip(list.elements, parameters) {
      if element.isNone {
        let array = try torchErrors { try NDArray(empty: parameter.tensor.array.shape, parameter.tensor.dtype) }
        buffers.append((Tensor(array), true))
      } else {
        guard let tensor = element.tensorObject?.tensor, !tensor.requiresGrad, isWritable(tensor),
          tensor.array.isPlain(like: parameter.tensor.array), tensor.array.storage !== parameter.grad.storage
        else { return .bool(false) }
        buffers.append((tensor, false))
      }
    }
    for (parameter, buffer) in zip(parameters, buffers) {
      step.apply(
        to: parameter.tensor.array, parameter.grad, buffer: buffer.tensor.array, isFirst: buffer.isFirst)
      parameter.tensor.bumpVersion()
      if !buffer.isFirst { buffer.tensor.bumpVersion() }
    }
    list.elements = buffers.map { TensorObject.of($0.tensor) }
    return .bool(true)
  }

  /// `_adam_step(params, steps, means, squares, largest, (lr, beta1, beta2, eps, weight_decay), decoupled, amsgrad,
  /// maximize)`; the lists have a tensor for each parameter that has a gradient, `largest` only with `amsgrad`.
  private static let adam: NativeFunction.Body = { _, arguments in
    guard let parameters = parameters(arguments[0]), let stepValues = arguments[1].sequenceElements,
      stepValues.count == parameters.count, let means = state(arguments[2], parameters),
      let squares = state(arguments[3], parameters), let settings = arguments[5].sequenceElements?.map(number),
      settings.count == 5, let rate = settings[0], let beta1 = settings[1], let beta2 = settings[2],
      let eps = settings[3], let decay = settings[4], case .bool(let isDecoupled) = arguments[6],
      case .bool(let keepsLargest) = arguments[7], case .bool(let maximizes) = arguments[8]
    else { return .bool(false) }
    var largest: [Tensor]?
    if keepsLargest {
      largest = state(arguments[4], parameters)
      if largest == nil { return .bool(false) }
    }
    var steps: [Tensor] = []
    for value in stepValues {
      guard let tensor = value.tensorObject?.tensor, tensor.array.rank == 0, tensor.dtype == .float32,
        isWritable(tensor)
      else { return .bool(false) }
      steps.append(tensor)
    }
    let step = AdamStep(
      learningRate: rate, beta1: beta1, beta2: beta2, eps: eps, weightDecay: decay, isDecoupled: isDecoupled,
      maximizes: maximizes)
    for (index, parameter) in parameters.enumerated() {
      let number = steps[index].array.element(at: 0).double + 1
      steps[index].array.fill(.double(number))
      let corrections = (
        mean: 1 - FloatingFunction.power(beta1, number),
        squareRoot: (1 - FloatingFunction.power(beta2, number)).squareRoot()
      )
      step.apply(
        to: parameter.tensor.array, parameter.grad, mean: means[index].array, square: squares[index].array,
        largest: largest?[index].array, corrections: corrections)
      for tensor in [parameter.tensor, steps[index], means[index], squares[index]] { tensor.bumpVersion() }
      largest?[index].bumpVersion()
    }
    return .bool(true)
  }
}
