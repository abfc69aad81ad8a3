import Autograd
import PythonRuntime
import TensorCore

// `x[...]`, as `python_variable_indexing.cpp` reads it: ints, slices, `None`, `...` and bools become views one after the
// other; tensors and sequences are collected and gathered at the end.

extension TensorObject {
  /// `self[key]`
  func indexed(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    try torchErrors {
      if case .int(let index) = key { return TensorObject.of(try IndexReader.selected(tensor, dim: 0, index)) }
      if let tuple = key.cast(TupleObject.self), let element = try IndexReader.selected(tensor, tuple.elements) {
        return TensorObject.of(element)
      }
      var reader = try IndexReader(tensor, key, interpreter)
      let view = try reader.view()
      guard reader.hasTensorIndices else {
        // `x[...]` and `x[()]` are other tensors than `x`.
        return TensorObject.of(view === tensor ? try KnownOperators.alias(tensor) : view)
      }
      return TensorObject.of(try KnownOperators.index(view, reader.indices))
    }
  }

  /// `self[key] = value`
  func assign(_ value: Value, at key: Value, _ interpreter: Interpreter) throws {
    try torchErrors {
      let source = try assigned(value, interpreter)
      // Nothing is looked at any further.
      if case .bool(false) = key { return }
      var reader = try IndexReader(tensor, key, interpreter)
      let view = try reader.view()
      if reader.hasTensorIndices {
        try KnownOperators.indexPut(view, reader.indices, source, converts: reader.isTruth)
      } else {
        try KnownOperators.assign(source, into: view)
      }
    }
  }

  /// The value of `x[...] = value` as a tensor.
  func assigned(_ value: Value, _ interpreter: Interpreter) throws -> Tensor {
    if let object = value.tensorObject { return object.tensor }
    guard let scalar = try value.isForeignNumber ? nil : value.scalarOrNil(interpreter) else {
      throw TorchError(.type, "can't assign a \(value.type.tpName) to a \(tensor.array.tensorTypeName)")
    }
    if tensor.dtype == .bool { return Tensor(try NDArray(scalar: .bool(scalar.isTrue), .bool)) }
    // What is too large for half types becomes infinite.
    let isHalf = tensor.dtype == .float16 || tensor.dtype == .bfloat16
    try Factories.check(scalar, fits: isHalf ? .float64 : tensor.dtype)
    return Tensor(try NDArray(scalar: scalar, tensor.dtype))
  }
}

extension Value {
  /// Whether the value is a number of NumPy that is neither an integer nor one of Python's numbers.
  fileprivate var isForeignNumber: Bool {
    guard case .object(let object) = self, let boxed = object as? BoxedValue, boxed.type.module == "numpy" else {
      return false
    }
    return !isInteger && boxed.type.name != "float64" && boxed.type.name != "complex128"
  }
}

/// Reads one index expression.
private struct IndexReader {
  private let tensor: Tensor
  private let interpreter: Interpreter
  private let parts: [Value]
  private let isTuple: Bool
  /// Whether the index was written as a tuple, be it of one.
  private let isWrittenAsTuple: Bool
  /// The tensors of advanced indexing by dimension of the view, nil where a dimension is kept.
  private(set) var indices: [Tensor?] = []
  /// How many dimensions masks cover beyond one each.
  private var covered = 0

  /// Whether `True` or `False` is all of it.
  var isTruth: Bool {
    if case .bool? = parts.first { parts.count == 1 } else { false }
  }

  /// Whether elements must be gathered.
  var hasTensorIndices: Bool { indices.contains { $0 != nil } }

  init(_ tensor: Tensor, _ key: Value, _ interpreter: Interpreter) throws {
    self.tensor = tensor
    self.interpreter = interpreter
    parts = try IndexReader.parts(of: key, interpreter)
    isTuple = key.cast(SliceObject.self) == nil
    isWrittenAsTuple = key.cast(TupleObject.self) != nil
  }

