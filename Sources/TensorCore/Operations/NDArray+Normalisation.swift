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

  /// The elements of an array of (batch, channels, elements), of `float32` or `float64`, normalised over groups of channels;
  /// each channel is scaled and shifted.
  package func groupNorm(
    _ groups: Int, _ weight: NDArray?, _ bias: NDArray?, eps: Double
  ) throws(TorchError) -> NDArray {
    let input = try contiguous()
    let out = try NDArray(empty: shape, dtype)
    let (weight, bias) = (try weight?.cast(to: dtype).contiguous(), try bias?.cast(to: dtype).contiguous())
    let sizes = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]), Int64(groups))
    // Weight and bias, where there are any, have an element for each channel.
    if dtype == .float32 {
      nb_group_norm_f32(
        sizes.0, sizes.1, sizes.2, sizes.3, input.pointer(Float.self), weight?.pointer(Float.self),
        bias?.pointer(Float.self), eps, out.pointer(Float.self))
    } else {
      nb_group_norm_f64(
        sizes.0, sizes.1, sizes.2, sizes.3, input.pointer(Double.self), weight?.pointer(Double.self),
        bias?.pointer(Double.self), eps, out.pointer(Double.self))
    }
    return out
  }

  /// The gradients of ``groupNorm(_:_:_:eps:)`` for the input, the weight and the bias from that of its result, those that
  /// are wanted; the arrays are of (batch, channels, elements). Nil for other types.
  package func groupNormGradients(
    _ grad: NDArray, _ groups: Int, _ weight: NDArray?, eps: Double, wanted: (Bool, Bool, Bool)
  ) throws(TorchError) -> [NDArray?]? {
    guard dtype == .float32 || dtype == .float64, grad.dtype == dtype, grad.shape == shape,
      weight.map({ $0.dtype == dtype }) ?? true
    else { return nil }
    let (input, grad, weight) = (try contiguous(), try grad.contiguous(), try weight?.contiguous())
    let out = wanted.0 ? try NDArray(empty: shape, dtype) : nil
    let (weightGrad, biasGrad) = (
      wanted.1 ? try NDArray(zeros: [shape[1]], dtype) : nil, wanted.2 ? try NDArray(zeros: [shape[1]], dtype) : nil
    )
    let sizes = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]), Int64(groups))
    if dtype == .float32 {
      nb_group_norm_backward_f32(
        sizes.0, sizes.1, sizes.2, sizes.3, input.pointer(Float.self), grad.pointer(Float.self),
        weight?.pointer(Float.self), eps, out?.pointer(Float.self), weightGrad?.pointer(Float.self),
        biasGrad?.pointer(Float.self))
    } else {
      nb_group_norm_backward_f64(
        sizes.0, sizes.1, sizes.2, sizes.3, input.pointer(Double.self), grad.pointer(Double.self),
        weight?.pointer(Double.self), eps, out?.pointer(Double.self), weightGrad?.pointer(Double.self),
        biasGrad?.pointer(Double.self))
    }
    return [out, weightGrad, biasGrad]
  }

  /// The gradients of ``layerNorm(_:_:_:eps:)`` for the input, the weight and the bias from that of its result, those that
  /// are wanted; nil for other types and layouts.
  package func layerNormGradients(
    _ grad: NDArray, dims: Int, mean: NDArray, scale: NDArray, _ weight: NDArray?, wanted: (Bool, Bool, Bool)
  ) throws(TorchError) -> [NDArray?]? {
    guard dtype == .float32 || dtype == .float64, grad.dtype == dtype, grad.shape == shape, isContiguous else {
      return nil
    }
    for array in [mean, scale, weight] {
      if let array, array.dtype != dtype || !array.isContiguous { return nil }
    }
    let grad = try grad.contiguous()
    let row = Dims(Array(shape.array.suffix(dims)))
    let out = wanted.0 ? try NDArray(empty: shape, dtype) : nil
    let (weightGrad, biasGrad) = (
      wanted.1 ? try NDArray(zeros: row, dtype) : nil, wanted.2 ? try NDArray(zeros: row, dtype) : nil
    )
    let (rows, length) = (Int64(mean.count), Int64(row.product))
    if dtype == .float32 {
      nb_layer_norm_backward_f32(
        rows, length, pointer(Float.self), grad.pointer(Float.self), mean.pointer(Float.self),
        scale.pointer(Float.self), weight?.pointer(Float.self), out?.pointer(Float.self),
        weightGrad?.pointer(Float.self), biasGrad?.pointer(Float.self))
    } else {
      nb_layer_norm_backward_f64(
        rows, length, pointer(Double.self), grad.pointer(Double.self), mean.pointer(Double.self),
        scale.pointer(Double.self), weight?.pointer(Double.self), out?.pointer(Double.self),
        weightGrad?.pointer(Double.self), biasGrad?.pointer(Double.self))
    }
    return [out, weightGrad, biasGrad]
  }
}
