import Autograd
import TensorCore

extension Operator {
  /// Keeps in a node what it takes to compute the operation again, for comparing its gradient with differences.
  ///
  /// The arguments are copied as they are now, in double precision; types among them become double precision too.
  func note(_ node: OperatorNode, _ arguments: OperatorArguments, _ audit: GradientAudit) throws {
    guard audit.isNoting, let session = TensorSession.bound else { return }
    let fixed = OperatorArguments(
      try arguments.values.map { value in
        switch value {
        case .tensor(let tensor): .tensor(try Self.preciseCopy(of: tensor))
        case .tensors(let list): .tensors(try list.map(Self.preciseCopy))
        case .optionalTensors(let list): .optionalTensors(try list.map { try $0.map(Self.preciseCopy) })
        case .dtype(let dtype): .dtype(NodeReplay.precise(dtype))
        default: value
        }
      })
    node.replay = NodeReplay(
      inputs: inputTensors(fixed).map { $0?.array }, line: audit.currentLine(), generator: session.generator.copy()
    ) { arrays in
      let replaced = self.replacing(inputsOf: fixed, by: arrays)
      return try GradMode.with(false) { try self(replaced).tensors.map(\.array) }
    }
  }

  private static func preciseCopy(of tensor: Tensor) throws -> Tensor {
    let copy = Tensor(try NodeReplay.copy(of: tensor.array))
    copy.isWrappedNumber = tensor.isWrappedNumber
    return copy
  }

  /// The arguments with the tensors that are inputs of the node replaced, in the order of the node's edges.
  private func replacing(inputsOf arguments: OperatorArguments, by arrays: [NDArray?]) -> OperatorArguments {
    var rest = arrays[...]
    func next(_ old: Tensor?) -> Tensor? {
      guard let array = rest.popFirst() ?? nil, let old else { return old }
      let tensor = Tensor(array)
      tensor.isWrappedNumber = old.isWrappedNumber
      return tensor
    }
    var result = arguments
    for index in inputs ?? Array(0..<arguments.count) where index < arguments.count {
      switch arguments[index] {
      case .tensor(let tensor): result.values[index] = .tensor(next(tensor) ?? tensor)
      case .tensors(let list): result.values[index] = .tensors(list.map { next($0) ?? $0 })
      case .optionalTensors(let list): result.values[index] = .optionalTensors(list.map(next))
      case .none where inputs != nil: rest = rest.dropFirst()
      default: break
      }
    }
    return result
  }
}
