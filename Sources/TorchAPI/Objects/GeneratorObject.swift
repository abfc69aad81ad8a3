import Autograd
import BigInt
import PythonRuntime
import TensorCore

/// A `torch.Generator`.
package final class GeneratorObject: Object {
  /// The random stream.
  package let generator: Generator

  package init(_ generator: Generator) {
    self.generator = generator
    super.init(type: .generator)
  }
}

extension TypeObject {
  /// `torch.Generator`
  package static let generator = TypeObject.native(
    "Generator", module: "torch._C", isSubclassable: false,
    new: { interpreter, _, arguments in
      let bound = try ArgumentBinder(function: "Generator", schemas: ["Generator(Device? device=None)"]).bind(
        arguments, interpreter)
      try bound.optionalDevice(0)?.checkUsable()
      return .object(GeneratorObject(Generator()))
    },
    members: {
      [
        .method("manual_seed", .one) { interpreter, arguments in
          try receiver(arguments).seed(try Generator.seed(arguments[1], interpreter))
          return arguments[0]
        },
        .method("initial_seed", .none) { _, arguments in
          .integer(BigInt(try receiver(arguments).initialSeed))
        },
        .method("seed", .none) { _, arguments in
          let generator = try receiver(arguments)
          generator.seed(generator.random64())
          return .integer(BigInt(generator.initialSeed))
        },
        .method("get_state", .none) { _, arguments in
          TensorObject.of(try torchErrors { try receiver(arguments).stateTensor() })
        },
        .method("set_state", .one) { _, arguments in
          try torchErrors { try receiver(arguments).setState(arguments[1]) }
          return arguments[0]
        },
        .property("device") { _, _ in .object(DeviceObject.cpu) },
      ]
    })

  private static func receiver(_ arguments: Arguments) throws -> Generator {
    guard let object = arguments[0].cast(GeneratorObject.self) else {
      throw PythonException(.typeError, "expected a torch.Generator, got \(arguments[0].type.name)")
    }
    return object.generator
  }
}
