import CKernels

/// What nodes deep inside a release have handed over, to be released without recursion.
final class ReleaseList {
  /// How many nodes may be released inside one another; each takes a few hundred bytes of stack.
  static let maximumDepth: UInt32 = 200

  /// References that the list owns.
  private var held: [UnsafeMutableRawPointer] = []

  /// The list of the thread, made at first use.
  static func of(_ state: UnsafeMutablePointer<nb_thread_state>) -> ReleaseList {
    if let pointer = state.pointee.released {
      return Unmanaged<ReleaseList>.fromOpaque(pointer).held
    }
    let list = ReleaseList()
    state.pointee.released = Unmanaged.passRetained(list).toOpaque()
    return list
  }

  /// Takes over a reference to an object until the list is drained.
  func add(_ reference: UnsafeMutableRawPointer) { held.append(reference) }

  /// Keeps an object until the list is drained.
  func add(_ object: AnyObject) { held.append(Unmanaged.holding(object).toOpaque()) }

  /// Releases everything, and what that hands over in turn; then the list goes too.
  func drain(_ state: UnsafeMutablePointer<nb_thread_state>) {
    // The depth stays above zero, so that the nodes released here add to this list and do not drain it themselves.
    state.pointee.release_depth = 1
    while let reference = held.popLast() { nb_object_release(reference) }
    state.pointee.release_depth = 0
    if let pointer = state.pointee.released {
      state.pointee.released = nil
      Unmanaged<ReleaseList>.fromOpaque(pointer).release()
    }
  }
}
