import Testing

@testable import TensorCore

@Suite struct ProductTests {
  /// Sizes on both sides of every tile's, and of where one kernel takes over from another.
  static let sizes: [(Int, Int, Int)] = [
    (1, 1, 1), (2, 2, 2), (3, 5, 4), (1, 40, 37), (2, 35, 21), (32, 1, 16), (7, 1, 40), (9, 3, 12), (32, 16, 2),
    (13, 19, 30), (4, 150, 9), (5, 33, 300), (1, 70, 140), (16, 256, 64), (3, 128, 270), (64, 32, 24), (11, 60, 90),
    (0, 3, 2), (3, 0, 2), (2, 3, 0),
  ]

  /// Sums of products of small whole numbers are exact, whatever the order.
  @Test(arguments: [DType.float32, .float64]) func productsAreSumsOfProducts(_ dtype: DType) throws {
    for (rows, columns, depth) in Self.sizes {
      for form in 0..<4 {
        let a = try matrix(rows, depth, dtype, isTurned: form & 1 == 1)
        let b = try matrix(depth, columns, dtype, isTurned: form & 2 == 2)
        let product = try a.mm(b)
        #expect(product.shape == [rows, columns])
        var isRight = true
        for row in 0..<rows {
          for column in 0..<columns {
            var sum = 0.0
            for k in 0..<depth { sum += element(a, row, k) * element(b, k, column) }
            isRight = isRight && element(product, row, column) == sum
          }
        }
        #expect(isRight, "\(rows)x\(depth) @ \(depth)x\(columns), form \(form)")
      }
    }
  }

  /// The short way of small matrices gives the same bits as the long one, and takes no large ones.
  @Test(arguments: [DType.float32, .float64]) func smallProductsAreProducts(_ dtype: DType) throws {
    for (rows, columns, depth) in Self.sizes {
      for form in 0..<4 {
        let (turnsA, turnsB) = (form & 1 == 1, form & 2 == 2)
        let a = try matrix(turnsA ? depth : rows, turnsA ? rows : depth, dtype, isTurned: form == 3)
        let b = try matrix(turnsB ? columns : depth, turnsB ? depth : columns, dtype, isTurned: false)
        let product = NDArray.smallProduct(
          dtype, a.storage, at: a.offset, a.shape, a.strides, turned: turnsA, b.storage, at: b.offset, b.shape,
          b.strides, turned: turnsB)
        guard rows * columns * depth < MatrixKernel.panelThreshold else {
          #expect(product == nil)
          continue
        }
        let expected = try (turnsA ? a.transpose(0, 1) : a).mm(turnsB ? b.transpose(0, 1) : b)
        #expect(product?.bits == expected.bits, "\(rows)x\(depth) @ \(depth)x\(columns), form \(form)")
        #expect(product?.shape == expected.shape && product?.strides == expected.strides)
      }
    }
    let (a, b) = (try matrix(2, 3, dtype, isTurned: false), try matrix(2, 3, dtype, isTurned: false))
    #expect(
      NDArray.smallProduct(
        dtype, a.storage, at: 0, a.shape, a.strides, turned: false, b.storage, at: 0, b.shape, b.strides,
        turned: false) == nil)
  }

  /// What broadcasting stretched is summed up by the short ways with the bits of the long one.
  @Test func sumsToAShapeAreSumsOverItsDimensions() throws {
    let cases: [(from: [Int], to: [Int], dims: [Int])] = [
      ([32, 16], [16], [0]), ([32, 16], [1, 16], [0]), ([32, 1], [1], [0]), ([1, 7], [7], [0]),
      ([33, 5], [1], [0, 1]), ([33, 5], [33, 1], [1]), ([33, 5], [1, 1], [0, 1]), ([2, 3, 40], [1, 1, 1], [0, 1, 2]),
      ([2, 3, 40], [], [0, 1, 2]), ([100], [1], [0]), ([0, 4], [4], [0]), ([0, 1], [1], [0]), ([1, 1], [1], [0]),
      ([2, 3, 4], [3, 4], [0]),
    ]
    for (from, to, dims) in cases {
      let array = try NDArray(zeros: Dims(from), .float32)
      for index in 0..<array.count { array.pointer(Float.self)[index] = Float(index % 23) / 7 - 1.3 }
      let expected = try array.sum(dims, keepdim: true).view(to)
      let sum = try array.sum(to: Dims(to))
      #expect(sum.shape == expected.shape && sum.bits == expected.bits, "\(from) to \(to)")
    }
  }

  /// A row is added to every row of a matrix, also in place.
  @Test func rowsAreCombined() throws {
    for (rows, length) in [(1, 1), (3, 2), (32, 16), (5, 64), (5, 65), (300, 7), (2, 300), (0, 4), (4, 0)] {
      let a = try matrix(rows, length, .float32, isTurned: false)
      let row = try NDArray(zeros: Dims(length), .float32)
      for index in 0..<length { row.pointer(Float.self)[index] = Float(index % 11) }
      let sum = try #require(
        NDArray.combined(
          .add, .float32, a.shape, a.strides, a.storage, at: 0, row: row.storage, at: 0, length: length))
      let before = try a.clone()
      #expect(a.combine(.add, with: row))
      for i in 0..<rows {
        for j in 0..<length {
          #expect(element(sum, i, j) == element(before, i, j) + Double(j % 11))
          #expect(element(a, i, j) == element(sum, i, j))
        }
      }
    }
  }

  private func matrix(_ rows: Int, _ columns: Int, _ dtype: DType, isTurned: Bool) throws -> NDArray {
    let array = try NDArray(zeros: isTurned ? Dims(columns, rows) : Dims(rows, columns), dtype)
    var state = UInt64(truncatingIfNeeded: rows &* 31 &+ columns)
    for index in 0..<array.count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(Int(state >> 60) - 8)
      if dtype == .float32 {
        array.pointer(Float.self)[index] = Float(value)
      } else {
        array.pointer(Double.self)[index] = value
      }
    }
    return isTurned ? try array.transpose(0, 1) : array
  }

  private func element(_ array: NDArray, _ row: Int, _ column: Int) -> Double {
    array.element(at: array.offset + row * array.strides[0] + column * array.strides[1]).double
  }
}

extension NDArray {
  /// The bytes of a contiguous array.
  fileprivate var bits: [UInt8] { Array(UnsafeRawBufferPointer(start: start, count: count * dtype.itemSize)) }
}
