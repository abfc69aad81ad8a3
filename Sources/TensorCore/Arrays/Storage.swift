import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A block of memory that arrays look at, and the number of times it was written to in place.
///
/// The memory belongs to the storage alone. Pointers into it are valid while the storage lives; kernels keep it alive
/// with their array arguments. Small blocks lie in the object itself, behind the header: one allocation, not two.
@usableFromInline package final class Storage: ManagedBuffer<Storage.Header, UInt64> {
  /// Whose memory a storage has.
  @usableFromInline enum Owner: UInt8 {
    case itself
    /// Its own, where windows of it are or were.
    case seen
    /// Another storage's, lent by ``Storage/lending(_:to:)``.
    case lender
    /// Some of another storage's, which this one retains.
    case retained
  }

  /// What a storage knows of its memory. Only this file uses what is in it; other modules have it compiled into them,
  /// since a call takes longer than what is done here.
  @usableFromInline package struct Header {
    @usableFromInline var bytes: UnsafeMutableRawPointer
    @usableFromInline var byteCount: Int
    // The memory in the object begins behind its header of 16 bytes and these 32, on a multiple of 16, because the heap
    // gives such addresses. A tail of wider elements would be asked for by its alignment, which takes longer.
    /// What a conjugate view ties together, retained; nearly no storage has it.
    fileprivate var links: Unmanaged<ConjugateLinks>?
    @usableFromInline var version: UInt32
    /// Whether the memory is that of a conjugate image at which nobody has looked, and holds nothing yet.
    @usableFromInline var isUnfilled = false
    /// Whether the memory is a block of its own.
    fileprivate var isSeparate: Bool
    /// Whose the memory is.
    fileprivate var owner = Owner.itself
    /// What the memory is taken for.
    fileprivate var marks: Marks = []
  }

  /// What a memory is taken for.
  @usableFromInline struct Marks: OptionSet, Sendable {
    @usableFromInline let rawValue: UInt8
    @usableFromInline init(rawValue: UInt8) { self.rawValue = rawValue }

    /// One without values (PyTorch's device `meta`).
    static let meta = Marks(rawValue: 1)
    /// One that other processes see.
    static let shared = Marks(rawValue: 2)
  }

  /// The start of the memory, aligned to 16 bytes, to 64 if it is large.
  @inlinable @inline(__always) package var bytes: UnsafeMutableRawPointer {
    withUnsafeMutablePointerToHeader { header in
      if header.pointee.isUnfilled { fillImage() }
      return header.pointee.bytes
    }
  }

  @inlinable @inline(__always) package var byteCount: Int { withUnsafeMutablePointerToHeader { $0.pointee.byteCount } }

  /// `tensor._version`, shared by views.
  @inlinable @inline(__always) package var version: UInt32 {
    get { withUnsafeMutablePointerToHeader { $0.pointee.version } }
    set { withUnsafeMutablePointerToHeader { $0.pointee.version = newValue } }
  }

  /// Whether the values stand for none: the storage is that of tensors on the device `meta`.
  package var isMeta: Bool {
    get { withUnsafeMutablePointerToHeader { $0.pointee.marks.contains(.meta) } }
    set { mark(.meta, newValue) }
  }

  /// Whether other processes are taken to see the memory (`tensor.is_shared()`). There are none here.
  package var isShared: Bool {
    get { withUnsafeMutablePointerToHeader { $0.pointee.marks.contains(.shared) } }
    set { mark(.shared, newValue) }
  }

  private func mark(_ mark: Marks, _ isMarked: Bool) {
    withUnsafeMutablePointerToHeader { header in
      if isMarked { header.pointee.marks.insert(mark) } else { header.pointee.marks.remove(mark) }
    }
  }

  /// The ties to conjugate images.
  @inline(__always) var links: ConjugateLinks? {
    get { withUnsafeMutablePointerToHeader { $0.pointee.links?.takeUnretainedValue() } }
    set {
      withUnsafeMutablePointerToHeader { header in
        header.pointee.links?.release()
        header.pointee.links = newValue.map { .passRetained($0) }
      }
    }
  }

  /// Whether another storage follows what is written into this one.
  @inline(__always) package var isLinked: Bool { withUnsafeMutablePointerToHeader { $0.pointee.links != nil } }

  /// The most bytes that lie in the object.
  private static let inlineLimit = 1024

  /// Makes room for `byteCount` bytes, whose contents are not defined.
  ///
  /// - Parameter dtype: What lies in it; with it, the memory may be one that is lent.
  /// - Throws: PyTorch's error for memory that cannot be had.
  package static func make(byteCount: Int, of dtype: DType? = nil) throws(TorchError) -> Storage {
    let isSmall = byteCount <= inlineLimit
    if !isSmall, let dtype, let storage = lent(byteCount, dtype) { return storage }
    let separate = isSmall ? nil : try block(byteCount)
    let buffer = create(minimumCapacity: isSmall ? (byteCount &+ 7) / 8 : 0) { buffer in
      Header(
        bytes: separate ?? buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) },
        byteCount: byteCount, links: nil, version: 0, isSeparate: separate != nil)
    }
    // `create` makes an object of the class it is called on.
    return unsafeDowncast(buffer, to: Storage.self)
  }

  /// Some of another storage's memory as a storage of its own, whose versions are its own as well.
  ///
  /// - Parameter start: Where it begins in the other's memory, which has `byteCount` bytes from there on and never moves
  ///   again.
  package static func window(of owner: Storage, from start: Int, byteCount: Int) -> Storage {
    let buffer = create(minimumCapacity: 1) { _ in
      Header(
        bytes: owner.bytes + start, byteCount: byteCount, links: nil, version: 0, isSeparate: false, owner: .retained)
    }
    let storage = unsafeDowncast(buffer, to: Storage.self)
    // The owner lives as long as the window, and its memory stays where it is.
    owner.withUnsafeMutablePointerToHeader { if $0.pointee.owner == .itself { $0.pointee.owner = .seen } }
    storage.withUnsafeMutablePointerToElements {
      $0.pointee = UInt64(UInt(bitPattern: Unmanaged.passRetained(owner).toOpaque()))
    }
    return storage
  }

  /// Makes a storage for what `links` ties it to, which is filled when somebody looks at it. Until then it takes up
  /// addresses only: what may fail fails here, since looking cannot.
  ///
  /// - Throws: PyTorch's error for memory that cannot be had.
  static func makeImage(byteCount: Int, _ links: ConjugateLinks) throws(TorchError) -> Storage {
    let bytes = try block(byteCount, nb_block_reserve)
    let buffer = create(minimumCapacity: 0) { _ in
      Header(
        bytes: bytes, byteCount: byteCount, links: .passRetained(links), version: 0, isUnfilled: true, isSeparate: true)
    }
    return unsafeDowncast(buffer, to: Storage.self)
  }

  /// Whether the memory holds what it should, which only that of an image at which nobody has looked does not.
  var isFilled: Bool { withUnsafeMutablePointerToHeader { !$0.pointee.isUnfilled } }

  /// Fills the memory of an image at which somebody looks for the first time.
  @usableFromInline @inline(never) func fillImage() {
    withUnsafeMutablePointerToHeader { $0.pointee.isUnfilled = false }
    nb_block_count(byteCount)
    links?.show(in: bytes, byteCount: byteCount)
  }

  /// Gives the memory more room, where it then lies elsewhere for all that look at it; what is added is zero.
  ///
  /// - Returns: false, and nothing is changed, where another storage follows this one or lies in its memory.
  package func grow(to byteCount: Int) throws(TorchError) -> Bool {
    guard !isLinked, withUnsafeMutablePointerToHeader({ $0.pointee.owner != .seen }) else { return false }
    let (old, count) = (bytes, self.byteCount)
    guard byteCount > count else { return true }
    let block = try Storage.block(byteCount)
    block.copyMemory(from: old, byteCount: count)
    (block + count).initializeMemory(as: UInt8.self, repeating: 0, count: byteCount - count)
    withUnsafeMutablePointerToHeader { header in
      if header.pointee.isSeparate { nb_block_release(old, count) }
      header.pointee.bytes = block
      header.pointee.byteCount = byteCount
      header.pointee.isSeparate = true
    }
    return true
  }

  /// The same bytes in a memory of its own.
  package func copied() throws(TorchError) -> Storage {
    let copy = try Storage.make(byteCount: byteCount)
    copy.bytes.copyMemory(from: bytes, byteCount: byteCount)
    return copy
  }

  private static func block(
    _ byteCount: Int, _ make: (Int) -> UnsafeMutableRawPointer? = nb_block_make
  ) throws(TorchError) -> UnsafeMutableRawPointer {
    guard byteCount <= limit else { throw noRoom(byteCount) }
    guard nb_has_room(byteCount) else { throw overLimit() }
    guard let pointer = make(byteCount) else { throw noRoom(byteCount) }
    return pointer
  }

  /// PyTorch's error for memory that cannot be had.
  @inline(never) static func noRoom(_ byteCount: Int) -> TorchError {
    TorchError(
      .runtime,
      "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
        + " allocate \(byteCount) bytes. Error code 12 (Cannot allocate memory)")
  }

  /// Refuses more items than any block may hold, before lists of that many are made or that many places are walked: an
  /// expanded tensor has as many elements as one likes.
  ///
  /// - Throws: PyTorch's error for memory that cannot be had.
  package static func checkRoom(for count: Int, of size: Int) throws(TorchError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    if overflow || bytes > limit { throw noRoom(overflow ? Int.max : bytes) }
  }

  /// Runs `body`, in which the blocks of the calling thread may take `bytes` together.
  package static func withLimit<Result>(_ bytes: Int, _ body: () throws -> Result) rethrows -> Result {
    let before = nb_limit_blocks(Int64(bytes))
    defer { _ = nb_limit_blocks(before) }
    return try body()
  }

  @inline(never) private static func overLimit() -> TorchError {
    let bytes = nb_limit_blocks(.max)
    _ = nb_limit_blocks(bytes)
    return TorchError(.memory, "the document needs more than \(bytes >> 20) MiB of memory")
  }

  deinit {
    if isLinked {
      leaveSource()
      links = nil
    }
    withUnsafeMutablePointers { header, elements in
      if header.pointee.isSeparate {
        let (bytes, count) = (header.pointee.bytes, header.pointee.byteCount)
        if header.pointee.isUnfilled { nb_block_return(bytes, count) } else { nb_block_release(bytes, count) }
      }
      if header.pointee.owner == .lender { Storage.loan(at: elements)?.pointee.taker = nil }
      if header.pointee.owner == .retained, let owner = UnsafeRawPointer(bitPattern: UInt(elements.pointee)) {
        Unmanaged<Storage>.fromOpaque(owner).release()
      }
    }
  }

  /// What one block may take.
  private static let limit = 3 << 30

  /// The bytes of all storages of more than a kilobyte that the calling thread has made, for measuring what an operation
  /// allocates.
  package static var allocatedBytes: Int { Int(nb_allocated_bytes()) }

  /// The bytes of those that the calling thread has made and not given back.
  package static var heldBytes: Int { Int(nb_held_bytes()) }

  /// The most bytes that the calling thread held at a time since this was last called.
  package static func takeHighestBytes() -> Int { Int(nb_take_highest_bytes()) }

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

