import Autograd
import PythonRuntime
import TensorCore

/// Methods that give a tensor another shape or another memory: `resize_`, `resize_as_`, `set_`.
enum StorageMethods {
  static var all: [NativeMember] {
    typealias M = TensorMethods
    return [
      M.method("resize_", ["resize_(int[] size, *, MemoryFormat? memory_format=None)"]) { object, bound in
        try resize(object.tensor, try bound.ints(0))
        return object.asValue
      },
      M.method("resize_as_", ["resize_as_(Tensor the_template, *, MemoryFormat? memory_format=None)"]) {
        object, bound in
        let shape = try bound.tensor(0).array.shape
        if object.tensor.array.shape != shape { try resize(object.tensor, shape.array) }
        return object.asValue
      },
      TensorMethods.open("resize", .signature("(*sizes)")) { interpreter, arguments in
        let object = try M.receiver(arguments)
        try TorchWarnings.warn("non-inplace resize is deprecated", interpreter)
        let rest = arguments.dropFirst().positional
        let sizes = try rest.count == 1 && !rest[0].isInteger ? interpreter.array(of: rest[0]) : Array(rest)
        return try resized(object.tensor, sizes.map { try $0.machineInteger(interpreter) })
      },
      TensorMethods.open("resize_as", .signature("(tensor)")) { interpreter, arguments in
        let object = try M.receiver(arguments)
        try TorchWarnings.warn("non-inplace resize_as is deprecated", interpreter)
        guard let other = arguments[1].tensorObject else {
          throw PythonException(.attributeError, "'\(arguments[1].type.tpName)' object has no attribute 'size'")
        }
        return try resized(object.tensor, other.tensor.array.shape.array)
      },
      TensorMethods.open("set_", .signature("(source=None, storage_offset=None, size=None, stride=None)")) {
        interpreter, arguments in
        let object = try M.receiver(arguments)
        try torchErrors { try set(object.tensor, arguments.dropFirst(), interpreter) }
        return object.asValue
      },
    ]
  }

  /// Kinds are never released.
  private static let setKind = NodeKind.notImplemented("set_")

