import Autograd
import PythonRuntime
import TensorCore

extension TypeObject {
  /// `torch.Tensor`
  package static let tensor: TypeObject = .native(
    "Tensor", module: "torch",
    specials: SpecialMethodSet(
      .arithmetic, .bitwise, .equality, .ordering,
      [
        .repr, .str, .format, .hash, .length, .index, .int, .float, .complex, .reversed, .getItem, .setItem, .contains,
        .iterate, .matrixMultiply,
        .reflectedMatrixMultiply, .inPlaceAdd, .inPlaceSubtract, .inPlaceMultiply, .inPlaceDivide,
        .inPlaceFloorDivide, .inPlaceModulo, .inPlacePower, .inPlaceBitAnd, .inPlaceBitOr, .inPlaceBitXor,
        .inPlaceLeftShift, .inPlaceRightShift,
      ]),
    holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      let tensor = try LegacyConstructor(dtype: nil).make(interpreter, arguments)
      return type === TypeObject.tensor
        ? TensorObject.of(tensor) : .object(try TensorObject.checkedMake(tensor, type: type))
    },
    members: { TensorMethods.declared },
    furtherMembers: .init(names: { TensorMethods.operatorNames }, make: TensorMethods.operatorMethod))

  /// `torch.nn.Parameter`
  package static let parameter: TypeObject = .native(
    "Parameter", module: "torch.nn.parameter", bases: [.tensor], holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      let values = try PythonRuntime.Signature("(data=None, requires_grad=True)").bind(arguments, function: "Parameter")
      let source: Tensor
      if values[0].isUndefined || values[0].isNone {
        source = Tensor(try torchErrors { try NDArray(zeros: [0], try TensorSession.current.defaultDType) })
      } else if let object = values[0].tensorObject {
        source = object.tensor
      } else {
        throw PythonException(
          .typeError,
          "Cannot assign non-leaf Tensor or a value of type '\(values[0].type.tpName)' as a parameter's data")
      }
      let tensor = source.detached()
      let requiresGrad = values[1].isUndefined ? true : try interpreter.truth(values[1])
      if requiresGrad && !tensor.dtype.isDifferentiable {
        throw PythonException(
          .runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
      }
      try torchErrors { try tensor.setRequiresGrad(requiresGrad) }
      return .object(try TensorObject.checkedMake(tensor, type: type))
    },
    members: { [OverrideFunctions.noOverride] })
}

/// The attributes and methods of tensors: those of the operators and those declared in this folder.
enum TensorMethods {
  /// What is declared here, which goes before an operator of the same name.
  static var declared: [NativeMember] {
    TensorAttributes.all + GradientMethods.all + ConversionMethods.all + LayoutMethods.all + StorageMethods.all
      + RandomMethods.all + CreationMethods.all + SparseMethods.all + OverrideFunctions.methods
  }

  /// The method of the operator of a name, or, with `_` behind it, its form in place.
  @Sendable static func operatorMethod(_ name: String) -> NativeMember? {
    guard PublicFunctions.isPublished("Tensor.\(name)") else { return nil }
    let methods = OperatorRegistry.overloads(name).filter { $0.forms.contains(.method) }
    if !methods.isEmpty { return member(OperatorFunction(name, methods, form: .method)) }
    guard name.hasSuffix("_") else { return nil }
    let inPlace = OperatorRegistry.overloads(String(name.dropLast())).filter { $0.forms.contains(.inPlace) }
    return inPlace.isEmpty ? nil : member(OperatorFunction(name, inPlace, form: .inPlace))
  }

  private static func member(_ function: OperatorFunction) -> NativeMember {
    .method(function.name) { interpreter, arguments in try function.call(interpreter, arguments) }
  }

  /// The names of the methods that operators declare.
  static let operatorNames: [String] = OperatorRegistry.groups.flatMap { name, overloads in
    (overloads.contains { $0.forms.contains(.method) } ? [name] : [])
      + (overloads.contains { $0.forms.contains(.inPlace) } ? [name + "_"] : [])
  }.filter { PublicFunctions.isPublished("Tensor.\($0)") }

  /// All names, for suggestions.
  static var names: [String] { declared.map(\.name) + operatorNames }

