#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Discrete Fourier transforms of one length, in double precision: mixed radix for lengths with small prime factors,
/// Bluestein's convolution for others.
struct FourierTransform {
  typealias Number = Complex<Double>

  private let length: Int
  private let factors: [Int]
  /// exp(-2 pi i k / length)
  private let roots: [Number]
  private let chirp: Chirp?

  init(length: Int) {
    self.length = length
    var rest = length
    var factors: [Int] = []
    for prime in [4, 2, 3, 5, 7, 11, 13] {
      while rest % prime == 0, rest > 1 {
        factors.append(prime)
        rest /= prime
      }
    }
    self.factors = factors
    roots = (0..<length).map { Self.root($0, length) }
    chirp = rest > 1 ? Chirp(length: length) : nil
  }

  /// exp(-2 pi i k / n), exact at multiples of an eighth of a turn.
  static func root(_ k: Int, _ n: Int) -> Number {
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
    return Number(c, -s)
  }

  /// The forward transform; the inverse, not divided by the length, with `inverse`.
  func transform(_ input: [Number], inverse: Bool) -> [Number] {
    if length <= 1 { return input }
    let source = inverse ? input.map(\.conjugate) : input
    let result = chirp?.transform(source) ?? mixed(source, 0, 1, 0)
    return inverse ? result.map(\.conjugate) : result
  }

  /// The transform of every `stride`-th element from `start` on, by the factors from number `level` on.
  private func mixed(_ input: [Number], _ start: Int, _ stride: Int, _ level: Int) -> [Number] {
    let count = length / stride
    if count == 1 { return [input[start]] }
    let radix = factors[level]
    let part = count / radix
    let parts = (0..<radix).map { mixed(input, start + $0 * stride, stride * radix, level + 1) }
    var result = [Number](repeating: .zero, count: count)
    for k in 0..<part {
      for q in 0..<radix {
        let place = q * part + k
        var sum = parts[0][k]
        for r in 1..<radix { sum = sum + parts[r][k] * roots[(r * place % count) * stride] }
        result[place] = sum
      }
    }
    return result
  }

  /// Bluestein's method: a transform of any length as a convolution of a power of two.
  private struct Chirp {
    let length: Int
    let padded: Int
    let factors: [Number]
    let spectrum: [Number]

    init(length: Int) {
      self.length = length
      var padded = 1
      while padded < 2 * length { padded *= 2 }
      self.padded = padded
      factors = (0..<length).map { FourierTransform.root($0 * $0 % (2 * length), 2 * length) }
      var kernel = [Number](repeating: .zero, count: padded)
      for (index, factor) in factors.enumerated() {
        kernel[index] = factor.conjugate
        if index > 0 { kernel[padded - index] = factor.conjugate }
      }
      spectrum = FourierTransform(length: padded).transform(kernel, inverse: false)
    }

    func transform(_ input: [Number]) -> [Number] {
      let plan = FourierTransform(length: padded)
      var work = [Number](repeating: .zero, count: padded)
      for index in 0..<length { work[index] = input[index] * factors[index] }
      work = plan.transform(work, inverse: false)
      for index in 0..<padded { work[index] = work[index] * spectrum[index] }
      work = plan.transform(work, inverse: true)
      return (0..<length).map { index in
        let value = work[index] * factors[index]
        return Number(value.real / Double(padded), value.imaginary / Double(padded))
      }
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

  private func transformed(
    _ axis: Int, inverse: Bool, _ scale: Double, as type: DType
  ) throws(TorchError) -> NDArray {
    let (lines, rows, length) = try lines(axis, as: .complex128)
    let out = try emptyLines(axis, length: length, .complex128)
    let plan = FourierTransform(length: length)
    let (source, target) = (lines.pointer(Complex<Double>.self), out.pointer(Complex<Double>.self))
    for row in 0..<rows {
      let line = Array(UnsafeBufferPointer(start: source + row &* length, count: length))
      for (index, value) in plan.transform(line, inverse: inverse).enumerated() {
        target[row &* length &+ index] = Complex(value.real * scale, value.imaginary * scale)
      }
    }
    return try out.restored(axis, as: type)
  }

  private var fourierType: DType { dtype.isIntegral ? .complex64 : dtype.complexType }

  /// The complex transform along a dimension, of `n` elements if given (`torch.fft.fft`, `ifft`).
  package func fft(_ n: Int?, dim: Int, _ norm: FourierNorm, inverse: Bool) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    let input = try resized(axis, n ?? shape[axis])
    return try input.transformed(
      axis, inverse: inverse, NDArray.scale(norm, input.shape[axis], inverse: inverse), as: fourierType)
  }

  /// The first half of the transform of real numbers (`torch.fft.rfft`); of the conjugate inverse with `inverse`
  /// (`ihfft`).
  package func rfft(_ n: Int?, dim: Int, _ norm: FourierNorm, inverse: Bool = false) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if dtype.isComplex {
      throw TorchError(
        .runtime,
        "\(inverse ? "ihfft" : "rfft") expects a real input tensor, but got \(dtype.scalarName)")
    }
    let all = try fft(n, dim: dim, norm, inverse: inverse)
    return try all.narrow(axis, 0, all.shape[axis] / 2 + 1).contiguous()
  }

  /// `n` real numbers from the first half of their transform (`torch.fft.irfft`); forward with `inverse` off (`hfft`).
  package func irfft(_ n: Int?, dim: Int, _ norm: FourierNorm, inverse: Bool = true) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    let count = n ?? 2 * (shape[axis] - 1)
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
      axis, inverse: inverse, NDArray.scale(norm, count, inverse: inverse), as: .complex128)
    return try result.viewAsReal().select(rank, 0).contiguous().cast(to: fourierType.realType)
  }
}
