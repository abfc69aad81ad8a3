import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A block of memory that arrays look at, and the number of times it was written to in place.
///
/// The memory belongs to the storage alone. Pointers into it are valid while the storage lives; kernels keep it alive
/// with their array arguments.
package final class Storage {
  /// The start of the memory, aligned to 16 bytes, to 64 if it is large.
  package let bytes: UnsafeMutableRawPointer
  package let byteCount: Int
  /// `tensor._version`, shared by views.
  package var version: UInt32 = 0

  private init(_ bytes: UnsafeMutableRawPointer, _ byteCount: Int) {
    self.bytes = bytes
    self.byteCount = byteCount
  }

  /// Makes room for `byteCount` bytes, whose contents are not defined.
  ///
  /// - Throws: PyTorch's error for memory that cannot be had.
  package static func make(byteCount: Int) throws(TorchError) -> Storage {
    if byteCount <= 1024, let bytes = malloc(Swift.max(byteCount, 16)) { return Storage(bytes, byteCount) }
    var pointer: UnsafeMutableRawPointer?
    if byteCount <= limit { posix_memalign(&pointer, 64, (byteCount &+ 63) & ~63) }
    guard let pointer else {
      throw TorchError(
        .runtime,
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
          + " allocate \(byteCount) bytes. Error code 12 (Cannot allocate memory)")
    }
    return Storage(pointer, byteCount)
  }

  deinit { free(bytes) }

  /// What one block may take.
  private static let limit = 3 << 30

  /// Tells the allocator of the process to keep freed blocks instead of returning their pages: an operation whose
  /// result fits a block freed before is up to seven times faster than one that gets fresh pages.
  package static func keepFreedMemory() {
    nb_keep_freed_memory()
  }

  /// Lets the threads of the process share one heap. A thread would otherwise get a heap of its own, which glibc
  /// enlarges by single pages with a system call for each: a fifth of the time of a small document's run.
  package static func shareHeap() {
    nb_share_heap()
  }
}
