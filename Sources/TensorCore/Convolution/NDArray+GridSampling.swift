import CKernels

/// How images and volumes are read at points between their elements (`F.grid_sample`).
package struct GridSampling: Sendable {
  /// What is made of the elements around a point, in the order of PyTorch's numbers.
  package enum Mode: Int, Sendable { case linear, nearest, cubic }
  /// What stands outside, in the order of PyTorch's numbers.
  package enum Padding: Int, Sendable { case zeros, border, reflection }

  package let mode: Mode
  package let padding: Padding
  /// Whether -1 and 1 are the middles of the outermost elements and not their outer sides.
  package let isAligned: Bool

  package init(mode: Mode, padding: Padding, isAligned: Bool) {
    self.mode = mode
    self.padding = padding
    self.isAligned = isAligned
  }
}

extension NDArray {
  /// The images or volumes (batch, channels, lengths...) at `points` (batch, shape..., 2 or 3), both single or both
  /// double precision and without an empty dimension but the batch, the channels and the points.
  package func sampled(at points: NDArray, _ sampling: GridSampling) throws(TorchError) -> NDArray {
    let (x, places) = (try contiguous(), try points.contiguous())
    let out = try NDArray(empty: Dims([shape[0], shape[1]] + points.shape.array[1..<rank - 1]), dtype)
    var grid = try gridOf(points, sampling)
    // Every pointer leads to as many elements as the sizes in `grid` say.
    if dtype == .float32 {
      nb_grid_sample_f32(&grid, x.pointer(Float.self), places.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_grid_sample_f64(&grid, x.pointer(Double.self), places.pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }

  /// The gradients of ``sampled(at:_:)`` for the images, if wanted, and for the points; `grad` is that of its result.
  package func samplingGradients(
    at points: NDArray, _ sampling: GridSampling, grad: NDArray, wantsImage: Bool
  ) throws(TorchError) -> (image: NDArray?, points: NDArray) {
    let (x, places, grads) = (try contiguous(), try points.contiguous(), try grad.contiguous())
    let image = wantsImage ? try NDArray(zeros: shape, dtype) : nil
    let out = try NDArray(empty: points.shape, dtype)
    var grid = try gridOf(points, sampling)
    // As above; the images' gradient is as large as the images.
    if dtype == .float32 {
      nb_grid_gradients_f32(
        &grid, grads.pointer(Float.self), x.pointer(Float.self), places.pointer(Float.self),
        image?.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_grid_gradients_f64(
        &grid, grads.pointer(Double.self), x.pointer(Double.self), places.pointer(Double.self),
        image?.pointer(Double.self), out.pointer(Double.self))
    }
    return (image, out)
  }

  private func gridOf(_ points: NDArray, _ sampling: GridSampling) throws(TorchError) -> nb_grid {
    let lengths = shape.array.suffix(rank - 2).map { Int64($0) }
    let depth = lengths.count == 3 ? lengths[0] : 1
    guard lengths.reduce(1, *) <= Int64(Int32.max) else {
      throw TorchError(.notImplemented, "grid_sample of images with more than 2147483647 elements")
    }
    return nb_grid(
      batch: Int64(shape[0]), channels: Int64(shape[1]), depth: depth, height: lengths[lengths.count - 2],
      width: lengths[lengths.count - 1], points: Int64(points.shape.array[1..<rank - 1].reduce(1, *)),
      is_volume: lengths.count == 3 ? 1 : 0, mode: Int32(sampling.mode.rawValue),
      padding: Int32(sampling.padding.rawValue), is_aligned: sampling.isAligned ? 1 : 0)
  }
}
