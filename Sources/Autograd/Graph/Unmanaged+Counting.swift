import CKernels

// Nodes own some of their references without the compiler's help: it would release every empty place of every node.
// `Unmanaged` itself counts with atomic instructions, which objects of one thread do not need.

extension Unmanaged {
  /// A new reference to an object of this thread, to be given back with ``giveBack()``.
  @inline(__always) static func holding(_ object: Instance) -> Unmanaged {
    let reference = passUnretained(object)
    nb_object_retain(reference.toOpaque())
    return reference
  }

  /// Takes a new reference, to be given back with ``giveBack()``.
  @inline(__always) func hold() { nb_object_retain(toOpaque()) }

  /// Gives a reference back.
  @inline(__always) func giveBack() { nb_object_release(toOpaque()) }

  /// The object, which somebody holds; it is retained without atomic instructions.
  @inline(__always) var held: Instance { _withUnsafeGuaranteedRef { $0 } }
}
