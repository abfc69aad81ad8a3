import Autograd
import PythonRuntime
import TensorCore

/// The arguments of a user's function as they were, so that its `forward` can be called again for comparing its
/// `backward` with differences.
struct FunctionReplay {
  private let function: Value
  private let interpreter: Interpreter
  private let arguments: [Value]
  private let inputs: [NDArray?]
  private let line: Int?
  private let generator: Generator?

  /// Copies the arguments; nil while operations keep no replay.
  init?(_ arguments: [Value], _ function: Value, _ interpreter: Interpreter, _ audit: GradientAudit) throws {
    guard audit.isNoting else { return nil }
    self.function = function
    self.interpreter = interpreter
    self.arguments = arguments
    inputs = try arguments.map { try $0.tensorObject.map { try NodeReplay.copy(of: $0.tensor.array) } }
    line = audit.currentLine()
    generator = TensorSession.bound?.generator.copy()
  }

  /// The replay for the function's node.
  ///
  /// - Parameter places: which of the values that `forward` returns are outputs of the node, in order.
  func replay(ofOutputs places: [Int?], needsInputGrad: [Bool]) -> NodeReplay {
    NodeReplay(inputs: inputs, line: line, generator: generator) { arrays in
      let values = try forward(arrays, needsInputGrad)
      return try places.map { place in
        // What is no tensor has no gradient either.
        guard let place else { return try NDArray(zeros: [], .float64) }
        guard place < values.count, let tensor = values[place].tensorObject?.tensor else {
          throw TorchError(.runtime, "forward, called again in double precision, returned something else")
        }
        return tensor.array
      }
    }
  }

  /// Calls `forward` without recording; what it prints is not shown again.
  private func forward(_ arrays: [NDArray?], _ needsInputGrad: [Bool]) throws -> [Value] {
    let values = zip(arguments, arrays).map { argument, array in
      array.map { TensorObject.of(Tensor($0)) } ?? argument
    }
    let (showOutput, showErrors) = (interpreter.onOutput, interpreter.onErrorOutput)
    interpreter.onOutput = { _, _ in }
    interpreter.onErrorOutput = { _ in }
    defer { (interpreter.onOutput, interpreter.onErrorOutput) = (showOutput, showErrors) }
    do {
      return try GradMode.with(false) {
        let forward = try interpreter.getAttribute(function, "forward")
        let output: Value
        if try interpreter.getAttribute(function, "setup_context", default: .none).isNone {
          let context = FunctionContextObject(callOf: function)
          context.needsInputGrad = needsInputGrad
          output = try interpreter.call(forward, [.object(context)] + values)
        } else {
          output = try interpreter.call(forward, values)
        }
        return output.cast(TupleObject.self)?.elements ?? [output]
      }
    } catch let error as PythonException {
      let message = (try? interpreter.str(.object(error.exception))) ?? ""
      throw TorchError(.runtime, "forward, called again in double precision, raised \(error.typeName): \(message)")
    }
  }
}
