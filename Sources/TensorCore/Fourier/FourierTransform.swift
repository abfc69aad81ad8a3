#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Discrete Fourier transforms of one length in one direction, not divided by anything: mixed radix (Cooley and Tukey,
/// 1965) for lengths with small prime factors, Bluestein's convolution (1970) for others.
///
/// The butterflies add what is symmetric before they multiply, so that what cancels out in exact arithmetic does so here:
/// the transform of real numbers has exact conjugates, that of equal numbers exact zeros.
struct FourierTransform<Part: BinaryFloatingPoint & Element> {
  typealias Number = Complex<Part>

  private let length: Int
  private let factors: [Int]
  /// exp(sign 2 pi i k / length)
  private let roots: [Number]
  /// 1 of the inverse transform, -1 of the forward one.
  private let sign: Part
  private let chirp: FourierChirp?

  init(length: Int, inverse: Bool) {
    self.length = length
    sign = inverse ? 1 : -1
    var rest = length
    var factors: [Int] = []
    for factor in [8, 4, 2, 3, 5, 7, 11, 13] {
      while rest % factor == 0, rest > 1 {
        factors.append(factor)
        rest /= factor
      }
    }
    if rest > 1 {
      self.factors = []
      roots = []
      chirp = FourierChirp(length: length, inverse: inverse)
    } else {
      self.factors = factors
      let turn = sign
      roots = (0..<length).map { index in
        let root = UnitRoot.of(index, length)
        return Number(Part(root.real), turn * Part(root.imaginary))
      }
      chirp = nil
    }
  }

  /// Transforms `length` numbers of `input` into `output`; the two do not overlap.
  func transform(_ input: UnsafePointer<Number>, into output: UnsafeMutablePointer<Number>) {
    if let chirp {
      let given = (0..<length).map { Complex<Double>(Double(input[$0].real), Double(input[$0].imaginary)) }
      for (index, value) in chirp.transform(given).enumerated() {
        output[index] = Number(Part(value.real), Part(value.imaginary))
      }
      return
    }
    if length == 1 {
      output[0] = input[0]
      return
    }
    let most = factors.max() ?? 1
    withUnsafeTemporaryAllocation(of: Number.self, capacity: 2 * most) { work in
      roots.withUnsafeBufferPointer { roots in
        guard let scratch = work.baseAddress, let roots = roots.baseAddress else { return }
        run(input, output, 1, 0, roots, scratch)
      }
    }
  }

  /// The transform of every `stride`-th number of `input`, by the factors from number `level` on. `output` has
  /// `length / stride` places, `scratch` twice as many as the largest factor.
  private func run(
    _ input: UnsafePointer<Number>, _ output: UnsafeMutablePointer<Number>, _ stride: Int, _ level: Int,
    _ roots: UnsafePointer<Number>, _ scratch: UnsafeMutablePointer<Number>
  ) {
    let radix = factors[level]
    let part = length / (stride * radix)
    if part == 1 {
      for r in 0..<radix { output[r] = input[r &* stride] }
    } else {
      for r in 0..<radix {
        run(input + r &* stride, output + r &* part, stride &* radix, level + 1, roots, scratch)
      }
    }
    for k in 0..<part {
      scratch[0] = output[k]
      if k == 0 {
        for r in 1..<radix { scratch[r] = output[r &* part] }
      } else {
        for r in 1..<radix { scratch[r] = output[r &* part &+ k] * roots[r &* k &* stride] }
      }
      butterfly(radix, scratch, roots)
      for r in 0..<radix { output[r &* part &+ k] = scratch[r] }
    }
  }

  /// A quarter turn in the direction of the transform.
  @inline(__always) private func turned(_ a: Number) -> Number { Number(-sign * a.imaginary, sign * a.real) }