  /// A tuple's elements; a list that holds sequences, tensors, slices, `None` or `...` counts as a tuple.
  private static func parts(of key: Value, _ interpreter: Interpreter) throws -> [Value] {
    if let tuple = key.cast(TupleObject.self) { return tuple.elements }
    guard let list = key.cast(ListObject.self), list.elements.count < 32 else {
      if let text = key.text { return text.isEmpty ? [] : [key] }
      return [key]
    }
    let isTuple = list.elements.contains { element in
      element.isNone || element.tensorObject != nil || element.sequenceElements != nil || element.text != nil
        || element.cast(SliceObject.self) != nil || element.isIdentical(to: .ellipsis)
    }
    return isTuple ? list.elements : [key]
  }

  /// Applies everything that makes a view, collecting the tensors.
  mutating func view() throws -> Tensor {
    let rank = tensor.array.rank
    let specified = try parts.reduce(0) { $0 + (try consumedDimensions($1)) }
    guard specified <= rank else {
      if rank == 0 {
        throw TorchError(.index, try refusalWithoutDimensions())
      }
      throw TorchError(.index, "too many indices for tensor of dimension \(rank)")
    }
    var result = tensor
    var dim = 0
    // Errors count the parts of the index, not the dimensions.
    for (number, part) in parts.enumerated() {
      switch part {
      case .int(let index):
        result = try Self.selected(result, dim: dim, index, shownDim: number)
      case .none:
        result = try KnownOperators.unsqueeze(result, dim)
        dim += 1
      case .bool(let isTrue):
        result = try KnownOperators.unsqueeze(result, dim)
        place(try Self.index(of: isTrue), at: dim)
        dim += 1
      default:
        if part.isIdentical(to: .ellipsis) {
          dim += rank - specified
        } else if let slice = part.cast(SliceObject.self) {
          result = try sliced(result, dim, slice)
          dim += 1
        } else {
          try advance(part, &result, &dim, shownDim: number)
        }
      }
    }
    return result
  }

  /// What is wrong with an index of a tensor without dimensions.
  private func refusalWithoutDimensions() throws -> String {
    guard parts.count == 1, !isWrittenAsTuple else { return "too many indices for tensor of dimension 0" }
    if let slice = parts[0].cast(SliceObject.self) {
      try checkStep(slice)
      return "slice() cannot be applied to a 0-dim tensor."
    }
    guard parts[0].isInteger else { return "too many indices for tensor of dimension 0" }
    let index = try interpreter.index(parts[0])
    return index == 0
      ? "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim "
        + "tensor to a number" : "index \(index) is out of bounds for dimension 0 with size 0"
  }

  /// How many dimensions of the tensor a part stands for.
  private func consumedDimensions(_ part: Value) throws -> Int {
    if part.isNone || part.isIdentical(to: .ellipsis) { return 0 }
    if case .bool = part { return 0 }
    if let tensor = try part.tensorObject?.tensor ?? part.sharedTensor() {
      return tensor.dtype == .bool || tensor.dtype == .uint8 ? tensor.array.rank : 1
    }
    if let elements = part.sequenceElements, case .bool? = elements.first { return 1 }
    return 1
  }

  /// A tensor, or a sequence that becomes one.
  private mutating func advance(
    _ part: Value, _ result: inout Tensor, _ dim: inout Int, shownDim: Int
  ) throws {
    let index: Tensor
    if let tensor = part.tensorObject?.tensor {
      index = tensor
    } else if let array = try part.sharedTensor() {
      index = try Self.places(array)
    } else if part.isInteger {
      result = try Self.selected(result, dim: dim, try interpreter.index(part), shownDim: shownDim)
      return
    } else if part.sequenceElements != nil || part.text != nil || part.cast(RangeObject.self) != nil
      || part.cast(BytesObject.self) != nil
    {
      index = Tensor(try TensorData(interpreter, defaultType: .float32).places(part))
    } else {
      throw TorchError(
        .index,
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
          + "\(part.type.tpName))")
    }
    let isMask = index.dtype == .bool || index.dtype == .uint8
    if index.dtype == .uint8, index.array.rank > 0 {
      try TorchWarnings.warn(
        "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead. (Triggered internally"
          + " at /__w/pytorch/pytorch/aten/src/ATen/native/IndexingUtils.h:37.)", interpreter)
    }
    if index.array.rank == 0 && index.dtype.isIntegral {
      if isMask {
        result = try KnownOperators.unsqueeze(result, dim)
        place(try Self.index(of: try index.array.item().isTrue), at: dim)
        dim += 1
      } else {
        result = try Self.selected(result, dim: dim, try index.array.item().int, shownDim: shownDim)
      }
      return
    }
    place(index, at: dim)
    dim += isMask ? index.array.rank : 1
    // A mask over several dimensions takes the place of all of them: the operator expands it.
    if isMask { covered += index.array.rank - 1 }
  }

