import CNettle

/// `_binary`: numbers as bytes, and sums and digests of bytes, for modules written in Python.
enum BinaryModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_binary")
    module.add([
      // The bytes of a float of 2, 4 or 8 bytes, the lowest first.
      NativeModules.function("float_bytes", 2...2, "_binary") { interpreter, arguments in
        let number = try interpreter.real(arguments[0])
        switch try interpreter.index(arguments[1]) {
        case 2:
          guard let bits = halfBits(number) else {
            throw PythonException(.overflowError, "float too large to pack with e format")
          }
          return bytes(bits, 2)
        case 4:
          let single = Float(number)
          if single.isInfinite, number.isFinite {
            throw PythonException(.overflowError, "float too large to pack with f format")
          }
          return bytes(UInt64(single.bitPattern), 4)
        default: return bytes(number.bitPattern, 8)
        }
      },
      // The float of 2, 4 or 8 bytes, the lowest first.
      NativeModules.function("bytes_float", 1...1, "_binary") { _, arguments in
        let data = arguments[0].bytes ?? []
        let bits = data.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch data.count {
        case 2: return .float(halfValue(UInt16(bits)))
        case 4: return .float(Double(Float(bitPattern: UInt32(bits))))
        case 8: return .float(Double(bitPattern: bits))
        default: throw PythonException(.valueError, "a float has 2, 4 or 8 bytes")
        }
      },
      // The digest of bytes by the name of its function.
      NativeModules.function("digest", 2...2, "_binary") { _, arguments in
        let data = arguments[1].bytes ?? []
        var digest = [UInt8](repeating: 0, count: 64)
        let count = nbrun_digest(arguments[0].text ?? "", data.count, data, &digest)
        if count == 0 { throw PythonException(.valueError, "unsupported hash type") }
        return .object(BytesObject(Array(digest[..<count])))
      },
      // The sums of zlib, from the sum of what stands before.
      NativeModules.function("crc32", 2...2, "_binary") { interpreter, arguments in
        var sum = ~UInt32(truncatingIfNeeded: try interpreter.index(arguments[1]))
        for byte in arguments[0].bytes ?? [] { sum = sum >> 8 ^ crcTable[Int((sum ^ UInt32(byte)) & 255)] }
        return .int(Int(~sum))
      },
      NativeModules.function("adler32", 2...2, "_binary") { interpreter, arguments in
        let start = UInt32(truncatingIfNeeded: try interpreter.index(arguments[1]))
        var (a, b) = ((start & 0xFFFF) % 65521, (start >> 16) % 65521)
        for byte in arguments[0].bytes ?? [] {
          a = (a + UInt32(byte)) % 65521
          b = (b + a) % 65521
        }
        return .int(Int(b << 16 | a))
      },
    ])
    return module
  }

  private static func bytes(_ bits: UInt64, _ count: Int) -> Value {
    .object(BytesObject((0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }))
  }

  /// The bits of the half nearest to a number, ties to even; `nil` for finite numbers too large for one.
  private static func halfBits(_ number: Double) -> UInt64? {
    let sign: UInt64 = number.sign == .minus ? 0x8000 : 0
    if number.isNaN { return sign | 0x7E00 }
    let magnitude = number.magnitude
    if magnitude.isInfinite { return sign | 0x7C00 }
    // Normal halves are steps of 2^(exponent - 10), those below 2^-14 of 2^-24.
    let exponent = magnitude == 0 ? -14 : max(Int(magnitude.exponent), -14)
    if exponent > 15 { return nil }
    let scaled = (magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)).rounded(.toNearestOrEven)
    // A carry of the rounding goes into the exponent; a number below 2^-14 has none.
    let bits = UInt64(scaled) + UInt64(exponent + 14) << 10
    return bits >= 0x7C00 ? nil : sign | bits
  }

  private static func halfValue(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits & 0x8000 != 0 ? -magnitude : magnitude
  }

  private static let crcTable: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { sum, _ in sum & 1 != 0 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
}
