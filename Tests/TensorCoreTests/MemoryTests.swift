import Testing

@testable import TensorCore

/// What operations allocate, measured by the storages that the calling thread makes.
@Suite struct MemoryTests {
  static let count = 20_000

  private static func bytes(_ body: () throws -> Void) rethrows -> Int {
    let before = Storage.allocatedBytes
    try body()
    return Storage.allocatedBytes - before
  }

  private static func array(_ dtype: DType = .float32) throws -> NDArray {
    let array = try NDArray(empty: [100, 200], dtype)
    for index in 0..<count { array.setElement(at: index, .int((index * 7919 + 13) % 1009 + 1)) }
    return array
  }

  /// LAPACK writes the size of its workspace into a number of the matrix's type, where 50 030 001 becomes 50 030 000.
  @Test func workspaceIsLargeEnoughWhereItsSizeWasRounded() throws {
    let query = try LAPACKWorkspace(1, .float32)
    query.pointer.storeBytes(of: Float(50_030_000), as: Float.self)
    #expect(try query.requestedSize() >= 50_030_001)
    query.pointer.storeBytes(of: 1234, as: Float.self)
    #expect(try query.requestedSize() == 1234)
    query.pointer.storeBytes(of: 3e9, as: Float.self)
    #expect(throws: TorchError.self) { try query.requestedSize() }
  }

  @Test func anOperationAllocatesItsResultOnly() throws {
    let a = try Self.array()
    let row = try a.select(0, 0)
    let doubles = try Self.array(.float64)
    let integers = try Self.array(.int64)
    let two = try NDArray(scalar: .int(2), .float32)
    let operations: [(String, Int, () throws -> Void)] = [
      ("add", 4, { _ = try a.add(a, as: .float32) }),
      ("add a row", 4, { _ = try a.add(row, as: .float32) }),
      ("add of transposed", 4, { _ = try a.add(a.view([200, 100]).transpose(0, 1), as: .float32) }),
      ("add of doubles", 8, { _ = try doubles.add(doubles, as: .float64) }),
      ("mul of integers", 8, { _ = try integers.mul(integers, as: .int64) }),
      ("lt", 1, { _ = try a.compare(.lt, a, as: .float32) }),
      ("exp", 4, { _ = try a.apply(.exp) }),
      ("erf", 4, { _ = try a.apply(.erf) }),
      ("gelu", 4, { _ = try a.apply(.gelu) }),
      ("exp of doubles", 8, { _ = try doubles.apply(.exp) }),
      ("square", 4, { _ = try a.pow(two, as: .float32) }),
      ("pow", 4, { _ = try a.pow(a, as: .float32) }),
      ("leaky relu", 4, { _ = try a.apply(.leakyRelu(slope: 0.1), kernel: "leaky_relu_cpu") }),
      ("softmax", 4, { _ = try a.softmax(1, log: false) }),
      ("cumsum", 4, { _ = try a.cumulative(0, product: false) }),
      ("cumsum of integers", 8, { _ = try integers.cumulative(1, product: false) }),
      ("sum", 0, { _ = try a.sum() }),
      ("sum of rows", 0, { _ = try a.sum([1]) }),
      ("sum of columns", 0, { _ = try a.sum([0]) }),
      ("amax", 0, { _ = try a.extremum(max: true, name: "amax") }),
      ("mean", 0, { _ = try a.mean() }),
      // With what the passes over pairs of a key and a place take.
      ("sort", 4 + 8 + 16, { _ = try a.sort(1, descending: false, stable: true) }),
      ("clone", 4, { _ = try a.clone() }),
      ("cast", 8, { _ = try a.cast(to: .float64) }),
    ]
    for (name, size, operation) in operations {
      let used = try Self.bytes(operation)
      // A row or column of results, and the array's of one element, come on top.
      #expect(used - size * Self.count <= 300 * 8, "\(name): \(used) bytes for \(size * Self.count)")
    }
  }

  @Test func viewsAllocateNothing() throws {
    let a = try Self.array()
    let used = try Self.bytes {
      _ = try a.transpose(0, 1)
      _ = try a.view([20_000])
      _ = try a.select(0, 3)
      _ = try a.unsqueeze(0)
      _ = try a.permute([1, 0])
      _ = try a.reshape([50, 400])
      _ = a.broadcasted(to: [5, 100, 200])
    }
    #expect(used == 0)
  }

  /// A conjugate view has memory once somebody looks at it, and then shows what was written before and after.
  @Test func conjugateViewsAllocateNothingUntilTheyAreLookedAt() throws {
    let x = try Self.array(.complex64)
    var view = x
    #expect(try Self.bytes { view = try x.conjugateView().transpose(0, 1) } == 0)
    x.setElement(at: 0, .complex(1, 2))
    x.storage.showChange(counts: true)
    let held = Storage.heldBytes
    #expect(view.element(at: 0) == .complex(1, -2))
    #expect(Storage.heldBytes - held == x.storage.byteCount)
    x.setElement(at: 0, .complex(3, 4))
    x.storage.showChange(counts: true)
    #expect(view.element(at: 0) == .complex(3, -4))
    view.setElement(at: 0, .complex(5, 6))
    view.storage.showChange(counts: true)
    #expect(x.element(at: 0) == .complex(5, -6))
    view = x
    #expect(Storage.heldBytes == held)
  }

  @Test func moreThanThereIsIsRefused() {
    #expect(throws: TorchError.self) { _ = try NDArray(zeros: [1_000_000_000_000], .float32) }
  }

  /// What a large block leaves serves smaller ones, and what those leave together a large one: fresh blocks lie below one
  /// another, not above, and nowhere where others were. Other tests may take the memory in between, but not every time.
  @Test func freedMemoryServesBlocksOfAnySize() throws {
    let size = 128 << 20
    func address(_ storage: Storage) -> UInt { UInt(bitPattern: storage.bytes) }
    func halves() throws -> (UInt, UInt) {
      _ = try Storage.make(byteCount: size)
      let (first, second) = (try Storage.make(byteCount: size / 2), try Storage.make(byteCount: size / 2))
      return (address(first), address(second))
    }
    let isSplit = try (0..<20).contains { _ in
      let (first, second) = try halves()
      return second == first + UInt(size / 2)
    }
    #expect(isSplit)
    let isJoined = try (0..<20).contains { _ in
      let (first, second) = try halves()
      let large = try address(Storage.make(byteCount: size))
      return large <= first && second < large + UInt(size)
    }
    #expect(isJoined)
  }

  @Test func largeBlocksAreWritableAndReused() throws {
    // Sizes of several classes, some of which fit a block that was freed before.
    for size in [1 << 19, 1 << 21, 3_000_000, 1 << 22, 5_000_001, 9_000_000, 5_000_000, 1 << 22] {
      let storage = try Storage.make(byteCount: size)
      #expect(UInt(bitPattern: storage.bytes) % 64 == 0)
      storage.bytes.initializeMemory(as: UInt8.self, repeating: 7, count: size)
      #expect(storage.bytes.load(fromByteOffset: size - 1, as: UInt8.self) == 7)
    }
  }
}
