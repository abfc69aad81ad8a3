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
  package let bytes: UnsafeMutableRawPointer
  package let byteCount: Int
  /// `tensor._version`, shared by views.
  package var version: UInt32 = 0

  /// Makes room for `byteCount` bytes, whose contents are not defined.
  ///
  /// - Throws: PyTorch's error for memory that cannot be had.
  package init(byteCount: Int) throws(TorchError) {
    var pointer: UnsafeMutableRawPointer?
    let size = max(64, (byteCount + 63) & ~63)
    let isGranted = byteCount <= Storage.limit && (size <= 1024 || posix_memalign(&pointer, 64, size) == 0)
    if isGranted, size <= 1024 { pointer = malloc(size) }
    guard let pointer else {
      throw TorchError(
        .runtime,
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
          + " allocate \(byteCount) bytes. Error code 12 (Cannot allocate memory)")
    }
    bytes = pointer
    self.byteCount = byteCount
  }

  deinit { free(bytes) }

  /// What one block may take.
  private static let limit = 3 << 30

  /// Tells the allocator of the process to keep freed blocks instead of returning their pages: an operation whose
  /// result fits a block freed before is up to seven times faster than one that gets fresh pages.
  package static func keepFreedMemory() {
    nb_keep_freed_memory()
  }
}