// MARK: - Memory that is lent

extension Storage {
  /// Runs a computation whose results are to be stored in memory that is there: an array of the size and the type of
  /// one of `targets` that is made meanwhile is made in the memory of that, one at a time.
  ///
  /// What comes of it may be anything: a result that lies in its target as the target itself does is stored already,
  /// and comes back as the target; all others come back in memory of their own, as does whatever else took what was
  /// lent and is still there. Where the computation fails, targets may have been written to.
  ///
  /// - Parameters:
  ///   - targets: Contiguous arrays that nothing reads during the computation.
  ///   - body: The computation, which returns as many results as there are targets, or other numbers of them.
  package static func lending(_ targets: [NDArray], to body: () throws -> [NDArray]) throws -> [NDArray] {
    var loans = targets.map {
      nb_loan(
        bytes: $0.start, byte_count: Int64($0.count &* $0.dtype.itemSize), kind: Int32($0.dtype.rawValue), taker: nil)
    }
    return try loans.withUnsafeMutableBufferPointer { loans in
      // One computation at a time lends.
      let before = nb_lend(loans.baseAddress, Int32(loans.count))
      defer { _ = nb_lend(before.loans, before.count) }
      do {
        var results = try body()
        _ = nb_lend(nil, 0)
        for (place, target) in targets.enumerated() where place < results.count {
          let result = results[place]
          if result.storage.takes(loans[place]), result.offset == 0, result.dtype == target.dtype,
            result.shape == target.shape, result.isContiguous
          {
            results[place] = target
          }
        }
        giveBack(loans, targets)
        return results
      } catch {
        _ = nb_lend(nil, 0)
        giveBack(loans, targets)
        throw error
      }
    }
  }

