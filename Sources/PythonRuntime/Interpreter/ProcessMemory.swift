#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The memory of this process, as the system counts it.
enum ProcessMemory {
  /// Whether the process holds more than `limit` bytes above what it held at `start`.
  static func hasGrown(beyond limit: Int, since start: Int) -> Bool {
    // The peak is asked for in a fraction of the time and mostly says enough.
    peak - start > limit && resident - start > limit
  }

  /// What the process holds, as a mark to measure growth from: too much by some mebibytes at most, where finding out
  /// would take longer than the run of a small document.
  static var mark: Int {
    let peak = peak
    return peak < smallPeak ? peak : resident
  }

  /// Where the peak is below this, what was given back since is too little to matter.
  private static let smallPeak = 48 << 20

  /// The most that the process ever held.
  private static var peak: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Int(usage.ru_maxrss) << 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #endif
  }

  /// What the process holds now; 0 where the system does not say.
  private static var resident: Int {
    #if canImport(Glibc)
      let file = open("/proc/self/statm", O_RDONLY)
      guard file >= 0 else { return 0 }
      defer { close(file) }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { buffer in
        let length = read(file, buffer.baseAddress, buffer.count)
        guard length > 0 else { return 0 }
        // The second number is the count of resident pages.
        let fields = buffer[..<length].split(separator: UInt8(ascii: " "))
        guard fields.count > 1 else { return 0 }
        var pages = 0
        for byte in fields[1] where byte.isDecimalDigit { pages = pages &* 10 &+ Int(byte & 15) }
        return pages * sysconf(Int32(_SC_PAGESIZE))
      }
    #else
      return peak
    #endif
  }
}
