import Autograd
import TensorCore

// MARK: - In place and into a tensor

/// What is peculiar to an operator that writes into a tensor, looked up when it is first called so: comparing and hashing
/// its name takes longer than small operations.
final class WriteTraits: Sendable {
  /// The argument that is written to.
  let place: Int
  /// Whether it is the absolute value.
  let isMagnitude: Bool
  /// Whether it gives truth values, which any type holds.
  let givesTruth: Bool
  /// Whether it does something else in place than to write its result over a tensor's values.
  let hasChange: Bool
  /// Whether its result in place must be of the tensor's own type and shape.
  let needsExactResult: Bool
  /// What may lie in the memory that is written to.
  let memory: MemoryRule

  init(_ target: Operator) {
    let name = target.name
    place = name == "polygamma" ? 1 : 0
    isMagnitude = name == "abs" || name == "absolute"
    givesTruth = Operator.truthNames.contains(name)
    hasChange = Operator.changes[name] != nil
    needsExactResult = Operator.needExactResult.contains(name)
    let isElementwise =
      switch target.implementation {
      case .unary, .binary, .binaryWith, .number, .writing: true
      default: false
      }
    memory = MemoryRule.of(name, target.overload, isElementwise: isElementwise)
  }
}

extension Operator {
  /// Calls the operator in place (`x.exp_()`): argument 0 takes the result's values.
  ///
  /// - Throws: PyTorch's errors for leaves, views, results that do not fit the type or shape.
  package func inPlace(_ arguments: OperatorArguments) throws -> Tensor {
    // What writes into a tensor has no rule of `torch.autocast`.
    if Autocast.isOn, CastRule.named[name] != nil { return try Autocast.suspended { try inPlace(arguments) } }
    let traits = writeTraits
    let target = try arguments.tensor(traits.place)
    if traits.isMagnitude, target.dtype.isComplex {
      throw TorchError(.runtime, "In-place abs is not supported for complex tensors.")
    }
    if case .view = implementation {
    } else if GradMode.isEnabled, target.requiresGrad, !Operator.leaveHistory.contains(name) {
      // A leaf says so before anything else is wrong.
      try target.checkInPlace(isRecorded: true)
    }
    try checkMemory(target.array, arguments, traits)
    if traits.hasChange, let change = Operator.changes[name] { return try change(arguments) }
    if case .alias(let original, let bound) = implementation { return try original().inPlace(bound(arguments)) }
    if case .composite(let forward) = implementation {
      let result = try forwarded(forward, arguments, into: target)
      if name == "float_power", result.dtype != target.dtype {
        throw TorchError(
          .runtime,
          "the base given to float_power_ has dtype \(target.dtype.scalarName) but the operation's result requires dtype"
            + " \(result.dtype.scalarName)")
      }
      return try Operator.copyInto(target, result, name: name)
    }
    if case .view(let layout) = implementation { return try changeLayout(of: target, layout, arguments) }
    // A number behind the operands is the factor `alpha`.
    if vector != nil, arguments.areAbsent(from: 2) || arguments.optionalScalar(2) == .int(1),
      try inPlaceVector(target, arguments[1])
    {
      return target
    }
    let node = try recordedNode(arguments, of: inPlaceNode ?? self.node)
    try target.checkInPlace(isRecorded: node != nil)
    try Operator.checkShape(target, arguments, name)
    let needsOriginal =
      node.map { recorded in
        saving.contains { rule in
          switch rule {
          case .input(0): true
          case .inputFor(0, let other): recorded.needsGradient(other)
          default: false
          }
        }
      } ?? false
    // A recorded copy, so that gradients of gradients find their way through what was overwritten.
    let original = needsOriginal ? try target.clone() : nil
    // Inputs are saved as they are before the write, so that a formula that needs what was overwritten says so.
    if let node { try save(arguments, nil, in: node, original: original) }
    let array: NDArray
    do {
      let typed = isCumulative ? OutTypes.typed(arguments, name, target.dtype) : arguments
      array =
        try written(typed, into: target.array) ?? GradMode.with(false) { try self(typed).tensor.array }
    } catch let error as TorchError where error.kind == .notImplemented {
      // Shape and type are looked at before the kernel.
      let other = try arguments.optionalTensor(1) ?? arguments.optionalScalar(1).map { try Tensor.wrapping($0) }
      if isPair, !traits.givesTruth, let other {
        let shape = try NDArray.broadcast(target.array.shape, other.array.shape)
        if shape != target.array.shape { throw Operator.shapeError(target, shape) }
        let promoted = Operator.promoted(target, other)
        if !Operator.canCast(promoted, to: target.dtype) { throw Operator.castError(promoted, target.dtype) }
      }
      throw error
    }
    if traits.needsExactResult {
      guard array.dtype == target.dtype else {
        throw TorchError(
          .runtime,
          "Bad in-place call: input tensor dtype \(target.dtype.typeMetaName) and output tensor dtype"
            + " \(array.dtype.typeMetaName) should match")
      }
      guard array.shape == target.array.shape else {
        throw Operator.misshapen(target, array.shape)
      }
    }
    try Operator.write(array, into: target, name: name)
    target.bumpVersion()
    if let node {
      node.addOutput(GradientMetadata(target.array))
      for (place, rule) in saving.enumerated() {
        if case .result(let index) = rule { try node.save(result: target, index: index, at: place) }
      }
      target.rebaseHistory(node)
    }
    return target
  }

