import Autograd
import PythonRuntime
import TensorCore

/// Methods that look at or change where a tensor's values lie.
enum LayoutMethods {
  static var all: [NativeMember] {
    typealias M = TensorMethods
    return [
      TensorMethods.open("apply_", .one) { interpreter, arguments in
        let object = try M.receiver(arguments)
        if object.tensor.requiresGrad {
          throw PythonException(
            .runtimeError, "Can't call apply_() on Variable that requires grad. Use var.detach().apply_() instead.")
        }
        let array = object.tensor.array
        for position in positions(array) {
          let result = try interpreter.call(arguments[1], .number(array.element(at: position)))
          array.setElement(at: position, try result.scalar(interpreter))
        }
        object.tensor.bumpVersion()
        return object.asValue
      },
      TensorMethods.open("map_", .positional(2...2)) { interpreter, arguments in
        let object = try M.receiver(arguments)
        guard let other = arguments[1].tensorObject else {
          throw PythonException(
            .typeError, "map_(): argument 'tensor' (position 1) must be Tensor, not \(arguments[1].type.tpName)")
        }
        if object.tensor.requiresGrad || other.tensor.requiresGrad {
          throw PythonException(
            .runtimeError, "Can't call map_() on Variable that requires grad. Use var.detach().map_() instead.")
        }
        let array = object.tensor.array
        let expanded = try torchErrors { try other.tensor.array.expand(array.shape.array) }
        for (position, source) in zip(positions(array), positions(expanded)) {
          let result = try interpreter.call(
            arguments[2], .number(array.element(at: position)), .number(expanded.element(at: source)))
          array.setElement(at: position, try result.scalar(interpreter))
        }
        object.tensor.bumpVersion()
        return object.asValue
      },
      M.plain("storage") { object, _ in
        try TorchWarnings.warnOnce(
          "TypedStorage is deprecated. It will be removed in the future and UntypedStorage will be the only storage class."
            + " This should only matter to you if you are using storages directly.  To access UntypedStorage directly, use"
            + " tensor.untyped_storage() instead of tensor.storage()")
        return .object(StorageObject(object.tensor, isTyped: true))
      },
      M.plain("untyped_storage") { object, _ in .object(StorageObject(object.tensor, isTyped: false)) },
      M.plain("is_sparse_") { _, _ in .bool(false) },
      M.method("dim_order", ["dim_order()"]) { object, _ in
        let array = object.tensor.array
        return .tuple(
          (0..<array.rank).sorted { array.strides[$0] > array.strides[$1] }.map { .int($0) })
      },
    ]
  }

  /// The places of an array's elements in its storage, in row-major order.
  private static func positions(_ array: NDArray) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(array.count)
    array.forEachPosition { result.append($0) }
    return result
  }
}

/// `x.storage()` and `x.untyped_storage()`: the flat memory behind a tensor.
package final class StorageObject: Object {
  /// The tensor whose memory it is.
  let tensor: Tensor
  private let isTyped: Bool

  init(_ tensor: Tensor, isTyped: Bool) {
    self.tensor = tensor
    self.isTyped = isTyped
    super.init(type: isTyped ? .typedStorage : .untypedStorage)
  }

  /// The memory, of a conjugate view that of its base.
  private var storage: Storage { tensor.array.storage.root }

  private var count: Int { storage.byteCount / (isTyped ? tensor.dtype.itemSize : 1) }

  /// The whole memory as one row.
  private var row: NDArray {
    NDArray(storage, dtype: tensor.dtype, shape: [count], strides: [1], offset: 0)
  }

  private var values: [Scalar] {
    get throws {
      try checkValues()
      return (0..<count).map { index in
        isTyped
          ? row.element(at: index)
          : .int(Int(storage.bytes.load(fromByteOffset: index, as: UInt8.self)))
      }
    }
  }

  private var isMeta: Bool { MetaTensors.contains(tensor) }

  /// - Throws: PyTorch's error where there are no values.
  private func checkValues() throws {
    if isMeta { throw PythonException(.notImplementedError, "Not available for 'meta' device type") }
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    let lines = try isMeta ? ["..."] : values.map { " " + (try interpreter.repr(.number($0))) }
    let device = isMeta ? "device=meta" : "device=cpu"
    let name = isTyped ? "torch.storage.TypedStorage" : "torch.storage.UntypedStorage"
    let type = isTyped ? "dtype=torch.\(tensor.dtype.name), \(device)" : device
    return lines.joined(separator: "\n") + "\n[\(name)(\(type)) of size \(count)]"
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { count }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    try interpreter.makeIterator(.list(values.map { .number($0) }))
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    guard case .int(let index) = key else {
      throw PythonException(.typeError, "can't index a \(type.classText) with \(key.type.classText)")
    }
    guard index >= -count, index < count else {
      throw PythonException(
        .indexError, "index \(index) out of range for storage of size \(count)")
    }
    return .number(try values[index < 0 ? index + count : index])
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard isTyped, case .int(let index) = key, index >= -count, index < count else { return false }
    row.setElement(at: index < 0 ? index + count : index, try value.scalar(interpreter))
    (storage === tensor.array.storage ? tensor : Tensor(row)).bumpVersion()
    return true
  }

  /// The address of the first byte.
  var dataAddress: Int { isMeta ? 0 : Int(bitPattern: storage.bytes) }

  /// The number of bytes.
  var byteCount: Int { storage.byteCount }
}

extension TypeObject {
  /// `torch.storage.TypedStorage`
  static let typedStorage = storage("TypedStorage")
  /// `torch.storage.UntypedStorage`
  static let untypedStorage = storage("UntypedStorage")

  private static func storage(_ name: String) -> TypeObject {
    .native(
      name, module: "torch.storage", specials: [.repr, .length, .getItem, .setItem, .iterate], isSubclassable: false,
      members: {
        @Sendable func storage(_ arguments: Arguments) throws -> StorageObject {
          guard let storage = arguments[0].cast(StorageObject.self) else {
            throw PythonException(.typeError, "expected a storage, got \(arguments[0].type.tpName)")
          }
          return storage
        }
        return [
          .method("data_ptr", .none) { _, arguments in .int(try storage(arguments).dataAddress) },
          .method("nbytes", .none) { _, arguments in .int(try storage(arguments).byteCount) },
          .method("size", .none) { interpreter, arguments in .int(try storage(arguments).length(interpreter) ?? 0) },
          .method("tolist", .none) { interpreter, arguments in
            .list(try interpreter.array(of: arguments[0]))
          },
        ]
      })
  }
}
