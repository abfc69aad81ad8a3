import Autograd
import TensorCore

extension Operator {
  /// Calls the operator with arguments in the order of its schema; those left out at the end take their defaults.
  package func callAsFunction(_ arguments: OperatorArguments) throws -> OperatorResult {
    if Autocast.isOn, let result = try castCall(arguments) { return result }
    return switch implementation {
    case .unary: .tensor(try self(arguments.tensor(0)))
    case .binary: .tensor(try self(arguments.tensor(0), arguments.tensor(1)))
    case .binaryWith(_, let special):
      if let array = try special(arguments, nil) {
        .tensor(try recorded(array, arguments))
      } else {
        .tensor(try self(arguments.tensor(0), arguments.tensor(1)))
      }
    case .number(let forward):
      .tensor(
        try recorded(try Self.computed(forward, arguments.tensor(0), arguments.scalar(1), into: nil), arguments))
    case .array(let forward), .unaryWith(_, let forward): .tensor(try recorded(try forward(arguments), arguments))
    case .writing(let forward): .tensor(try recorded(try forward(arguments, nil), arguments))
    case .arrays(let forward): .tuple(try recorded(try forward(arguments), arguments))
    case .view(let forward): .tensor(try recordedView(try forward(arguments), arguments))
    case .views(let forward): .tuple(try recordedViews(try forward(arguments), arguments))
    case .alias(let original, let bound): try original()(bound(arguments))
    case .composite(let forward): try forward(arguments)
    }
  }

  /// Calls an operator that returns one tensor.
  package func callAsFunction(_ arguments: Argument...) throws -> Tensor {
    try self(OperatorArguments(arguments)).tensor
  }

  /// Calls an operator that returns several tensors.
  package func tensors(_ arguments: Argument...) throws -> [Tensor] {
    try self(OperatorArguments(arguments)).tensors
  }

  /// Calls an operator of one tensor.
  package func callAsFunction(_ a: Tensor) throws -> Tensor {
    let array: NDArray
    switch implementation {
    case .unary(let kernel): array = try Self.computed(kernel, a.array, into: nil)
    case .unaryWith(let kernel, _) where !Autocast.isOn: array = try kernel(a.array)
    case .composite where !Autocast.isOn:
      if let alone { return try alone(a) }
      return try self(OperatorArguments([.tensor(a)])).tensor
    default: return try self(OperatorArguments([.tensor(a)])).tensor
    }
    guard let node, GradMode.isEnabled, a.requiresGrad, array.dtype.isDifferentiable else { return Tensor(array) }
    let result = try OperatorNode.record(node, array, a, saving: saving)
    try noteForAudit(result, { OperatorArguments([.tensor(a)]) })
    return result
  }

  /// Calls an operator of a tensor and a Python number.
  package func callAsFunction(_ a: Tensor, number: Scalar) throws -> Tensor {
    guard case .number(let kernel) = implementation, !Autocast.isOn else {
      return try self(OperatorArguments([.tensor(a), .scalar(number)])).tensor
    }
    let array = try Self.computed(kernel, a, number, into: nil)
    guard let node, GradMode.isEnabled, a.requiresGrad, array.dtype.isDifferentiable else { return Tensor(array) }
    let result = try OperatorNode.record(node, array, a, number: number, saving: saving)
    try noteForAudit(result, { OperatorArguments([.tensor(a), .scalar(number)]) })
    return result
  }

  // Half types are computed in single precision and complex numbers mostly by several steps: large arrays of them go by
  // parts, so that what is made besides the result does not grow with it.

  /// What a kernel gives of any arguments, whose tensors are handed to it as rows where they lie in dense memory in one
  /// order of dimensions.
  @inline(__always) static func computed(
    _ kernel: (OperatorArguments, NDArray?) throws -> NDArray, _ arguments: OperatorArguments, into target: NDArray?
  ) throws -> NDArray {
    var isInOrder = true
    for case .tensor(let tensor) in arguments.values where !tensor.array.isContiguous { isInOrder = false }
    if isInOrder { return try kernel(arguments, target) }
    let arrays = arguments.values.compactMap { if case .tensor(let tensor) = $0 { tensor.array } else { nil } }
    let result = try NDArray.inMemoryOrder(arrays, into: target) { rows, target in
      var (flat, place) = (arguments, 0)
      for (index, argument) in arguments.values.enumerated() {
        guard case .tensor(let tensor) = argument else { continue }
        if tensor.array.rank > 0 { flat.values[index] = .tensor(Tensor(rows[place])) }
        place += 1
      }
      return try kernel(flat, target)
    }
    return try result ?? kernel(arguments, target)
  }

