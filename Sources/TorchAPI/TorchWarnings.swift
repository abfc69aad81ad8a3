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

  /// A cast of complex numbers to real ones.
  static func discardsImaginary() throws {
    try warnOnce(
      "Casting complex values to real discards the imaginary part (Triggered internally at "
        + "/__w/pytorch/pytorch/aten/src/ATen/native/Copy.cpp:307.)")
  }
}
