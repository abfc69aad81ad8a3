import Autograd
import PythonRuntime

/// An overload as the usual calls see it. It tells from arguments that are plain (tensors, numbers, lists of them)
/// whether they fit and what the operator takes, as ``ArgumentBinder`` would, without words for what is wrong.
///
/// A default could hold a tensor, which belongs to one thread, but none does.
final class PlainOverload: @unchecked Sendable {
  /// The operator.
  let target: Operator
  private let places: [Place]
  private let maximumPositional: Int
  private let takesIntsAsPositionals: Bool
  /// Whether a keyword says which tensors to write into, and whether it is one.
  private let takesOut: Bool
  private let takesOneOut: Bool

  /// A parameter. An object, so that looking at it copies nothing.
  fileprivate final class Place {
    let parameter: FunctionParameter
    let kind: ParameterKind
    let isOptional: Bool
    let isKeywordOnly: Bool
    let allowsNone: Bool
    let name: String
    /// Other names that it goes by.
    let otherNames: [String]
    /// What the operator takes where it is left out, or `None` is given for that.
    let absent: Argument?

    init(_ parameter: FunctionParameter) {
      self.parameter = parameter
      kind = parameter.kind
      isOptional = parameter.isOptional
      isKeywordOnly = parameter.isKeywordOnly
      allowsNone = parameter.allowsNone
      name = parameter.name
      otherNames = parameter.numpyNames
      absent = BoundArguments.defaultArgument(of: parameter)
    }
  }

  /// What comes of looking at the arguments.
  enum Match {
    /// They fit, and this is what the operator takes.
    case operands([Argument])
    /// The same, and the tensor that the result is to be written into.
    case into([Argument], Tensor)
    /// They do not fit.
    case fails
    /// That takes a closer look.
    case open
  }

  init(_ target: Operator, _ signature: FunctionSignature) {
    self.target = target
    var parameters = signature.parameters
    takesOut = parameters.last?.name == "out"
    takesOneOut = takesOut && parameters.last?.kind == .tensor
    // Tensors to write into come by keyword only.
    if takesOut { parameters.removeLast() }
    places = parameters.map { Place($0) }
    maximumPositional = signature.maximumPositional
    takesIntsAsPositionals = signature.takesIntsAsPositionals
  }

  /// Looks at the arguments; `receiver` is the tensor whose method is called.
  func match(_ arguments: Arguments, _ receiver: Tensor?) -> Match {
    if arguments.count > maximumPositional, !takesIntsAsPositionals { return .fails }
    var operands: [Argument] = []
    operands.reserveCapacity(places.count + 1)
    if let receiver { operands.append(.tensor(receiver)) }
    var position = 0
    var keywordsLeft = arguments.keywordCount
    for index in 0..<places.count {
      let place = places[index]
      let value: Value
      if position < arguments.count {
        if place.isKeywordOnly { return .fails }
        value = arguments[position]
        position += 1
      } else if keywordsLeft > 0, let given = place.keyword(among: arguments) {
        value = given
        keywordsLeft -= 1
      } else {
        guard place.isOptional else { return .fails }
        guard let absent = place.absent else { return .open }
        operands.append(absent)
        continue
      }
      if let operand = place.operand(value) {
        operands.append(operand)
      } else if takesIntsAsPositionals, index == 0, position == 1 {
        guard let list = Self.ints(arguments) else { return .open }
        operands.append(.ints(list))
        position = arguments.count
      } else if case .fails = place.parameter.check(value), !value.isNone {
        return .fails
      } else {
        return .open
      }
    }
    if position < arguments.count { return .fails }
    if keywordsLeft > 0 {
      if takesOneOut, keywordsLeft == 1, let out = arguments.keyword(named: "out")?.tensorObject {
        return .into(operands, out.tensor)
      }
      return takesOut ? .open : .fails
    }
    return .operands(operands)
  }

  /// The positional arguments as one list, if all are ints (`x.view(2, 3)`).
  private static func ints(_ arguments: Arguments) -> [Int]? {
    var list: [Int] = []
    list.reserveCapacity(arguments.count)
    for index in 0..<arguments.count {
      guard case .int(let number) = arguments[index] else { return nil }
      list.append(number)
    }
    return list
  }

  /// What comes of looking at arguments, without what the operator takes.
  enum Meaning { case operands, fails, open }

  /// What ``match(_:_:)`` makes of a tensor and no arguments beside it; it is the receiver, or the first argument.
  func meaningOfTensorAlone(isReceiver: Bool) -> Meaning {
    if takesIntsAsPositionals { return .open }
    let given = isReceiver ? 0 : 1
    if given > maximumPositional { return .fails }
    if !isReceiver {
      guard case .tensor? = places.first?.kind else { return .open }
    }
    for place in places.dropFirst(given) {
      guard place.isOptional else { return .fails }
      if place.absent == nil { return .open }
    }
    return .operands
  }
}

extension PlainOverload.Place {
  /// The argument that names the parameter.
  fileprivate func keyword(among arguments: Arguments) -> Value? {
    if let value = arguments.keyword(named: name) { return value }
    for other in otherNames {
      if let value = arguments.keyword(named: other) { return value }
    }
    return nil
  }

  /// What a value stands for, where that is plain.
  fileprivate func operand(_ value: Value) -> Argument? {
    switch (kind, value) {
    case (.tensor, .object): return value.tensorObject.map { .tensor($0.tensor) }
    case (.scalar, .int(let number)): return .scalar(.int(number))
    case (.scalar, .float(let number)): return .scalar(.double(number))
    case (.int, .int(let number)): return .int(number)
    case (.float, .float(let number)): return .double(number)
    case (.float, .int(let number)): return .double(Double(number))
    case (.bool, .bool(let isOn)): return .bool(isOn)
    case (.intList(let size), .int(let number)) where size > 0:
      return .ints(size == 1 ? [number] : [Int](repeating: number, count: size))
    case (.intList, .object): return Self.ints(value).map { .ints($0) }
    case (.tensorList, .object): return Self.tensors(value).map { .tensors($0) }
    case (.dtype, .object(let object)): return (object as? DTypeObject).map { .dtype($0.dtype) }
    case (_, .none) where allowsNone: return absent
    default: return nil
    }
  }

  /// The elements of a list or tuple of ints.
  private static func ints(_ value: Value) -> [Int]? {
    guard let elements = value.sequenceElements else { return nil }
    var list: [Int] = []
    list.reserveCapacity(elements.count)
    for element in elements {
      guard case .int(let number) = element else { return nil }
      list.append(number)
    }
    return list
  }

  /// The elements of a list or tuple of tensors.
  private static func tensors(_ value: Value) -> [Tensor]? {
    guard let elements = value.sequenceElements else { return nil }
    var list: [Tensor] = []
    list.reserveCapacity(elements.count)
    for element in elements {
      guard let tensor = element.tensorObject?.tensor else { return nil }
      list.append(tensor)
    }
    return list
  }
}