  /// `x.resize(...)`, the old name of a shape for the same elements in row-major order.
  private static func resized(_ tensor: Tensor, _ sizes: [Int]) throws -> Value {
    let (shape, count) = (tensor.array.shape.array, tensor.array.count)
    func text(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: "x") }
    var total = 1
    for size in sizes { total = total.multipliedReportingOverflow(by: size).partialValue }
    guard total == count else {
      throw PythonException(
        .runtimeError,
        "requested resize to \(text(sizes)) (\(total) elements in total), but the given tensor has a size of"
          + " \(text(shape)) (\(count) elements). autograd's resize can only change the shape of a given tensor, while"
          + " preserving the number of elements. ")
    }
    return TensorObject.of(
      try torchErrors {
        try CompositeNode.record("ResizeBackward", [tensor], fillsZeros: true) { inputs in
          guard let x = inputs[0] else { return [] }
          return [try x.contiguous().view(sizes)]
        }[0]
      })
  }

  /// `x.resize_(...)`: the first elements of the memory in another shape; what is added is not defined.
  private static func resize(_ tensor: Tensor, _ shape: [Int]) throws {
    if tensor.requiresGrad { throw TorchError(.runtime, "cannot resize variables that require grad") }
    try tensor.checkInPlace(isRecorded: false)
    let sizes = Dims(shape)
    guard shape.allSatisfy({ $0 >= 0 }) else { throw TorchError(.runtime, "numel: integer multiplication overflow") }
    let (dtype, offset) = (tensor.dtype, tensor.array.offset)
    var needed = 1
    for factor in shape + [dtype.itemSize] {
      let (product, overflow) = needed.multipliedReportingOverflow(by: factor)
      guard !overflow || shape.contains(0) else {
        throw TorchError(.runtime, "Storage size calculation overflowed with sizes=\(sizes.text)")
      }
      needed = product
    }
    needed = shape.contains(0) ? 0 : needed
    let (end, overflow) = needed.addingReportingOverflow(offset * dtype.itemSize)
    guard !overflow else {
      throw TorchError(.runtime, "Storage size calculation overflowed with sizes=\(sizes.text)")
    }
    needed = end
    let storage = tensor.array.storage
    if needed > storage.byteCount {
      guard try storage.grow(to: needed) else {
        throw TorchError(
          .notImplemented, "resize_() of a conjugate view is not supported by nbrun; the nearest is resolve_conj()")
      }
    }
    tensor.array = NDArray(
      storage, dtype: dtype, shape: sizes, strides: sizes.contiguousStrides, offset: offset)
    tensor.bumpVersion()
  }

  /// `x.set_(...)`: the tensor looks at the memory of another tensor or at a storage.
  private static func set(_ tensor: Tensor, _ arguments: Arguments, _ interpreter: Interpreter) throws {
    let (source, offset, size, stride) = (arguments[0], arguments[1], arguments[2], arguments[3])
    var array: NDArray
    var origin: Tensor?
    let hasSize = !(size.isUndefined || size.isNone)
    if source.isNone, !hasSize { throw invalid(source.type.tpName) }
    if source.isUndefined || source.isNone {
      array = try NDArray(zeros: [0], tensor.dtype)
    } else if let object = source.tensorObject {
      origin = object.tensor
      // With a size it is the memory that counts, not what it holds.
      array = hasSize ? elements(of: object.tensor.array.storage, tensor.dtype) : object.tensor.array
    } else if let storage = source.cast(StorageObject.self) {
      array = elements(of: storage.tensor.array.storage, tensor.dtype)
    } else {
      throw invalid(source.type.tpName)
    }
    if array.dtype != tensor.dtype {
      throw TorchError(
        .runtime,
        "Could not set tensor of type \(array.dtype.typeMetaName) to a tensor of type \(tensor.dtype.typeMetaName)")
    }
    if hasSize {
      let shape = Dims(try interpreter.array(of: size).map { try integer($0) })
      let steps =
        stride.isUndefined || stride.isNone
        ? shape.contiguousStrides : Dims(try interpreter.array(of: stride).map { try integer($0) })
      let start = offset.isUndefined || offset.isNone ? 0 : try integer(offset)
      array = try array.asStrided(shape.array, steps.array, offset: start)
    }
    let isRecorded = GradMode.isEnabled && (tensor.requiresGrad || origin?.requiresGrad ?? false)
    try tensor.checkInPlace(isRecorded: isRecorded)
    let node = isRecorded ? OperatorNode(setKind) : nil
    if let node {
      node.addInput(tensor)
      node.addEdge(origin.map(Edge.init(to:)) ?? Edge(nil))
      node.addOutput(GradientMetadata(array))
    }
    tensor.setData(array)
    tensor.bumpVersion()
    if let node { tensor.rebaseHistory(node) }
  }

  /// All of a memory as elements of a type.
  private static func elements(of memory: Storage, _ dtype: DType) -> NDArray {
    NDArray(memory, dtype: dtype, shape: [memory.byteCount / dtype.itemSize], strides: [1], offset: 0)
  }

  private static func integer(_ value: Value) throws -> Int {
    guard case .int(let number) = value else {
      throw TorchError(.type, "set_(): argument must be tuple of ints, but found element of type \(value.type.tpName)")
    }
    return number
  }

  private static func invalid(_ type: String) -> TorchError {
    let reason = "      didn't match because some of the arguments have invalid types: (!\(type)!)\n"
    return TorchError(
      .type,
      "set_() received an invalid combination of arguments - got (\(type)), but expected one of:\n * ()\n" + reason
        + " * (torch.Storage source)\n" + reason
        + " * (torch.Storage source, int storage_offset, tuple of ints size, tuple of ints stride = None)\n"
        + " * (Tensor source)\n" + reason
        + " * (Tensor source, int storage_offset, tuple of ints size, tuple of ints stride = None)\n")
  }
}