  /// The transform of `radix` numbers in place; the places behind them are free to use.
  @inline(__always) private func butterfly(
    _ radix: Int, _ a: UnsafeMutablePointer<Number>, _ roots: UnsafePointer<Number>
  ) {
    switch radix {
    case 2: (a[0], a[1]) = (a[0] + a[1], a[0] - a[1])
    case 4: (a[0], a[1], a[2], a[3]) = four(a[0], a[1], a[2], a[3])
    case 8:
      let even = four(a[0], a[2], a[4], a[6])
      let odd = four(a[1], a[3], a[5], a[7])
      let half = Part(0.5.squareRoot())
      let (u, v) = (turned(odd.1), turned(odd.3))
      let one = Number((odd.1.real + u.real) * half, (odd.1.imaginary + u.imaginary) * half)
      let two = turned(odd.2)
      let three = Number((v.real - odd.3.real) * half, (v.imaginary - odd.3.imaginary) * half)
      (a[0], a[4]) = (even.0 + odd.0, even.0 - odd.0)
      (a[1], a[5]) = (even.1 + one, even.1 - one)
      (a[2], a[6]) = (even.2 + two, even.2 - two)
      (a[3], a[7]) = (even.3 + three, even.3 - three)
    default: odd(radix, a, roots)
    }
  }

  @inline(__always) private func four(
    _ a: Number, _ b: Number, _ c: Number, _ d: Number
  ) -> (Number, Number, Number, Number) {
    let (sum, difference) = (a + c, a - c)
    let (others, rest) = (b + d, turned(b - d))
    return (sum + others, difference + rest, sum - others, difference - rest)
  }

  /// Any odd number of numbers, by their sums and differences with the ones opposite.
  private func odd(_ radix: Int, _ a: UnsafeMutablePointer<Number>, _ roots: UnsafePointer<Number>) {
    let half = radix / 2
    let pairs = a + radix
    var total = a[0]
    for r in 1...half {
      let (one, other) = (a[r], a[radix - r])
      pairs[2 &* r &- 2] = one + other
      pairs[2 &* r &- 1] = turned(one - other)
      total = total + (one + other)
    }
    let first = a[0]
    let step = length / radix
    for q in 1...half {
      var (even, odd) = (first, Number.zero)
      for r in 1...half {
        let root = roots[r &* q % radix &* step]
        // The root's imaginary part has the sign of the direction, which the quarter turn has as well.
        let (c, s) = (root.real, root.imaginary * sign)
        let (sum, difference) = (pairs[2 &* r &- 2], pairs[2 &* r &- 1])
        even = Number(even.real + c * sum.real, even.imaginary + c * sum.imaginary)
        odd = Number(odd.real + s * difference.real, odd.imaginary + s * difference.imaginary)
      }
      a[q] = even + odd
      a[radix - q] = even - odd
    }
    a[0] = total
  }
}

/// Roots of unity.
enum UnitRoot {
  /// exp(2 pi i k / n), exact at multiples of an eighth of a turn.
  static func of(_ k: Int, _ n: Int) -> Complex<Double> {
    // The angle is folded into the first octant, where sine and cosine are most precise.
    let k = k % n
    let octant = 8 * k / n
    let rest = Double(8 * k - octant * n) / Double(n) * (.pi / 4)
    let quarter = Double.pi / 4
    let (c, s): (Double, Double)
    switch octant {
    case 0: (c, s) = (cos(rest), sin(rest))
    case 1: (c, s) = (sin(quarter - rest), cos(quarter - rest))
    case 2: (c, s) = (-sin(rest), cos(rest))
    case 3: (c, s) = (-cos(quarter - rest), sin(quarter - rest))
    case 4: (c, s) = (-cos(rest), -sin(rest))
    case 5: (c, s) = (-sin(quarter - rest), -cos(quarter - rest))
    case 6: (c, s) = (sin(rest), -cos(rest))
    default: (c, s) = (cos(quarter - rest), -sin(quarter - rest))
    }
    return Complex(c, s)
  }
}

/// Bluestein's method: a transform of any length as a convolution of a power of two.
private final class FourierChirp {
  private typealias Number = Complex<Double>
  private let length: Int
  private let padded: Int
  private let factors: [Complex<Double>]
  private let spectrum: [Complex<Double>]
  private let forward: FourierTransform<Double>
  private let backward: FourierTransform<Double>

  init(length: Int, inverse: Bool) {
    self.length = length
    var padded = 1
    while padded < 2 * length { padded *= 2 }
    self.padded = padded
    factors = (0..<length).map { index in
      let root = UnitRoot.of(index * index % (2 * length), 2 * length)
      return inverse ? root : root.conjugate
    }
    var kernel = [Number](repeating: .zero, count: padded)
    for (index, factor) in factors.enumerated() {
      kernel[index] = factor.conjugate
      if index > 0 { kernel[padded - index] = factor.conjugate }
    }
    forward = FourierTransform(length: padded, inverse: false)
    backward = FourierTransform(length: padded, inverse: true)
    spectrum = Self.apply(forward, kernel)
  }

