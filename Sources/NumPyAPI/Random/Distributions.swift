#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A source that also draws normal and exponential numbers; generators and `RandomState` do it in different ways.
protocol RandomNumbers {
  /// A number in [0, 1).
  func double() -> Double
  /// A standard normal number.
  func normal() -> Double
  /// A standard exponential number.
  func exponential() -> Double
}

extension RandomNumbers {
  // MARK: Counts

  /// How many of `count` trials succeed.
  func binomial(_ count: Int, _ probability: Double) -> Int {
    if count == 0 || probability == 0 { return 0 }
    if probability > 0.5 { return count - successes(count, 1 - probability) }
    return successes(count, probability)
  }

  private func successes(_ count: Int, _ p: Double) -> Int {
    Double(count) * p <= 30 ? successesByInversion(count, p) : successesByRejection(count, p)
  }

  /// Adds up the probabilities of 0, 1, 2, ... until they exceed a uniform number.
  private func successesByInversion(_ count: Int, _ p: Double) -> Int {
    let n = Double(count)
    let q = 1 - p
    let none = exp(n * log(q))
    let mean = n * p
    let most = Int(min(n, mean + 10 * (mean * q + 1).squareRoot()))
    var found = 0
    var term = none
    var u = double()
    while u > term {
      found += 1
      if found > most {
        found = 0
        term = none
        u = double()
      } else {
        u -= term
        term = (Double(count - found + 1) * p * term) / (Double(found) * q)
      }
    }
    return found
  }

  /// The method BTPE (Kachitvichyanukul and Schmeiser, 1988): a triangle, two parallelograms and two exponential tails
  /// lie above the scaled probabilities; a point below them is accepted.
  private func successesByRejection(_ count: Int, _ p: Double) -> Int {
    let n = Double(count)
    let q = 1 - p
    let center = n * p + p
    let mode = Int(center.rounded(.down))
    let m = Double(mode)
    let variance = n * p * q
    let halfWidth = (2.195 * variance.squareRoot() - 4.6 * q).rounded(.down) + 0.5
    let middle = m + 0.5
    let (left, right) = (middle - halfWidth, middle + halfWidth)
    let height = 0.134 + 20.5 / (15.3 + m)
    let leftSlope = (center - left) / (center - left * p)
    let leftRate = leftSlope * (1 + leftSlope / 2)
    let rightSlope = (right - center) / (right * q)
    let rightRate = rightSlope * (1 + rightSlope / 2)
    let triangle = halfWidth
    let parallelograms = triangle * (1 + 2 * height)
    let leftTail = parallelograms + height / leftRate
    let all = leftTail + height / rightRate
    while true {
      let u = double() * all
      var v = double()
      if u <= triangle { return Int((middle - halfWidth * v + u).rounded(.down)) }
      let y: Double
      if u <= parallelograms {
        let x = left + (u - triangle) / height
        v = v * height + 1 - abs(m - x + 0.5) / halfWidth
        if v > 1 { continue }
        y = x.rounded(.down)
      } else if u <= leftTail {
        y = (left + log(v) / leftRate).rounded(.down)
        if y < 0 || v == 0 { continue }
        v = v * (u - parallelograms) * leftRate
      } else {
        y = (right - log(v) / rightRate).rounded(.down)
        if y > n || v == 0 { continue }
        v = v * (u - leftTail) * rightRate
      }
      if accepts(y, v, count: n, mode: m, middle: middle, p: p, variance: variance) { return Int(y) }
    }
  }

  /// Whether the height `v` lies below the probability of `y`, relative to that of the mode.
  private func accepts(
    _ y: Double, _ v: Double, count n: Double, mode m: Double, middle: Double, p: Double, variance: Double
  ) -> Bool {
    let q = 1 - p
    let distance = abs(y - m)
    if distance <= 20 || distance >= variance / 2 - 1 {
      let ratio = p / q
      let scale = ratio * (n + 1)
      var value = 1.0
      if m < y {
        for step in Int(m + 1)...Int(y) { value *= scale / Double(step) - ratio }
      } else if m > y {
        for step in Int(y + 1)...Int(m) { value /= scale / Double(step) - ratio }
      }
      return v <= value
    }
    let margin =
      (distance / variance)
      * ((distance * (distance / 3 + 0.625) + 0.16666666666666666) / variance + 0.5)
    let normal = -distance * distance / (2 * variance)
    let logarithm = log(v)
    if logarithm < normal - margin { return true }
    if logarithm > normal + margin { return false }
    // Stirling's formula, the rest of its series by Horner's rule.
    func rest(_ x: Double) -> Double {
      let square = x * x
      return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320
    }
    let x = y + 1
    let f = m + 1
    let z = n + 1 - m
    let w = n - y + 1
    let bound =
      middle * log(f / x) + (n - m + 0.5) * log(z / w) + (y - m) * log(w * p / (x * q)) + rest(f) + rest(z) + rest(x)
      + rest(w)
    return logarithm <= bound
  }

  /// How many events happen where `mean` are expected.
  func poisson(_ mean: Double) -> Int {
    if mean == 0 { return 0 }
    return mean >= 10 ? eventsByRejection(mean) : eventsByProducts(mean)
  }

  private func eventsByProducts(_ mean: Double) -> Int {
    let least = exp(-mean)
    var found = 0
    var product = 1.0
    while true {
      product *= double()
      if product <= least { return found }
      found += 1
    }
  }

  /// The method PTRS (Hörmann, 1993): a transformed uniform number is rejected if it is too rare.
  private func eventsByRejection(_ mean: Double) -> Int {
    let logMean = log(mean)
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let surely = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = double() - 0.5
      let v = double()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= surely { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= -mean + k * logMean - lgamma(k + 1) { return Int(k) }
    }
  }

  // MARK: Gamma and beta

  /// A gamma number of scale 1 (Marsaglia and Tsang, 2000; below shape 1, Ahrens and Dieter, 1974).
  func gamma(_ shape: Double) -> Double {
    if shape == 1 { return exponential() }
    if shape == 0 { return 0 }
    if shape < 1 {
      while true {
        let u = double()
        let v = exponential()
        if u <= 1 - shape {
          let x = pow(u, 1 / shape)
          if x <= v { return x }
        } else {
          let y = -log((1 - u) / shape)
          let x = pow(1 - shape + shape * y, 1 / shape)
          if x <= v + y { return x }
        }
      }
    }
    let b = shape - 1.0 / 3
    let c = 1 / (9 * b).squareRoot()
    while true {
      var x = normal()
      var v = 1 + c * x
      while v <= 0 {
        x = normal()
        v = 1 + c * x
      }
      v = v * v * v
      let u = double()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return b * v }
      if log(u) < 0.5 * x * x + b * (1 - v + log(v)) { return b * v }
    }
  }

  /// A beta number: of two powers of uniform numbers (Jöhnk, 1964), or of two gamma numbers.
  func beta(_ a: Double, _ b: Double) -> Double {
    if a <= 1 && b <= 1 {
      while true {
        let u = double()
        let v = double()
        let x = pow(u, 1 / a)
        let sum = x + pow(v, 1 / b)
        if sum > 1 || u + v <= 0 { continue }
        if sum > 0 { return x / sum }
        var logX = log(u) / a
        var logY = log(v) / b
        let larger = max(logX, logY)
        logX -= larger
        logY -= larger
        return exp(logX - log(exp(logX) + exp(logY)))
      }
    }
    let first = gamma(a)
    let second = gamma(b)
    return first / (first + second)
  }
}
