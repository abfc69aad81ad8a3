import Autograd
import PythonRuntime

/// `torch.autograd` and its parts.
enum AutogradModule {
  /// `torch.autograd`; `functional` and `gradcheck` are written in Python.
  static let members: @Sendable () -> [String: Value] = {
    [
      "grad": .object(BackwardFunctions.gradFunction), "backward": .object(BackwardFunctions.backwardFunction),
      "Function": .object(TypeObject.autogradFunction), "Variable": .object(VariableType.value),
      "no_grad": .object(TypeObject.noGrad), "enable_grad": .object(TypeObject.enableGrad),
      "set_grad_enabled": .object(TypeObject.setGradEnabled), "inference_mode": .object(TypeObject.inferenceMode),
      "detect_anomaly": .object(TypeObject.detectAnomaly),
      "set_detect_anomaly": .object(TypeObject.setDetectAnomaly),
      "gradcheck": fromPython("torch.autograd._gradcheck", "gradcheck"),
      "gradgradcheck": fromPython("torch.autograd._gradcheck", "gradgradcheck"),
    ]
  }

  /// A function of a Python module, which is imported when the function is called.
  static func fromPython(_ module: String, _ name: String) -> Value {
    .object(
      NativeFunction(name, module: module) { interpreter, arguments in
        let function = try interpreter.getAttribute(try TorchImports.module(module, interpreter), name)
        return try interpreter.call(function, arguments)
      })
  }

  /// `torch.autograd.function`
  static let functionMembers: @Sendable () -> [String: Value] = {
    [
      "Function": .object(TypeObject.autogradFunction), "FunctionCtx": .object(TypeObject.functionContext),
      "InplaceFunction": .object(TypeObject.autogradFunction),
      "once_differentiable": .object(
        NativeFunction("once_differentiable", .one, module: "torch.autograd.function") { _, arguments in
          .object(
            DecoratedFunction(arguments[0], .recording(false), modeType: .noGrad) { result, arguments in
              try onceDifferentiable(result, arguments)
            })
        }),
    ]
  }

  /// The gradients that a function marked with `once_differentiable` gives, which nothing may differentiate.
  private static func onceDifferentiable(_ result: Value, _ arguments: Arguments) throws -> Value {
    guard GradMode.isEnabled, arguments.positional.contains(where: { $0.tensorObject?.tensor.requiresGrad ?? false })
    else { return result }
    let values = result.cast(TupleObject.self)?.elements ?? [result]
    let refusing = DelayedErrorNode.refusing(
      "trying to differentiate twice a function that was marked with @once_differentiable",
      values.map { $0.tensorObject?.tensor })
    let results = zip(values, refusing).map { value, tensor in tensor.map { TensorObject.of($0) } ?? value }
    return result.cast(TupleObject.self) == nil ? results[0] : .tuple(results)
  }

  /// `torch.autograd.grad_mode`
  static let gradModeMembers: @Sendable () -> [String: Value] = {
    [
      "no_grad": .object(TypeObject.noGrad), "enable_grad": .object(TypeObject.enableGrad),
      "set_grad_enabled": .object(TypeObject.setGradEnabled), "inference_mode": .object(TypeObject.inferenceMode),
    ]
  }

  /// `torch.autograd.anomaly_mode`
  static let anomalyMembers: @Sendable () -> [String: Value] = {
    [
      "detect_anomaly": .object(TypeObject.detectAnomaly),
      "set_detect_anomaly": .object(TypeObject.setDetectAnomaly),
    ]
  }

  /// `torch.autograd.variable`
  static let variableMembers: @Sendable () -> [String: Value] = { ["Variable": .object(VariableType.value)] }
}

/// `torch.autograd.Variable`: calling it gives a tensor, and every tensor is one.
package final class VariableType: Object, @unchecked Sendable {
  /// The only one.
  static let value = VariableType()

  private init() { super.init(type: .variableType) }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<class 'torch.autograd.variable.Variable'>"
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    let values = try Self.signature.bind(arguments, function: "Variable")
    let data = values[0]
    if !values[2].isUndefined, !values[2].isNone {
      try TorchWarnings.warn(
        "volatile was removed and now has no effect. Use `with torch.no_grad():` instead.", interpreter)
    }
    guard let source = data.tensorObject else {
      if data.isUndefined || data.isNone { return try interpreter.call(.object(TypeObject.tensor)) }
      throw PythonException(
        .typeError, "Variable data has to be a tensor, but got \(data.type.tpName)")
    }
    let requiresGrad = values[1].isUndefined || values[1].isNone ? false : try interpreter.truth(values[1])
    let tensor = source.tensor.detached()
    try torchErrors { try tensor.setRequiresGrad(requiresGrad) }
    return TensorObject.of(tensor)
  }

  private static let signature = PythonRuntime.Signature("(data=None, requires_grad=False, volatile=None)")

  package override func acceptsInstance(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    value.tensorObject != nil
  }
}

extension TypeObject {
  /// The metaclass of `Variable`.
  static let variableType = TypeObject.native(
    "VariableMeta", module: "torch.autograd.variable", specials: [.repr, .call], isSubclassable: false)
}
