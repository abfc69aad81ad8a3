import CKernels

/// An array of samples of channels as the kernels take it: (samples, channels, elements of a channel) in memory; where
/// channels are innermost, every place is a sample.
private struct ChannelRows {
  let samples: Int64, channels: Int64, inner: Int64

  /// - Returns: nil for arrays of other types or layouts.
  init?(_ array: NDArray) {
    guard array.dtype == .float32 || array.dtype == .float64, array.rank >= 2 else { return nil }
    var places = 1
    for axis in 2..<Swift.max(array.rank, 2) { places &*= array.shape[axis] }
    channels = Int64(array.shape[1])
    if array.isContiguous {
      (samples, inner) = (Int64(array.shape[0]), Int64(places))
    } else if array.isContiguous(in: array.suggestedFormat) {
      (samples, inner) = (Int64(array.shape[0] &* places), 1)
    } else {
      return nil
    }
  }
}

/// The statistics of the channels of a batch.
package struct BatchMoments {
  package let mean: NDArray
  /// The sums of squared distances from the mean.
  fileprivate let squares: [Double]
  /// How many elements a channel has.
  fileprivate let count: Int64
  /// Whether sums were added in the array's own type.
  fileprivate let isNarrow: Bool

  /// `1 / sqrt(variance + eps)` of each channel.
  package func scale(eps: Double) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: mean.shape, mean.dtype)
    func fill<T: BinaryFloatingPoint>(_: T.Type) {
      let scales = out.pointer(T.self)
      for (channel, sum) in squares.enumerated() {
        let variance = isNarrow ? T(sum) / T(count) : T(sum / Double(count))
        scales[channel] = T(1 / (Double(variance) + eps).squareRoot())
      }
    }
    if mean.dtype == .float32 { fill(Float.self) } else { fill(Double.self) }
    return out
  }

  /// Moves running means and variances, of the batch's type, towards those of the batch.
  package func move(_ runningMean: NDArray?, _ runningVariance: NDArray?, momentum: Double) {
    func move<T: BinaryFloatingPoint>(_ running: NDArray, _: T.Type, _ value: (Int) -> T) {
      let (values, step) = (running.pointer(T.self), running.strides[0])
      for channel in squares.indices {
        values[channel &* step] = T(momentum) * value(channel) + T(1 - momentum) * values[channel &* step]
      }
    }
    func moveBoth<T: BinaryFloatingPoint>(_ type: T.Type) {
      let means = mean.pointer(T.self)
      if let runningMean { move(runningMean, type) { means[$0] } }
      if let runningVariance { move(runningVariance, type) { T(squares[$0] / Double(count - 1)) } }
    }
    if mean.dtype == .float32 { moveBoth(Float.self) } else { moveBoth(Double.self) }
  }
}

extension NDArray {
  /// The means and variances of channels, which are the second dimension; nil for arrays of other types than `float32`
  /// and `float64`, or with gaps.
  package func batchMoments() throws(TorchError) -> BatchMoments? {
    guard let rows = ChannelRows(self) else { return nil }
    let mean = try NDArray(empty: [shape[1]], dtype)
    // The sums are as many as there are channels.
    let squares = [Double](unsafeUninitializedCapacity: shape[1]) { buffer, count in
      count = shape[1]
      guard let sums = buffer.baseAddress else { return }
      if dtype == .float32 {
        nb_batch_moments_f32(
          rows.samples, rows.channels, rows.inner, pointer(Float.self), mean.pointer(Float.self), sums)
      } else {
        nb_batch_moments_f64(
          rows.samples, rows.channels, rows.inner, pointer(Double.self), mean.pointer(Double.self), sums)
      }
    }
    return BatchMoments(
      mean: mean, squares: squares, count: rows.samples &* rows.inner, isNarrow: rows.inner == 1)
  }

