/// One parameter of a ``FunctionSignature``.
package struct FunctionParameter: Equatable, Sendable {
  /// The name by which Python code passes it.
  package var name: String
  /// What it accepts.
  package var kind: ParameterKind
  /// Whether a call may leave it out.
  package var isOptional: Bool
  /// Whether `None` may be passed (and then means "left out").
  package var allowsNone: Bool
  /// Whether it stands behind the `*`.
  package var isKeywordOnly: Bool
  /// The default as listed in error messages (`False`, `1`, `None`); empty where there is none.
  package var defaultText: String
  /// The default's value, where it is not `None`.
  package var defaultValue: DefaultValue?
  /// Whether a Python number may stand for a tensor (`torch.add(x, 2)`).
  package var allowsNumberAsTensor = false

  /// The value of a default written in a schema.
  package enum DefaultValue: Equatable, Sendable {
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case ints([Int])
  }

  /// The other name NumPy gives to this parameter, which PyTorch accepts too (`axis` for `dim`).
  package var numpyNames: [String] { Self.numpyNames[name] ?? [] }

  /// The table `numpy_compatibility_arg_names` of PyTorch's argument parser.
  private static let numpyNames: [String: [String]] = [
    "dim": ["axis"], "keepdim": ["keepdims"], "input": ["x", "a", "x1"], "other": ["x2"],
  ]

  /// The parameter as PyTorch lists it in a signature: `bool keepdim = False`.
  package var text: String {
    let declaration = "\(kind.typeName) \(name)"
    return isOptional && !defaultText.isEmpty ? "\(declaration) = \(defaultText)" : declaration
  }
}
