/// A Python number that takes part in tensor arithmetic.
package enum Scalar: Sendable, Hashable {
  case bool(Bool)
  case int(Int)
  case double(Double)
  case complex(Double, Double)

  /// The number's place in bool < integer < floating < complex.
  package var category: Int {
    switch self {
    case .bool: 0
    case .int: 1
    case .double: 2
    case .complex: 3
    }
  }

  /// The real part as a double.
  package var double: Double {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .double(let value), .complex(let value, _): value
    }
  }

  /// The number as a double if that is the same number; nil for complex ones.
  package var exactDouble: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value.magnitude <= 1 << 53 ? Double(value) : nil
    case .double(let value): value
    case .complex: nil
    }
  }

  /// The imaginary part.
  package var imaginary: Double {
    if case .complex(_, let imaginary) = self { imaginary } else { 0 }
  }

  /// The number as an integer, cut towards zero as a C cast does.
  package var int: Int {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    case .double(let value), .complex(let value, _): Cast.int(value)
    }
  }

  /// The number with the other sign.
  package static prefix func - (number: Scalar) -> Scalar {
    switch number {
    case .bool(let value): .int(value ? -1 : 0)
    case .int(let value): .int(0 &- value)
    case .double(let value): .double(-value)
    case .complex(let real, let imaginary): .complex(-real, -imaginary)
    }
  }

  package var isZero: Bool { double == 0 && imaginary == 0 }
  package var isTrue: Bool { !isZero }

  /// Whether it is of Python's type `complex`.
  package var isComplex: Bool { if case .complex = self { true } else { false } }

  /// The dtype a tensor made of the number alone has.
  package func dtype(default defaultType: DType) -> DType {
    switch self {
    case .bool: .bool
    case .int: .int64
    case .double: defaultType
    case .complex: defaultType.complexType
    }
  }
}

/// Casts as C compilers on x86 do them, for values out of range too.
package enum Cast {
  /// A double to a 64-bit integer; what does not fit becomes the least one, as `cvttsd2si` gives.
  @inline(__always) package static func int(_ value: Double) -> Int {
    value >= -0x1p63 && value < 0x1p63 ? Int(value) : Int.min
  }

  /// The same to 32 bits, as `cvttsd2si` gives: signed integers that are shorter have its low bits.
  @inline(__always) package static func shortInt(_ value: Double) -> Int32 {
    value >= -0x1p31 && value < 0x1p31 ? Int32(value) : Int32.min
  }
}
