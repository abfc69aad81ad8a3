/// How far numbers that are computed from pinned draws may be away, because each pinned value is known to half a unit
/// of its last printed digit only.
///
/// The bound is the sum over the pinned values of |derivative| times half unit, to first order. Derivatives are taken
/// by running the document with one value moved by its half unit, up and down. With many values that takes too many
/// runs; then every value is moved at once, each by its half unit times a number from Cauchy's distribution: the
/// outputs then follow Cauchy's distribution too, whose scale is the sum wanted (Kreinovich and Ferson, 2004).
struct PinnedBound {
  /// Runs to be made, as the values of the pins.
  let runs: [[Int: [Double]]]
  /// For each pair of runs the pin of which it moves a value; empty when each moves all.
  private let movedPins: [Pin]
  /// For each pair of runs that moves all values, how much smaller its steps are than they should be.
  private let scales: [Double]

  /// With no more values than this, each is moved alone.
  private static let mostValuesAlone = 48
  private static let samples = 64

  init(_ pins: [Pin]) {
    var base: [Int: [Double]] = [:]
    for pin in pins { base[pin.draw] = pin.values }
    let places = pins.flatMap { pin in pin.halfUnits.indices.filter { pin.halfUnits[$0] > 0 }.map { (pin, $0) } }
    var runs: [[Int: [Double]]] = []
    if places.count <= Self.mostValuesAlone {
      for (pin, index) in places {
        for sign in [1.0, -1.0] {
          var values = base
          values[pin.draw]?[index] += sign * pin.halfUnits[index]
          runs.append(values)
        }
      }
      movedPins = places.map(\.0)
      scales = []
    } else {
      var scales: [Double] = []
      var random = CauchyNumbers()
      for _ in 0..<Self.samples {
        // Steps are scaled so that the largest is one half unit: the outputs stay where they are nearly linear.
        let steps = places.map { _ in random.next() }
        let largest = steps.reduce(1) { max($0, abs($1)) }
        for sign in [1.0, -1.0] {
          var values = base
          for ((pin, index), step) in zip(places, steps) {
            values[pin.draw]?[index] += sign * pin.halfUnits[index] * step / largest
          }
          runs.append(values)
        }
        scales.append(largest)
      }
      movedPins = []
      self.scales = scales
    }
    self.runs = runs
  }

  /// The pins on which a text depends.
  ///
  /// - Parameter changes: whether each of ``runs`` prints another text.
  func pins(where changes: [Bool], of all: [Pin]) -> [Pin] {
    guard scales.isEmpty else { return changes.contains(true) ? all : [] }
    return movedPins.indices.filter { changes[2 * $0] || changes[2 * $0 + 1] }.map { movedPins[$0] }
  }

  /// The bound of a number, and how many pinned values it depends on (`nil` when that is not known).
  ///
  /// - Parameters:
  ///   - base: the number in the run with the values as printed.
  ///   - moved: the number in each of ``runs``.
  func bound(_ base: Double, _ moved: [Double]) -> (bound: Double, dependencies: Int?) {
    if scales.isEmpty {
      var sum = 0.0
      var dependencies = 0
      for pair in stride(from: 0, to: moved.count - 1, by: 2) {
        let step = max(abs(moved[pair] - base), abs(moved[pair + 1] - base))
        if step > 0 { dependencies += 1 }
        sum += step
      }
      return (sum, dependencies)
    }
    let deviations = scales.indices.map { index in
      max(abs(moved[2 * index] - base), abs(moved[2 * index + 1] - base)) * scales[index]
    }
    return (Self.cauchyScale(deviations) * Self.allowance, nil)
  }

  /// With 64 samples the estimated scale is off by a sixth (its standard deviation is √(2/n) of it); three such
  /// deviations are allowed for.
  private static let allowance = 1 + 3 * (2.0 / Double(samples)).squareRoot()

  /// The scale of Cauchy's distribution that fits best: the root of Σ 1 / (1 + (d/s)²) = n/2.
  private static func cauchyScale(_ deviations: [Double]) -> Double {
    var high = deviations.max() ?? 0
    guard high > 0, high.isFinite else { return high }
    var low = 0.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let sum = deviations.reduce(0) { $0 + 1 / (1 + ($1 / middle) * ($1 / middle)) }
      if sum < Double(deviations.count) / 2 { low = middle } else { high = middle }
    }
    return high
  }
}

/// Numbers from Cauchy's distribution of scale 1, always the same ones, so that runs are repeatable.
private struct CauchyNumbers {
  private var state: UInt64 = 0x5EED

  /// SplitMix64 (Steele, Lea and Flood, 2014), then the ratio of two normal numbers' stand-in: tan(π(u − ½)), here as
  /// a quotient of uniform numbers in the unit disc, which has the same distribution and needs no tangent.
  mutating func next() -> Double {
    while true {
      let x = uniform()
      let y = uniform()
      if x * x + y * y <= 1, abs(y) > 1e-6 { return x / y }
    }
  }

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) * 0x1p-52 - 1
  }
}