  /// Raises where the shape of the result is looked at before it is computed, by functions that would expand the tensor.
  private static func checkShape(_ target: Tensor, _ arguments: OperatorArguments, _ name: String) throws {
    guard name == "addmm" || name == "addr" else { return }
    let (left, right) = (try arguments.array(1), try arguments.array(2))
    if name == "addmm" {
      guard left.rank == 2, right.rank == 2, left.shape[1] == right.shape[0] else { return }
      let shape: Dims = [left.shape[0], right.shape[1]]
      if shape != target.array.shape { throw misshapen(target, shape) }
      return
    }
    guard left.rank == 1, right.rank == 1 else { return }
    guard target.array.rank == 2 else {
      throw TorchError(.runtime, "2D tensor expected, got \(target.array.rank)D tensor for input")
    }
    if target.array.shape != [left.count, right.count] {
      throw TorchError(
        .runtime,
        "size mismatch, input: \(target.array.shape.text), v1: \(left.shape.text), v2: \(right.shape.text)")
    }
  }

  private static func misshapen(_ target: Tensor, _ shape: Dims) -> TorchError {
    TorchError(
      .runtime,
      "Bad in-place call: input tensor size \(target.array.shape.text) and output tensor size \(shape.text) should match"
    )
  }

  /// What a composite gives that is to be written over a tensor. The type of the result with a number is looked at before
  /// the kernel.
  private func forwarded(
    _ forward: (OperatorArguments) throws -> OperatorResult, _ arguments: OperatorArguments, into target: Tensor
  ) throws -> Tensor {
    do {
      return try forward(arguments).tensor
    } catch let error as TorchError
      where error.kind == .notImplemented && arguments.count == 2 && !Operator.truthNames.contains(name)
    {
      if let number = arguments.optionalScalar(1) {
        let promoted = Operator.promoted(target, try Tensor.wrapping(number))
        if !Operator.canCast(promoted, to: target.dtype) { throw Operator.castError(promoted, target.dtype) }
      }
      throw error
    }
  }

  /// `target operation= other` where nothing is recorded and both are as small tensors usually are.
  ///
  /// - Returns: whether that was done; nothing was changed if not.
  func inPlaceVector(_ target: Tensor, _ other: Argument) throws -> Bool {
    guard let vector, !target.isWrappedNumber, !GradMode.isEnabled || !target.requiresGrad else { return false }
    let isDone: Bool
    switch other {
    case .tensor(let tensor) where tensor.isWrappedNumber:
      guard let number = tensor.onlyNumber else { return false }
      try target.checkInPlace(isRecorded: false)
      isDone = target.combineValues(vector, withNumber: number)
    case .tensor(let tensor) where !(GradMode.isEnabled && tensor.requiresGrad):
      if tensor.array.storage === target.array.storage, tensor !== target { return false }
      try target.checkInPlace(isRecorded: false)
      isDone = target.combineValues(vector, with: tensor)
    case .scalar(let scalar):
      guard let number = scalar.exactDouble else { return false }
      try target.checkInPlace(isRecorded: false)
      isDone = target.combineValues(vector, withNumber: number)
    default: return false
    }
    if isDone { target.bumpVersion() }
    return isDone
  }

  /// Raises where the memory that is written to in place may not be written while the operands are read. Layouts are
  /// changed and other names resolved without a look at it.
  private func checkMemory(_ target: NDArray, _ arguments: OperatorArguments, _ traits: WriteTraits) throws {
    switch implementation {
    case .view, .alias: return
    default: break
    }
    // One number behind a mask is written without a look at it.
    if name == "index_put" {
      let indices = try arguments.optionalTensors(1).compactMap { $0 }
      if indices.count == 1, indices[0].dtype == .bool, try arguments.tensor(2).array.count == 1, !arguments.bool(3) {
        return
      }
    }
    try traits.memory.check(target, arguments, own: traits.place, name)
  }

