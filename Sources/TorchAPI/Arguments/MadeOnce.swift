import Synchronization

/// A place for an object that the first who asks for it makes. Two threads may both make one, of which the first is kept.
///
/// What lies in it stays until the place goes, so that reading it takes neither a lock nor a call.
struct MadeOnce<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  /// The address of the object, to which the place holds a reference; 0 before it is made.
  private let address = Atomic<UInt>(0)

  /// The object, made by `make` if there is none yet.
  @inline(__always) func value(_ make: () -> Object) -> Object {
    // The address is that of an object that lives as long as the place.
    if let known = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) {
      return Unmanaged<Object>.fromOpaque(known).takeUnretainedValue()
    }
    return keep(make())
  }

  @inline(never) private func keep(_ made: Object) -> Object {
    let reference = Unmanaged.passRetained(made)
    let (isFirst, other) = address.compareExchange(
      expected: 0, desired: UInt(bitPattern: reference.toOpaque()), ordering: .acquiringAndReleasing)
    guard !isFirst, let known = UnsafeRawPointer(bitPattern: other) else { return made }
    reference.release()
    return Unmanaged<Object>.fromOpaque(known).takeUnretainedValue()
  }

  deinit {
    if let known = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) {
      Unmanaged<Object>.fromOpaque(known).release()
    }
  }
}
