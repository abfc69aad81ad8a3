import PythonRuntime
import SourceText

/// What PyTorch calls things, and what to say about a name that nbrun lacks.
enum TorchNames {
  /// The error for a missing name of `torch` or of a tensor: PyTorch's message, and a hint that names the nearest
  /// supported name or says that PyTorch has the name and nbrun does not.
  static func missing(
    _ name: StringObject, of value: Value, _ message: String, prefix: String, known: [String]
  ) -> PythonException {
    let exception = PythonException.missingAttribute(name, of: value, message)
    let nearest = nearestName(to: name.value, among: known)
    var note: String?
    if PyTorchNames.contains(prefix + name.value) {
      note = "\(prefix)\(name.value) is not supported by nbrun"
      if let nearest { note? += "; the nearest is \(prefix)\(nearest)" }
    } else if let nearest {
      note = "did you mean '\(nearest)'?"
    }
    exception.exception.hint = note
    return exception
  }
}
