import Autograd
import PythonRuntime

/// Warnings of PyTorch. The session passes them on to Python's `warnings` module.
enum TorchWarnings {
  /// Warns with a `UserWarning`, at the line of Python code that is running.
  static func warn(_ message: String, _ interpreter: Interpreter) throws {
    try torchSession().warn("UserWarning", message)
  }

  /// Warns if this session has not given the warning yet.
  static func warnOnce(_ message: String) throws { try torchSession().warnOnce("UserWarning", message) }

  /// A call in a way that PyTorch keeps for old programs only; it says so once, whatever the function.
  static func deprecatedSignature(
    _ function: String, _ old: FunctionSignature, instead signatures: [FunctionSignature]
  ) throws {
    try torchSession().warnOnce(
      "UserWarning",
      "This overload of \(function) is deprecated:\n\t\(function)\(old.text)\nConsider using one of the following"
        + " signatures instead:\n" + signatures.map { "\t\(function)\($0.text)" }.joined(separator: "\n")
        + " (Triggered internally at /__w/pytorch/pytorch/torch/csrc/utils/python_arg_parser.cpp:1841.)",
      kind: "deprecated signature")
  }

  /// A cast of complex numbers to real ones.
  static func discardsImaginary() throws {
    try warnOnce(
      "Casting complex values to real discards the imaginary part (Triggered internally at "
        + "/__w/pytorch/pytorch/aten/src/ATen/native/Copy.cpp:307.)")
  }
}