  /// The functions whose result in place must be of the tensor's own type and shape.
  fileprivate static let needExactResult: Set = ["addmm", "addmv", "baddbmm", "cumsum", "cumprod"]
  /// The functions that give truth values, which any type holds.
  static let truthNames: Set = [
    "eq", "ne", "lt", "le", "gt", "ge", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and",
    "logical_or", "logical_xor", "logical_not",
  ]

  /// What composites do in place that do not write a result over the tensor's values.
  fileprivate static let changes: [String: @Sendable (OperatorArguments) throws -> Tensor] = [
    "as_strided": { try asStridedOf.inPlace(stridedArguments($0)) },
    // Other names.
    "square": { try pow.inPlace(OperatorArguments([$0[0], .scalar(2)])) },
    "clip": { arguments in
      let hasTensor = (1...2).contains { arguments.optionalTensor($0) != nil }
      return try (hasTensor ? clampTensor : clamp).inPlace(arguments)
    },
    "negative": { try neg.inPlace($0) },
    "renorm": { try renormInPlace($0) },
    "absolute": { try abs.inPlace($0) },
    "fix": { try trunc.inPlace($0) },
    "multiply": { try mul.inPlace($0) },
    "true_divide": { try div.inPlace($0) },
    "relu6": { try hardtanh.inPlace(OperatorArguments([$0[0], .int(0), .int(6)])) },
    // The order of the function comes before what it is of.
    "polygamma": { try copyInto($0.tensor(1), polygamma($0).tensor, name: "polygamma") },
    "detach": { arguments in
      let target = try arguments.tensor(0)
      try target.detachInPlace()
      return target
    },
  ]

  /// What PyTorch does not take for a change of a tensor that requires a gradient.
  private static let leaveHistory: Set = ["detach", "logical_and", "logical_or", "logical_xor", "logical_not"]

  /// Gives the tensor itself the layout of a view of it (`x.t_()`).
  private func changeLayout(
    of target: Tensor, _ layout: @Sendable (OperatorArguments) throws -> NDArray, _ arguments: OperatorArguments
  ) throws -> Tensor {
    let node = try recordedNode(arguments, of: inPlaceNode)
    try target.checkInPlace(isRecorded: node != nil)
    // The history of a base would have to be written through the new layout.
    if target.base != nil, node != nil || target.base?.requiresGrad ?? false {
      throw TorchError(
        .notImplemented,
        "\(name)_() of a view that has a gradient is not supported by nbrun; the nearest is \(name)()")
    }
    target.array = try layout(arguments)
    target.bumpVersion()
    if let node {
      node.addOutput(GradientMetadata(target.array))
      target.rebaseHistory(node)
    }
    return target
  }

  /// What an operator returns, by its schema.
  package enum Results: Equatable, Sendable {
    case tensor
    /// So many tensors.
    case tuple(Int)
    /// As many tensors as the arguments ask for.
    case list
  }

  /// What the operator returns.
  package var results: Results {
    guard let arrow = schema.utf8.lastIndex(of: UInt8(ascii: ">")) else { return .tensor }
    let text = schema[schema.index(after: arrow)...].drop { $0 == " " }
    if text.hasSuffix("[]") { return .list }
    return text.hasPrefix("(") ? .tuple(1 + text.count { $0 == "," }) : .tensor
  }

  /// So few elements are made twice rather than in memory that is lent.
  private static let smallCount = 4096

  /// Calls the operator with `out=`: `out` takes the result's shape and values.
  package func out(_ arguments: OperatorArguments, _ out: Tensor) throws -> Tensor {
    if Autocast.isOn { return try Autocast.suspended { try self.out(arguments, out) } }
    if case .alias(let original, let bound) = implementation { return try original().out(bound(arguments), out) }
    try checkNoGradient(arguments, [out])
    let rule = writeTraits.memory
    try rule.check(out.array, arguments, name)
    let typed = OutTypes.typed(arguments, name, out.dtype)
    let result: NDArray
    do {
      // Lending memory takes longer than making so little of it.
      if out.count > Operator.smallCount, mayLend([out.array], typed) {
        result = try Storage.lending([out.array]) { [try self(typed).tensor.array] }[0]
      } else {
        result = try written(typed, into: out.array) ?? self(typed).tensor.array
      }
    } catch let error as TorchError where error.kind == .notImplemented && isPair {
      // The type is looked at before the kernel.
      let promoted = try Operator.promoted(typed.tensor(0), typed.tensor(1))
      if !Operator.canCast(promoted, to: out.dtype) { throw Operator.castError(promoted, out.dtype) }
      throw error
    }
    try OutTypes.check(name, result.dtype, out.dtype)
    try Operator.store(result, in: out, writes: rule.writes)
    return out
  }

