import Autograd
import PythonRuntime
import TensorCore
import TorchAPI

/// `_numpy`: what the Python half of `numpy` is built on.
package enum NumPyModules {
  /// Makes the module known to a session.
  package static func install(in interpreter: Interpreter) {
    interpreter.nativeModules["_numpy"] = { _ in make() }
  }

  private static func make() -> ModuleObject {
    ModuleObject(
      "_numpy",
      members: [
        ("ArrayBase", .object(TypeObject.arrayBase)),
        ("Stream", .object(BitStream.type)),
        ("GeneratorStream", .object(GeneratorStream.type)),
        function("array_text", .positional(9...9)) { interpreter, arguments in
          let array = try array(arguments[0])
          var options = ArrayText.Options()
          options.precision = interpreter.fullPrecision ? 17 : try arguments[4].machineInteger(interpreter)
          options.threshold = try arguments[5].machineInteger(interpreter)
          options.edgeItems = max(0, try arguments[6].machineInteger(interpreter))
          options.lineWidth = try arguments[7].machineInteger(interpreter)
          options.suppressesSmall = try interpreter.truth(arguments[8])
          guard (0...4000).contains(options.precision) else {
            throw PythonException(.valueError, "precision must be between 0 and 4000")
          }
          return .string(
            ArrayText(options: options).text(
              array, separator: arguments[1].text ?? " ", prefix: try arguments[2].machineInteger(interpreter),
              suffix: try arguments[3].machineInteger(interpreter)))
        },
        function("label_text", .positional(8...8)) { interpreter, arguments in
          let array = try array(arguments[0])
          let labels = try (arguments[4].sequenceElements ?? []).map { try interpreter.str($0) }
          var options = ArrayText.Options()
          options.threshold = try arguments[5].machineInteger(interpreter)
          options.edgeItems = max(0, try arguments[6].machineInteger(interpreter))
          options.lineWidth = try arguments[7].machineInteger(interpreter)
          return .string(
            ArrayText(options: options, labels: labels).text(
              array, separator: arguments[1].text ?? " ", prefix: try arguments[2].machineInteger(interpreter),
              suffix: try arguments[3].machineInteger(interpreter)))
        },
        function("bytes_of", .one) { _, arguments in
          .object(BytesObject(try torchErrors { try array(arguments[0]).elementBytes() }))
        },
        function("from_bytes", .positional(2...2)) { _, arguments in
          guard let bytes = arguments[0].cast(BytesObject.self)?.bytes else {
            throw PythonException(.typeError, "bytes are required")
          }
          let dtype = try array(arguments[1]).dtype
          return try torchErrors { TensorObject.of(Tensor(try NDArray(elementBytes: bytes, dtype))) }
        },
        function("float_text", .one) { _, arguments in
          let array = try array(arguments[0])
          return .string(ScalarText.text(array.element(at: 0).double, array.dtype))
        },
        function("sum_last", .one) { _, arguments in
          let array = try array(arguments[0])
          return TensorObject.of(try torchErrors { Tensor(try PairwiseSum.overLast(array)) })
        },
        function("reversed", .positional(2...2)) { interpreter, arguments in
          let array = try array(arguments[0])
          let dim = try arguments[1].machineInteger(interpreter)
          guard (0..<array.rank).contains(dim) else { throw PythonException(.indexError, "too many indices for array") }
          var strides = array.strides
          strides[dim] = -strides[dim]
          let last = max(array.shape[dim] - 1, 0) * array.strides[dim]
          return TensorObject.of(
            Tensor(
              NDArray(
                array.storage, dtype: array.dtype, shape: array.shape, strides: strides, offset: array.offset + last)))
        },
      ])
  }

  private static func function(
    _ name: String, _ arity: NativeFunction.Arity, _ body: @escaping NativeFunction.Body
  ) -> (String, Value) {
    (name, .object(NativeFunction(name, arity, module: "_numpy", body: body)))
  }

  private static func array(_ value: Value) throws -> NDArray {
    guard let object = value.tensorObject else {
      throw PythonException(.typeError, "expected a Tensor, got \(value.type.tpName)")
    }
    return object.tensor.array
  }
}
