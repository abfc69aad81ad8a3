import CKernels

/// What an LSTM layer computed over all steps, as its gradient needs it: for each step and sequence the values of the
/// four gates, the cell state and its hyperbolic tangent, side by side.
private struct LSTMRecord {
  /// The widths in a row, counted in the width of the hidden state.
  static let parts = 6
  static let cell = 4
  static let squashed = 5
}

extension NDArray {
  /// All steps of a layer of an LSTM. This holds what the inputs add to the gates (input, forget, cell, output; side by
  /// side) and the biases: steps, sequences, four times the width.
  ///
  /// - Parameters:
  ///   - weight: what the hidden state is multiplied with, four times the width by the width.
  ///   - hidden, cell: the first states, sequences by width.
  /// - Returns: the hidden states of all steps, the last states, and a record for ``lstmLayerGradient(_:)``.
  package func lstmLayer(
    weight: NDArray, hidden: NDArray, cell: NDArray, isReverse: Bool
  ) throws(TorchError) -> (out: NDArray, hidden: NDArray, cell: NDArray, record: NDArray) {
    guard rank == 3, hidden.rank == 2, shape[2] == 4 &* hidden.shape[1], shape[1] == hidden.shape[0],
      cell.shape == hidden.shape, weight.shape == [shape[2], hidden.shape[1]], dtype == .float32 || dtype == .float64,
      weight.dtype == dtype, hidden.dtype == dtype, cell.dtype == dtype
    else {
      throw TorchError(.runtime, "_lstm_layer expects gates, a weight and two states that fit each other")
    }
    let (steps, sequences, width) = (shape[0], shape[1], hidden.shape[1])
    let own = try contiguous()
    let turned = try weight.transpose(0, 1).contiguous()
    let out = try NDArray(empty: [steps, sequences, width], dtype)
    let record = try NDArray(empty: [steps, sequences, LSTMRecord.parts &* width], dtype)
    var (before, state) = (try hidden.contiguous(), try cell.contiguous())
    let last = try NDArray(empty: state.shape, dtype)
    for index in 0..<steps {
      let step = isReverse ? steps - 1 - index : index
      let sums = try NDArray(zeros: [sequences, 4 &* width], dtype)
      MatrixKernel.multiply(before, turned, into: sums)
      let rows = try record.select(0, step)
      before = try out.select(0, step)
      if dtype == .float32 {
        NDArray.lstmStep(sums, try own.select(0, step), state, rows, before, last, Float.self)
      } else {
        NDArray.lstmStep(sums, try own.select(0, step), state, rows, before, last, Double.self)
      }
      state = last
    }
    return (out, try before.cloneContiguous(), try state.cloneContiguous(), record)
  }

  /// One step for all sequences. All arrays are contiguous and of the shapes of one step, `rows` a part of the record;
  /// `next` may be `state`.
  private static func lstmStep<T: BinaryFloatingPoint & Element>(
    _ sums: NDArray, _ own: NDArray, _ state: NDArray, _ rows: NDArray, _ out: NDArray, _ next: NDArray, _: T.Type
  ) {
    let width = out.shape[1]
    var (gate, add, row) = (sums.pointer(T.self), own.pointer(T.self), rows.pointer(T.self))
    var (before, after, hidden) = (state.pointer(T.self), next.pointer(T.self), out.pointer(T.self))
    for _ in 0..<out.shape[0] {
      for i in 0..<(4 &* width) { gate[i] += add[i] }
      map(NB_SIGMOID, 2 &* width, gate, row)
      map(NB_TANH, width, gate + 2 &* width, row + 2 &* width)
      map(NB_SIGMOID, width, gate + 3 &* width, row + 3 &* width)
      let (cell, squashed) = (row + LSTMRecord.cell &* width, row + LSTMRecord.squashed &* width)
      for i in 0..<width {
        cell[i] = row[width &+ i] * before[i] + row[i] * row[2 &* width &+ i]
        after[i] = cell[i]
      }
      map(NB_TANH, width, cell, squashed)
      for i in 0..<width { hidden[i] = row[3 &* width &+ i] * squashed[i] }
      gate += 4 &* width
      add += 4 &* width
      row += LSTMRecord.parts &* width
      before += width
      after += width
      hidden += width
    }
  }

  /// A function of `count` neighbours in memory; `T` is `Float` or `Double`.
  @inline(__always) private static func map<T>(
    _ function: nb_unary, _ count: Int, _ x: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    let (x, out) = (UnsafeMutableRawPointer(x), UnsafeMutableRawPointer(out))
    if T.self == Float.self {
      nb_unary_f32(
        function, Int64(count), x.assumingMemoryBound(to: Float.self), out.assumingMemoryBound(to: Float.self))
    } else {
      nb_unary_f64(
        function, Int64(count), x.assumingMemoryBound(to: Double.self), out.assumingMemoryBound(to: Double.self))
    }
  }
}

