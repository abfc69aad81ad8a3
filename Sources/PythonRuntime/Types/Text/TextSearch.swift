#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Searching and cutting text by its UTF-8 bytes.
///
/// UTF-8 is self-synchronising: the bytes of one text are found in another only where its code points are, so nothing
/// here has to decode. Offsets are byte offsets.
package enum TextSearch {
  /// The first place of `needle` in `bytes[range]`; an empty needle is found at the start.
  package static func first(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>
  ) -> Int? {
    if needle.isEmpty { return range.lowerBound }
    guard range.count >= needle.count, let base = bytes.baseAddress else { return nil }
    let lastStart = range.upperBound - needle.count
    var position = range.lowerBound
    var attempts = 0
    while position <= lastStart {
      // memchr and memmem read bytes of `range` only, which lies within `bytes`, whose memory the caller keeps alive.
      guard let found = memchr(base + position, Int32(needle[0]), lastStart - position + 1) else { return nil }
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if matches(needle, in: bytes, at: position) { return position }
      position += 1
      attempts += 1
      if attempts == Self.patience, needle.count > Self.patience {
        return linear(needle, in: bytes, range: position..<range.upperBound, backwards: false)
      }
    }
    return nil
  }

  /// The last place of `needle` in `bytes[range]`; an empty needle is found at the end.
  package static func last(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>
  ) -> Int? {
    var position = range.upperBound - needle.count
    var compared = 0
    while position >= range.lowerBound {
      if matches(needle, in: bytes, at: position) { return position }
      if needle.count > Self.patience, bytes[position] == needle[0] { compared += 1 }
      position -= 1
      if compared == Self.patience, position >= range.lowerBound {
        return linear(needle, in: bytes, range: range.lowerBound..<(position + needle.count), backwards: true)
      }
    }
    return nil
  }

  /// How often a needle may begin to match before it is searched for in time that does not depend on that.
  private static let patience = 32

  /// The first or the last place of `needle` by the method of Knuth, Morris and Pratt, whose time is linear: what is
  /// known of the bytes that matched says where a match may begin next.
  private static func linear(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, backwards: Bool
  ) -> Int? {
    let count = needle.count
    func wanted(_ index: Int) -> UInt8 { needle[backwards ? count - 1 - index : index] }
    // For each prefix the length of the longest shorter prefix that is also its end.
    var borders = [Int](repeating: 0, count: count)
    var matched = 0
    for index in 1..<count {
      while matched > 0, wanted(index) != wanted(matched) { matched = borders[matched - 1] }
      if wanted(index) == wanted(matched) { matched += 1 }
      borders[index] = matched
    }
    matched = 0
    for step in 0..<range.count {
      let position = backwards ? range.upperBound - 1 - step : range.lowerBound + step
      while matched > 0, bytes[position] != wanted(matched) { matched = borders[matched - 1] }
      if bytes[position] == wanted(matched) { matched += 1 }
      if matched == count { return backwards ? position : position - count + 1 }
    }
    return nil
  }

  /// Whether `needle` stands in `bytes` at `position`.
  @inline(__always)
  package static func matches(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Bool {
    guard position >= 0, position + needle.count <= bytes.count else { return false }
    for index in 0..<needle.count where bytes[position + index] != needle[index] { return false }
    return true
  }

  /// Every place of `needle` in `bytes[range]`, none overlapping another, at most `limit` of them.
  package static func all(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, limit: Int
  ) -> [Int] {
    var found: [Int] = []
    if needle.isEmpty {
      // Between any two code points, and at both ends.
      var position = range.lowerBound
      while found.count < limit, position <= range.upperBound {
        found.append(position)
        position += 1
        while position < range.upperBound, bytes[position] & 0xC0 == 0x80 { position += 1 }
      }
      return found
    }
    var start = range.lowerBound
    while found.count < limit, let place = first(needle, in: bytes, range: start..<range.upperBound) {
      found.append(place)
      start = place + needle.count
    }
    return found
  }

  /// Calls `body` with the UTF-8 bytes of two texts.
  @inline(__always)
  package static func withBytes<Result>(
    _ first: String, _ second: String,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var first = first
    var second = second
    return first.withUTF8 { left in second.withUTF8 { right in body(left, right) } }
  }

  /// The bytes of `bytes[range]` as a string.
  @inline(__always)
  package static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// `text.replace(old, new, limit)`; a negative limit is none.
  ///
  /// Throws `MemoryError` when the result would be too long.
  package static func replacing(
    _ old: String, with new: String, in text: String, limit: Int
  ) throws(PythonException) -> String {
    let places = withBytes(text, old) { bytes, needle in
      all(needle, in: bytes, range: 0..<bytes.count, limit: limit < 0 ? Int.max : limit)
    }
    if places.isEmpty { return text }
    let (growth, overflow) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    if overflow { throw PythonException(.memoryError, "") }
    try TextLimit.check(growth &+ text.utf8.count)
    let width = old.utf8.count
    return withBytes(text, new) { bytes, replacement in
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count + places.count * (replacement.count - min(width, replacement.count)))
      var start = 0
      for place in places {
        out.append(contentsOf: bytes[start..<place])
        out.append(contentsOf: replacement)
        start = place + width
      }
      out.append(contentsOf: bytes[start...])
      return out.text
    }
  }

  /// `text.split(separator, limit)`; `separator` is not empty, a negative limit is none.
  package static func split(_ text: String, separator: String, limit: Int) -> [String] {
    withBytes(text, separator) { bytes, needle in
      var parts: [String] = []
      var start = 0
      while limit < 0 || parts.count < limit, let place = first(needle, in: bytes, range: start..<bytes.count) {
        parts.append(self.text(bytes, start..<place))
        start = place + needle.count
      }
      parts.append(self.text(bytes, start..<bytes.count))
      return parts
    }
  }

  /// `text.rsplit(separator, limit)`; `separator` is not empty, a negative limit is none.
  package static func splitFromEnd(_ text: String, separator: String, limit: Int) -> [String] {
    withBytes(text, separator) { bytes, needle in
      var parts: [String] = []
      var end = bytes.count
      while limit < 0 || parts.count < limit, let place = last(needle, in: bytes, range: 0..<end) {
        parts.append(self.text(bytes, place + needle.count..<end))
        end = place
      }
      parts.append(self.text(bytes, 0..<end))
      return parts.reversed()
    }
  }

  /// The ranges of the words of `bytes`, which white space separates, at most `limit` from the start or the end, where
  /// what is left over forms one more word.
  package static func words(in bytes: UnsafeBufferPointer<UInt8>, limit: Int, fromEnd: Bool) -> [Range<Int>] {
    var words: [Range<Int>] = []
    if fromEnd {
      var end = bytes.count
      while true {
        while let width = spaceWidth(in: bytes, before: end) { end -= width }
        if end == 0 { return words.reversed() }
        if limit >= 0, words.count >= limit {
          // CPython keeps the white space at the start of the remainder.
          words.append(0..<end)
          return words.reversed()
        }
        var start = end
        while start > 0, spaceWidth(in: bytes, before: start) == nil { start -= 1 }
        words.append(start..<end)
        end = start
      }
    }
    var start = 0
    while true {
      while let width = spaceWidth(in: bytes, at: start) { start += width }
      if start == bytes.count { return words }
      if limit >= 0, words.count >= limit {
        words.append(start..<bytes.count)
        return words
      }
      var end = start
      while end < bytes.count, spaceWidth(in: bytes, at: end) == nil { end += 1 }
      words.append(start..<end)
      start = end
    }
  }

  /// The width in bytes of the white space at `position`, or `nil`.
  @inline(__always)
  static func spaceWidth(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte < 0x80 { return byte == 32 || (byte >= 9 && byte <= 13) || (byte >= 28 && byte <= 31) ? 1 : nil }
    if byte < 0xC0 { return nil }
    let (scalar, width) = decode(bytes, at: position)
    return CharacterClass.isSpace(scalar) ? width : nil
  }

  @inline(__always)
  private static func spaceWidth(in bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    guard end > 0 else { return nil }
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return spaceWidth(in: bytes, at: start)
  }

  /// The code point at `position` and its width in bytes; `bytes` is valid UTF-8.
  @inline(__always)
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (scalar: Unicode.Scalar, width: Int) {
    let lead = UInt32(bytes[position])
    if lead < 0x80 { return (Unicode.Scalar(UInt8(lead)), 1) }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard position + width <= bytes.count else { return ("\u{FFFD}", 1) }
    var code = lead & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for offset in 1..<width { code = code << 6 | UInt32(bytes[position + offset] & 0x3F) }
    return (Unicode.Scalar(code) ?? "\u{FFFD}", width)
  }

  /// `text.splitlines(keepEnds)`.
  package static func lines(_ text: String, keepEnds: Bool) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var lines: [String] = []
      var start = 0
      var position = 0
      while position < bytes.count {
        let (scalar, width) = decode(bytes, at: position)
        let end = position
        position += width
        guard CharacterClass.isLineBreak(scalar) else { continue }
        if scalar == "\r", position < bytes.count, bytes[position] == 10 { position += 1 }
        lines.append(self.text(bytes, start..<(keepEnds ? position : end)))
        start = position
      }
      if start < bytes.count { lines.append(self.text(bytes, start..<bytes.count)) }
      return lines
    }
  }

  /// `text` without the code points at its ends of which `drops` says so.
  package static func stripped(
    _ text: String, left: Bool, right: Bool, where drops: (Unicode.Scalar) -> Bool
  ) -> String {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    if left { while start < end, drops(scalars[start]) { start = scalars.index(after: start) } }
    if right {
      while end > start {
        let before = scalars.index(before: end)
        if !drops(scalars[before]) { break }
        end = before
      }
    }
    if start == scalars.startIndex, end == scalars.endIndex { return text }
    return String(scalars[start..<end])
  }

  /// The byte offset of the code point with index `index`, or the number of bytes when there are fewer.
  package static func byteOffset(ofCodePoint index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var left = index
    for position in 0..<bytes.count where bytes[position] & 0xC0 != 0x80 {
      if left == 0 { return position }
      left -= 1
    }
    return bytes.count
  }

  /// The number of code points that begin in `bytes[range]`.
  package static func codePoints(in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Int {
    var count = 0
    for position in range where bytes[position] & 0xC0 != 0x80 { count &+= 1 }
    return count
  }
}
