import Autograd
import PythonRuntime
import TensorCore

/// `x.new_zeros(...)` and its relatives: new tensors of the type of another.
enum CreationMethods {
  static var all: [NativeMember] {
    [
      TensorMethods.open("new") { interpreter, arguments in
        let type = try TensorMethods.receiver(arguments).tensor.dtype
        return TensorObject.of(try LegacyConstructor(dtype: type).make(interpreter, arguments.dropFirst()))
      },
      ofSize("new_zeros") { shape, type in try NDArray(zeros: shape, type) },
      ofSize("new_empty") { shape, type in try NDArray(zeros: shape, type) },
      TensorMethods.method(
        "new_empty_strided",
        ["new_empty_strided(int[] size, int[] stride, \(FactoryOptions.schemaWithoutOut))"]
      ) { object, bound in
        try Factories.strided(bound, bound.optionalDType(named: "dtype") ?? object.tensor.dtype)
      },
      ofSize("new_ones") { shape, type in try NDArray(full: shape, .int(1), type) },
      TensorMethods.method(
        "new_full", ["new_full(int[] size, Scalar fill_value, \(FactoryOptions.schemaWithoutOut))"]
      ) { object, bound in
        let type = bound.optionalDType(named: "dtype") ?? object.tensor.dtype
        let value = try bound.scalar(1)
        try Factories.check(value, fits: type)
        let size = try bound.ints(0)
        return try Factories.made(bound) { try NDArray(full: Dims(size), value, type) }
      },
      TensorMethods.method(
        "new_tensor",
        ["new_tensor(object data, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False)"]
      ) { object, bound in
        let type = bound.optionalDType(1) ?? object.tensor.dtype
        return try Factories.made(bound) {
          if let source = bound.value(0).tensorObject {
            return try source.tensor.array.cast(to: bound.optionalDType(1) ?? source.tensor.dtype).clone()
          }
          return try TensorData(bound.interpreter, defaultType: type).array(bound.value(0), dtype: type)
        }
      },
    ] + ["eig", "lstsq", "solve", "symeig"].map(removed)
  }

  /// A method that PyTorch has only to say what is in its place.
  private static func removed(_ name: String) -> NativeMember {
    TensorMethods.open(name) { interpreter, arguments in
      let module = try TorchImports.module("torch._removed", interpreter)
      return try interpreter.call(interpreter.getAttribute(module, name), arguments)
    }
  }

  private static func ofSize(
    _ name: String, _ make: @escaping @Sendable (Dims, DType) throws -> NDArray
  ) -> NativeMember {
    TensorMethods.method(name, ["\(name)(int[] size, \(FactoryOptions.schemaWithoutOut))"]) { object, bound in
      let size = try bound.ints(0)
      let type = bound.optionalDType(named: "dtype") ?? object.tensor.dtype
      return try Factories.made(bound) { try make(Dims(size), type) }
    }
  }
}
