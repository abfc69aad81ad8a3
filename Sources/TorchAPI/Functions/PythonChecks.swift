import PythonRuntime

/// What the Python code in front of some of PyTorch's functions refuses before their parameters are looked at.
enum PythonChecks {
  /// Throws what PyTorch's code in front of a function raises for these arguments.
  static func check(_ name: String, _ form: OperatorFunction.Form, _ arguments: Arguments) throws {
    guard let check = checks[name] else { return }
    try check(form, arguments)
  }

  private static let checks: [String: @Sendable (OperatorFunction.Form, Arguments) throws -> Void] = [
    "einsum": { _, arguments in
      guard arguments.count < 2, arguments.keywords == nil else { return }
      throw PythonException(
        .valueError,
        "einsum(): must specify the equation string and at least one operand, or at least one operand and its"
          + " subscripts list")
    },
    "split": { form, arguments in
      // What is no number of elements is taken for a list of them.
      guard form == .method, arguments.count > 1, arguments[1].text != nil else { return }
      throw PythonException(
        .typeError,
        "split_with_sizes(): argument 'split_sizes' (position 2) must be tuple of ints, not \(arguments[1].type.name)")
    },
  ]
}
