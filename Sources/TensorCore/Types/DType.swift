/// The type of an array's elements (`torch.dtype`).
package enum DType: UInt8, Sendable, Hashable, CaseIterable {
  case bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64, complex128

  // Written out: the one that comes with the raw value is generic, and asks a witness how to compare bytes.
  @inline(__always) package static func == (a: DType, b: DType) -> Bool { a.rawValue == b.rawValue }

  /// Bytes per element.
  package var itemSize: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .float16, .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// The name behind `torch.`: `float32`.
  package var name: String {
    switch self {
    case .bool: "bool"
    case .uint8: "uint8"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .float32: "float32"
    case .float64: "float64"
    case .complex64: "complex64"
    case .complex128: "complex128"
    }
  }

  /// The name in most error texts: `Float`, `Long`, `ComplexFloat` (PyTorch: `c10::ScalarType`).
  package var scalarName: String {
    switch self {
    case .bool: "Bool"
    case .uint8: "Byte"
    case .int8: "Char"
    case .int16: "Short"
    case .int32: "Int"
    case .int64: "Long"
    case .float16: "Half"
    case .bfloat16: "BFloat16"
    case .float32: "Float"
    case .float64: "Double"
    case .complex64: "ComplexFloat"
    case .complex128: "ComplexDouble"
    }
  }

  /// The C++ name in some error texts: `float`, `long int`, `c10::Half` (PyTorch: `caffe2::TypeMeta`).
  package var typeMetaName: String {
    switch self {
    case .bool: "bool"
    case .uint8: "unsigned char"
    case .int8: "signed char"
    case .int16: "short int"
    case .int32: "int"
    case .int64: "long int"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    case .float32: "float"
    case .float64: "double"
    case .complex64: "c10::complex<float>"
    case .complex128: "c10::complex<double>"
    }
  }

  /// The scalar name in lower case: `double` (PyTorch: in the text about a gradient's dtype).
  package var lowercaseScalarName: String { scalarName.lowercased() }

  package var isComplex: Bool { self == .complex64 || self == .complex128 }
  /// Whether it is a real floating point type.
  package var isFloatingPoint: Bool { rawValue >= DType.float16.rawValue && rawValue <= DType.float64.rawValue }
  /// Whether it is an integer type; `bool` is not.
  package var isInteger: Bool { rawValue >= DType.uint8.rawValue && rawValue <= DType.int64.rawValue }
  /// Whether it is an integer type or `bool`.
  package var isIntegral: Bool { rawValue <= DType.int64.rawValue }
  /// Whether tensors of it can require gradients.
  package var isDifferentiable: Bool { rawValue >= DType.float16.rawValue }
  /// Whether negative numbers can be told apart.
  package var isSigned: Bool { self != .bool && self != .uint8 }

  /// bool < integer < floating < complex: what decides in promotion between operand classes.
  package var category: Int {
    switch self {
    case .bool: 0
    case .uint8, .int8, .int16, .int32, .int64: 1
    case .float16, .bfloat16, .float32, .float64: 2
    case .complex64, .complex128: 3
    }
  }

  /// The real type of a complex one's parts; another type itself.
  package var realType: DType {
    switch self {
    case .complex64: .float32
    case .complex128: .float64
    default: self
    }
  }

  /// The complex type whose parts are of this type or the nearest wider one.
  package var complexType: DType {
    switch self {
    case .float64, .complex128: .complex128
    default: .complex64
    }
  }

  /// The type in which arithmetic on this type is done: half types compute in `float32`.
  package var computeType: DType { self == .float16 || self == .bfloat16 ? .float32 : self }

  /// The type to which two operands of the same class are brought (`torch.promote_types`).
  package static func promote(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    let (low, high) = a.rawValue < b.rawValue ? (a, b) : (b, a)
    switch (low, high) {
    case (.uint8, .int8): return .int16
    case (.float16, .bfloat16): return .float32
    case (.float64, .complex64): return .complex128
    default: return high
    }
  }
}

extension DType {
  /// The C type in the error of a number that does not fit.
  package var cName: String {
    switch self {
    case .uint8: "uint8_t"
    case .int8: "int8_t"
    case .int16: "int16_t"
    case .int64: "int64_t"
    default: typeMetaName
    }
  }
}
