import TensorCore

/// One argument of an operator, as bound from a call.
package enum Argument {
  /// `None`, or an optional argument left out.
  case none
  case tensor(Tensor)
  case scalar(Scalar)
  case int(Int)
  case double(Double)
  case bool(Bool)
  case ints([Int])
  case doubles([Double])
  case scalars([Scalar])
  case string(String)
  case dtype(DType)
  case tensors([Tensor])
  /// A list in which elements may be missing (the indices of `x[:, i]`).
  case optionalTensors([Tensor?])
  case generator(Generator)
}

/// The arguments of an operator in the order of its schema.
///
/// The accessors trust the binder: an argument of another kind than the schema says is reported as an error that names
/// its position, and means a mistake in nbrun.
package struct OperatorArguments {
  /// The arguments.
  package var values: [Argument]

  /// Arguments in the order of the schema.
  package init(_ values: [Argument] = []) { self.values = values }

  /// How many there are.
  package var count: Int { values.count }

  /// Argument `index`; `none` past the end, where arguments with a default may be left out.
  package subscript(index: Int) -> Argument { index < values.count ? values[index] : .none }

  /// Whether the arguments from `index` on were left out.
  package func areAbsent(from index: Int) -> Bool {
    values.dropFirst(index).allSatisfy { if case .none = $0 { true } else { false } }
  }

  private func mismatch(_ index: Int, _ kind: String) -> TorchError {
    TorchError(.runtime, "operator argument \(index) is not a \(kind)")
  }

  /// A tensor.
  package func tensor(_ index: Int) throws -> Tensor {
    guard case .tensor(let tensor) = self[index] else { throw mismatch(index, "Tensor") }
    return tensor
  }

  /// A tensor's values.
  package func array(_ index: Int) throws -> NDArray { try tensor(index).array }

  /// A tensor or None.
  package func optionalTensor(_ index: Int) -> Tensor? {
    if case .tensor(let tensor) = self[index] { tensor } else { nil }
  }

  /// A tensor's values or None.
  package func optionalArray(_ index: Int) -> NDArray? { optionalTensor(index)?.array }

  /// A number.
  package func scalar(_ index: Int) throws -> Scalar {
    guard let scalar = optionalScalar(index) else { throw mismatch(index, "Scalar") }
    return scalar
  }

  /// A number or None.
  package func optionalScalar(_ index: Int) -> Scalar? {
    switch self[index] {
    case .scalar(let scalar): scalar
    case .int(let int): .int(int)
    case .double(let double): .double(double)
    case .bool(let bool): .bool(bool)
    default: nil
    }
  }

  /// An int; `default` where it was left out.
  package func int(_ index: Int, default value: Int? = nil) throws -> Int {
    guard let int = optionalInt(index) ?? value else { throw mismatch(index, "int") }
    return int
  }

  /// An int or None.
  package func optionalInt(_ index: Int) -> Int? {
    switch self[index] {
    case .int(let int): int
    case .scalar(.int(let int)): int
    case .ints(let ints) where ints.count == 1: ints[0]
    default: nil
    }
  }

  /// A float; `default` where it was left out.
  package func double(_ index: Int, default value: Double? = nil) throws -> Double {
    guard let double = optionalDouble(index) ?? value else { throw mismatch(index, "float") }
    if case .scalar(.complex(_, let imaginary)) = self[index], imaginary != 0 {
      let dtype =
        values.lazy.compactMap { argument -> DType? in
          if case .tensor(let tensor) = argument { tensor.dtype } else { nil }
        }.first ?? .float64
      throw TorchError(.runtime, "value cannot be converted to type \(dtype.cName) without overflow")
    }
    return double
  }

  /// A float or None.
  package func optionalDouble(_ index: Int) -> Double? {
    switch self[index] {
    case .double(let double): double
    case .int(let int): Double(int)
    case .scalar(let scalar): scalar.double
    default: nil
    }
  }

  /// A bool; `default` where it was left out.
  package func bool(_ index: Int, default value: Bool = false) -> Bool {
    switch self[index] {
    case .bool(let bool): bool
    case .scalar(.bool(let bool)): bool
    default: value
    }
  }

  /// A bool or None.
  package func optionalBool(_ index: Int) -> Bool? {
    switch self[index] {
    case .bool(let bool), .scalar(.bool(let bool)): bool
    default: nil
    }
  }

  /// A list of ints (a single int stands for a list of one).
  package func ints(_ index: Int) throws -> [Int] {
    guard let ints = optionalInts(index) else { throw mismatch(index, "list of ints") }
    return ints
  }

  /// A list of ints or None.
  package func optionalInts(_ index: Int) -> [Int]? {
    switch self[index] {
    case .ints(let ints): ints
    case .int(let int): [int]
    case .scalar(.int(let int)): [int]
    default: nil
    }
  }

  /// A list of floats or None.
  package func optionalDoubles(_ index: Int) -> [Double]? {
    switch self[index] {
    case .doubles(let doubles): doubles
    case .ints(let ints): ints.map(Double.init)
    case .double(let double): [double]
    case .int(let int): [Double(int)]
    default: nil
    }
  }

  /// A string; `default` where it was left out.
  package func string(_ index: Int, default value: String? = nil) throws -> String {
    guard case .string(let string) = self[index] else {
      if let value { return value }
      throw mismatch(index, "str")
    }
    return string
  }

  /// A string or None.
  package func optionalString(_ index: Int) -> String? {
    if case .string(let string) = self[index] { string } else { nil }
  }

  /// An element type or None.
  package func dtype(_ index: Int) -> DType? {
    if case .dtype(let dtype) = self[index] { dtype } else { nil }
  }

  /// A list of tensors.
  package func tensors(_ index: Int) throws -> [Tensor] {
    switch self[index] {
    case .tensors(let tensors): return tensors
    case .optionalTensors(let tensors): return tensors.compactMap { $0 }
    case .tensor(let tensor): return [tensor]
    default: throw mismatch(index, "list of Tensors")
    }
  }

  /// A list of tensors in which elements may be missing.
  package func optionalTensors(_ index: Int) throws -> [Tensor?] {
    switch self[index] {
    case .optionalTensors(let tensors): return tensors
    // Converted here: what the compiler would call takes a dynamic cast for each.
    case .tensors(let tensors): return tensors.map { Optional($0) }
    case .tensor(let tensor): return [tensor]
    default: throw mismatch(index, "list of Tensors")
    }
  }

  /// A random generator or None.
  package func generator(_ index: Int) -> Generator? {
    if case .generator(let generator) = self[index] { generator } else { nil }
  }

  /// All tensors, also those in lists.
  package var tensors: [Tensor] {
    values.flatMap { value -> [Tensor] in
      switch value {
      case .tensor(let tensor): return [tensor]
      case .tensors(let list): return list
      case .optionalTensors(let list): return list.compactMap { $0 }
      default: return []
      }
    }
  }

  /// Whether all tensors pass a test, also those in lists.
  package func tensorsSatisfy(_ test: (Tensor) -> Bool) -> Bool {
    for value in values {
      switch value {
      case .tensor(let tensor): if !test(tensor) { return false }
      case .tensors(let list): if !list.allSatisfy(test) { return false }
      case .optionalTensors(let list): if !list.allSatisfy({ $0.map(test) ?? true }) { return false }
      default: continue
      }
    }
    return true
  }

  /// Whether no argument behind the first one holds tensors.
  package var haveTensorFirstOnly: Bool {
    for index in values.indices.dropFirst() {
      switch values[index] {
      case .tensor, .tensors, .optionalTensors: return false
      default: continue
      }
    }
    return true
  }

  /// Whether there is anything for a node to keep beside tensors.
  package var hasOthersThanTensors: Bool {
    for value in values {
      switch value {
      case .tensor, .tensors, .optionalTensors, .generator, .none: continue
      default: return true
      }
    }
    return false
  }

  /// The arguments without their tensors, for a node to keep.
  package var withoutTensors: OperatorArguments {
    OperatorArguments(
      values.map { value in
        switch value {
        case .tensor, .tensors, .optionalTensors, .generator: .none
        default: value
        }
      })
  }
}
