#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws whose distribution every element of an array gives by itself, in double precision.
extension NDArray {
  /// A new array of this shape and dtype, each element drawn for the one at its place.
  private func sampled(_ draw: (Double) throws(TorchError) -> Double) throws(TorchError) -> NDArray {
    let result = try NDArray(empty: shape, dtype)
    try NDArray.eachSlab([self, result]) { (slabs) throws(TorchError) in
      let numbers = try slabs[0].cast(to: .float64).contiguous()
      let drawn = try NDArray(empty: numbers.shape, .float64)
      let (x, out) = (numbers.pointer(Double.self), drawn.pointer(Double.self))
      for index in 0..<drawn.count { out[index] = try draw(x[index]) }
      slabs[1].assign(from: drawn)
    }
    return result
  }

  /// Gamma distributed numbers with these concentrations and scale 1 (`torch._standard_gamma`).
  package func sampledGamma(_ generator: Generator) throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 else { throw TorchError.notImplemented("gamma_cpu", for: dtype) }
    let isDouble = dtype == .float64
    let smallest = isDouble ? Double.leastNormalMagnitude : Double(Float.leastNormalMagnitude)
    let result = try sampled { (concentration) throws(TorchError) in
      let value = generator.gamma(concentration, isDouble: isDouble)
      return Swift.max(smallest, isDouble ? value : Double(Float(value)))
    }
    generator.finishDraw(result, range: nil)
    return result
  }

  /// Points of the simplex with these concentrations along the last dimension (`torch._sample_dirichlet`).
  package func sampledDirichlet(_ generator: Generator) throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 else { throw TorchError.notImplemented("dirichlet", for: dtype) }
    let parts = try cast(to: .float64).sampled { (concentration) throws(TorchError) in
      generator.gamma(concentration, isDouble: true)
    }
    let total = rank == 0 ? parts : try parts.sum([-1], keepdim: true)
    let ratios = try parts.div(total, as: .float64)
    let isDouble = dtype == .float64
    let (low, high) =
      isDouble
      ? (Double.leastNormalMagnitude, 1.0.nextDown)
      : (Double(Float.leastNormalMagnitude), Double(Float(1).nextDown))
    let result = try NDArray(zeros: shape, dtype)
    var position = 0
    ratios.forEachPosition { place in
      let ratio = ratios.element(at: place).double
      let value = isDouble ? ratio : Double(Float(ratio))
      result.setElement(at: position, .double(Swift.min(high, Swift.max(low, value))))
      position += 1
    }
    generator.finishDraw(result, range: 0...1)
    return result
  }

  /// Poisson distributed numbers with these rates (`torch.poisson`).
  package func sampledPoisson(_ generator: Generator) throws(TorchError) -> NDArray {
    guard dtype.isFloatingPoint else { throw TorchError.notImplemented("poisson_cpu", for: dtype) }
    let result = try sampled { (rate) throws(TorchError) in
      guard rate >= 0 else {
        throw TorchError(.runtime, "invalid Poisson rate, expected rate to be non-negative")
      }
      guard rate.isFinite else { throw TorchError(.runtime, "invalid Poisson rate \(rate): no draw would end") }
      return generator.poisson(rate)
    }
    generator.finishDraw(result, range: nil)
    return result
  }

  /// Numbers of successes among as many trials as the elements say, with these probabilities (`torch.binomial`).
  package func sampledBinomial(_ probabilities: NDArray, _ generator: Generator) throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 else { throw TorchError.notImplemented("binomial_cpu", for: dtype) }
    let common = try NDArray.broadcast(shape, probabilities.shape)
    let counts = try expand(common.array)
    let chances = try probabilities.expand(common.array).doubles
    var number = 0
    let result = try counts.sampled { (count) throws(TorchError) in
      defer { number += 1 }
      guard count < .infinity, !chances[number].isNaN else {
        throw TorchError(.runtime, "binomial expects finite counts and probabilities that are numbers")
      }
      return generator.binomial(count, chances[number])
    }
    generator.finishDraw(result, range: nil)
    return result
  }
}