  /// The tensor a method was called on.
  static func receiver(_ arguments: Arguments) throws -> TensorObject {
    guard let object = arguments[0].tensorObject else {
      if arguments[0].isSparse { throw SparseObject.refusal("this method") }
      if arguments[0].isBatched { throw BatchedObject.escaped }
      throw PythonException(.typeError, "expected a Tensor, got \(arguments[0].type.tpName)")
    }
    return object
  }

  /// A method over the tensor it was called on, without arguments.
  static func plain(
    _ name: String, overriddenAs known: String? = nil,
    _ body: @escaping @Sendable (TensorObject, Interpreter) throws -> Value
  ) -> NativeMember {
    .method(name) { interpreter, arguments in
      if TorchOverrides.isActive,
        let result = try TorchOverrides.result(of: .method(known ?? name), interpreter, arguments)
      {
        return result
      }
      if arguments.count == 1, arguments.keywords == nil, let object = arguments[0].tensorObject {
        return try torchErrors { try body(object, interpreter) }
      }
      if arguments[0].isSparse { throw SparseObject.refusal(name + "()") }
      if arguments.keywords != nil {
        throw PythonException(.typeError, "TensorBase.\(name)() takes no keyword arguments")
      }
      if arguments.count > 1 {
        throw PythonException(
          .typeError, "TensorBase.\(name)() takes no arguments (\(arguments.count - 1) given)")
      }
      return try torchErrors { try body(receiver(arguments), interpreter) }
    }
  }

  /// A method whose parameters are given by schemas, `self` not among them.
  ///
  /// - Parameter quick: Gives the result for arguments by position that need no binding; nil for all others.
  static func method(
    _ name: String, _ schemas: [String], takesNumbersAsTensors: Bool = false,
    quick: (@Sendable (TensorObject, Arguments) -> Value?)? = nil,
    _ body: @escaping @Sendable (TensorObject, BoundArguments) throws -> Value
  ) -> NativeMember {
    let function = LazyBinder(name, schemas, takesNumbersAsTensors: takesNumbersAsTensors)
    return .method(name) { interpreter, arguments in
      if TorchOverrides.isActive, let result = try TorchOverrides.result(of: .method(name), interpreter, arguments) {
        return result
      }
      if let quick, arguments.keywords == nil, let object = arguments[0].tensorObject,
        let result = quick(object, arguments.dropFirst())
      {
        return result
      }
      if arguments[0].isSparse { throw SparseObject.refusal(name + "()") }
      let bound = try function.binder.bind(arguments.dropFirst(), interpreter)
      return try MetaTensors.placing { try torchErrors { try body(receiver(arguments), bound) } }
    }
  }

  /// A method whose body reads its arguments by itself, behind those that may take its place.
  static func open(
    _ name: String, _ arity: NativeFunction.Arity = .any, _ body: @escaping NativeFunction.Body
  ) -> NativeMember {
    .method(name, arity) { interpreter, arguments in
      if TorchOverrides.isActive, let result = try TorchOverrides.result(of: .method(name), interpreter, arguments) {
        return result
      }
      return try body(interpreter, arguments)
    }
  }

  /// An attribute that is computed.
  static func property(
    _ name: String, set: (@Sendable (TensorObject, Value, Interpreter) throws -> Void)? = nil,
    _ get: @escaping @Sendable (TensorObject, Interpreter) throws -> Value
  ) -> NativeMember {
    .property(
      name,
      set: { interpreter, object, value in
        guard let tensor = object as? TensorObject, let set else {
          throw PythonException(
            .attributeError, "attribute '\(name)' of 'torch._C.TensorBase' objects is not writable")
        }
        try torchErrors { try set(tensor, value, interpreter) }
      }
    ) { interpreter, object in
      guard let tensor = object as? TensorObject else {
        if object is SparseObject { throw SparseObject.refusal(name) }
        if let batched = object as? BatchedObject { return try batched.attribute(named: name, interpreter) }
        return .none
      }
      if TorchOverrides.isActive,
        let result = try TorchOverrides.result(of: .getter(name), interpreter, tensor.asValue)
      {
        return result
      }
      return try torchErrors { try get(tensor, interpreter) }
    }
  }
}
