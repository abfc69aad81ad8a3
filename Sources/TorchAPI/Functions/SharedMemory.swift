import Autograd
import PythonRuntime
import TensorCore

/// The memory of a `bytearray` that tensors look at.
private final class TensorBytes: SharedBytes {
  private var array: NDArray

  init(_ bytes: [UInt8]) throws {
    array = try torchErrors { try NDArray(elementBytes: bytes, .uint8) }
  }

  var bytes: [UInt8] { array.neighbouringBytes }
  var isShared: Bool { !array.ownsItsStorage() }
  func write(_ bytes: [UInt8]) { array.neighbouringBytes = bytes }

  /// A tensor over some of the bytes.
  func tensor(_ start: Int, _ count: Int) throws -> Value {
    try torchErrors { TensorObject.of(Tensor(try array.narrow(0, start, count))) }
  }
}

/// Memory of Python's objects that tensors look at.
enum SharedMemory {
  /// Members of `torch._C`.
  static var members: [String: Value] {
    [
      "_window": .object(
        NativeFunction("_window", .one, module: "torch._C") { _, arguments in
          guard let tensor = arguments[0].tensorObject?.tensor, tensor.array.isContiguous else { return arguments[0] }
          return TensorObject.of(Tensor(tensor.array.windowed()))
        }),
      "_shared_bytes": .object(
        NativeFunction("_shared_bytes", .one, module: "torch._C") { _, arguments in
          if let array = arguments[0].cast(BytearrayObject.self) {
            return try array.share(TensorBytes.init).tensor(0, array.bytes.count)
          }
          guard let view = arguments[0].cast(MemoryViewObject.self), let seen = try view.neighbours() else {
            throw PythonException(
              .notImplementedError, "the memory of \(arguments[0].type.tpName) cannot be shared with tensors in nbrun")
          }
          return try seen.array.share(TensorBytes.init).tensor(seen.start, seen.count)
        }),
    ]
  }
}
