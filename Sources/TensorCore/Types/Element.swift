/// How one element of an array is stored and converted. Conversions follow C casts on x86, as PyTorch's do.
protocol Element: BitwiseCopyable, Sendable {
  static var zero: Self { get }
  init(_ scalar: Scalar)
  /// The element as a double; the real part of a complex one.
  var double: Double { get }
  /// The element as a 64-bit integer, cut towards zero.
  var int: Int { get }
  /// Whether it is not zero.
  var isTrue: Bool { get }
  var scalar: Scalar { get }
}

/// A `bool` element: one byte, 0 or 1.
struct Boolean: Element, Hashable {
  var byte: UInt8

  static let zero = Boolean(false)

  @inline(__always) init(_ value: Bool) { byte = value ? 1 : 0 }
  init(_ scalar: Scalar) { self.init(scalar.isTrue) }

  @inline(__always) var isTrue: Bool { byte != 0 }
  var double: Double { Double(byte) }
  var int: Int { Int(byte) }
  var scalar: Scalar { .bool(isTrue) }
}

extension Element where Self: FixedWidthInteger {
  init(_ scalar: Scalar) {
    switch scalar {
    case .bool(let value): self = value ? 1 : 0
    case .int(let value): self = Self(truncatingIfNeeded: value)
    case .double(let value), .complex(let value, _):
      self =
        Self.isSigned && Self.bitWidth <= 32
        ? Self(truncatingIfNeeded: Cast.shortInt(value)) : Self(truncatingIfNeeded: Cast.int(value))
    }
  }

  @inline(__always) var double: Double { Double(self) }
  @inline(__always) var int: Int { Int(truncatingIfNeeded: self) }
  @inline(__always) var isTrue: Bool { self != 0 }
  var scalar: Scalar { .int(int) }
}

extension UInt8: Element {}
extension Int8: Element {}
extension Int16: Element {}
extension Int32: Element {}
extension Int: Element {}

extension Float: Element {
  init(_ scalar: Scalar) {
    switch scalar {
    case .int(let value): self = Float(value)
    default: self = Float(scalar.double)
    }
  }

  @inline(__always) var double: Double { Double(self) }
  @inline(__always) var int: Int { Cast.int(Double(self)) }
  @inline(__always) var isTrue: Bool { self != 0 }
  var scalar: Scalar { .double(Double(self)) }
}

extension Double: Element {
  init(_ scalar: Scalar) { self = scalar.double }

  @inline(__always) var double: Double { self }
  @inline(__always) var int: Int { Cast.int(self) }
  @inline(__always) var isTrue: Bool { self != 0 }
  var scalar: Scalar { .double(self) }
}

/// A complex number over `Float` or `Double`, its parts in this order in memory.
struct Complex<Part: BinaryFloatingPoint & Element>: Element, Hashable {
  var real: Part
  var imaginary: Part

  @inline(__always) init(_ real: Part, _ imaginary: Part) {
    self.real = real
    self.imaginary = imaginary
  }

  static var zero: Complex { Complex(0, 0) }
  init(_ scalar: Scalar) { self.init(Part(scalar.double), Part(scalar.imaginary)) }

  var double: Double { Double(real) }
  var int: Int { Cast.int(Double(real)) }
  @inline(__always) var isTrue: Bool { real != 0 || imaginary != 0 }
  var scalar: Scalar { .complex(Double(real), Double(imaginary)) }

  @inline(__always) static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }
  @inline(__always) static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }
  @inline(__always) static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  /// Division scaled by the larger part of the divisor (Smith's method), as PyTorch does it: with fused products.
  static func / (a: Complex, b: Complex) -> Complex {
    let absoluteReal = abs(b.real)
    let absoluteImaginary = abs(b.imaginary)
    if absoluteReal >= absoluteImaginary {
      if absoluteReal == 0 && absoluteImaginary == 0 {
        return Complex(a.real / absoluteReal, a.imaginary / absoluteImaginary)
      }
      let ratio = b.imaginary / b.real
      let denominator = 1 / b.real.addingProduct(b.imaginary, ratio)
      return Complex(
        a.real.addingProduct(a.imaginary, ratio) * denominator, a.imaginary.addingProduct(-a.real, ratio) * denominator)
    }
    let ratio = b.real / b.imaginary
    let denominator = 1 / b.imaginary.addingProduct(b.real, ratio)
    return Complex(
      a.imaginary.addingProduct(a.real, ratio) * denominator, (-a.real).addingProduct(a.imaginary, ratio) * denominator)
  }
  static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }
}

/// An IEEE half precision element, kept as its bits; arithmetic goes through `Float`.
struct Half: Element, Hashable {
  var bits: UInt16

  static let zero = Half(bits: 0)

  init(bits: UInt16) { self.bits = bits }
  init(_ scalar: Scalar) { self.init(Float(scalar.double)) }

  /// Rounds to the nearest half, ties to even.
  init(_ value: Float) {
    let pattern = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: pattern >> 16) & 0x8000
    let magnitude = pattern & 0x7FFF_FFFF
    if magnitude >= 0x7F80_0000 {
      bits = sign | (magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00)
    } else if magnitude >= 0x477F_F000 {
      bits = sign | 0x7C00
    } else if magnitude < 0x3880_0000 {
      // Below the least normal half: count in units of 2^-24, the rounding of the addition does the rest.
      let rounded = Float(bitPattern: magnitude) + 0.5
      bits = sign | UInt16(truncatingIfNeeded: rounded.bitPattern &- Float(0.5).bitPattern)
    } else {
      let odd = (magnitude >> 13) & 1
      bits = sign | UInt16(truncatingIfNeeded: (magnitude &+ 0xC800_0FFF &+ odd) >> 13)
    }
  }

  /// The exact value.
  var float: Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF)
    if magnitude >= 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000 | (magnitude & 0x3FF) << 13) }
    if magnitude < 0x0400 {
      let value = Float(magnitude) * 0x1p-24
      return sign == 0 ? value : -value
    }
    return Float(bitPattern: sign | (magnitude << 13 &+ 0x3800_0000))
  }

  var double: Double { Double(float) }
  var int: Int { Cast.int(double) }
  var isTrue: Bool { bits & 0x7FFF != 0 }
  var scalar: Scalar { .double(double) }
}

/// A bfloat16 element, kept as its bits: the upper half of a `Float`.
struct BFloat16: Element, Hashable {
  var bits: UInt16

  static let zero = BFloat16(bits: 0)

  init(bits: UInt16) { self.bits = bits }
  init(_ scalar: Scalar) { self.init(Float(scalar.double)) }

  /// Rounds to the nearest bfloat16, ties to even; nan becomes 0x7FC0.
  init(_ value: Float) {
    if value.isNaN {
      bits = 0x7FC0
    } else {
      let pattern = value.bitPattern
      bits = UInt16(truncatingIfNeeded: (pattern &+ 0x7FFF &+ (pattern >> 16 & 1)) >> 16)
    }
  }

  /// The exact value.
  var float: Float { Float(bitPattern: UInt32(bits) << 16) }
  var double: Double { Double(float) }
  var int: Int { Cast.int(double) }
  var isTrue: Bool { bits & 0x7FFF != 0 }
  var scalar: Scalar { .double(double) }
}

extension DType {
  /// The nearest number of a real floating point type, in double precision; numbers of other types as they are.
  package func rounded(_ value: Double) -> Double {
    switch self {
    case .float16: Double(Half(Float(value)).float)
    case .bfloat16: Double(BFloat16(Float(value)).float)
    case .float32: Double(Float(value))
    default: value
    }
  }
}