  /// What a kernel of one tensor gives.
  @inline(__always) static func computed(
    _ kernel: (NDArray, NDArray?) throws -> NDArray, _ a: NDArray, into target: NDArray?
  ) throws -> NDArray {
    guard a.dtype.takesSteps else {
      if !a.isContiguous, let result = try NDArray.inMemoryOrder([a], into: target, { try kernel($0[0], $1) }) {
        return result
      }
      return try kernel(a, target)
    }
    return try NDArray.inParts([a], into: target) { try kernel($0[0], $1) }
  }

  /// What a kernel of a tensor and a number gives.
  @inline(__always) static func computed(
    _ kernel: (Tensor, Scalar, NDArray?) throws -> NDArray, _ a: Tensor, _ number: Scalar, into target: NDArray?
  ) throws -> NDArray {
    guard a.dtype.takesSteps, !a.isWrappedNumber else {
      if !a.array.isContiguous,
        let result = try NDArray.inMemoryOrder([a.array], into: target, { try kernel(Tensor($0[0]), number, $1) })
      {
        return result
      }
      return try kernel(a, number, target)
    }
    return try NDArray.inParts([a.array], into: target) { try kernel(Tensor($0[0]), number, $1) }
  }

  /// What a kernel of two tensors gives.
  @inline(__always) func computed(
    _ kernel: BinaryKernel, _ a: NDArray, _ b: NDArray, _ promoted: DType, into target: NDArray?
  ) throws -> NDArray {
    let isTruth = target.map { $0.dtype != .bool && writeTraits.givesTruth } ?? false
    guard isPair else { return try kernel(a, b, promoted, target) }
    if !a.isContiguous || !b.isContiguous,
      let result = try NDArray.inMemoryOrder(
        [a, b], into: target, { try computed(kernel, $0[0], $0[1], promoted, into: $1) })
    {
      return result
    }
    guard isTruth || a.dtype.takesSteps || b.dtype.takesSteps else { return try kernel(a, b, promoted, target) }
    return try NDArray.inParts([a, b], into: target, convertsTruth: isTruth) {
      try kernel($0[0], $0[1], promoted, $1)
    }
  }

  /// Whether a call with nothing but a tensor needs no list of arguments.
  var takesOneTensor: Bool {
    switch implementation {
    case .unary, .unaryWith: true
    default: alone != nil
    }
  }

  /// Calls an operator of two tensors.
  package func callAsFunction(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let array: NDArray
    if let vector, let quick = a.combined(vector, b) {
      array = quick
    } else {
      // No operator that has a loop for two alike tensors has a rule.
      if Autocast.isOn, let result = try castCall(OperatorArguments([.tensor(a), .tensor(b)])) {
        return try result.tensor
      }
      switch implementation {
      case .binary(let kernel), .binaryWith(let kernel, _):
        do {
          array = try computed(kernel, a.array, b.array, Self.promoted(a, b), into: nil)
        } catch let error as TorchError where error.kind == .notImplemented && isPair {
          // The shapes are looked at before the kernel.
          _ = try NDArray.broadcast(a.array.shape, b.array.shape)
          throw error
        }
      default: return try self(OperatorArguments([.tensor(a), .tensor(b)])).tensor
      }
    }
    return try recorded(array, a, b)
  }

  /// A result of two tensors, recorded if it is to be.
  func recorded(_ array: consuming NDArray, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard let node, GradMode.isEnabled, a.requiresGrad || b.requiresGrad, array.dtype.isDifferentiable else {
      return Tensor(array)
    }
    let result = try OperatorNode.record(node, array, a, b, saving: saving)
    try noteForAudit(result, { OperatorArguments([.tensor(a), .tensor(b)]) })
    return result
  }

