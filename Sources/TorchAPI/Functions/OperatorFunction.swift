import Autograd
import PythonRuntime
import TensorCore

/// The Python function of an operator's overloads, in one of its forms: `torch.sum`, `Tensor.sum`, `Tensor.add_`.
package final class OperatorFunction: Sendable {
  /// The form of an operator that Python calls.
  package enum Form: Sendable { case function, method, inPlace, inPlaceFunction }

  /// The name in Python (`add_`).
  package let name: String
  /// The overloads in the order of declaration.
  private let overloads: [Operator]
  /// The form.
  package let form: Form
  private let prepared = MadeOnce<Prepared>()

  /// What the first call works out: of the functions there are, a document calls few.
  ///
  /// An argument could hold a tensor, which belongs to one thread; the defaults in here hold none.
  private final class Prepared: @unchecked Sendable {
    /// The overloads in the order in which they are tried.
    let overloads: [Operator]
    let binder: ArgumentBinder
    /// Where `self` stands among the parameters of each (`where(condition, self, other)`).
    let selfPositions: [Int]
    /// What Python code in front of the function refuses.
    let check: PythonChecks.Check?
    /// The parameters of a function that is written in Python.
    let parameters: PythonParameters?
    /// The position of the first tensor, of a function that takes its tensors one by one or as a list.
    let variadicPlace: Int?
    /// The overloads as a call by position with tensors and numbers sees them; empty where more has to be looked at.
    let plain: [PlainOverload]
    /// The overload that is meant by nothing but a tensor, if it needs no list of arguments.
    let alone: Operator?

    init(_ function: OperatorFunction, _ overloads: [Operator]) {
      let (name, form) = (function.name, function.form)
      self.overloads = overloads
      let parsed = overloads.map { FunctionSignature(schema: $0.schema) }
      binder = function.makeBinder(overloads, parsed)
      selfPositions = parsed.map { $0?.index(of: "self") ?? 0 }
      check = PythonChecks.check(of: name)
      parameters = PythonParameters.of(name, form)
      variadicPlace = form == .function ? OperatorFunction.variadic[name] : nil
      let isMethod = form == .method || form == .inPlace
      let signatures = binder.signatures
      if check != nil || variadicPlace != nil || OperatorFunction.alwaysPacked.contains(name)
        || signatures.count != overloads.count
        || isMethod && selfPositions.contains(where: { $0 != 0 })
      {
        plain = []
      } else {
        plain = zip(overloads, signatures).map { PlainOverload($0, $1) }
      }
      let first = plain.first { $0.meaningOfTensorAlone(isReceiver: isMethod) != .fails }
      let isMeant = first?.meaningOfTensorAlone(isReceiver: isMethod) == .operands
      alone = isMeant && !function.isInPlace ? first.map(\.target).flatMap { $0.takesOneTensor ? $0 : nil } : nil
    }
  }

  /// The function of these overloads.
  package init(_ name: String, _ overloads: [Operator], form: Form) {
    self.name = name
    self.overloads = overloads
    self.form = form
  }

  /// Reads the schemas, once.
  private var binding: Prepared { prepared.value { Prepared(self, OverloadOrder.sorted(overloads)) } }

  /// What knows the function's parameters.
  package var binder: ArgumentBinder { binding.binder }

  private func makeBinder(_ overloads: [Operator], _ parsed: [FunctionSignature?]) -> ArgumentBinder {
    func signature(_ parsed: FunctionSignature?, out: Operator.Results?) -> FunctionSignature? {
      guard var signature = parsed else { return nil }
      if Self.takesNumbersAsTensors.contains(signature.name) {
        signature.allowNumbersAsTensors()
      }
      switch form {
      case .function: return signature.function(out: out)
      case .inPlaceFunction: return signature.function(out: nil)
      case .method, .inPlace: return signature.method
      }
    }
    return ArgumentBinder(
      function: name,
      signatures: zip(overloads, parsed).compactMap { overload, parsed in
        signature(parsed, out: overload.forms.contains(.out) ? overload.results : nil)
      },
      deprecated: (Self.deprecated[overloads.first?.name ?? ""] ?? []).compactMap {
        signature(FunctionSignature(schema: $0), out: .tensor)
      })
  }

  /// The functions whose tensor parameters take Python numbers (`should_allow_numbers_as_tensors`).
  private static let takesNumbersAsTensors: Set = [
    "add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide", "floor_divide", "copy",
  ]

  /// The signatures of old programs, in which the factors come by position.
  private static let deprecated: [String: [String]] = {
    var all: [String: [String]] = [:]
    for name in ["add", "sub"] { all[name] = ["\(name)(Tensor self, Scalar alpha, Tensor other)"] }
    for name in ["addcmul", "addcdiv"] {
      all[name] = ["\(name)(Tensor self, Scalar value, Tensor tensor1, Tensor tensor2)"]
    }
    let products = [
      "addmm": "Tensor mat1, Tensor mat2", "addmv": "Tensor mat, Tensor vec", "addr": "Tensor vec1, Tensor vec2",
      "addbmm": "Tensor batch1, Tensor batch2", "baddbmm": "Tensor batch1, Tensor batch2",
    ]
    for (name, factors) in products {
      all[name] = [
        "\(name)(Scalar beta, Tensor self, Scalar alpha, \(factors))", "\(name)(Scalar beta, Tensor self, \(factors))",
      ]
    }
    return all
  }()

  /// Whether the call writes into its first tensor.
  private var isInPlace: Bool { form == .inPlace || form == .inPlaceFunction }

  // MARK: Calling

  /// Calls the function.
  package func call(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    interpreter.debit(of: arguments[0])
    if TorchOverrides.isActive, let result = try overridden(interpreter, arguments) { return result }
    if arguments.keywords == nil, !isInPlace, overloads.count == 1,
      let result = try fastCall(overloads[0], arguments)
    {
      return result
    }
    let binding = binding
    if arguments.keywords == nil, arguments.count == 1, let target = binding.alone, let a = arguments[0].tensorObject {
      return TensorObject.of(try torchErrors { try target(a.tensor) })
    }
    // The names of a function written in Python are its own.
    let isPlain = arguments.count > 0 && (arguments.keywords == nil || binding.parameters == nil)
    if isPlain, let (target, operands, out) = plainCall(arguments, binding.plain) {
      return try torchErrors {
        if let out { return TensorObject.of(try target.out(OperatorArguments(operands), out)) }
        if isInPlace { return TensorObject.of(try target.inPlace(OperatorArguments(operands))) }
        return try value(of: try target(OperatorArguments(operands)), of: target)
      }
    }
    return try generalCall(interpreter, arguments)
  }

  /// What takes the function's place gives; nil if nothing does.
  @inline(never) private func overridden(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value? {
    try TorchOverrides.result(of: callee, interpreter, arguments)
  }

  /// The function as those that take its place see it.
  private var callee: TorchOverrides.Callee {
    switch form {
    case .method, .inPlace: return .method(name)
    case .function, .inPlaceFunction:
      func inModule(_ module: String, _ prefix: String) -> TorchOverrides.Callee {
        .function(module: module, String(name.dropFirst(prefix.count)))
      }
      switch overloads.first?.module {
      case .functional: return inModule("torch._C._nn", "")
      case .linalg: return inModule("torch.linalg", "linalg_")
      case .special: return inModule("torch.special", "special_")
      case .fft: return inModule("torch.fft", "fft_")
      default: return inModule("torch", "")
      }
    }
  }

  /// The usual call of an operator of one or two tensors and nothing else.
  @inline(__always) private func fastCall(_ target: Operator, _ arguments: Arguments) throws -> Value? {
    switch target.implementation {
    case .unary where arguments.count == 1:
      guard let a = arguments[0].tensorObject else { return nil }
      return TensorObject.of(try torchErrors { try target(a.tensor) })
    case .binary where arguments.count == 2:
      guard let a = arguments[0].tensorObject, let b = arguments[1].tensorObject else { return nil }
      return TensorObject.of(try torchErrors { try target(a.tensor, b.tensor) })
    case .composite where arguments.count == 1:
      guard let alone = target.alone, !Autocast.isOn, let a = arguments[0].tensorObject else { return nil }
      return TensorObject.of(try torchErrors { try alone(a.tensor) })
    case .composite where arguments.count == 2 || arguments.count == 3:
      guard let usual = target.usual, !Autocast.isOn, let a = arguments[0].tensorObject,
        let b = arguments[1].tensorObject
      else {
        return nil
      }
      let c = arguments[2].tensorObject
      if c == nil, arguments.count == 3, !arguments[2].isNone { return nil }
      return try torchErrors { try usual(a.tensor, b.tensor, c?.tensor) }.map { TensorObject.of($0) }
    default: return nil
    }
  }

  /// The overload, its operands and what the result is to be written into, of a call whose arguments say so by
  /// themselves; nil for any other call.
  private func plainCall(
    _ arguments: Arguments, _ overloads: [PlainOverload]
  ) -> (target: Operator, operands: [Argument], out: Tensor?)? {
    var rest = arguments
    var receiver: Tensor?
    if form == .method || form == .inPlace {
      guard let tensor = arguments[0].tensorObject?.tensor else { return nil }
      receiver = tensor
      rest = arguments.dropFirst()
    }
    for index in overloads.indices {
      switch overloads[index].match(rest, receiver) {
      case .operands(let operands): return (overloads[index].target, operands, nil)
      case .into(let operands, let out): return (overloads[index].target, operands, out)
      case .fails: continue
      case .open: return nil
      }
    }
    return nil
  }

  private func generalCall(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    try MetaTensors.placing {
      guard let parameters = binding.parameters else { return try checkedCall(interpreter, arguments) }
      return try parameters.bind(arguments) { try checkedCall(interpreter, $0) }
    }
  }

  private func checkedCall(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    try binding.check?(form, arguments, interpreter)
    if name == "split", let other = try PythonChecks.splitBySizes(form, arguments) {
      return try other.call(interpreter, arguments)
    }
    if form == .function, Self.alwaysPacked.contains(name) { return try packed(interpreter, arguments, from: 0) }
    if name == "einsum", let spelled = try EinsteinSum.withEquation(arguments, interpreter) {
      return try Arguments.with(spelled) { try packed(interpreter, $0, from: 1) }
    }
    if let place = binding.variadicPlace,
      arguments.count > place ? arguments[place].sequenceElements == nil : name.hasPrefix("atleast")
    {
      return try packed(interpreter, arguments, from: place)
    }
    return try unpacked(interpreter, arguments)
  }

  private func unpacked(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    let binding = binding
    let binder = binding.binder
    var receiver: TensorObject?
    var rest = arguments
    if form == .method || form == .inPlace {
      receiver = arguments[0].tensorObject
      if receiver == nil, arguments[0].isSparse { return try SparseObject.call(name, interpreter, arguments) }
      rest = arguments.dropFirst()
      if binder.signatures.allSatisfy({ $0.parameters.isEmpty }) {
        if rest.keywords != nil {
          throw PythonException(.typeError, "TensorBase.\(name)() takes no keyword arguments")
        }
        if rest.count > 0 {
          throw PythonException(.typeError, "TensorBase.\(name)() takes no arguments (\(rest.count) given)")
        }
      }
    }
    let bound: BoundArguments
    var operands: [Argument]
    do {
      bound = try binder.bind(rest, interpreter)
      operands = try bound.operatorArguments()
    } catch {
      // No operator takes a sparse tensor; what there is of those is written in Python.
      guard SparseObject.isAmong(arguments) else { throw error }
      return try SparseObject.call(name, interpreter, arguments)
    }
    let target = binding.overloads[bound.overload]
    if let receiver {
      operands.insert(.tensor(receiver.tensor), at: min(binding.selfPositions[bound.overload], operands.count))
    }
    if form == .function, target.forms.contains(.out), let out = operands.popLast() {
      switch out {
      case .tensor(let destination):
        return TensorObject.of(try torchErrors { try target.out(OperatorArguments(operands), destination) })
      case .tensors(let destinations): return try written(target, operands, destinations)
      default: break
      }
    }
    return try torchErrors {
      if isInPlace { return TensorObject.of(try target.inPlace(OperatorArguments(operands))) }
      return try self.value(of: try target(OperatorArguments(operands)), of: target)
    }
  }

  /// Calls an operator of several results with the tensors that take them.
  private func written(_ target: Operator, _ operands: [Argument], _ destinations: [Tensor]) throws -> Value {
    if case .tuple(let count) = target.results, destinations.count != count {
      throw PythonException(.typeError, "expected tuple of \(count) elements but got \(destinations.count)")
    }
    try torchErrors { try target.out(OperatorArguments(operands), destinations) }
    guard let fields = ReturnTypeFields.named[target.name], fields.count == destinations.count else {
      return target.results == .list ? .none : .tuple(destinations.map { TensorObject.of($0) })
    }
    let values = destinations.map { TensorObject.of($0) }
    return .object(ReturnTypeObject(target.name + "_out", fields: fields, values))
  }

  /// The functions that take their tensors one by one or as a list, with the position of the first tensor.
  private static let variadic = [
    "einsum": 1, "meshgrid": 0, "atleast_1d": 0, "atleast_2d": 0,
    "atleast_3d": 0,
  ]
  /// The functions that take their tensors one by one only.
  private static let alwaysPacked: Set = ["block_diag", "cartesian_prod", "chain_matmul"]

  /// Calls the function with the positional arguments from `place` on as one list.
  private func packed(_ interpreter: Interpreter, _ arguments: Arguments, from place: Int) throws -> Value {
    if name.hasPrefix("atleast"), arguments.count == 1 { return try unpacked(interpreter, arguments) }
    let positional = Array(arguments.positional.prefix(place)) + [.list(Array(arguments.positional.dropFirst(place)))]
    let keywords = (0..<arguments.keywordCount).map { (arguments.keyword($0).name.value, arguments.keyword($0).value) }
    return try Arguments.with(positional, keywords: keywords) { try unpacked(interpreter, $0) }
  }

  private func value(of result: OperatorResult, of target: Operator) throws -> Value {
    switch result {
    case .tensor(let tensor): return TensorObject.of(tensor)
    case .tuple(let tensors):
      let values = tensors.map { TensorObject.of($0) }
      if let fields = ReturnTypeFields.named[target.name], fields.count == values.count {
        return .object(ReturnTypeObject(target.name, fields: fields, values))
      }
      return .tuple(values)
    case .list(let tensors): return .list(tensors.map { TensorObject.of($0) })
    case .scalar(let scalar): return .number(scalar)
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .none: return .none
    }
  }
}

extension BoundArguments {
  /// The arguments as operators take them, by the kinds of the parameters.
  package func operatorArguments() throws -> [Argument] {
    var result: [Argument] = []
    result.reserveCapacity(values.count + 1)
    // Parameters have a number of references, which need not be counted to read their kinds.
    try signature.parameters.withUnsafeBufferPointer { parameters in
      for index in 0..<parameters.count { result.append(try argument(index, parameters[index].kind)) }
    }
    return result
  }

  /// What an operator takes for a parameter that was left out; nil for a list, whose length the parameter may set.
  static func defaultArgument(of parameter: FunctionParameter) -> Argument? {
    switch parameter.defaultValue {
    case nil: .some(.none)
    case .bool(let value): .bool(value)
    case .int(let value): parameter.kind == .float ? .double(Double(value)) : .int(value)
    case .float(let value): .double(value)
    case .string(let value): .string(value)
    case .ints: Optional<Argument>.none
    }
  }

  private func argument(_ index: Int, _ kind: ParameterKind) throws -> Argument {
    guard isGiven(index) else {
      return try Self.defaultArgument(of: signature.parameters[index]) ?? .ints(ints(index))
    }
    switch kind {
    case .tensor: return .tensor(try tensor(index))
    case .scalar: return .scalar(try scalar(index))
    case .int: return .int(try int(index))
    case .float: return .double(try double(index))
    case .bool: return .bool(bool(index))
    case .string: return .string(try string(index))
    case .tensorList: return .tensors(try tensors(index))
    case .intList: return .ints(try ints(index))
    case .floatList: return .doubles(try optionalScalars(index)?.map(\.double) ?? [])
    case .scalarList: return .scalars(try optionalScalars(index) ?? [])
    case .dtype: return .dtype(try dtype(index))
    case .generator:
      guard let generator = optionalGenerator(index) else { return .none }
      return .generator(generator)
    case .device:
      try device(index).checkUsable()
      return .none
    case .memoryFormat: return .string(value(index).cast(MemoryFormatObject.self)?.memoryFormat.rawValue ?? "")
    case .layout, .object, .storage: return .none
    }
  }
}

/// The named results of functions (`torch.return_types`).
enum ReturnTypeFields {
  /// The fields by the operator's name.
  static let named: [String: [String]] = {
    let values = ["values", "indices"]
    return [
      "max": values, "min": values, "median": values, "nanmedian": values, "mode": values, "sort": values,
      "topk": values, "kthvalue": values, "cummax": values, "cummin": values, "aminmax": ["min", "max"],
      "linalg_qr": ["Q", "R"], "linalg_svd": ["U", "S", "Vh"], "linalg_eigh": ["eigenvalues", "eigenvectors"],
      "linalg_slogdet": ["sign", "logabsdet"], "slogdet": ["sign", "logabsdet"],
      "linalg_eig": ["eigenvalues", "eigenvectors"], "linalg_lu": ["P", "L", "U"],
      "_lu_with_info": ["LU", "pivots", "info"],
      "linalg_lstsq": ["solution", "residuals", "rank", "singular_values"], "linalg_cholesky_ex": ["L", "info"],
      "linalg_inv_ex": ["inverse", "info"], "linalg_lu_factor": ["LU", "pivots"], "svd": ["U", "S", "V"],
      "qr": ["Q", "R"], "frexp": ["mantissa", "exponent"], "histogram": ["hist", "bin_edges"],
      "linalg_lu_factor_ex": ["LU", "pivots", "info"], "linalg_solve_ex": ["result", "info"],
      "linalg_ldl_factor": ["LD", "pivots"], "linalg_ldl_factor_ex": ["LD", "pivots", "info"],
      "triangular_solve": ["solution", "cloned_coefficient"], "geqrf": ["a", "tau"], "lu_unpack": ["P", "L", "U"],
    ]
  }()
}