extension Generator {
  /// A gamma distributed number of scale 1, by the method of Marsaglia and Tsang (2000). The constants are those that
  /// PyTorch writes in single precision; for a concentration of single precision, what is made of it alone is rounded
  /// to that too.
  func gamma(_ concentration: Double, isDouble: Bool) -> Double {
    func rounded(_ value: Double) -> Double { isDouble ? value : Double(Float(value)) }
    var alpha = concentration
    var scale = 1.0
    if alpha < 1 {
      if alpha == 0 { return 0 }
      scale = pow(1 - uniform53(), isDouble ? 1 / alpha : Double(1 / Float(alpha)))
      alpha = rounded(alpha + 1)
    }
    let d = rounded(alpha - Double(Float(1) / 3))
    let c = 1 / (9 * d).squareRoot()
    // With a concentration that is no number, or negative, nothing would ever be accepted.
    guard c.isFinite, c > 0 else { return d.isNaN || d <= 0 ? 0 : .infinity }
    while true {
      var x = 0.0
      var y = 0.0
      repeat {
        x = normal()
        y = 1 + c * x
      } while y <= 0
      let v = y * y * y
      let u = 1 - uniform53()
      let square = x * x
      if u < 1 - Double(Float(0.0331)) * square * square { return scale * d * v }
      if log(u) < 0.5 * square + d * (1 - v + log(v)) { return scale * d * v }
    }
  }

  /// A Poisson distributed number: by multiplying uniform numbers for small rates, otherwise by Hörmann's transformed
  /// rejection (PTRS, 1993).
  func poisson(_ rate: Double) -> Double {
    if rate == 0 { return 0 }
    if rate < 10 {
      let limit = exp(-rate)
      var (count, product) = (0.0, 1.0)
      while true {
        product *= uniform53()
        if product <= limit { return count }
        count += 1
      }
    }
    let logRate = log(rate)
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let quick = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform53() - 0.5
      let v = uniform53()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + rate + 0.43).rounded(.down)
      if distance >= 0.07, v <= quick { return k }
      if k < 0 || distance < 0.013 && v > distance { continue }
      let left = log(v) + log(inverseAlpha) - log(a / (distance * distance) + b)
      if left <= -rate + k * logRate - lgamma(k + 1) { return k }
    }
  }

  /// The number of successes among `count` trials: waiting times between successes while few are expected, otherwise
  /// Hörmann's transformed rejection (BTRS, 1993).
  func binomial(_ count: Double, _ probability: Double) -> Double {
    guard count > 0, probability > 0 else { return 0 }
    if probability >= 1 { return count }
    let isRare = probability <= 0.5
    let p = isRare ? probability : 1 - probability
    let drawn = count * p >= 10 ? binomialByRejection(count, p) : binomialByWaiting(count, p)
    return isRare ? drawn : count - drawn
  }

  private func binomialByWaiting(_ count: Double, _ p: Double) -> Double {
    let logFailure = log1p(-p)
    var (trials, successes) = (0.0, 0.0)
    while true {
      trials += (log(uniform53()) / logFailure).rounded(.up)
      if trials > count { return successes }
      successes += 1
    }
  }

  private func binomialByRejection(_ n: Double, _ p: Double) -> Double {
    let deviation = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let c = n * p + 0.5
    let quick = 0.92 - 4.2 / b
    let odds = p / (1 - p)
    let alpha = (2.83 + 5.1 / b) * deviation
    let mode = ((n + 1) * p).rounded(.down)
    while true {
      let u = uniform53() - 0.5
      let v = uniform53()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + c).rounded(.down)
      if distance >= 0.07, v <= quick { return k }
      if k < 0 || k > n { continue }
      let left = log(v * alpha / (a / (distance * distance) + b))
      let right =
        (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
        + stirlingRest(mode) + stirlingRest(n - mode) - stirlingRest(k) - stirlingRest(n - k)
      if left <= right { return k }
    }
  }

  /// What Stirling's formula leaves of the logarithm of a factorial; asymptotically beyond 9.
  private func stirlingRest(_ k: Double) -> Double {
    if k >= 0, k <= 9 { return Self.stirlingRests[Int(k)] }
    let square = (k + 1) * (k + 1)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
  }

  /// ln k! - ((k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2) for k = 0 to 9.
  private static let stirlingRests = (0...9).map { (k: Int) -> Double in
    let n = Double(k + 1)
    return lgamma(n) - ((n - 0.5) * log(n) - n + 0.5 * log(2 * Double.pi))
  }
}
