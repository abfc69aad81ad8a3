import Autograd
import BigInt
import PythonRuntime
import TensorCore

extension Generator {
  /// A seed as a bit pattern: negative ones wrap.
  static func seed(_ value: Value, _ interpreter: Interpreter) throws -> UInt64 {
    if case .int(let seed) = value { return UInt64(bitPattern: Int64(seed)) }
    if case .object(let object) = value, let big = object as? BigIntObject {
      if let seed = UInt64(exactly: big.value) { return seed }
      throw PythonException(
        .runtimeError, "Overflow when unpacking unsigned long long")
    }
    return UInt64(bitPattern: Int64(try interpreter.index(value)))
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
    guard let object = value.tensorObject, object.tensor.dtype == .uint8 else {
      throw PythonException(.typeError, "expected a torch.ByteTensor, but got \(value.torchTypeName)")
    }
    try torchErrors { try restore(object.tensor.array.elements.map { UInt8(truncatingIfNeeded: $0.int) }) }
  }
}
