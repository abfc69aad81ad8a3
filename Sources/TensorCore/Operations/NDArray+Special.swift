import CKernels

extension NDArray {
  /// A special function of two numbers, by the name of PyTorch's kernel.
  package enum SpecialPair: String, Sendable {
    case igamma, igammac, zeta

    fileprivate var kernel: nb_special_pair {
      switch self {
      case .igamma: NB_GAMMAINC
      case .igammac: NB_GAMMAINCC
      case .zeta: NB_ZETA
      }
    }
  }

  /// A special function of this array and another, brought to `dtype`, a floating point type (`torch.igamma`,
  /// `torch.igammac`, `torch.special.zeta`).
  ///
  /// - Throws: An error for zeta functions of numbers so far below 0 that their sums would take too long.
  package func special(
    _ function: SpecialPair, _ other: NDArray, as dtype: DType
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let shape = try NDArray.broadcast(self.shape, other.shape)
    let a = try cast(to: dtype).cast(to: compute).broadcasted(to: shape)
    let b = try other.cast(to: dtype).cast(to: compute).broadcasted(to: shape)
    if function == .zeta { try b.checkSummable("zeta") }
    let out = try NDArray(empty: shape, layoutOf: [a, b], compute)
    let size = compute.itemSize
    let (to, x, y, isOne) = (out.start, a.start, b.start, out.count == 1)
    /// Runs a loop over elements that lie so many bytes apart, of the layouts that the arrays have.
    func run(_ kernel: nb_special_pair, _ count: Int, _ offsets: SIMD4<Int>, _ by: SIMD4<Int>) {
      let steps = by / SIMD4(repeating: size)
      let (target, left, right) = (to + offsets[0], x + offsets[1], y + offsets[2])
      if compute == .float32 {
        nb_special_pairs_f32(
          kernel, Int64(count), left.assumingMemoryBound(to: Float.self), Int64(steps[1]),
          right.assumingMemoryBound(to: Float.self), Int64(steps[2]), target.assumingMemoryBound(to: Float.self),
          Int64(steps[0]))
      } else {
        nb_special_pairs_f64(
          kernel, Int64(count), left.assumingMemoryBound(to: Double.self), Int64(steps[1]),
          right.assumingMemoryBound(to: Double.self), Int64(steps[2]), target.assumingMemoryBound(to: Double.self),
          Int64(steps[0]))
      }
    }
    StridedLoop(shape: shape, [(out.strides, size), (a.strides, size), (b.strides, size)]).run { offsets, count, by in
      // PyTorch takes neighbours, or neighbours and one number, by pairs of registers, and computes what is left over by
      // other code.
      let areNeighbours =
        isOne || by[0] == size && (by[1] == size ? by[2] == size || by[2] == 0 : by[1] == 0 && by[2] == size)
      let rest = function == .igamma && areNeighbours ? count % (128 / size) : 0
      run(function.kernel, count - rest, offsets, by)
      if rest > 0 { run(NB_GAMMAINC_BY_STEPS, rest, offsets &+ by &* SIMD4(repeating: count - rest), by) }
    }
    return try out.cast(to: dtype)
  }

  /// The slope of the digamma function of an order above 1, of a floating point array (`torch.polygamma`).
  ///
  /// - Throws: An error for numbers so far below 0 that their sums would take too long.
  package func polygamma(_ order: Int) throws(TorchError) -> NDArray {
    let order = Int32(truncatingIfNeeded: order)
    let compute = dtype.computeType
    try cast(to: compute).checkSummable("polygamma")
    // Of half types PyTorch rounds the zeta function and the product, but not the factor.
    let zeta = try NDArray(scalar: .double(Double(order) + 1), dtype).special(.zeta, self, as: dtype).cast(to: compute)
    let factor = compute == .float32 ? Double(nb_polygamma_factor_f32(order)) : nb_polygamma_factor_f64(order)
    return try zeta.mul(NDArray(scalar: .double(factor), compute), as: compute, into: zeta).cast(to: dtype)
  }

  /// Throws for a number that is no whole one and so far below 0 that a sum with a term for each unit above it would take
  /// too long.
  private func checkSummable(_ name: String) throws(TorchError) {
    let limit = -1e6
    var isSummable = true
    let (from, isSingle, size) = (start, dtype == .float32, dtype.itemSize)
    StridedLoop(shape: shape, [(strides, size)]).run { offsets, count, by in
      var place = from + offsets[0]
      for _ in 0..<count {
        let x =
          isSingle
          ? Double(place.assumingMemoryBound(to: Float.self).pointee)
          : place.assumingMemoryBound(to: Double.self).pointee
        if x < limit, x.isFinite, x != x.rounded(.down) { isSummable = false }
        place += by[0]
      }
    }
    if !isSummable {
      throw TorchError(.notImplemented, "\(name)() of numbers below -1e6 is not supported by nbrun")
    }
  }

  /// Kaiser's window of a length at the places that this array holds (`torch.kaiser_window`). It takes the memory of the
  /// places where their type is the one that is computed in.
  package func kaiserWindow(of length: Int, steepness: Double) throws(TorchError) -> NDArray {
    let places = try cast(to: dtype.computeType).contiguous()
    let middle = Double(length - 1) / 2
    if places.dtype == .float32 {
      let numbers = places.pointer(Float.self)
      nb_kaiser_f32(Int64(count), Float(steepness), Float(middle), numbers, numbers)
    } else {
      let numbers = places.pointer(Double.self)
      nb_kaiser_f64(Int64(count), steepness, middle, numbers, numbers)
    }
    return try places.cast(to: dtype)
  }
}
