extension NDArray {
  /// The pointwise part of a step of an LSTM: this holds the sums of the gates (input, forget, cell, output; side by
  /// side in one row for each sequence), `cell` the old cell state.
  ///
  /// - Returns: the new hidden and cell state, and the values of the gates.
  package func lstmStep(_ cell: NDArray) throws(TorchError) -> (hidden: NDArray, cell: NDArray, gates: NDArray) {
    let old = try cell.contiguous()
    guard rank == 2, old.rank == 2, shape == [old.shape[0], 4 &* old.shape[1]], dtype == old.dtype,
      dtype == .float32 || dtype == .float64
    else {
      throw TorchError(.runtime, "_lstm_gates expects four gates of the cell state's shape and floating point type")
    }
    let width = old.shape[1]
    let gates = try contiguous().apply(.sigmoid)
    try gates.narrow(1, 2 &* width, width).copy(from: narrow(1, 2 &* width, width).contiguous().apply(.tanh))
    let next = try NDArray(empty: old.shape, dtype)
    // All arrays are contiguous and of the shapes that were checked.
    func run<T: BinaryFloatingPoint & Element>(_: T.Type) {
      var (gate, before, after) = (gates.pointer(T.self), old.pointer(T.self), next.pointer(T.self))
      for _ in 0..<old.shape[0] {
        for i in 0..<width { after[i] = gate[width &+ i] * before[i] + gate[i] * gate[2 &* width &+ i] }
        gate += 4 &* width
        before += width
        after += width
      }
    }
    if dtype == .float32 { run(Float.self) } else { run(Double.self) }
    return (try gates.narrow(1, 3 &* width, width).mul(next.apply(.tanh), as: dtype), next, gates)
  }

  /// The gradients of ``lstmStep(_:)`` with respect to the sums and the old cell state.
  ///
  /// - Parameters:
  ///   - gates, next, old: the gates' values, the new and the old cell state.
  ///   - hidden, cell: the gradients of the new states; nil for zeros.
  package static func lstmGradient(
    gates: NDArray, next: NDArray, old: NDArray, hidden: NDArray?, cell: NDArray?
  ) throws(TorchError) -> (sums: NDArray, cell: NDArray) {
    let (gates, before) = (try gates.contiguous(), try old.contiguous())
    let squashed = try next.contiguous().apply(.tanh)
    let zeros = try NDArray(zeros: before.shape, before.dtype)
    let (hidden, cell) = (try (hidden ?? zeros).contiguous(), try (cell ?? zeros).contiguous())
    let sums = try NDArray(empty: gates.shape, gates.dtype)
    let back = try NDArray(empty: before.shape, before.dtype)
    // As above: contiguous, of the shapes of one step.
    func run<T: BinaryFloatingPoint & Element>(_: T.Type) {
      let width = before.shape[1]
      var (gate, result) = (gates.pointer(T.self), sums.pointer(T.self))
      var (state, tanh, out) = (before.pointer(T.self), squashed.pointer(T.self), back.pointer(T.self))
      var (dh, dc) = (hidden.pointer(T.self), cell.pointer(T.self))
      for _ in 0..<before.shape[0] {
        lstmRowGradient(
          width, gates: gate, old: state, squashed: tanh, hidden: dh, cell: dc, intoSums: result, intoCell: out)
        gate += 4 &* width
        result += 4 &* width
        state += width
        tanh += width
        out += width
        dh += width
        dc += width
      }
    }
    if before.dtype == .float32 { run(Float.self) } else { run(Double.self) }
    return (sums, back)
  }

  /// The gradients of one row of a step with respect to its four sums and its old cell state.
  ///
  /// Every pointer is to a row of `width` elements, `gates` and `intoSums` to four; `intoCell` may be `cell`.
  @inline(__always) static func lstmRowGradient<T: BinaryFloatingPoint>(
    _ width: Int, gates: UnsafeMutablePointer<T>, old: UnsafeMutablePointer<T>, squashed: UnsafeMutablePointer<T>,
    hidden: UnsafeMutablePointer<T>, cell: UnsafeMutablePointer<T>, intoSums sums: UnsafeMutablePointer<T>,
    intoCell back: UnsafeMutablePointer<T>
  ) {
    for i in 0..<width {
      let (input, forget) = (gates[i], gates[width &+ i])
      let (new, output) = (gates[2 &* width &+ i], gates[3 &* width &+ i])
      let through = cell[i] + hidden[i] * output * (1 - squashed[i] * squashed[i])
      sums[i] = through * new * input * (1 - input)
      sums[width &+ i] = through * old[i] * forget * (1 - forget)
      sums[2 &* width &+ i] = through * input * (1 - new * new)
      sums[3 &* width &+ i] = hidden[i] * squashed[i] * output * (1 - output)
      back[i] = through * forget
    }
  }
}
