#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A complex number.
package struct ComplexNumber: Equatable, Sendable {
  /// The real part.
  package var real: Double
  /// The imaginary part.
  package var imaginary: Double

  /// The number `real + imaginary j`.
  package init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The distance from zero. Throws `OverflowError` when it is beyond all floats.
  package func absolute() throws(PythonException) -> Double {
    let result = hypot(real, imaginary)
    if result.isInfinite, real.isFinite, imaginary.isFinite {
      throw PythonException(.overflowError, "absolute value too large")
    }
    return result
  }

  /// `repr` of the number: `1j`, `(1+2j)`, `(-0+1j)`.
  package var text: String {
    var out: [UInt8] = []
    if real == 0, real.sign == .plus {
      FloatText.append(imaginary, style: .shortest, precision: 0, to: &out)
      out.append(UInt8(ascii: "j"))
      return out.text
    }
    out.append(UInt8(ascii: "("))
    FloatText.append(real, style: .shortest, precision: 0, to: &out)
    if imaginary.isNaN || imaginary.sign == .plus { out.append(UInt8(ascii: "+")) }
    FloatText.append(imaginary, style: .shortest, precision: 0, to: &out)
    out.append(UInt8(ascii: "j"))
    out.append(UInt8(ascii: ")"))
    return out.text
  }

  static func + (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real - b.real, a.imaginary - b.imaginary)
  }

  static func * (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// The quotient, scaled by the larger part of `b` so that nothing overflows needlessly. Throws `ZeroDivisionError`.
  package func divided(by b: ComplexNumber) throws(PythonException) -> ComplexNumber {
    if b.real.magnitude >= b.imaginary.magnitude {
      if b.real == 0 { throw PythonException(.zeroDivisionError, "complex division by zero") }
      let ratio = b.imaginary / b.real
      let scale = b.real + b.imaginary * ratio
      return ComplexNumber((real + imaginary * ratio) / scale, (imaginary - real * ratio) / scale)
    }
    if b.imaginary.magnitude >= b.real.magnitude {
      let ratio = b.real / b.imaginary
      let scale = b.real * ratio + b.imaginary
      return ComplexNumber((real * ratio + imaginary) / scale, (imaginary * ratio - real) / scale)
    }
    return ComplexNumber(.nan, .nan)
  }

  /// `self ** exponent`: repeated multiplication for small integers, else by polar form.
  ///
  /// Throws `ZeroDivisionError` and `OverflowError` as CPython does.
  package func power(_ exponent: ComplexNumber) throws(PythonException) -> ComplexNumber {
    let result: ComplexNumber
    if exponent.imaginary == 0, exponent.real == exponent.real.rounded(.down), exponent.real.magnitude <= 100 {
      result = try power(Int(exponent.real))
    } else if exponent.real == 0, exponent.imaginary == 0 {
      result = ComplexNumber(1)
    } else if real == 0, imaginary == 0 {
      if exponent.imaginary != 0 || exponent.real < 0 { throw ComplexNumber.zeroPower }
      result = ComplexNumber(0)
    } else {
      let absolute = hypot(real, imaginary)
      var length = pow(absolute, exponent.real)
      let angle = atan2(imaginary, real)
      var phase = angle * exponent.real
      if exponent.imaginary != 0 {
        length /= exp(angle * exponent.imaginary)
        phase += exponent.imaginary * log(absolute)
      }
      result = ComplexNumber(length * cos(phase), length * sin(phase))
    }
    if !result.real.isFinite || !result.imaginary.isFinite, real.isFinite, imaginary.isFinite {
      throw PythonException(.overflowError, "complex exponentiation")
    }
    return result
  }

  private static var zeroPower: PythonException {
    PythonException(.zeroDivisionError, "0.0 to a negative or complex power")
  }

  private func power(_ exponent: Int) throws(PythonException) -> ComplexNumber {
    if exponent > 0 {
      var mask = 1
      var result = ComplexNumber(1)
      var square = self
      while mask > 0, exponent >= mask {
        if exponent & mask != 0 { result = result * square }
        mask <<= 1
        square = square * square
      }
      return result
    }
    if exponent < 0, real == 0, imaginary == 0 { throw ComplexNumber.zeroPower }
    return try ComplexNumber(1).divided(by: exponent == 0 ? ComplexNumber(1) : power(-exponent))
  }

  /// The number that `complex(text)` reads, or `nil` when the text is no complex number.
  package static func parse(_ text: String) -> ComplexNumber? {
    var bytes = FloatText.trimmed(FloatText.asciiDigits(text))
    if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"), bytes.count > 2 {
      bytes = FloatText.trimmed(Array(bytes[1..<(bytes.count - 1)]))
    }
    if bytes.contains(where: { $0 <= 32 }) { return nil }
    func number(_ slice: ArraySlice<UInt8>) -> Double? { FloatText.parse(Array(slice).text) }
    guard let last = bytes.last else { return nil }
    guard last | 0x20 == UInt8(ascii: "j") else { return number(bytes[...]).map { ComplexNumber($0) } }
    let body = bytes.dropLast()
    // The sign that begins the imaginary part is the last one that belongs to no exponent.
    var split = body.endIndex - 1
    while split >= 0 {
      let byte = body[split]
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        if split == 0 || body[split - 1] | 0x20 != UInt8(ascii: "e") { break }
      }
      split -= 1
    }
    func imaginary(_ slice: ArraySlice<UInt8>) -> Double? {
      if slice.isEmpty || slice.elementsEqual([UInt8(ascii: "+")]) { return 1 }
      if slice.elementsEqual([UInt8(ascii: "-")]) { return -1 }
      return number(slice)
    }
    if split <= 0 { return imaginary(body).map { ComplexNumber(0, $0) } }
    guard let left = number(body[..<split]), let right = imaginary(body[split...]) else { return nil }
    return ComplexNumber(left, right)
  }
}
