import Autograd
import PythonRuntime

/// An overload as the usual calls see it: with tensors and numbers by position. It tells from the arguments alone
/// whether they fit and what the operator takes, as ``ArgumentBinder`` would.
///
/// A default could hold a tensor, which belongs to one thread, but none does.
struct PlainOverload: @unchecked Sendable {
  /// The operator.
  let target: Operator
  private let kinds: [ParameterKind]
  /// What stands for the parameters that are left out; nil for those that must be given, or are lists.
  private let defaults: [Argument?]
  private let required: Int
  private let maximumPositional: Int
  private let takesIntsAsPositionals: Bool

  /// What comes of looking at the arguments.
  enum Match {
    /// They fit, and this is what the operator takes.
    case operands([Argument])
    /// They do not fit.
    case fails
    /// That takes a closer look.
    case open
  }

  init(_ target: Operator, _ signature: FunctionSignature) {
    self.target = target
    var parameters = signature.parameters
    // Tensors to write into come by keyword only.
    if parameters.last?.name == "out" { parameters.removeLast() }
    kinds = parameters.map(\.kind)
    defaults = parameters.map { $0.isOptional ? BoundArguments.defaultArgument(of: $0) : nil }
    required = signature.minimumCount
    maximumPositional = signature.maximumPositional
    takesIntsAsPositionals = signature.takesIntsAsPositionals
  }

  /// Looks at arguments without keywords; `receiver` is the tensor whose method is called.
  func match(_ arguments: Arguments, _ receiver: Tensor?) -> Match {
    if takesIntsAsPositionals { return .open }
    if arguments.count > maximumPositional { return .fails }
    var operands: [Argument] = []
    operands.reserveCapacity(kinds.count + 1)
    if let receiver { operands.append(.tensor(receiver)) }
    for index in 0..<kinds.count {
      if index < arguments.count {
        guard let operand = Self.operand(arguments[index], kinds[index]) else { return .open }
        operands.append(operand)
      } else if let value = defaults[index] {
        operands.append(value)
      } else {
        return arguments.count < required ? .fails : .open
      }
    }
    return .operands(operands)
  }

  /// What comes of looking at arguments, without what the operator takes.
  enum Meaning { case operands, fails, open }

  /// What ``match(_:_:)`` makes of a tensor and no arguments beside it; it is the receiver, or the first argument.
  func meaningOfTensorAlone(isReceiver: Bool) -> Meaning {
    if takesIntsAsPositionals { return .open }
    let given = isReceiver ? 0 : 1
    if given > maximumPositional { return .fails }
    if !isReceiver {
      guard case .tensor? = kinds.first else { return .open }
    }
    guard kinds.indices.dropFirst(given).allSatisfy({ defaults[$0] != nil }) else {
      return given < required ? .fails : .open
    }
    return .operands
  }

  /// What a value stands for, where that is plain.
  private static func operand(_ value: Value, _ kind: ParameterKind) -> Argument? {
    switch (kind, value) {
    case (.tensor, .object): return value.tensorObject.map { .tensor($0.tensor) }
    case (.scalar, .int(let number)): return .scalar(.int(number))
    case (.scalar, .float(let number)): return .scalar(.double(number))
    case (.int, .int(let number)): return .int(number)
    case (.float, .float(let number)): return .double(number)
    case (.float, .int(let number)): return .double(Double(number))
    case (.bool, .bool(let isOn)): return .bool(isOn)
    case (.intList(let size), .int(let number)) where size > 0:
      return .ints([Int](repeating: number, count: size))
    default: return nil
    }
  }
}