  /// `(x - mean) * scale * weight + bias` with values for each channel, as PyTorch folds them: one factor and one addend,
  /// the product and the sum rounded once. All are of one type.
  ///
  /// - Parameter inPlace: Whether the result may take this array's place.
  /// - Returns: nil where ``batchMoments()`` is.
  package func batchNormalised(
    _ mean: NDArray, _ scale: NDArray, _ weight: NDArray?, _ bias: NDArray?, inPlace: Bool = false
  ) throws(TorchError) -> NDArray? {
    guard let rows = ChannelRows(self) else { return nil }
    let (factors, addends) = (try NDArray(empty: [shape[1]], dtype), try NDArray(empty: [shape[1]], dtype))
    let out = try inPlace ? self : NDArray(empty: shape, dtype).view(shape: shape, strides: strides)
    func fold<T: BinaryFloatingPoint>(
      _: T.Type,
      _ kernel: (Int64, Int64, Int64, UnsafePointer<T>?, UnsafePointer<T>?, UnsafePointer<T>?, UnsafeMutablePointer<T>?)
        -> Void
    ) {
      func value(_ array: NDArray, _ channel: Int) -> T { array.pointer(T.self)[channel &* array.strides[0]] }
      let (slopes, shifts) = (factors.pointer(T.self), addends.pointer(T.self))
      for channel in 0..<shape[1] {
        let factor = weight.map { value(scale, channel) * value($0, channel) } ?? value(scale, channel)
        slopes[channel] = factor
        shifts[channel] = (bias.map { value($0, channel) } ?? 0).addingProduct(-value(mean, channel), factor)
      }
      kernel(rows.samples, rows.channels, rows.inner, pointer(T.self), slopes, shifts, out.pointer(T.self))
    }
    if dtype == .float32 { fold(Float.self, nb_scale_channels_f32) } else { fold(Double.self, nb_scale_channels_f64) }
    return out
  }

  /// `1 / sqrt(variance + eps)` of variances of `float32` or `float64` in one dimension, computed in their type.
  package func batchScale(eps: Double) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: shape, dtype)
    func fill<T: BinaryFloatingPoint>(_: T.Type) {
      let (source, target) = (pointer(T.self), out.pointer(T.self))
      for index in 0..<count { target[index] = 1 / (source[index &* strides[0]] + T(eps)).squareRoot() }
    }
    if dtype == .float32 { fill(Float.self) } else { fill(Double.self) }
    return out
  }

  /// The gradients of a batch's normalisation by its own statistics for the input, the weight and the bias from that of
  /// its result, those that are wanted; nil for other types and layouts than one for all.
  package func batchNormGradients(
    _ grad: NDArray, mean: NDArray, scale: NDArray, _ weight: NDArray?, wanted: (Bool, Bool, Bool)
  ) throws(TorchError) -> [NDArray?]? {
    guard let rows = ChannelRows(self), grad.dtype == dtype, grad.shape == shape else { return nil }
    let grad = isContiguous ? try grad.contiguous() : try grad.inFormat(suggestedFormat)
    guard isContiguous || strides == grad.strides else { return nil }
    for array in [mean, scale, weight] {
      if let array, array.dtype != dtype || !array.isContiguous || array.count != shape[1] { return nil }
    }
    let out = wanted.0 ? try NDArray(empty: shape, dtype).view(shape: shape, strides: strides) : nil
    let (weightGrad, biasGrad) = (
      wanted.1 ? try NDArray(empty: [shape[1]], dtype) : nil, wanted.2 ? try NDArray(empty: [shape[1]], dtype) : nil
    )
    let scratch = try NDArray(empty: [2, shape[1]], .float64)
    if dtype == .float32 {
      nb_batch_norm_backward_f32(
        rows.samples, rows.channels, rows.inner, pointer(Float.self), grad.pointer(Float.self),
        mean.pointer(Float.self), scale.pointer(Float.self), weight?.pointer(Float.self), out?.pointer(Float.self),
        weightGrad?.pointer(Float.self), biasGrad?.pointer(Float.self), scratch.pointer(Double.self))
    } else {
      nb_batch_norm_backward_f64(
        rows.samples, rows.channels, rows.inner, pointer(Double.self), grad.pointer(Double.self),
        mean.pointer(Double.self), scale.pointer(Double.self), weight?.pointer(Double.self),
        out?.pointer(Double.self), weightGrad?.pointer(Double.self), biasGrad?.pointer(Double.self),
        scratch.pointer(Double.self))
    }
    return [out, weightGrad, biasGrad]
  }
}
