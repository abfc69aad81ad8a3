import Autograd
import BigInt
import PythonRuntime
import TensorCore

/// A `torch.Generator`.
package final class GeneratorObject: Object {
  /// The random stream.
  package let generator: Generator

  private init(_ generator: Generator) {
    self.generator = generator
    super.init(type: .generator)
    generator.wrapper = self
  }

  /// The one object of a generator.
  package static func of(_ generator: Generator) -> Value {
    if let known = generator.wrapper as? GeneratorObject { return known.asValue }
    return .object(GeneratorObject(generator))
  }
}

extension TypeObject {
  private static let generatorBinder = LazyBinder("Generator", ["Generator(Device? device=None)"])

  /// `torch.Generator`
  package static let generator = TypeObject.native(
    "Generator", module: "torch._C", isWrittenInC: true, isSubclassable: false,
    new: { interpreter, _, arguments in
      let bound = try generatorBinder.binder.bind(arguments, interpreter)
      try bound.optionalDevice(0)?.checkUsable()
      return GeneratorObject.of(Generator())
    },
    members: {
      [
        TorchReduction.by("_reduced_generator"),
        .method("manual_seed", .one) { interpreter, arguments in
          if case .float = arguments[1] {
            throw PythonException(.runtimeError, "manual_seed expected a long, but got float")
          }
          try receiver(arguments).seed(try Generator.seed(arguments[1], interpreter))
          return arguments[0]
        },
        .method("initial_seed", .none) { _, arguments in
          .integer(BigInt(try receiver(arguments).initialSeed))
        },
        .method("seed", .none) { _, arguments in
          let generator = try receiver(arguments)
          generator.seedByDefault(generator.random64())
          return .integer(BigInt(generator.initialSeed))
        },
        .method("get_state", .none) { _, arguments in
          TensorObject.of(try torchErrors { try receiver(arguments).stateTensor() })
        },
        .method("set_state", .one) { _, arguments in
          try torchErrors { try receiver(arguments).setState(arguments[1]) }
          return arguments[0]
        },
        .method("clone_state", .none) { _, arguments in GeneratorObject.of(try receiver(arguments).copy()) },
        .method("get_offset", .none) { _, _ in
          throw PythonException(.runtimeError, "CPU Generator does not use offset")
        },
        .method("set_offset", .one) { _, _ in
          throw PythonException(.runtimeError, "CPU Generator does not use offset")
        },
        .property("device") { _, _ in .object(DeviceObject.cpu) },
      ]
    })

  private static func receiver(_ arguments: Arguments) throws -> Generator {
    guard let object = arguments[0].cast(GeneratorObject.self) else {
      throw PythonException(.typeError, "expected a torch.Generator, got \(arguments[0].type.tpName)")
    }
    return object.generator
  }
}
