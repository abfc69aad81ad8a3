import CKernels

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

  /// The gradient of the losses of ``negativeLikelihoods(_:_:ignoring:)``, or of their mean or sum, for these scores: `grad` is
  /// that of each loss or of all together.
  ///
  /// - Returns: nil for other types than `float32` and `float64`.
  /// - Throws: an error for a target that is no class.
  package func likelihoodGradient(
    _ target: NDArray, _ weight: NDArray?, ignoring ignored: Int, grad: NDArray, isMean: Bool
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, weight.map({ $0.dtype == dtype }) ?? true, grad.dtype == dtype,
      grad.count == 1 || grad.shape == target.shape
    else { return nil }
    let classNumbers = try target.cast(to: .int64).contiguous()
    let (weight, grad) = (try weight?.contiguous(), try grad.contiguous())
    let out = try NDArray(zeros: shape, dtype)
    let classes = rank == 1 ? shape[0] : shape[1]
    var places = 1
    for axis in 2..<Swift.max(rank, 2) { places &*= shape[axis] }
    if try classNumbers.firstOutside(0..<classes) != nil {
      // Only numbers that are ignored may be none of a class.
      let numbers = classNumbers.pointer(Int.self)
      for index in 0..<target.count where numbers[index] != ignored && !(0..<classes).contains(numbers[index]) {
        throw TorchError(.index, "Target \(numbers[index]) is out of bounds.")
      }
    }
    func run<T: BinaryFloatingPoint>(_: T.Type, total: T?) {
      let (numbers, shares, factors) = (classNumbers.pointer(Int.self), grad.pointer(T.self), weight?.pointer(T.self))
      let to = out.pointer(T.self)
      let isOne = grad.count == 1
      // Samples lie `classes * places` apart; there are as many targets as places of all samples.
      var index = 0
      var base = 0
      while index < target.count {
        for place in 0..<places {
          let number = numbers[index]
          if number != ignored {
            let share = isOne ? shares[0] : shares[index]
            let slope = -(total.map { share / $0 } ?? share)
            to[base &+ number &* places &+ place] = factors.map { $0[number] * slope } ?? slope
          }
          index &+= 1
        }
        base &+= classes &* places
      }
    }
    let total = isMean ? try weightOfTargets(classNumbers, weight, ignoring: ignored) : nil
    if dtype == .float32 {
      run(Float.self, total: total.map { $0.pointer(Float.self)[0] })
    } else {
      run(Double.self, total: total.map { $0.pointer(Double.self)[0] })
    }
    return out
  }

  /// The sum of the weights of the targets that count, or how many they are, of this type, as an array of one element.
  private func weightOfTargets(_ target: NDArray, _ weight: NDArray?, ignoring ignored: Int) throws(TorchError)
    -> NDArray
  {
    let numbers = target.pointer(Int.self)
    guard let weight else {
      var count = 0
      for index in 0..<target.count where numbers[index] != ignored { count &+= 1 }
      return try NDArray(scalar: .double(Double(count)), dtype)
    }
    let weights = try NDArray(zeros: target.shape, dtype)
    func run<T: BinaryFloatingPoint>(_: T.Type) {
      let (from, to) = (weight.pointer(T.self), weights.pointer(T.self))
      for index in 0..<target.count where numbers[index] != ignored { to[index] = from[numbers[index]] }
    }
    if dtype == .float32 { run(Float.self) } else { run(Double.self) }
    return try weights.sum().contiguous()
  }
}

extension NDArray {
  /// How a loss grows with the distance of two elements.
  package enum DistanceLoss {
    /// The square of the distance.
    case square
    /// `smooth_l1_loss`, with its `beta`.
    case smooth(beta: Double)
    /// `huber_loss`, with its `delta`.
    case steep(delta: Double)

    fileprivate var kernel: (kind: nb_distance, limit: Double) {
      switch self {
      case .square: (NB_SQUARED, 0)
      case .smooth(let beta): (NB_SMOOTH, beta)
      case .steep(let delta): (NB_STEEP, delta)
      }
    }
  }

