/// Sorting of numbers by the digits of a key, least significant first: stable, and without a comparison whose outcome
/// the processor could guess wrong.
enum RadixSort {
  /// Fewer elements are sorted sooner by comparing.
  static let fewest = 256

  private static let bits = 11
  private static let buckets = 1 << bits
  private static let passes = (64 + bits - 1) / bits

  /// Sorts `elements` in place by `key`; elements with equal keys keep their order.
  ///
  /// `pause` is called between two parts of the work with the number of elements that the next one handles; when it
  /// throws, `elements` is some permutation.
  static func sort<Element>(
    _ elements: inout [Element], pause: (Int) throws -> Void, key: (Element) -> UInt64
  ) rethrows {
    let count = elements.count
    guard count > 1 else { return }
    var counts = [Int](repeating: 0, count: passes * buckets)
    for element in elements {
      var rest = key(element)
      for pass in 0..<passes {
        counts[pass * buckets + Int(rest & UInt64(buckets - 1))] += 1
        rest >>= UInt64(bits)
      }
    }
    var other = elements
    for pass in 0..<passes {
      try pause(count)
      let shift = UInt64(pass * bits)
      let first = pass * buckets
      // Where all have the same digit there is nothing to move.
      if counts[first + Int((key(elements[0]) >> shift) & UInt64(buckets - 1))] == count {
        continue
      }
      var start = 0
      for bucket in first..<first + buckets {
        let size = counts[bucket]
        counts[bucket] = start
        start += size
      }
      elements.withUnsafeBufferPointer { source in
        other.withUnsafeMutableBufferPointer { target in
          counts.withUnsafeMutableBufferPointer { next in
            for element in source {
              let bucket = first + Int((key(element) >> shift) & UInt64(buckets - 1))
              target[next[bucket]] = element
              next[bucket] += 1
            }
          }
        }
      }
      swap(&elements, &other)
    }
  }

  /// A key in the order of integers.
  @inline(__always) static func key(_ value: Int) -> UInt64 {
    UInt64(bitPattern: Int64(value)) ^ (1 << 63)
  }

  /// A key in the order of floats that are no NaN; both zeros have the same.
  @inline(__always) static func key(_ value: Double) -> UInt64 {
    let pattern = value == 0 ? 0 : value.bitPattern
    return pattern >> 63 == 0 ? pattern | (1 << 63) : ~pattern
  }
}
