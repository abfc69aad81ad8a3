/// Text under construction in raw bytes, kept between uses: an array would ask at every byte whether it is shared.
///
/// Invariant: `base` has room for `capacity` bytes, the first `count` of which are UTF-8.
final class TextBuilder {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes so far.
  private(set) var count = 0
  private static let keptCapacity = 1 << 16

  init() {
    capacity = 256
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// Begins a new text.
  @inline(__always) func clear() { count = 0 }

  /// Makes room for `extra` more bytes.
  @inline(__always) private func reserve(_ extra: Int) {
    if capacity &- count < extra { grow(extra) }
  }

  @inline(never) private func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Appends bytes that are UTF-8.
  @inline(__always) func append(_ bytes: UnsafePointer<UInt8>, count added: Int) {
    reserve(added)
    (base + count).update(from: bytes, count: added)
    count &+= added
  }

  /// Appends a text.
  @inline(__always) func append(text: String) {
    var text = text
    text.withUTF8 { bytes in
      if let start = bytes.baseAddress { append(start, count: bytes.count) }
    }
  }

  /// Appends bytes that are UTF-8.
  func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { append(start, count: bytes.count) }
    }
  }

  /// Appends an integer in decimal.
  @inline(__always) func append(decimal value: Int) {
    reserve(24)
    if value < 0 {
      base[count] = UInt8(ascii: "-")
      count &+= 1
    }
    write(UInt64(value.magnitude), digits: TextBuilder.digitCount(UInt64(value.magnitude)))
  }

  /// Appends a float with `precision` digits after the point, as `%.{precision}f` does; `false` when the number is too
  /// large for that.
  @inline(__always) func append(fixed value: Double, precision: Int) -> Bool {
    guard value.isFinite, let scaled = FloatDigits.scaled(value.magnitude, precision: precision) else { return false }
    reserve(24 + precision)
    if value.sign == .minus {
      base[count] = UInt8(ascii: "-")
      count &+= 1
    }
    let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: FloatDigits.powersOfTen[precision])
    write(whole, digits: TextBuilder.digitCount(whole))
    if precision > 0 {
      base[count] = UInt8(ascii: ".")
      count &+= 1
      write(fraction, digits: precision)
    }
    return true
  }

  /// Writes `digits` digits, for which there is room.
  @inline(__always) private func write(_ value: UInt64, digits: Int) {
    var position = base + count + digits
    count &+= digits
    var rest = value
    for _ in 0..<digits {
      position -= 1
      let quotient = rest / 10
      position.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    }
  }

  @inline(__always) private static func digitCount(_ value: UInt64) -> Int {
    var digits = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      digits &+= 1
    }
    return digits
  }

  /// The text as a `str`. A large buffer is not kept.
  func finish() -> StringObject {
    let string = StringObject(String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self))
    if capacity > TextBuilder.keptCapacity {
      base.deallocate()
      capacity = 256
      base = .allocate(capacity: capacity)
    }
    count = 0
    return string
  }
}