  /// Whether the memory is a block whose values stand for themselves: it may be lent.
  fileprivate var mayBeLent: Bool {
    withUnsafeMutablePointerToHeader {
      $0.pointee.isSeparate && $0.pointee.owner == .itself && $0.pointee.links == nil
        && !$0.pointee.marks.contains(.meta)
    }
  }

  /// Whether so many bytes of this type, made next, would be made in memory that is lent.
  static func isLending(_ byteCount: Int, _ dtype: DType) -> Bool {
    byteCount > inlineLimit && nb_loan_of(Int64(byteCount), Int32(dtype.rawValue)) != nil
  }

  /// A storage in memory that is lent.
  private static func lent(_ byteCount: Int, _ dtype: DType) -> Storage? {
    guard let loan = nb_loan_of(Int64(byteCount), Int32(dtype.rawValue)) else { return nil }
    let buffer = create(minimumCapacity: 1) { _ in
      Header(
        bytes: loan.pointee.bytes, byteCount: byteCount, links: nil, version: 0, isSeparate: false, owner: .lender)
    }
    let storage = unsafeDowncast(buffer, to: Storage.self)
    // The loan outlives what takes it, or is ended by `giveBack`.
    storage.withUnsafeMutablePointerToElements { $0.pointee = UInt64(UInt(bitPattern: loan)) }
    loan.pointee.taker = Unmanaged.passUnretained(storage).toOpaque()
    return storage
  }