/// What the gradient of an LSTM layer is computed from.
package struct LSTMLayerGradient {
  /// The weight and the first states, as the layer took them.
  package let weight: NDArray, hidden: NDArray, cell: NDArray
  /// The hidden states and the record that it gave.
  package let out: NDArray, record: NDArray
  package let isReverse: Bool
  /// The gradients of the hidden states of all steps and of the last states; nil for zeros.
  package let outGradient: NDArray?, hiddenGradient: NDArray?, cellGradient: NDArray?

  package init(
    weight: NDArray, hidden: NDArray, cell: NDArray, out: NDArray, record: NDArray, isReverse: Bool,
    outGradient: NDArray?, hiddenGradient: NDArray?, cellGradient: NDArray?
  ) {
    self.weight = weight
    self.hidden = hidden
    self.cell = cell
    self.out = out
    self.record = record
    self.isReverse = isReverse
    self.outGradient = outGradient
    self.hiddenGradient = hiddenGradient
    self.cellGradient = cellGradient
  }

  /// The gradients of what the inputs add to the gates, of the weight and of the first states.
  package func computed() throws(TorchError) -> (gates: NDArray, weight: NDArray, hidden: NDArray, cell: NDArray) {
    let (steps, sequences, width) = (out.shape[0], out.shape[1], out.shape[2])
    let dtype = out.dtype
    let weight = try weight.contiguous()
    let given = if let outGradient { try outGradient.contiguous() } else { Optional<NDArray>.none }
    let gates = try NDArray(empty: [steps, sequences, 4 &* width], dtype)
    // Changed from step to step.
    var hidden = try NDArray(zeros: [sequences, width], dtype)
    let cell = try NDArray(zeros: [sequences, width], dtype)
    if let hiddenGradient { hidden.assign(from: hiddenGradient) }
    if let cellGradient { cell.assign(from: cellGradient) }
    /// The hidden states that the steps began with.
    let before = try NDArray(empty: out.shape, dtype)
    let first = try self.cell.contiguous()
    for index in 0..<steps {
      let step = isReverse ? index : steps - 1 - index
      let previous = isReverse ? step + 1 : step - 1
      let isFirst = index == steps - 1
      try before.select(0, step).assign(from: isFirst ? self.hidden : out.select(0, previous))
      if let given { _ = hidden.combine(.add, with: try given.select(0, step)) }
      let sums = try gates.select(0, step)
      let (rows, old) = (try record.select(0, step), isFirst ? first : try record.select(0, previous))
      if dtype == .float32 {
        run(rows, old, isFirst: isFirst, hidden, cell, sums, Float.self)
      } else {
        run(rows, old, isFirst: isFirst, hidden, cell, sums, Double.self)
      }
      hidden = try NDArray(zeros: [sequences, width], dtype)
      MatrixKernel.multiply(sums, weight, into: hidden)
    }
    let rows = steps &* sequences
    let turned = try NDArray(zeros: [4 &* width, width], dtype)
    MatrixKernel.multiply(
      try gates.view([rows, 4 &* width]).transpose(0, 1), try before.view([rows, width]), into: turned)
    return (gates, turned, hidden, cell)
  }

  /// One step for all sequences: `cell` holds the gradient of the new cell state and takes that of the old one. The old
  /// cell state stands in the rows of the record, or, at the first step, in rows of its own.
  private func run<T: BinaryFloatingPoint & Element>(
    _ rows: NDArray, _ old: NDArray, isFirst: Bool, _ hidden: NDArray, _ cell: NDArray, _ sums: NDArray, _: T.Type
  ) {
    let width = out.shape[2]
    var (gate, result) = (rows.pointer(T.self), sums.pointer(T.self))
    var state = old.pointer(T.self) + (isFirst ? 0 : LSTMRecord.cell &* width)
    var (dh, dc) = (hidden.pointer(T.self), cell.pointer(T.self))
    for _ in 0..<out.shape[1] {
      let tanh = gate + LSTMRecord.squashed &* width
      NDArray.lstmRowGradient(
        width, gates: gate, old: state, squashed: tanh, hidden: dh, cell: dc, intoSums: result, intoCell: dc)
      gate += LSTMRecord.parts &* width
      result += 4 &* width
      state += isFirst ? width : LSTMRecord.parts &* width
      dh += width
      dc += width
    }
  }
}
