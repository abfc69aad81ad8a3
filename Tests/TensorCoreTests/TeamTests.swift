import CKernels
import Testing

@testable import TensorCore

/// Work that two threads share.
@Suite struct TeamTests {
  /// How often each number was worked on; the parts do not overlap, so neither do the writes.
  private static let count: @convention(c) (UnsafeMutableRawPointer?, Int64, Int64) -> Void = { context, begin, end in
    let counts = context?.assumingMemoryBound(to: Int32.self)
    for index in begin..<end { counts?[Int(index)] += 1 }
  }

  @Test(arguments: [0, 1, 7, 1000, 1001, 99_999]) func eachNumberIsWorkedOnOnce(_ count: Int) {
    var counts = [Int32](repeating: 0, count: count)
    for part in [1, 10, 500, 1000, 2000] {
      for round in 1...20 {
        counts.withUnsafeMutableBufferPointer { nb_share(Int64(count), Int64(part), Self.count, $0.baseAddress) }
        #expect(counts.allSatisfy { $0 == round })
      }
      for index in counts.indices { counts[index] = 0 }
    }
  }

  /// A work that calls for a work does it alone; so do several threads at a time but one.
  @Test func worksMayCallForWorks() async {
    let sums = await withTaskGroup(of: Int64.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var counts = [Int32](repeating: 0, count: 5000)
          for _ in 0..<50 {
            counts.withUnsafeMutableBufferPointer { counts in
              var base = counts.baseAddress
              withUnsafeMutablePointer(to: &base) { base in
                nb_share(
                  5, 1,
                  { context, begin, end in
                    let base = context?.assumingMemoryBound(to: UnsafeMutablePointer<Int32>?.self).pointee
                    for block in begin..<end {
                      nb_share(1000, 100, TeamTests.count, base.map { $0 + Int(block) * 1000 })
                    }
                  }, base)
              }
            }
          }
          return counts.reduce(0) { $0 + Int64($1) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [Int64](repeating: 250_000, count: 4))
  }

  /// Large operations, of sizes that divide into nothing.
  private static func results(_ dtype: DType) throws -> [(String, NDArray)] {
    let x = try NDArray(empty: [733, 1009], dtype)
    for index in 0..<x.count { x.setElement(at: index, .double(Double((index &* 7919) % 4001) / 500 - 4)) }
    let row = try x.select(0, 3)
    let images = try x.view([733 * 1009]).narrow(0, 0, 4 * 8 * 60 * 60).view([4, 8, 60, 60])
    let filters = try x.view([733 * 1009]).narrow(0, 500, 16 * 8 * 9).view([16, 8, 3, 3])
    let window = Window(size: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1])
    let norm = try #require(try x.layerNorm(1, row, nil, eps: 1e-5))
    return [
      ("exp", try x.apply(.exp)), ("tanh", try x.apply(.tanh)), ("sinh", try x.apply(.sinh)),
      ("sqrt", try x.apply(.sqrt)), ("add", try x.add(x, as: dtype)), ("add a row", try x.add(row, as: dtype)),
      ("lt", try x.compare(.lt, row.broadcasted(to: [733, 1009]), as: dtype)),
      ("softmax", try x.softmax(1, log: false)),
      ("softmax of columns", try x.softmax(0, log: false)),
      ("mm", try x.mm(try x.transpose(0, 1))), ("mm of columns", try x.transpose(0, 1).mm(x)),
      ("conv2d", try images.convolved(filters, bias: nil, window, groups: 1)),
      ("layer_norm", norm.values), ("means", norm.mean), ("scales", norm.scale),
    ]
  }

  @Test(arguments: [DType.float32, .float64]) func twoThreadsGiveTheSameBits(_ dtype: DType) throws {
    let before = nb_allow_sharing(false)
    defer { _ = nb_allow_sharing(before) }
    let alone = try Self.results(dtype)
    _ = nb_allow_sharing(true)
    for (one, two) in zip(alone, try Self.results(dtype)) {
      let (a, b) = (one.1, two.1)
      #expect(a.isContiguous && b.isContiguous && a.count == b.count)
      let bytes = a.count * a.dtype.itemSize
      #expect(
        UnsafeRawBufferPointer(start: a.start, count: bytes).elementsEqual(
          UnsafeRawBufferPointer(start: b.start, count: bytes)), "\(one.0)")
    }
  }
}
