import Autograd
import TensorCore

extension Operator {
  /// A computation on images whose result is in their memory format: channels innermost if those of one of the inputs
  /// are.
  static func inFormat(
    of inputs: [Int] = [0], _ forward: @escaping @Sendable (OperatorArguments) throws -> NDArray
  ) -> @Sendable (OperatorArguments) throws -> NDArray {
    { arguments in try kept(forward(arguments), inputs, arguments) }
  }

  /// The same for several results.
  static func allInFormat(
    _ forwards: @escaping @Sendable (OperatorArguments) throws -> [NDArray]
  ) -> @Sendable (OperatorArguments) throws -> [NDArray] {
    { arguments in try forwards(arguments).map { try kept($0, [0], arguments) } }
  }

  private static func kept(_ result: NDArray, _ inputs: [Int], _ arguments: OperatorArguments) throws -> NDArray {
    guard result.rank >= 4 else { return result }
    for index in inputs {
      let format = try arguments.array(index).suggestedFormat
      if format != .contiguous { return try result.inFormat(format) }
    }
    return result
  }

  /// The memory format of what is made of several tensors: theirs, if they agree.
  static func commonFormat(_ arrays: [NDArray]) -> MemoryFormat {
    guard let format = arrays.first?.suggestedFormat, arrays.allSatisfy({ $0.suggestedFormat == format }) else {
      return .contiguous
    }
    return format
  }
}

extension OperatorArguments {
  /// The memory format that an argument names.
  func memoryFormat(_ index: Int) -> MemoryFormat? { optionalString(index).flatMap(MemoryFormat.init(rawValue:)) }
}