  /// A view of a tensor whose node keeps nothing but where it came from.
  func viewed(_ source: Tensor, as array: NDArray) throws -> Tensor {
    let result: Tensor
    if let node, GradMode.isEnabled, source.requiresGrad {
      result = try OperatorNode.record(node, array, source, saving: [])
      try noteForAudit(result, { OperatorArguments([.tensor(source)]) })
    } else {
      result = Tensor(array)
    }
    result.becomeView(of: source)
    return result
  }

  /// A formula, or part of one, that is one operation to PyTorch, and so one node where a gradient is recorded.
  ///
  /// Where none is, `kernel` may give the result, rounded as PyTorch's, and half types are computed in single precision
  /// and rounded once, unless they are rounded by each operation.
  ///
  /// - Parameter isElementwise: Whether it goes element by element, so that it may be computed by parts (`inParts`).
  static func asOneNode(
    _ name: String, _ inputs: [Tensor], roundsEach: Bool = false, isElementwise: Bool = false,
    kernel: ([NDArray]) throws -> NDArray? = { _ in nil },
    _ formula: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Tensor {
    guard GradMode.isEnabled, inputs.contains(where: \.requiresGrad) else {
      func computed(_ inputs: [Tensor]) throws -> Tensor {
        if let array = try kernel(inputs.map(\.array)) { return Tensor(array) }
        return try Autocast.suspended { try formula(inputs) }
      }
      func rounded(_ inputs: [Tensor]) throws -> Tensor {
        try roundsEach ? computed(inputs) : roundedOnce(inputs, computed)
      }
      return try isElementwise ? inParts(inputs, rounded) : rounded(inputs)
    }
    let results = try CompositeNode.record(name, inputs, fillsZeros: true) { [try formula($0.compactMap { $0 })] }
    return results[0]
  }

  /// A formula that goes element by element. Where nothing is recorded, it is computed for a part of the elements of
  /// large tensors at a time, so that what its steps make does not grow with them.
  static func inParts(_ inputs: [Tensor], _ formula: ([Tensor]) throws -> Tensor) throws -> Tensor {
    guard inputs.contains(where: { $0.array.count > NDArray.slabSize }),
      !(GradMode.isEnabled && inputs.contains(where: \.requiresGrad))
    else { return try formula(inputs) }
    return Tensor(
      try NDArray.inParts(inputs.map(\.array)) { parts, _ in
        // Numbers, which have no parts, stay what they are to the promotion of types.
        try formula(zip(inputs, parts).map { $0.array.rank == 0 ? $0 : Tensor($1) }).array
      })
  }

  /// A formula of half types as a kernel computes it, in single precision and rounded at the end; where a gradient is
  /// recorded, and for other types, as it is.
  static func roundedOnce(_ inputs: [Tensor], _ formula: ([Tensor]) throws -> Tensor) throws -> Tensor {
    guard let type = inputs.first?.dtype, type.computeType != type, type.isFloatingPoint,
      !(GradMode.isEnabled && inputs.contains(where: \.requiresGrad))
    else { return try formula(inputs) }
    return try formula(inputs.map { $0.dtype == type ? try $0.cast(to: type.computeType) : $0 }).cast(to: type)
  }

  /// Notes how a result was computed, if gradients are compared with differences.
  @inline(__always) private func noteForAudit(_ result: Tensor, _ arguments: () -> OperatorArguments) throws {
    guard let audit = TensorSession.boundAudit, let node = result.node as? OperatorNode else { return }
    try note(node, arguments(), audit)
  }
}

extension Operator {
  /// Calls an operator of a tensor and a Python number, which takes part in type promotion as a number.
  package func callAsFunction(_ a: Tensor, _ b: Scalar) throws -> Tensor {
    guard let vector, let number = b.exactDouble, let array = a.combined(vector, number: number) else {
      return try self(a, .wrapping(b))
    }
    guard let node, GradMode.isEnabled, a.requiresGrad else { return Tensor(array) }
    if TensorSession.boundAudit != nil { return try self(a, .wrapping(b)) }
    return try OperatorNode.record(node, array, a, saving.isEmpty ? nil : .wrapping(b), saving: saving)
  }

