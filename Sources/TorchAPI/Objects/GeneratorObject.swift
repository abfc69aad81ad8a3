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

extension DeviceObject {
  /// Raises what a build of PyTorch without accelerators raises when a generator is wanted there.
  fileprivate func checkGenerator() throws {
    let text: String
    switch kind {
    case "cpu": return
    case "cuda":
      text =
        "Cannot get CUDA generator without ATen_cuda library. PyTorch splits its backend into two shared libraries: a CPU"
        + " library and a CUDA library; this error has occurred because you are trying to use some CUDA functionality, but"
        + " the CUDA library has not been loaded by the dynamic linker for some reason.  The CUDA library MUST be loaded,"
        + " EVEN IF you don't directly use any symbols from the CUDA library! One common culprit is a lack of"
        + " -Wl,--no-as-needed in your link arguments; many dynamic linkers will delete dynamic library dependencies if"
        + " you don't depend on any of their symbols.  You can check if this has occurred by using ldd on your binary to"
        + " see if there is a dependency on *_cuda.so library."
    case "xpu": text = "Cannot get XPU generator without ATen_xpu library."
    case "mps", "mtia": text = "Cannot execute getNewGenerator() without \(kind.uppercased()) backend."
    case "hip", "hpu": text = "Backend doesn`t support getNewGenerator()"
    case "xla":
      text =
        "Cannot get XLA generator without torch_xla library. This error has occurred because you are trying to use some XLA"
        + " functionality, but the XLA library has not been loaded by the dynamic linker. You must load xla libraries by"
        + " `import torch_xla`"
    case "privateuseone":
      text = "Please register PrivateUse1HooksInterface by `RegisterPrivateUse1HooksInterface` first."
    default: text = "\(kind.uppercased()) device type not an accelerator."
    }
    throw PythonException(.runtimeError, text)
  }
}

extension TypeObject {
  private static let generatorBinder = LazyBinder("Generator", ["Generator(Device? device=None)"])

  /// `torch.Generator`
  package static let generator = TypeObject.native(
    "Generator", module: "torch._C", isWrittenInC: true, isSubclassable: false,
    new: { interpreter, _, arguments in
      let bound = try generatorBinder.binder.bind(arguments, interpreter)
      try bound.optionalDevice(0)?.checkGenerator()
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