  private static func apply(_ plan: FourierTransform<Double>, _ input: [Number]) -> [Number] {
    [Number](unsafeUninitializedCapacity: input.count) { buffer, count in
      // Both have as many places as the plan is long.
      input.withUnsafeBufferPointer { input in
        if let source = input.baseAddress, let target = buffer.baseAddress { plan.transform(source, into: target) }
      }
      count = input.count
    }
  }

  func transform(_ input: [Complex<Double>]) -> [Complex<Double>] {
    var work = [Number](repeating: .zero, count: padded)
    for index in 0..<length { work[index] = input[index] * factors[index] }
    work = Self.apply(forward, work)
    for index in 0..<padded { work[index] = work[index] * spectrum[index] }
    work = Self.apply(backward, work)
    return (0..<length).map { index in
      let value = work[index] * factors[index]
      return Number(value.real / Double(padded), value.imaginary / Double(padded))
    }
  }
}

extension NDArray {
  /// What a transform is divided by (`norm=` of `torch.fft`).
  package enum FourierNorm: String, Sendable {
    case forward, backward, ortho
  }

  /// The element at the end of a transform's input or output: `n` cut or filled up with zeros.
  private func resized(_ axis: Int, _ n: Int) throws(TorchError) -> NDArray {
    if n < 1 { throw TorchError(.runtime, "Invalid number of data points (\(n)) specified") }
    if shape[axis] == n { return self }
    if shape[axis] > n { return try narrow(axis, 0, n) }
    var target = shape
    target[axis] = n
    let out = try NDArray(zeros: target, dtype)
    try out.narrow(axis, 0, shape[axis]).copy(from: self)
    return out
  }

  private static func scale(_ norm: FourierNorm, _ n: Int, inverse: Bool) -> Double {
    switch norm {
    case .ortho: 1 / Double(n).squareRoot()
    case .forward: inverse ? 1 : 1 / Double(n)
    case .backward: inverse ? 1 / Double(n) : 1
    }
  }

  /// - Parameter settling: whether the result will be rounded to single precision.
  private func transformed(
    _ axis: Int, inverse: Bool, _ scale: Double, as type: DType, settling: Bool
  ) throws(TorchError) -> NDArray {
    let length = shape[axis]
    // Where a butterfly or powers of two do all, single precision leaves no more than PyTorch's does.
    if type == .complex64, length & (length - 1) == 0 || [3, 5, 7].contains(length) {
      return try transformed(Float.self, axis, inverse: inverse, scale, .complex64, settling: false)
    }
    return try transformed(Double.self, axis, inverse: inverse, scale, .complex128, settling: settling).cast(to: type)
  }

  private func transformed<Part: BinaryFloatingPoint & Element>(
    _: Part.Type, _ axis: Int, inverse: Bool, _ scale: Double, _ type: DType, settling: Bool
  ) throws(TorchError) -> NDArray {
    let (lines, rows, length) = try lines(axis, as: type)
    let out = try emptyLines(axis, length: length, type)
    let plan = FourierTransform<Part>(length: length, inverse: inverse)
    let factor = Part(scale)
    // Both arrays are contiguous and have `rows` lines of `length` numbers.
    let (source, target) = (lines.pointer(Complex<Part>.self), out.pointer(Complex<Part>.self))
    for row in 0..<rows {
      let line = target + row &* length
      plan.transform(source + row &* length, into: line)
      if settling { NDArray.settle(line, count: length) }
      if scale == 1 { continue }
      for index in 0..<length { line[index] = Complex(line[index].real * factor, line[index].imaginary * factor) }
    }
    return out.movedFromEnd(axis)
  }

  /// The array with its dimensions in memory in this order, from the outermost one: itself, or a copy.
  package func inOrder(_ axes: [Int]) throws(TorchError) -> NDArray {
    var (strides, stride) = (shape.contiguousStrides, 1)
    for axis in axes.reversed() {
      strides[axis] = stride
      stride &*= Swift.max(shape[axis], 1)
    }
    if strides == self.strides { return self }
    let out = try NDArray(empty: shape, dtype).view(shape: shape, strides: strides)
    out.assign(from: self)
    return out
  }

