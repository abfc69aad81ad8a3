import PythonRuntime

/// What the Python code in front of some of PyTorch's functions refuses before their parameters are looked at.
enum PythonChecks {
  /// Throws what PyTorch's code in front of a function raises for these arguments.
  typealias Check = @Sendable (OperatorFunction.Form, Arguments) throws -> Void

  /// The check of the function of a name; nil where there is none.
  static func check(of name: String) -> Check? { checks[name] }

  private static let checks: [String: Check] = [
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
