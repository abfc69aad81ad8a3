extension NDArray {
  /// Minus the score of each sample's class in (samples, classes, places...) or (classes), times the class's weight, 0 for
  /// targets that are ignored; and the weights that count, or how many they are.
  ///
  /// - Returns: nil for other types than `float32` and `float64`.
  /// - Throws: an error for a target that is no class.
  package func negativeLikelihoods(
    _ target: NDArray, _ weight: NDArray?, ignoring ignored: Int
  ) throws(TorchError) -> (losses: NDArray, weights: NDArray?, count: Int)? {
    guard dtype == .float32 || dtype == .float64, weight.map({ $0.dtype == dtype }) ?? true else { return nil }
    let scores = try contiguous()
    let classNumbers = try target.cast(to: .int64).contiguous()
    let (weight, losses) = (try weight?.contiguous(), try NDArray(empty: target.shape, dtype))
    let weights = weight == nil ? nil : try NDArray(empty: target.shape, dtype)
    let classes = rank == 1 ? shape[0] : shape[1]
    var places = 1
    for axis in 2..<Swift.max(rank, 2) { places &*= shape[axis] }
    var count = 0
    var wrong: Int?
    func run<T: BinaryFloatingPoint>(_: T.Type) {
      let (source, numbers, out) = (scores.pointer(T.self), classNumbers.pointer(Int.self), losses.pointer(T.self))
      let (factors, counted) = (weight?.pointer(T.self), weights?.pointer(T.self))
      // Samples lie `classes * places` apart; there are as many targets as places of all samples.
      for index in 0..<target.count {
        let number = numbers[index]
        if number == ignored {
          out[index] = 0
          counted?[index] = 0
          continue
        }
        guard number >= 0, number < classes else {
          wrong = number
          return
        }
        let sample = places == 1 ? index : index / places
        let place = places == 1 ? 0 : index % places
        let score = source[(sample &* classes &+ number) &* places &+ place]
        count &+= 1
        guard let factors else {
          out[index] = -score
          continue
        }
        counted?[index] = factors[number]
        out[index] = -score * factors[number]
      }
    }
    if dtype == .float32 { run(Float.self) } else { run(Double.self) }
    if let wrong { throw TorchError(.index, "Target \(wrong) is out of bounds.") }
    return (losses, weights, count)
  }
}