  /// Numbers of a sequence as places: those of other types than truth values and bytes become integers.
  private static func places(_ numbers: Tensor) throws -> Tensor {
    numbers.dtype.isIntegral ? numbers : try numbers.cast(to: .int64)
  }

  private mutating func place(_ index: Tensor, at dim: Int) {
    while indices.count < dim - covered { indices.append(nil) }
    indices.append(index)
  }

  /// `True` keeps the new dimension, `False` empties it.
  private static func index(of isTrue: Bool) throws -> Tensor {
    Tensor(isTrue ? try NDArray(zeros: [1], .int64) : try NDArray(zeros: [0], .int64))
  }

  /// `x[index]` along a dimension, whose number in error messages is `shownDim`.
  static func selected(_ tensor: Tensor, dim: Int, _ index: Int, shownDim: Int = 0) throws -> Tensor {
    let array = tensor.array
    guard array.rank > dim else {
      if index != 0 {
        throw TorchError(.index, "index \(index) is out of bounds for dimension 0 with size 0")
      }
      throw TorchError(
        .index,
        "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim "
          + "tensor to a number")
    }
    let size = array.shape[dim]
    guard index >= -size, index < size else {
      throw TorchError(
        .index, "index \(index) is out of bounds for dimension \(shownDim) with size \(size)")
    }
    return try KnownOperators.select(tensor, dim, index)
  }

  /// `x[i, j]` of ints, no more than there are dimensions; nil for any other index.
  static func selected(_ tensor: Tensor, _ parts: [Value]) throws -> Tensor? {
    guard !parts.isEmpty, parts.count <= tensor.array.rank else { return nil }
    for part in parts {
      guard case .int = part else { return nil }
    }
    var result = tensor
    for place in 0..<parts.count {
      guard case .int(let index) = parts[place] else { return nil }
      result = try selected(result, dim: 0, index, shownDim: place)
    }
    return result
  }

  private func sliced(_ tensor: Tensor, _ dim: Int, _ slice: SliceObject) throws -> Tensor {
    let size = tensor.array.shape[dim]
    let step = try checkStep(slice)
    let start = try bound(slice.start, else: 0)
    let stop = try bound(slice.stop, else: Int.max)
    // A slice of everything records nothing as a part of a tuple.
    if isTuple && start == 0 && stop >= size && step == 1 { return tensor }
    return try KnownOperators.slice(tensor, dim, start, stop, step)
  }

  /// The step of a slice, which goes forward.
  @discardableResult private func checkStep(_ slice: SliceObject) throws -> Int {
    let step = try bound(slice.step, else: 1)
    if step == 0 { throw TorchError(.value, "slice step cannot be zero") }
    if step < 0 { throw TorchError(.value, "step must be greater than zero") }
    return step
  }

  /// A bound of a slice, clamped to machine integers.
  private func bound(_ value: Value, else fallback: Int) throws -> Int {
    switch value {
    case .none: return fallback
    case .int(let value): return value
    default:
      if let object = value.tensorObject, value.isIndex { return try object.integer() }
      guard let found = try interpreter.indexOrNil(value) else {
        throw TorchError(.type, "slice indices must be integers or None or have an __index__ method")
      }
      return found
    }
  }
}
