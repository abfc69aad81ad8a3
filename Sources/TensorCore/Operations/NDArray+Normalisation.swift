import CKernels

extension NDArray {
  /// The elements of a row-major array, normalised over its last dimensions, scaled and shifted, with the means and
  /// reciprocal deviations (`torch.native_layer_norm`); nil for other types than `float32` and `float64`, and for weights
  /// of another type or layout.
  package func layerNorm(
    _ dims: Int, _ weight: NDArray?, _ bias: NDArray?, eps: Double
  ) throws(TorchError) -> (values: NDArray, mean: NDArray, scale: NDArray)? {
    guard dtype == .float32 || dtype == .float64, isContiguous else { return nil }
    for parameter in [weight, bias] {
      if let parameter, parameter.dtype != dtype || !parameter.isContiguous { return nil }
    }
    var statistics = shape
    var length = 1
    for index in (rank - dims)..<rank {
      length &*= shape[index]
      statistics[index] = 1
    }
    let out = try NDArray(empty: shape, dtype)
    let (mean, scale) = (try NDArray(empty: statistics, dtype), try NDArray(empty: statistics, dtype))
    // Weight and bias, where there are any, are of the shape of a row.
    if dtype == .float32 {
      nb_layer_norm_f32(
        Int64(mean.count), Int64(length), pointer(Float.self), weight?.pointer(Float.self), bias?.pointer(Float.self),
        Float(eps), out.pointer(Float.self), mean.pointer(Float.self), scale.pointer(Float.self))
    } else {
      nb_layer_norm_f64(
        Int64(mean.count), Int64(length), pointer(Double.self), weight?.pointer(Double.self),
        bias?.pointer(Double.self), eps, out.pointer(Double.self), mean.pointer(Double.self),
        scale.pointer(Double.self))
    }
    return (out, mean, scale)
  }

  /// The elements of an array of (batch, groups, elements of the channels of a group), of `float32` or `float64`,
  /// normalised over the last dimension; each channel is scaled and shifted.
  package func groupNorm(
    _ weight: NDArray?, _ bias: NDArray?, channels: Int, eps: Double
  ) throws(TorchError) -> NDArray {
    let input = try contiguous()
    let out = try NDArray(empty: shape, dtype)
    let (weight, bias) = (try weight?.cast(to: dtype).contiguous(), try bias?.cast(to: dtype).contiguous())
    func run<T: BinaryFloatingPoint>(
      _: T.Type, _ moments: (Int64, UnsafePointer<T>?, UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?) -> Void
    ) {
      let (groups, length) = (shape[1], shape[2])
      let inside = channels / groups
      let size = length / Swift.max(inside, 1)
      let (weights, shifts) = (weight?.pointer(T.self), bias?.pointer(T.self))
      for row in 0..<(shape[0] &* groups) where length > 0 {
        let (source, target) = (input.pointer(T.self) + row &* length, out.pointer(T.self) + row &* length)
        var (mean, variance) = (T.zero, T.zero)
        moments(Int64(length), source, &mean, &variance)
        // Unlike a layer's, the root is taken in double precision.
        let scale = T(1 / (Double(Swift.max(variance, 0)) + eps).squareRoot())
        if weights == nil, shifts == nil {
          for index in 0..<length { target[index] = (source[index] - mean) * scale }
          continue
        }
        for channel in 0..<inside {
          let number = row % groups &* inside &+ channel
          // As PyTorch's kernel folds them: one factor and one addend.
          let factor = scale * (weights?[number] ?? 1)
          let shift = (shifts?[number] ?? 0).addingProduct(-factor, mean)
          let first = channel &* size
          for index in first..<(first &+ size) { target[index] = shift.addingProduct(source[index], factor) }
        }
      }
    }
    if dtype == .float32 { run(Float.self, nb_moments_f32) } else { run(Double.self, nb_moments_f64) }
    return out
  }
}
