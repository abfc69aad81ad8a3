import Autograd
import PythonRuntime
import TensorCore

/// One document's tensors: the tensor session and PyTorch's modules in its interpreter.
package final class TorchSession {
  /// The modes, the generator, the print options.
  package let tensors: TensorSession

  /// A session whose generator starts from `seed`, with PyTorch's modules known to `interpreter`.
  package init(interpreter: Interpreter, seed: UInt64 = Generator.defaultSeed) {
    tensors = TensorSession(operations: EngineOperations())
    tensors.generator.seedByDefault(seed)
    TorchModules.install(in: interpreter)
    tensors.warn = { [unowned interpreter] category, message in
      TorchSession.warn(category, message, interpreter)
    }
  }

  /// Runs `body` with the tensors of this session; everything that runs Python code of the document goes through here.
  package func run<Result>(_ body: () throws -> Result) rethrows -> Result { try tensors.bind(body) }

  /// Passes a warning on to Python's `warnings` module. A document that has no such module sees none.
  private static func warn(_ category: String, _ message: String, _ interpreter: Interpreter) {
    guard let warnings = try? TorchImports.module("warnings", interpreter),
      let function = try? interpreter.getAttribute(warnings, "warn")
    else { return }
    // A filter that turns warnings into errors cannot stop the operation that warned.
    _ = try? interpreter.call(function, .string(message))
  }
}