  /// The loan whose address the memory in a storage's object holds.
  private static func loan(at elements: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<nb_loan>? {
    UnsafeMutablePointer(bitPattern: UInt(elements.pointee))
  }

  private func takes(_ loan: nb_loan) -> Bool { loan.taker == Unmanaged.passUnretained(self).toOpaque() }

  /// Gives what still lies in lent memory a memory of its own.
  private static func giveBack(_ loans: UnsafeMutableBufferPointer<nb_loan>, _ targets: [NDArray]) {
    for (loan, target) in zip(loans, targets) {
      guard let taker = loan.taker else { continue }
      let storage = Unmanaged<Storage>.fromOpaque(taker).takeUnretainedValue()
      let own = nb_block_make(storage.byteCount)
      if let own {
        own.copyMemory(from: storage.bytes, byteCount: storage.byteCount)
      } else {
        // Without memory for a copy both keep the block, which nobody frees then.
        target.storage.withUnsafeMutablePointerToHeader { $0.pointee.isSeparate = false }
      }
      storage.withUnsafeMutablePointerToHeader { header in
        header.pointee.bytes = own ?? header.pointee.bytes
        header.pointee.isSeparate = own != nil
        header.pointee.owner = .itself
      }
    }
  }
}

extension NDArray {
  /// Whether the array may be a target of ``Storage/lending(_:to:)``: large, without gaps, and with values of its own.
  package var mayBeLent: Bool { storage.mayBeLent && isContiguous && count &* dtype.itemSize > 1024 }
}
