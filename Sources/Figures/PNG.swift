/// Pictures as PNG files (RFC 2083), their data stored and not compressed.
enum PNG {
  /// The file of pixels with eight bits each for red, green, blue and opacity, in rows from the top.
  static func encode(_ pixels: [UInt8], columns: Int, rows: Int) -> [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(pixels.count + rows)
    for row in 0..<rows {
      // Each row names the filter it went through: none.
      data.append(0)
      data += pixels[row * columns * 4..<(row + 1) * columns * 4]
    }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    chunk("IHDR", bigEndian(columns) + bigEndian(rows) + [8, 6, 0, 0, 0], to: &file)
    chunk("IDAT", stored(data), to: &file)
    chunk("IEND", [], to: &file)
    return file
  }

  private static func chunk(_ name: StaticString, _ content: [UInt8], to file: inout [UInt8]) {
    file += bigEndian(content.count)
    let start = file.count
    name.withUTF8Buffer { file.append(contentsOf: $0) }
    file += content
    var checksum: UInt32 = 0xFFFF_FFFF
    for byte in file[start...] { checksum = table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ (checksum >> 8) }
    file += bigEndian(Int(~checksum))
  }

  /// Data in the form of zlib (RFC 1950) as stored blocks (RFC 1951).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    result.reserveCapacity(data.count + data.count / 65_535 * 5 + 16)
    var start = 0
    repeat {
      let count = min(65_535, data.count - start)
      result.append(start + count == data.count ? 1 : 0)
      result += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8 & 0xFF)]
      result += data[start..<start + count]
      start += count
    } while start < data.count
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in data {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return result + bigEndian(Int(high << 16 | low))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [UInt8(number >> 24 & 0xFF), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
  }

  /// The remainders of the cyclic redundancy check, by byte.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
  }
}
