/// The draws of a function that runs for the elements of a batch one after the other, where PyTorch would run it once for
/// all of them (`vmap(randomness="different")`): each call of a random function draws for the whole batch when the first
/// element makes it, and the other elements take their parts.
package final class BatchedDraws {
  private let size: Int
  /// The batch around this one, for which a draw of this one is one of many.
  fileprivate let outer: BatchedDraws?
  /// The element that runs.
  private var element = 0
  /// How many draws the element has made.
  private var position = 0
  private var draws: [NDArray] = []
  /// Why the elements cannot share their draws, once that is known.
  package private(set) var failure: String?

  init(size: Int, outer: BatchedDraws?) {
    self.size = size
    self.outer = outer
  }

  /// Says that the function runs for this element now.
  package func begin(element: Int) {
    self.element = element
    position = 0
  }

  fileprivate func fail(_ reason: String) { if failure == nil { failure = reason } }

  /// Gives `array` the part of its draw that belongs to the element; `draw` fills the whole one.
  fileprivate func fill(_ array: NDArray, _ draw: (NDArray) throws(TorchError) -> Void) throws(TorchError) {
    guard array.isContiguous else { return fail("random operations on transposed tensors") }
    if position == draws.count {
      guard element == 0 else { return fail("random operations that only some elements call") }
      let whole = try NDArray(zeros: Dims([size] + array.shape.array), array.dtype)
      try draw(whole)
      draws.append(whole)
    }
    let whole = draws[position]
    position += 1
    guard whole.dtype == array.dtype, Array(whole.shape.array.dropFirst()) == array.shape.array else {
      return fail("random operations that differ between the elements")
    }
    try array.copy(from: try whole.select(0, element))
  }
}

extension Generator {
  /// Begins a batch of so many elements, inside of the one there is.
  package func beginBatch(size: Int) { batch = BatchedDraws(size: size, outer: batch) }

  /// Ends the innermost batch.
  package func endBatch() { batch = batch?.outer }

  /// Fills `array` for the element that runs of a batch, by filling the whole batch's with `draw`.
  ///
  /// - Returns: Whether it did; false without a batch.
  @inline(__always) func fillsFromBatch(_ array: NDArray, _ draw: (NDArray) throws(TorchError) -> Void) -> Bool {
    guard let batch else { return false }
    self.batch = batch.outer
    defer { self.batch = batch }
    do {
      try batch.fill(array, draw)
    } catch {
      batch.fail("\(error)")
    }
    return true
  }

  /// Says that a draw was made for one element alone, which PyTorch's batch would not have made.
  func noteDrawWithoutBatch() { batch?.fail("this random operation") }
}