  /// Calls an operator of several results with `out=`: each tensor takes the shape and the values of a result.
  package func out(_ arguments: OperatorArguments, _ out: [Tensor]) throws {
    if Autocast.isOn { return try Autocast.suspended { try self.out(arguments, out) } }
    if case .alias(let original, let bound) = implementation { return try original().out(bound(arguments), out) }
    try checkNoGradient(arguments, out)
    let targets = out.map(\.array)
    let rule = writeTraits.memory
    for (place, target) in targets.enumerated() { try rule.check(target, arguments, result: place, name) }
    func values() throws -> [NDArray] { try self(arguments).tensors.map(\.array) }
    let results = mayLend(targets, arguments) ? try Storage.lending(targets, to: values) : try values()
    guard results.count == out.count else {
      throw TorchError(
        .runtime, "\(name)_out expected an out= argument of size \(results.count), got size \(out.count)")
    }
    for (place, (result, target)) in zip(results, out).enumerated() {
      if result.dtype.isIntegral || ReturnTypeFields.named[name] != nil, result.dtype != target.dtype {
        throw OutTypes.mismatch(name, place, result.dtype, target.dtype)
      }
      if Operator.keepOutShape.contains(name) {
        if !result.isSameMemory(as: target.array) { try target.array.copy(from: result) }
        target.bumpVersion()
      } else {
        try Operator.store(result, in: target)
      }
    }
  }

  /// The functions that write into the tensors of `out=` as they are.
  private static let keepOutShape: Set = ["split_copy"]

  private func checkNoGradient(_ arguments: OperatorArguments, _ out: [Tensor]) throws {
    guard GradMode.isEnabled else { return }
    let needs = anyInput(of: arguments) { $0.requiresGrad }
    if needs || out.contains(where: \.requiresGrad) {
      throw TorchError(
        .runtime,
        "\(name)(): functions with out=... arguments don't support automatic differentiation, but one of the arguments"
          + " requires grad.")
    }
  }

  /// Whether results may be made in the memory that they are to be stored in: it is whole, and no operand's.
  private func mayLend(_ targets: [NDArray], _ arguments: OperatorArguments) -> Bool {
    for (place, target) in targets.enumerated() {
      guard target.mayBeLent, !targets[..<place].contains(where: { $0.storage === target.storage }),
        arguments.tensorsSatisfy({ $0.array.storage !== target.storage })
      else { return false }
    }
    return true
  }

  /// The result of an operator that goes element by element, written into memory there is, if it fits; nil for other
  /// operators, and where an operand shares some of the memory. Nothing is written where an error is thrown.
  private func written(_ arguments: OperatorArguments, into target: NDArray) throws -> NDArray? {
    switch implementation {
    case .unary, .binary, .binaryWith, .number, .writing: break
    default: return nil
    }
    if target.repeatsElements, writeTraits.memory.repeats != .written { return nil }
    guard arguments.tensorsSatisfy({ target.mayBeWritten(whileReading: $0.array) }) else { return nil }
    switch implementation {
    case .unary(let kernel):
      if target.dtype != .bool, writeTraits.givesTruth {
        return try NDArray.inParts([arguments.array(0)], into: target, convertsTruth: true) { try kernel($0[0], $1) }
      }
      return try Operator.computed(kernel, arguments.array(0), into: target)
    case .number(let kernel):
      return try Operator.computed(kernel, arguments.tensor(0), arguments.scalar(1), into: target)
    case .writing(let kernel): return try kernel(arguments, target)
    case .binaryWith(let kernel, let special):
      if let array = try special(arguments, target) { return array }
      return try writtenPair(kernel, arguments, target)
    case .binary(let kernel): return try writtenPair(kernel, arguments, target)
    default: return nil
    }
  }

  /// The values of the result, in memory that is handed over if they fit.
  func result(_ arguments: OperatorArguments, into target: NDArray?) throws -> NDArray {
    if let target, let array = try written(arguments, into: target) { return array }
    return try GradMode.with(false) { try self(arguments).tensor.array }
  }

