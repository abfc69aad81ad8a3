/// What a parameter of a PyTorch function accepts: the argument types of `python_arg_parser`, each with the name that
/// PyTorch's error messages use for it.
package enum ParameterKind: Equatable, Sendable {
  /// A tensor.
  case tensor
  /// A Python number (`bool`, `int`, `float`, `complex`).
  case scalar
  /// An `int`, or a 0-dim integer tensor that needs no gradient.
  case int
  /// A `float` or `int`, or a 0-dim tensor that needs no gradient.
  case float
  /// A `bool`, and nothing that merely converts to one.
  case bool
  /// A `str`.
  case string
  /// A list or tuple of tensors.
  case tensorList
  /// A list or tuple of ints. With a size, a single int stands for that many.
  case intList(size: Int)
  /// A list or tuple of floats.
  case floatList
  /// A list or tuple of Python numbers.
  case scalarList
  /// A `torch.dtype`, or one of the types `float`, `int`, `bool`, `complex`.
  case dtype
  /// A `torch.layout`.
  case layout
  /// A `torch.memory_format`.
  case memoryFormat
  /// A `torch.device`, its text, or an index.
  case device
  /// A `torch.Generator`.
  case generator
  /// The memory of a tensor.
  case storage
  /// Anything.
  case object

  /// The kind as PyTorch spells it in messages and in the signatures it lists.
  package var typeName: String {
    switch self {
    case .tensor: "Tensor"
    case .scalar: "Number"
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .string: "str"
    case .tensorList: "tuple of Tensors"
    case .intList: "tuple of ints"
    case .floatList: "tuple of floats"
    case .scalarList: "tuple of Scalars"
    case .dtype: "torch.dtype"
    case .layout: "torch.layout"
    case .memoryFormat: "torch.memory_format"
    case .device: "torch.device"
    case .generator: "torch.Generator"
    case .storage: "torch.Storage"
    case .object: "object"
    }
  }

  /// The kind that a type of the schema language names (`Tensor`, `Scalar`, `int[2]`, `Tensor?[]`, ...), without a
  /// final `?`; nil for a type that no function of nbrun takes.
  package init?(schemaType: some StringProtocol) {
    var name = String(schemaType)
    if let mutation = name.firstIndex(of: "("), let end = name.firstIndex(of: ")") {
      name.removeSubrange(mutation...end)
    }
    switch name {
    case "Tensor": self = .tensor
    case "Scalar": self = .scalar
    case "int", "SymInt": self = .int
    case "float": self = .float
    case "bool": self = .bool
    case "str": self = .string
    case "Tensor[]", "Tensor?[]": self = .tensorList
    case "float[]": self = .floatList
    case "Scalar[]": self = .scalarList
    case "ScalarType": self = .dtype
    case "Layout": self = .layout
    case "MemoryFormat": self = .memoryFormat
    case "Device": self = .device
    case "Generator": self = .generator
    case "Storage": self = .storage
    case "object": self = .object
    default:
      guard name.hasPrefix("int[") || name.hasPrefix("SymInt["), name.hasSuffix("]") else { return nil }
      let size = name.drop { $0 != "[" }.dropFirst().dropLast()
      self = .intList(size: Int(size) ?? 0)
    }
  }
}