  /// Sets to 0 what sums of a line in single precision cannot tell from it: in double precision it is what rounding
  /// left of a 0.
  private static func settle<Part: BinaryFloatingPoint>(_ line: UnsafeMutablePointer<Complex<Part>>, count: Int) {
    var largest: Part = 0
    for index in 0..<count {
      largest = Swift.max(largest, Swift.abs(line[index].real), Swift.abs(line[index].imaginary))
    }
    guard largest.isFinite else { return }
    let least = largest * 0x1p-31
    for index in 0..<count {
      let value = line[index]
      if Swift.abs(value.real) >= least, Swift.abs(value.imaginary) >= least { continue }
      // An exact 0 keeps its sign.
      line[index] = Complex(
        Swift.abs(value.real) < least && value.real != 0 ? 0 : value.real,
        Swift.abs(value.imaginary) < least && value.imaginary != 0 ? 0 : value.imaginary)
    }
  }

  /// The type of the complex transform of these numbers.
  package var fourierType: DType { dtype.isIntegral ? .complex64 : dtype.complexType }

  /// The complex transform along a dimension (`torch.fft.fft`, `ifft`).
  ///
  /// - Parameter goal: Where further dimensions follow, the type that the result will be rounded to in the end; it
  ///   stays in double precision until then.
  package func fft(dim: Int, _ norm: FourierNorm, inverse: Bool, goal: DType? = nil) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    if shape[axis] < 1 { throw TorchError(.runtime, "Invalid number of data points (\(shape[axis])) specified") }
    return try transformed(
      axis, inverse: inverse, NDArray.scale(norm, shape[axis], inverse: inverse),
      as: goal == nil ? fourierType : .complex128, settling: goal ?? fourierType != .complex128)
  }

  /// The first half of the transform of real numbers (`torch.fft.rfft`).
  package func rfft(dim: Int, _ norm: FourierNorm, goal: DType? = nil) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if dtype.isComplex {
      throw TorchError(.runtime, "rfft expects a real input tensor, but got \(dtype.scalarName)")
    }
    let all = try fft(dim: dim, norm, inverse: false, goal: goal)
    return try all.narrow(axis, 0, all.shape[axis] / 2 + 1)
  }

  /// The transform of real numbers, whose second half mirrors the first one.
  package func rfftBothHalves(dim: Int, _ norm: FourierNorm, goal: DType? = nil) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    // In rows, so that both halves are copied along them.
    if axis != rank - 1 { return try movedToEnd(axis).rfftBothHalves(dim: -1, norm, goal: goal).movedFromEnd(axis) }
    let half = try rfft(dim: dim, norm, goal: goal)
    let mirrored = (shape[axis] - 1) / 2
    if mirrored == 0 { return try half.contiguous() }
    return try NDArray.cat([half, half.narrow(axis, 1, mirrored).conj().flip([axis])], axis)
  }

  /// So many real numbers from the first half of their transform (`torch.fft.irfft`).
  package func irfft(
    _ count: Int, dim: Int, _ norm: FourierNorm, goal: DType? = nil
  ) throws(TorchError) -> NDArray {
    let type = goal ?? fourierType
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    if count < 1 { throw TorchError(.runtime, "Invalid number of data points (\(count)) specified") }
    let half = try cast(to: .complex128).resized(axis, count / 2 + 1)
    var target = half.shape
    target[axis] = count
    let all = try NDArray(zeros: target, .complex128)
    try all.narrow(axis, 0, count / 2 + 1).copy(from: half)
    let mirrored = (count - 1) / 2
    if mirrored > 0 {
      try all.narrow(axis, count - mirrored, mirrored).copy(from: half.narrow(axis, 1, mirrored).conj().flip([axis]))
    }
    // The first number, and the middle one of an even count, are real whatever was given.
    for edge in count % 2 == 0 ? [0, count / 2] : [0] {
      try all.viewAsReal().select(rank, 1).select(axis, edge).fill(.int(0))
    }
    let result = try all.transformed(
      axis, inverse: true, NDArray.scale(norm, count, inverse: true), as: .complex128,
      settling: type != .complex128)
    return try result.viewAsReal().select(rank, 0).clone().cast(to: type.realType)
  }
}
