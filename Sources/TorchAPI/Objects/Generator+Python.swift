import Autograd
import BigInt
import PythonRuntime
import TensorCore

extension Generator {
  /// A seed as a bit pattern: negative ones wrap.
  static func seed(_ value: Value, _ interpreter: Interpreter) throws -> UInt64 {
    guard let seed = value.bigInt else { return UInt64(bitPattern: Int64(try interpreter.index(value))) }
    if let bits = UInt64(exactly: seed) { return bits }
    if let bits = Int64(exactly: seed) { return UInt64(bitPattern: bits) }
    throw PythonException(.valueError, "Overflow when unpacking long long")
  }

  /// The state as a tensor of bytes.
  func stateTensor() throws -> Tensor {
    let bytes = stateBytes
    return try torchErrors {
      Tensor(try NDArray(bytes.map { .int(Int($0)) }, shape: [bytes.count], .uint8))
    }
  }

  /// Takes a state that ``stateTensor()`` gave.
  func setState(_ value: Value) throws {
    guard let object = value.tensorObject else {
      throw PythonException(.typeError, "expected a torch.ByteTensor, but got \(value.type.tpName)")
    }
    guard object.tensor.dtype == .uint8 else {
      throw PythonException(.typeError, "RNG state must be a torch.ByteTensor")
    }
    try torchErrors { try restore(object.tensor.array.elements.map { UInt8(truncatingIfNeeded: $0.int) }) }
  }
}
