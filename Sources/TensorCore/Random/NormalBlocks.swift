/// Normal values in blocks of sixteen, as the AVX2 build of PyTorch computes them in single precision: Box and Muller's
/// method with the Cephes polynomials for logarithm, sine and cosine. Multiplications and additions are fused exactly
/// where PyTorch's are, because a different rounding changes printed digits.
enum NormalBlocks {
  /// `c + a * b` rounded once, whatever the processor has.
  @inline(__always) private static func fma(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }

  static func log(_ value: Float) -> Float {
    let x = max(value, 0x1p-126)
    let bits = x.bitPattern
    var e = Float(Int32(bits >> 23) - 126)
    let m = Float(bitPattern: bits & 0x007F_FFFF | 0x3F00_0000)
    var t: Float = 0
    if m < 0.70710677 {
      t = m
      e -= 1
    }
    var r = (m - 1) + t
    let z = r * r
    var y: Float = 0.070376836292
    for c: Float in [
      -0.11514610310, 0.11676998740, -0.12420140846, 0.14249322787, -0.16668057665, 0.20000714765,
      -0.24999993993, 0.33333331174,
    ] { y = fma(y, r, c) }
    y = r * y
    y = fma(y, z, e * -2.12194440e-4)
    y = fma(-z, 0.5, y)
    r = r + y
    return fma(e, 0.693359375, r)
  }

  static func sincos(_ angle: Float) -> (sin: Float, cos: Float) {
    let j = (Int32(angle * 1.27323954473516) &+ 1) & ~1
    let y = Float(j)
    var x = fma(y, -0.78515625, angle)
    x = fma(y, -2.4187564849853515625e-4, x)
    x = fma(y, -3.77489497744594108e-8, x)
    let z = x * x
    var c = fma(2.443315711809948e-5, z, -1.388731625493765e-3)
    c = fma(c, z, 4.166664568298827e-2)
    c = z * c
    c = fma(z, c, -(z * 0.5)) + 1
    var s = fma(-1.9515295891e-4, z, 8.3321608736e-3)
    s = fma(s, z, -1.6666654611e-1)
    s = z * s
    s = fma(x, s, x)
    let swaps = j & 2 != 0
    var sine = swaps ? c : s
    var cosine = swaps ? s : c
    if j & 4 != 0 { sine = -sine }
    if (j &- 2) & 4 == 0 { cosine = -cosine }
    return (sine, cosine)
  }

  /// Turns sixteen uniform numbers into normal ones in place. The pointer leads to at least sixteen elements.
  static func transform(_ d: UnsafeMutablePointer<Float>, mean: Float, std: Float) {
    for j in 0..<8 {
      let u1 = 1 - d[j]
      let radius = (-2 * log(u1)).squareRoot()
      let (sine, cosine) = sincos(6.2831855 * d[j + 8])
      d[j] = fma(radius * cosine, std, mean)
      d[j + 8] = fma(radius * sine, std, mean)
    }
  }
}
