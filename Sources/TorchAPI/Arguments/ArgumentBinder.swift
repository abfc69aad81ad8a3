import PythonRuntime

/// Binds a call to one of a function's signatures, with the checks, their order and the error texts of PyTorch's
/// `PythonArgParser` (`torch/csrc/utils/python_arg_parser.cpp`).
package final class ArgumentBinder: Sendable {
  /// The name in messages, without parentheses.
  package let function: String
  /// The ways to call it, in the order in which PyTorch tries them.
  package let signatures: [FunctionSignature]
  /// Older ways to call it, which no error lists. They are tried last; the values go to the parameters of the same
  /// names of the first signature. Because of them PyTorch words errors as for several signatures.
  package let deprecated: [FunctionSignature]
  /// Whether a call without arguments fits the only signature there is.
  private let takesNothing: Bool

  /// A binder for a function.
  package init(function: String, signatures: [FunctionSignature], deprecated: [FunctionSignature] = []) {
    self.function = function
    self.signatures = signatures
    self.deprecated = deprecated
    takesNothing = signatures.count == 1 && deprecated.isEmpty && signatures[0].minimumCount == 0
  }

  /// Binds a call.
  ///
  /// - Throws: `TypeError` as PyTorch words it.
  package func bind(_ arguments: Arguments, _ interpreter: Interpreter) throws -> BoundArguments {
    if takesNothing, arguments.isEmpty {
      return BoundArguments(binder: self, overload: 0, values: [], interpreter: interpreter)
    }
    do {
      return try bound(arguments, interpreter)
    } catch {
      throw SparseObject.isAmong(arguments) ? SparseObject.refusal(function + "()") : error
    }
  }

  private func bound(_ arguments: Arguments, _ interpreter: Interpreter) throws -> BoundArguments {
    if signatures.count == 1 && deprecated.isEmpty {
      let values = try match(signatures[0], arguments, raising: true) ?? []
      return BoundArguments(binder: self, overload: 0, values: values, interpreter: interpreter)
    }
    for (index, signature) in signatures.enumerated() {
      if let values = try match(signature, arguments, raising: false) {
        return BoundArguments(binder: self, overload: index, values: values, interpreter: interpreter)
      }
    }
    if let bound = try boundAsBefore(arguments, interpreter) { return bound }
    throw try failure(arguments)
  }

  /// The call bound to a deprecated signature, with PyTorch's warning; nil if none fits.
  private func boundAsBefore(_ arguments: Arguments, _ interpreter: Interpreter) throws -> BoundArguments? {
    guard let target = signatures.first else { return nil }
    for old in deprecated {
      guard let given = try match(old, arguments, raising: false) else { continue }
      try TorchWarnings.deprecatedSignature(function, old, instead: signatures)
      let values = target.parameters.map { parameter in old.index(of: parameter.name).map { given[$0] } ?? .undefined }
      return BoundArguments(binder: self, overload: 0, values: values, interpreter: interpreter)
    }
    return nil
  }

  /// The error for a call that no signature fits: what is wrong with the only plausible one, or a list of all.
  private func failure(_ arguments: Arguments) throws -> PythonException {
    let count = arguments.count + arguments.keywordCount
    let plausible = signatures.filter { $0.minimumCount <= count && count <= $0.parameters.count }
    if plausible.count == 1, let only = plausible.first { _ = try match(only, arguments, raising: true) }
    let passed = (0..<arguments.count).map { Self.describe(nil, arguments[$0]) }
    let named = (0..<arguments.keywordCount).map { index in
      let (name, value) = arguments.keyword(index)
      return Self.describe(name.value, value)
    }
    let combination = InvalidCombination(
      function: function, options: signatures.map(\.text), arguments: passed + named)
    return PythonException(.typeError, combination.message)
  }

  private static func describe(_ keyword: String?, _ value: Value) -> PassedArgument {
    var elements: [String]?
    if let list = value.cast(ListObject.self) { elements = list.elements.map(\.type.tpName) }
    let tuple = value.cast(TupleObject.self)
    if let tuple { elements = tuple.elements.map(\.type.tpName) }
    return PassedArgument(
      keyword: keyword, typeName: value.type.tpName, elementTypes: elements, isTuple: tuple != nil)
  }

  // MARK: One signature

  /// The values of the parameters, `.undefined` where one was left out or `None`; nil when the call does not fit.
  private func match(_ signature: FunctionSignature, _ arguments: Arguments, raising: Bool) throws -> [Value]? {
    let takesInts = signature.takesIntsAsPositionals && (arguments.count == 0 || arguments[0].isIndex)
    if arguments.count > signature.maximumPositional && !takesInts {
      if raising { throw tooManyPositionals(signature, arguments) }
      return nil
    }
    var values: [Value] = []
    values.reserveCapacity(signature.parameters.count)
    var position = 0
    var keywordsLeft = arguments.keywordCount
    // The parameters are looked at where they are: each has a number of references, which a copy would count.
    return try signature.parameters.withUnsafeBufferPointer { parameters in
      for index in 0..<parameters.count {
        var value = Value.undefined
        var isKeyword = false
        if position < arguments.count {
          if parameters[index].isKeywordOnly {
            if raising { throw tooManyPositionals(signature, arguments) }
            return nil
          }
          value = arguments[position]
        } else if keywordsLeft > 0 {
          value = Self.keyword(parameters[index], arguments)
          isKeyword = true
        }
        if value.isUndefined && parameters[index].isOptional || value.isNone && parameters[index].allowsNone {
          values.append(.undefined)
        } else if value.isUndefined {
          if raising { throw missing(signature, from: index) }
          return nil
        } else {
          switch parameters[index].check(value) {
          case .fits:
            // PyTorch refuses these before it tries another signature.
            if case .tensorList = parameters[index].kind, let elements = value.sequenceElements,
              elements.contains(where: { $0.tensorObject == nil })
            {
              _ = try elements.tensors(argument: index)
            }
            values.append(value)
          case .fails where takesInts && position == 0 && !isKeyword && value.isIndex:
            values.append(.tuple(Array(arguments.positional)))
            position = arguments.count
            continue
          case .fails(let element):
            if raising {
              throw wrongType(parameters[index], value, position: isKeyword ? nil : position, element: element)
            }
            return nil
          }
        }
        if isKeyword {
          if !value.isUndefined { keywordsLeft -= 1 }
        } else {
          position += 1
        }
      }
      // A list stands where several ints could, and something follows it.
      if position < arguments.count {
        if raising { throw tooManyPositionals(signature, arguments) }
        return nil
      }
      if keywordsLeft > 0 {
        if raising { throw unknownKeyword(signature, arguments) }
        return nil
      }
      return values
    }
  }

  private static func keyword(_ parameter: FunctionParameter, _ arguments: Arguments) -> Value {
    if let value = arguments.keyword(named: parameter.name) { return value }
    for name in parameter.numpyNames {
      if let value = arguments.keyword(named: name) { return value }
    }
    return .undefined
  }

  // MARK: Words

  private func tooManyPositionals(_ signature: FunctionSignature, _ arguments: Arguments) -> PythonException {
    let most = signature.maximumPositional
    let least = signature.minimumCount
    let given = arguments.count
    if least != most {
      return PythonException(
        .typeError, "\(function)() takes from \(least) to \(most) positional arguments but \(given) were given")
    }
    return PythonException(
      .typeError,
      "\(function)() takes \(most) positional argument\(most == 1 ? "" : "s") but \(given) "
        + (given == 1 ? "was" : "were") + " given")
  }

  /// PyTorch writes "arguments" for one and "argument" for several.
  private func missing(_ signature: FunctionSignature, from index: Int) -> PythonException {
    let names = signature.parameters[index...].filter { !$0.isOptional }.map { "\"\($0.name)\"" }
    return PythonException(
      .typeError,
      "\(function)() missing \(names.count) required positional argument\(names.count == 1 ? "s" : ""): "
        + names.joined(separator: ", "))
  }

  private func wrongType(
    _ parameter: FunctionParameter, _ value: Value, position: Int?, element: Int?
  ) -> PythonException {
    let head = "\(function)(): argument '\(parameter.name)' "
    guard let position else {
      return PythonException(
        .typeError, head + "must be \(parameter.kind.typeName), not \(value.type.tpName)")
    }
    if let element, let found = value.sequenceElements?[element] {
      return PythonException(
        .typeError,
        head + "(position \(position + 1)) must be \(parameter.kind.typeName), but found element of type "
          + "\(found.type.tpName) at pos \(element)")
    }
    return PythonException(
      .typeError, head + "(position \(position + 1)) must be \(parameter.kind.typeName), not \(value.type.tpName)")
  }

  private func unknownKeyword(_ signature: FunctionSignature, _ arguments: Arguments) -> PythonException {
    for index in 0..<arguments.keywordCount {
      let name = arguments.keyword(index).name.value
      guard let place = signature.index(of: name) else {
        return PythonException(.typeError, "\(function)() got an unexpected keyword argument '\(name)'")
      }
      if place < arguments.count {
        return PythonException(.typeError, "\(function)() got multiple values for argument '\(name)'")
      }
    }
    return PythonException(.typeError, "invalid keyword arguments")
  }
}
