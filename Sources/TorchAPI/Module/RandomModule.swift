import Autograd
import BigInt
import PythonRuntime
import TensorCore

/// `torch.manual_seed` and the other functions of the session's generator, which `torch.random` (in Python) has too.
enum RandomModule {
  /// The functions by name.
  static let functions: [String: (arity: NativeFunction.Arity, body: NativeFunction.Body)] = [
    "manual_seed": (
      .signature("(seed)"),
      { interpreter, arguments in
        let value = try integer(arguments[0], interpreter)
        let generator = try torchSession().generator
        generator.seed(try Generator.seed(value, interpreter))
        return GeneratorObject.of(generator)
      }
    ),
    "seed": (
      .none,
      { _, _ in
        let generator = try torchSession().generator
        generator.seedByDefault(generator.random64())
        return .integer(BigInt(generator.initialSeed))
      }
    ),
    "initial_seed": (.none, { _, _ in .integer(BigInt(try torchSession().generator.initialSeed)) }),
    "get_rng_state": (.none, { _, _ in TensorObject.of(try torchSession().generator.stateTensor()) }),
    "set_rng_state": (
      .signature("(new_state)"),
      { _, arguments in
        try torchSession().generator.setState(arguments[0])
        return .none
      }
    ),
  ]

  /// `int(value)`, as `torch.manual_seed` takes it.
  private static func integer(_ value: Value, _ interpreter: Interpreter) throws -> Value {
    if value.isInteger { return value }
    return try interpreter.call(.object(TypeObject.int), value)
  }
}
