/// How the elements of a segment are put together (`torch.segment_reduce`).
package enum SegmentReduction: Sendable {
  case sum, mean, max, min, prod

  /// - Throws: PyTorch's error for another name.
  package init(named name: String) throws(TorchError) {
    switch name {
    case "sum": self = .sum
    case "mean": self = .mean
    case "max", "amax": self = .max
    case "min", "amin": self = .min
    case "prod": self = .prod
    default:
      throw TorchError(
        .runtime, "reduce argument must be either sum, prod, mean, amax or amin, got \(name)")
    }
  }

  /// What a segment without elements gives, but for the mean.
  fileprivate var start: Double {
    switch self {
    case .sum, .mean: 0
    case .max: -.infinity
    case .min: .infinity
    case .prod: 1
    }
  }
}

/// Segments of an array along a dimension: for every place along those before it, where each begins and ends.
package struct Segments {
  fileprivate let outer: Int
  fileprivate let inner: Int
  /// The size of the dimension.
  fileprivate let size: Int
  /// How many there are at each place.
  fileprivate let count: Int
  fileprivate let bounds: [Range<Int>]
  package let shape: Dims

  /// Segments by their lengths or, if `areOffsets`, by where they begin and the last one ends.
  ///
  /// - Throws: PyTorch's errors, and one for segments that do not lie within the array, which PyTorch reads all the same.
  package init(of data: NDArray, axis: Int, _ limits: NDArray, areOffsets: Bool) throws(TorchError) {
    let kind = areOffsets ? "offsets" : "lengths"
    let last = limits.rank > 0 ? limits.shape[limits.rank - 1] : 0
    count = areOffsets ? last - 1 : last
    if count < 0 {
      throw TorchError(.runtime, "Trying to create tensor with negative dimension -1: [-1]")
    }
    var (before, after) = (1, 1)
    for index in 0..<axis { before &*= data.shape[index] }
    for index in (axis + 1)..<data.rank { after &*= data.shape[index] }
    (outer, inner, size) = (before, after, data.shape[axis])
    shape = Dims(
      Array(limits.shape.array.dropLast()) + [count] + Array(data.shape.array.dropFirst(axis + 1)))
    guard limits.dtype == .int64 || limits.dtype == .int32 else {
      throw .notImplemented("_segment_reduce_\(kind)_cpu_kernel1", for: limits.dtype)
    }
    for index in 0..<axis where limits.shape[index] != data.shape[index] {
      throw TorchError(
        .runtime,
        "segment_reduce(): \(kind) of shape \(limits.shape.text) do not go with data of shape \(data.shape.text)")
    }
    let numbers = try limits.elements
    var bounds: [Range<Int>] = []
    for row in 0..<before {
      var start = 0
      for segment in 0..<count {
        let place = row &* last &+ segment
        if areOffsets { start = numbers[place].int }
        let (end, overflow) =
          areOffsets ? (numbers[place + 1].int, false) : start.addingReportingOverflow(numbers[place].int)
        guard !overflow, end >= start else {
          throw TorchError(
            .runtime,
            "Expected segment_length >= 0 to be true, but got false.  (Could this error message be improved?  If so, please"
              + " report an enhancement request to PyTorch.)")
        }
        guard start >= 0, end <= size else {
          throw TorchError(
            .index, "segment_reduce(): a segment from \(start) to \(end) is out of bounds for \(size) elements")
        }
        bounds.append(start..<end)
        start = end
      }
    }
    self.bounds = bounds
  }

  /// Calls `body` with the position of each result, its segment, and the position of the segment's first element in the
  /// row-major order of the data.
  fileprivate func forEach(_ body: (_ result: Int, _ segment: Range<Int>, _ first: Int) -> Void) {
    for row in 0..<outer {
      for number in 0..<count {
        let segment = bounds[row &* count &+ number]
        for column in 0..<inner {
          body(
            (row &* count &+ number) &* inner &+ column, segment,
            (row &* size &+ segment.lowerBound) &* inner &+ column)
        }
      }
    }
  }
}

extension NDArray {
  /// What segments of the array give, each begun with `initial` where there is one; rounded at each step, as PyTorch does
  /// it.
  package func reduced(
    _ reduction: SegmentReduction, _ segments: Segments, initial: Double?
  ) throws(TorchError) -> NDArray {
    guard dtype.isFloatingPoint else { throw .notImplemented("_segment_reduce_cpu", for: dtype) }
    let (type, source) = (dtype, try contiguous())
    let out = try NDArray(empty: segments.shape, dtype)
    segments.forEach { place, segment, first in
      var total = type.rounded(initial ?? reduction.start)
      for index in 0..<segment.count {
        let value = source.element(at: first &+ index &* segments.inner).double
        switch reduction {
        case .sum, .mean: total = type.rounded(total + value)
        case .max: total = value.isNaN || total < value ? value : total
        case .min: total = value.isNaN || value < total ? value : total
        case .prod: total = type.rounded(total * value)
        }
      }
      if reduction == .mean {
        if segment.isEmpty, initial == nil {
          total = .nan
        } else if !segment.isEmpty, !total.isNaN {
          total = type.rounded(total / type.rounded(Double(segment.count)))
        }
      }
      out.setElement(at: place, .double(total))
    }
    return out
  }

  /// The gradient of ``reduced(_:_:initial:)`` for this array from that of its result.
  ///
  /// Extrema share what is positive among equals, as PyTorch's kernel does it; each gets all of what is negative.
  package func segmentGradient(
    _ reduction: SegmentReduction, _ segments: Segments, initial: Double?, _ grad: NDArray, _ result: NDArray
  ) throws(TorchError) -> NDArray {
    let (type, source) = (dtype, try contiguous())
    let (grads, results) = (try grad.contiguous(), try result.contiguous())
    let out = try NDArray(zeros: shape, dtype)
    segments.forEach { place, segment, first in
      let grad = grads.element(at: place).double
      let result = results.element(at: place).double
      func value(_ index: Int) -> Double { source.element(at: first &+ index &* segments.inner).double }
      func give(_ index: Int, _ number: Double) {
        out.setElement(at: first &+ index &* segments.inner, .double(type.rounded(number)))
      }
      switch reduction {
      case .sum: for index in 0..<segment.count { give(index, grad) }
      case .mean: for index in 0..<segment.count { give(index, grad / type.rounded(Double(segment.count))) }
      case .max, .min:
        let winners = (0..<segment.count).filter { value($0).isNaN || value($0) == result }
        for index in winners { give(index, grad > 0 ? grad / Double(winners.count) : grad) }
      case .prod:
        for index in 0..<segment.count {
          let factor = value(index)
          guard factor.isNaN || factor == 0 else {
            give(index, type.rounded(grad * result) / factor)
            continue
          }
          var others = type.rounded(initial ?? 1)
          for other in 0..<segment.count where other != index { others = type.rounded(others * value(other)) }
          give(index, grad * others)
        }
      }
    }
    return out
  }
}