  /// The loss of each distance from another array; nil for other types than `float32` and `float64`, and for arrays of
  /// different types, shapes and layouts.
  package func distanceLosses(_ other: NDArray, _ loss: DistanceLoss) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, other.dtype == dtype, other.shape == shape, isContiguous,
      other.isContiguous
    else { return nil }
    let out = try NDArray(empty: shape, dtype)
    let (kind, limit) = loss.kernel
    if dtype == .float32 {
      nb_distance_losses_f32(
        kind, Int64(count), pointer(Float.self), other.pointer(Float.self), Float(limit), out.pointer(Float.self))
    } else {
      nb_distance_losses_f64(
        kind, Int64(count), pointer(Double.self), other.pointer(Double.self), limit, out.pointer(Double.self))
    }
    return out
  }

  /// `factor` times the slope of the loss of each distance from another array, times the gradient of each loss or of all
  /// together; nil for other types than `float32` and `float64`, and for arrays of different types, shapes and layouts.
  package func distanceGradient(
    _ other: NDArray, _ loss: DistanceLoss, factor: Double, grad: NDArray
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, other.dtype == dtype, grad.dtype == dtype, other.shape == shape,
      isContiguous, other.isContiguous, grad.count == 1 || grad.shape == shape && grad.isContiguous, grad.rank <= rank
    else { return nil }
    let out = try NDArray(empty: shape, dtype)
    let (kind, limit) = loss.kernel
    let step: Int64 = grad.count == 1 ? 0 : 1
    if dtype == .float32 {
      nb_distance_gradients_f32(
        kind, Int64(count), pointer(Float.self), other.pointer(Float.self), Float(limit), Float(factor),
        grad.pointer(Float.self), step, out.pointer(Float.self))
    } else {
      nb_distance_gradients_f64(
        kind, Int64(count), pointer(Double.self), other.pointer(Double.self), limit, factor, grad.pointer(Double.self),
        step, out.pointer(Double.self))
    }
    return out
  }
}

extension NDArray {
  /// For each sample of (steps, samples, classes), the logarithms of probabilities, minus that of the probability of all
  /// alignments of its labels (`F.ctc_loss`), and the gradients of all elements, if they are wanted. `labels` has those of
  /// all samples, one sample after the other.
  package func alignmentLosses(
    _ labels: NDArray, steps: [Int], labelCounts: [Int], blank: Int, wantsGradient: Bool
  ) throws(TorchError) -> (losses: NDArray, gradients: NDArray) {
    guard dtype == .float32 || dtype == .float64 else { throw .notImplemented("ctc_loss_cpu", for: dtype) }
    let (batch, classes) = (shape[1], shape[2])
    let (input, numbers) = (try contiguous(), try labels.cast(to: .int64).contiguous())
    guard steps.count == batch, labelCounts.count == batch, steps.allSatisfy({ (0...shape[0]).contains($0) }),
      labelCounts.allSatisfy({ $0 >= 0 }), (0..<classes).contains(blank),
      labelCounts.reduce(
        (sum: 0, fits: true),
        { total, count in
          let (sum, overflow) = total.sum.addingReportingOverflow(count)
          return (sum, total.fits && !overflow)
        }) == (numbers.count, true)
    else { throw TorchError(.runtime, "lengths of inputs and targets do not fit") }
    if try numbers.firstOutside(0..<classes) != nil { throw TorchError(.index, "index out of range in self") }
    let most = labelCounts.max() ?? 0
    // There are fewer labels than the memory has places.
    let (room, overflow) = (steps.max() ?? 0).addingReportingOverflow(5)
    let (places, isTooMuch) = room.multipliedReportingOverflow(by: 2 &* most &+ 5)
    if overflow || isTooMuch { try Storage.checkRoom(for: Int.max, of: dtype.itemSize) }
    let (scratch, shares) = (try NDArray(empty: [places], dtype), try NDArray(empty: [classes], dtype))
    let losses = try NDArray(empty: [batch], dtype)
    let gradients = try NDArray(zeros: wantsGradient ? shape : [0], dtype)
    func run<T>(
      _: T.Type,
      _ loop: (
        Int64, Int64, Int64, UnsafePointer<T>?, Int64, UnsafePointer<Int64>?, Int64, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?
      ) -> Void
    ) {
      var first = 0
      for sample in 0..<batch {
        let place = sample &* classes
        loop(
          Int64(steps[sample]), Int64(batch &* classes), Int64(classes), input.pointer(T.self) + place,
          Int64(labelCounts[sample]), numbers.pointer(Int64.self) + first, Int64(blank), scratch.pointer(T.self),
          shares.pointer(T.self), losses.pointer(T.self) + sample,
          wantsGradient ? gradients.pointer(T.self) + place : nil)
        first &+= labelCounts[sample]
      }
    }
    if dtype == .float32 { run(Float.self, nb_alignment_loss_f32) } else { run(Double.self, nb_alignment_loss_f64) }
    return (losses, gradients)
  }
}
