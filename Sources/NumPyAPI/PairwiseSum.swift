import TensorCore

/// Sums in the order of NumPy's `add.reduce`, so that floating-point results agree to the last bit.
enum PairwiseSum {
  /// The sum over the last dimension of a contiguous array of at least one dimension.
  ///
  /// float16 is summed in float32, as NumPy's loop does.
  static func overLast(_ array: NDArray) throws(TorchError) -> NDArray {
    let size = array.shape[array.rank - 1]
    let rows = size == 0 ? 0 : array.count / size
    let result = try NDArray(zeros: Dims(array.shape.array.dropLast()), array.dtype)
    let values = try array.doubles
    for row in 0..<rows {
      let range = row * size..<(row + 1) * size
      let total =
        switch array.dtype {
        case .float64: values.withUnsafeBufferPointer { sum($0, range) { $0 } }
        default: Double(values.withUnsafeBufferPointer { sum($0, range) { Float($0) } })
        }
      result.setElement(at: row, .double(total))
    }
    return result
  }

  /// NumPy's `pairwise_sum`: blocks of up to 128 in eight lanes, larger ones halved.
  private static func sum<Number: BinaryFloatingPoint>(
    _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ read: (Double) -> Number
  ) -> Number {
    let count = range.count
    if count < 8 {
      // From -0.0 on, so that a sum of negative zeros stays one.
      var total = -Number.zero
      for index in range { total += read(values[index]) }
      return total
    }
    if count <= 128 {
      let end = range.lowerBound + count - count % 8
      var lanes = (0..<8).map { read(values[range.lowerBound + $0]) }
      for index in stride(from: range.lowerBound + 8, to: end, by: 8) {
        for lane in 0..<8 { lanes[lane] += read(values[index + lane]) }
      }
      var total = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
      for index in end..<range.upperBound { total += read(values[index]) }
      return total
    }
    var half = count / 2
    half -= half % 8
    let middle = range.lowerBound + half
    return sum(values, range.lowerBound..<middle, read) + sum(values, middle..<range.upperBound, read)
  }
}
