import Autograd
import PythonRuntime
import TensorCore

/// One document's tensors: the tensor session and PyTorch's modules in its interpreter.
package final class TorchSession {
  /// The modes, the generator, the print options.
  package let tensors: TensorSession
  /// The warnings written so far.
  private var warned: Set<String> = []
  /// How many bytes the tensors may take together.
  package var memoryLimit = Int.max

  /// A session whose generator starts from `seed`, with PyTorch's modules known to `interpreter`.
  package init(interpreter: Interpreter, seed: UInt64 = Generator.defaultSeed) {
    tensors = TensorSession(operations: EngineOperations())
    tensors.generator.seedByDefault(seed)
    tensors.program = interpreter.lifeline
    TorchModules.install(in: interpreter)
    interpreter.didMakeClass = { [unowned interpreter] type in try OverrideFunctions.note(type, interpreter) }
    tensors.warn = { [unowned self, unowned interpreter] category, message in warn(category, message, interpreter) }
  }

  /// Runs `body` with the tensors of this session; everything that runs Python code of the document goes through here.
  package func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Storage.withLimit(memoryLimit) { try tensors.bind(body) }
  }

  /// Passes a warning on to Python's `warnings` module if the document has imported it, and writes it to standard
  /// error otherwise, as that module would: once for each place.
  private func warn(_ category: String, _ message: String, _ interpreter: Interpreter) {
    if let warnings = interpreter.modules.value(of: StringObject("warnings")) {
      guard let function = try? interpreter.getAttribute(warnings, "warn") else { return }
      let type = interpreter.builtins.value(of: StringObject(category)) ?? .none
      // A filter that turns warnings into errors cannot stop the operation that warned.
      _ = try? interpreter.call(function, .string(message), type)
      return
    }
    let (file, line) = interpreter.cellLocation ?? ("<stdin>", 1)
    let text = "\(file):\(line): \(category): \(message)\n"
    if warned.insert(text).inserted { try? interpreter.emitError(text) }
  }
}