  /// What the operator writes into zeros of the shape of a node's first input: the gradient of what reads at places.
  func ofZeros(_ call: BackwardCall, _ others: Argument...) throws -> Tensor {
    try over(Tensor(NDArray(zeros: call.shape(0), call.grad.dtype)), others)
  }

  /// What the operator gives of a tensor that nobody else has, in its memory where no graph is recorded.
  func over(_ fresh: Tensor, _ others: [Argument]) throws -> Tensor {
    let arguments = OperatorArguments([.tensor(fresh)] + others)
    let isRecorded = GradMode.isEnabled && inputTensors(arguments).contains { $0?.requiresGrad ?? false }
    if !isRecorded, let array = try written(arguments, into: fresh.array) { return Tensor(array) }
    return try self(arguments).tensor
  }

  private func writtenPair(
    _ kernel: BinaryKernel, _ arguments: OperatorArguments, _ target: NDArray
  ) throws -> NDArray {
    let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
    do {
      return try computed(kernel, a.array, b.array, Operator.promoted(a, b), into: target)
    } catch let error as TorchError where error.kind == .notImplemented && isPair {
      // The shapes are looked at before the kernel.
      _ = try NDArray.broadcast(a.array.shape, b.array.shape)
      throw error
    }
  }

  /// Gives a tensor the shape and the values of a result.
  private static func store(_ array: NDArray, in out: Tensor, writes: Int = 1) throws {
    defer { for _ in 0..<writes { out.bumpVersion() } }
    if array.isSameMemory(as: out.array) { return }
    guard canCast(array.dtype, to: out.dtype) else { throw castError(array.dtype, out.dtype) }
    if out.array.shape != array.shape {
      if out.array.count > 0 {
        try torchSession().warn(
          "UserWarning",
          "An output with one or more elements was resized since it had shape \(out.array.shape.text), which does not"
            + " match the required output shape \(array.shape.text). This behavior is deprecated, and in a future PyTorch"
            + " release outputs will not be resized unless they have zero elements. You can explicitly reuse an out"
            + " tensor t by resizing it, inplace, to zero elements with t.resize_(0). (Triggered internally at"
            + " /__w/pytorch/pytorch/aten/src/ATen/native/Resize.cpp:30.)")
      }
      out.array = try array.cast(to: out.dtype).clone()
    } else {
      try out.array.copy(from: array)
    }
  }

  /// Writes a result over a tensor's values.
  static func write(_ array: NDArray, into target: Tensor, name: String) throws {
    guard array.shape == target.array.shape else {
      throw shapeError(target, array.shape)
    }
    guard canCast(array.dtype, to: target.dtype) else {
      if name == "ldexp" {
        throw TorchError(.runtime, "ldexp can't be cast to the desired output type \(target.dtype.scalarName)")
      }
      // The limits of `clamp` are checked by itself, which writes the type's other name.
      guard name.hasPrefix("clamp") else { throw castError(array.dtype, target.dtype) }
      throw TorchError(
        .runtime,
        "result type \(array.dtype.scalarName) can't be cast to the desired output type \(target.dtype.typeMetaName)")
    }
    if !array.isSameMemory(as: target.array) { try target.array.copy(from: array) }
  }

  static func shapeError(_ target: Tensor, _ shape: Dims) -> TorchError {
    TorchError(
      .runtime, "output with shape \(target.array.shape.text) doesn't match the broadcast shape \(shape.text)")
  }

  private var isCumulative: Bool { name == "cumsum" || name == "cumprod" }

  /// Whether the operator goes over two tensors element by element.
  var isPair: Bool {
    switch implementation {
    // The product of matrices is the only other operator of two tensors.
    case .binary, .binaryWith: name != "mm"
    default: false
    }
  }

  static func copyInto(_ target: Tensor, _ result: Tensor, name: String) throws -> Tensor {
    guard result.array.shape == target.array.shape else { throw shapeError(target, result.array.shape) }
    guard canCast(result.dtype, to: target.dtype) else { throw castError(result.dtype, target.dtype) }
    return try copy.inPlace(OperatorArguments([.tensor(target), .tensor(result)]))
  }

  /// Whether a result may be stored as another type: not from a higher category to a lower one.
  static func canCast(_ from: DType, to: DType) -> Bool {
    if from.isComplex && !to.isComplex { return false }
    if from.isFloatingPoint && !to.isDifferentiable { return false }
    return from == .bool || to != .bool
  }

  static func castError(_ from: DType, _ to: DType) -> TorchError {
    TorchError(
      .runtime, "result type \(from.scalarName) can't be cast to the desired output type \(to.scalarName)")
  }
}
