/// What the last look-ups of names found, by the identity of the name's object: the same few objects ask again and again,
/// because each place in the code has its own.
///
/// An entry holds its name, so that no other object can have the name's address while the entry is there.
struct RecentNames<Found> {
  private struct Entry {
    var name: StringObject?
    var found: Found
  }

  private static var count: Int { 64 }
  /// `count` initialised entries, or nothing before the first is added.
  private var entries: UnsafeMutablePointer<Entry>?

  /// The first of the two places that a name may have.
  @inline(__always) private static func place(of name: StringObject) -> Int {
    let address = UInt(bitPattern: Unmanaged.passUnretained(name).toOpaque())
    return Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 58) & ~1
  }

  /// What was found under a name; `nil` if it was not asked for lately.
  @inline(__always) func found(_ name: StringObject) -> Found? {
    guard let entries else { return nil }
    let entry = entries + Self.place(of: name)
    if entry.pointee.name === name { return entry.pointee.found }
    return entry[1].name === name ? entry[1].found : nil
  }

  /// Notes what was found.
  mutating func note(_ name: StringObject, _ found: Found) {
    if entries == nil {
      let made = UnsafeMutablePointer<Entry>.allocate(capacity: Self.count)
      made.initialize(repeating: Entry(name: nil, found: found), count: Self.count)
      entries = made
    }
    guard let entries else { return }
    let entry = entries + Self.place(of: name)
    entry[1] = entry[0]
    entry[0] = Entry(name: name, found: found)
  }

  /// Forgets everything and gives the memory back; the owner calls this when it goes.
  mutating func removeAll() {
    guard let held = entries else { return }
    entries = nil
    held.deinitialize(count: Self.count)
    held.deallocate()
  }
}
