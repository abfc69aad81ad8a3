import PythonRuntime

/// What the Python code in front of some of PyTorch's functions refuses before their parameters are looked at.
enum PythonChecks {
  /// Throws what PyTorch's code in front of a function raises for these arguments.
  typealias Check = @Sendable (OperatorFunction.Form, Arguments, Interpreter) throws -> Void

  /// The check of the function of a name; nil where there is none.
  static func check(of name: String) -> Check? { checks[name] }

  private static let checks: [String: Check] = [
    "cdist": { _, arguments, interpreter in
      guard let mode = arguments.count > 3 ? arguments[3] : arguments.keyword(named: "compute_mode"), mode.text == nil
      else { return }
      throw PythonException(.valueError, "\(try interpreter.str(mode)) is not a valid value for compute_mode")
    },
    "norm": { form, arguments, _ in
      guard form == .function, let x = arguments.count > 0 ? arguments[0] : arguments.keyword(named: "input"),
        x.tensorObject == nil, !x.isSparse
      else { return }
      throw PythonException(.attributeError, "'\(x.type.tpName)' object has no attribute 'layout'")
    },
    "einsum": { _, arguments, _ in
      guard arguments.count < 2, arguments.keywords == nil else { return }
      throw PythonException(
        .valueError,
        "einsum(): must specify the equation string and at least one operand, or at least one operand and its"
          + " subscripts list")
    },
  ]

  /// `split` with what is no number of elements, which is taken for a list of them and goes to a function of its own;
  /// nil for a number.
  static func splitBySizes(_ form: OperatorFunction.Form, _ arguments: Arguments) throws -> OperatorFunction? {
    guard form == .function || form == .method, arguments.count > 1 else { return nil }
    guard arguments[0].tensorObject != nil || arguments[0].isSparse else {
      throw PythonException(.attributeError, "'\(arguments[0].type.tpName)' object has no attribute 'split'")
    }
    switch arguments[1] {
    case .int, .bool: return nil
    default: return sizes
    }
  }

  /// As a function: its errors count the tensor among the arguments.
  private static let sizes = OperatorFunction(
    "split_with_sizes", OperatorRegistry.overloads("split_with_sizes"), form: .function)
}