  /// Calls an operator of a Python number and a tensor.
  package func callAsFunction(_ a: Scalar, _ b: Tensor) throws -> Tensor { try self(.wrapping(a), b) }

  /// The type two operands are brought to (`torch.result_type`).
  static func promoted(_ a: Tensor, _ b: Tensor) -> DType {
    if !a.isWrappedNumber, a.dtype == b.dtype || b.isWrappedNumber && a.dtype.isFloatingPoint && !b.dtype.isComplex {
      return a.dtype
    }
    return promoted([a, b])
  }

  /// The type that several operands are brought to.
  static func promoted(_ tensors: [Tensor]) -> DType {
    let defaultType = TensorSession.bound?.defaultDType ?? .float32
    var promotion = TypePromotion()
    for tensor in tensors {
      guard tensor.isWrappedNumber else {
        promotion.add(tensor.dtype, rank: tensor.array.rank)
        continue
      }
      let dtype: DType =
        tensor.dtype.isComplex ? defaultType.complexType : tensor.dtype.isFloatingPoint ? defaultType : tensor.dtype
      promotion.add(dtype, rank: 0, isNumber: true)
    }
    return promotion.result(default: defaultType)
  }
}

extension Tensor {
  /// A Python number as a tensor without dimensions (PyTorch's `wrapped_scalar_tensor`).
  package static func wrapping(_ number: Scalar) throws -> Tensor {
    if let known = TensorSession.bound?.wrappedNumbers.tensor(of: number) { return known }
    let tensor = Tensor(try NDArray(scalar: number, number.dtype(default: .float64)))
    tensor.isWrappedNumber = true
    TensorSession.bound?.wrappedNumbers.keep(tensor, for: number)
    return tensor
  }
}

// MARK: - Recording

extension Operator {
  /// The node for a call with these arguments, with its edges; nil if nothing is recorded.
  func recordedNode(_ arguments: OperatorArguments, of kind: NodeKind? = nil) throws -> OperatorNode? {
    guard let node = kind ?? node, GradMode.isEnabled, anyInput(of: arguments, { $0.requiresGrad }) else { return nil }
    var stale: Tensor?
    eachInput(of: arguments) { if let tensor = $0, tensor.base != nil { stale = stale ?? tensor.ifStale } }
    try stale?.checkHistory()
    let recorded = OperatorNode(node)
    eachInput(of: arguments) { recorded.addEdge($0.map(Edge.init(to:)) ?? Edge(nil)) }
    if let kept = try keptArguments(arguments) { recorded.arguments = kept }
    if let audit = TensorSession.boundAudit { try note(recorded, arguments, audit) }
    return recorded
  }

  /// What a node keeps of the arguments beside tensors; nil for nothing.
  @inline(__always) private func keptArguments(_ arguments: OperatorArguments) throws -> OperatorArguments? {
    if let remembering { return try remembering(arguments) }
    return arguments.hasOthersThanTensors ? arguments.withoutTensors : nil
  }

  /// Calls `body` with each tensor that is an input of the node, nil for those left out.
  @inline(__always) private func eachInput(of arguments: OperatorArguments, _ body: (Tensor?) -> Void) {
    for place in 0..<(inputs?.count ?? arguments.count) {
      switch arguments[inputs?[place] ?? place] {
      case .tensor(let tensor): body(tensor)
      case .tensors(let list): list.forEach(body)
      case .optionalTensors(let list): list.forEach(body)
      case .none where inputs != nil: body(nil)
      default: break
      }
    }
  }

  /// Whether a tensor that is an input of the node passes a test.
  @inline(__always) func anyInput(of arguments: OperatorArguments, _ test: (Tensor) -> Bool) -> Bool {
    var isAny = false
    eachInput(of: arguments) { if let tensor = $0, !isAny { isAny = test(tensor) } }
    return isAny
  }

  /// The tensors that are inputs of the node, nil for those left out.
  func inputTensors(_ arguments: OperatorArguments) -> [Tensor?] {
    var tensors: [Tensor?] = []
    eachInput(of: arguments) { tensors.append($0) }
    return tensors
  }

  /// Saves what the formula reads. `original` stands for argument 0 where that will be overwritten in place; there are
  /// no results yet then, and their places are left empty.
  func save(
    _ arguments: OperatorArguments, _ results: [Tensor]?, in node: OperatorNode, original: Tensor? = nil
  ) throws {
    if ThreadState.packsSavedTensors, !saving.isEmpty {
      // What argument 0 was stands for it; what else is the tensor to be overwritten is saved as that.
      let target = results == nil ? arguments.optionalTensor(0) : nil
      return try node.savePacked(
        saving,
        { index in
          switch arguments[index] {
          case .optionalTensors(let list): list
          case .tensors(let list): list
          default: [index == 0 ? original ?? arguments.optionalTensor(0) : arguments.optionalTensor(index)]
          }
        }, results, overwriting: target)
    }
    func keep(_ index: Int) throws {
      if index > 0, results == nil, let tensor = arguments.optionalTensor(index), tensor === arguments.optionalTensor(0)
      {
        try node.save(overwritten: tensor)
      } else {
        try node.save(index == 0 ? original ?? arguments.optionalTensor(0) : arguments.optionalTensor(index))
      }
    }
    for rule in saving {
      switch rule {
      case .input(let index):
        switch arguments[index] {
        case .optionalTensors(let list): for tensor in list { try node.save(tensor) }
        case .tensors(let list): for tensor in list { try node.save(tensor) }
        default: try keep(index)
        }
      case .inputFor(let index, let other):
        if node.needsGradient(other) { try keep(index) } else { try node.save(nil) }
      case .result(let index):
        guard let result = results?[index] else {
          try node.save(nil)
          continue
        }
        // A by-product, which has no gradient, is kept as it is.
        if result.requiresGrad { try node.save(result: result, index: index) } else { try node.save(result) }
      }
    }
  }

  private func recorded(_ array: consuming NDArray, _ arguments: OperatorArguments) throws -> Tensor {
    if savesFirstOnly, isOfFirstTensor || inputs == nil && arguments.haveTensorFirstOnly, arguments.count > 0,
      case .tensor(let tensor) = arguments.values[0],
      TensorSession.boundAudit == nil
    {
      guard let node, GradMode.isEnabled, tensor.requiresGrad, array.dtype.isDifferentiable else {
        return Tensor(array)
      }
      return try OperatorNode.record(node, array, tensor, arguments: try keptArguments(arguments), saving: saving)
    }
    if isOfTwoTensors, arguments.count == 2, case .tensor(let a) = arguments.values[0],
      case .tensor(let b) = arguments.values[1]
    {
      return try recorded(array, a, b)
    }
    guard array.dtype.isDifferentiable, let node = try recordedNode(arguments) else { return Tensor(array) }
    node.addOutput(GradientMetadata(array))
    let result = Tensor(array, node: node)
    if !saving.isEmpty { try save(arguments, [result], in: node) }
    return result
  }

  private func recorded(_ arrays: [NDArray], _ arguments: OperatorArguments) throws -> [Tensor] {
    guard let node = try recordedNode(arguments) else { return arrays.map { Tensor($0) } }
    let results = arrays.enumerated().map { index, array in
      node.addOutput(GradientMetadata(array))
      let isRecorded = array.dtype.isDifferentiable && differentiableResults.contains(index)
      return isRecorded ? Tensor(array, node: node, outputIndex: index) : Tensor(array)
    }
    try save(arguments, results, in: node)
    return results
  }

  private func recordedView(_ array: NDArray, _ arguments: OperatorArguments) throws -> Tensor {
    let source = try arguments.tensor(0)
    let result = try recorded(array, arguments)
    if array.storage.root === source.array.storage.root { result.becomeView(of: source) }
    return result
  }

  private func recordedViews(_ arrays: [NDArray], _ arguments: OperatorArguments) throws -> [Tensor] {
    let source = try arguments.tensor(0)
    let results = try recorded(arrays, arguments)
    for result in results { result.becomeView(of: source, multipleOutputs: true) }
    return results
  }
}
