import Foundation
import Testing

@testable import TensorCore

/// Kernels of layers and transforms against the sums that define them, on both sides of every block's and tile's size.
@Suite struct NetworkKernelTests {
  /// Numbers without a pattern; the same in every run.
  private struct Noise {
    var state: UInt64 = 1

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 16_777_216 - 0.5
    }

    mutating func number(below limit: Int) -> Int {
      _ = next()
      return Int(state >> 33) % limit
    }

    mutating func array(_ shape: [Int], _ dtype: DType) throws -> NDArray {
      let count = shape.reduce(1, *)
      return try NDArray((0..<count).map { _ in Scalar.double(next()) }, shape: Dims(shape), dtype)
    }
  }

  private struct Geometry {
    let samples: Int, groups: Int, inputs: Int, outputs: Int, lengths: [Int], window: Window

    /// Calls `body` with the numbers of an element of the result, of the weight and of the input that belong together.
    func forEachProduct(_ body: (_ out: Int, _ weight: Int, _ input: Int) -> Void) {
      let places = window.places(over: lengths)
      let walk = WindowWalk(window, input: lengths, output: places)
      for sample in 0..<samples {
        for group in 0..<groups {
          for output in 0..<outputs {
            for input in 0..<inputs {
              for k in 0..<walk.kernelCount {
                let channel = group * outputs + output
                let weight = (channel * inputs + input) * walk.kernelCount + k
                let from = ((sample * groups + group) * inputs + input) * walk.inputCount
                let to = (sample * groups * outputs + channel) * walk.outputCount
                walk.forEachRow(kernelElement: k) { place, element, count in
                  for i in 0..<count { body(to + place + i, weight, from + element + i * walk.stride.2) }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func geometries(_ noise: inout Noise) -> [Geometry] {
    var all = (0..<36).map { number -> Geometry in
      let dims = 1 + number % 3
      func sizes(_ least: Int, _ count: Int) -> [Int] { (0..<dims).map { _ in least + noise.number(below: count) } }
      let window = Window(size: sizes(1, 4), stride: sizes(1, 3), padding: sizes(0, 3), dilation: sizes(1, 2))
      let isPlain = number % 4 == 0
      return Geometry(
        samples: 1 + noise.number(below: 2), groups: 1 + noise.number(below: 2), inputs: 1 + noise.number(below: 4),
        outputs: 1 + noise.number(below: 15), lengths: sizes(7, dims == 3 ? 4 : dims == 2 ? 12 : 50),
        window: isPlain
          ? Window(size: window.size, stride: sizes(1, 1), padding: sizes(0, 1), dilation: sizes(1, 1)) : window)
    }
    // Sums of more than one block, and rows of whole vectors.
    all.append(
      Geometry(
        samples: 1, groups: 1, inputs: 33, outputs: 13, lengths: [5, 32],
        window: Window(size: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1])))
    return all
  }

  @Test(arguments: [DType.float32, .float64]) func convolutionsAreSumsOfProducts(_ dtype: DType) throws {
    var noise = Noise()
    for geometry in Self.geometries(&noise) {
      let x = try noise.array([geometry.samples, geometry.groups * geometry.inputs] + geometry.lengths, dtype)
      let weight = try noise.array(
        [geometry.groups * geometry.outputs, geometry.inputs] + geometry.window.size, dtype)
      let bias = try noise.array([geometry.groups * geometry.outputs], dtype)
      let out = try x.convolved(weight, bias: bias, geometry.window, groups: geometry.groups)
      let grad = try noise.array(out.shape.array, dtype)
      let inputGrad = try grad.convolutionInputGradient(
        weight, geometry.window, lengths: geometry.lengths, groups: geometry.groups)
      let weightGrad = try grad.convolutionWeightGradient(
        x, geometry.window, weightShape: weight.shape, groups: geometry.groups)
      let places = geometry.window.places(over: geometry.lengths).reduce(1, *)
      var sums = (0..<out.count).map {
        bias.element(at: $0 / places % (geometry.groups * geometry.outputs)).double
      }
      var (inputSums, weightSums) = (
        [Double](repeating: 0, count: x.count), [Double](repeating: 0, count: weight.count)
      )
      geometry.forEachProduct { to, element, from in
        let (a, b, g) = (
          weight.element(at: element).double, x.element(at: from).double, grad.element(at: to).double
        )
        sums[to] += a * b
        inputSums[from] += a * g
        weightSums[element] += b * g
      }
      let limit = dtype == .float32 ? 1e-4 : 1e-12
      for (array, expected) in [(out, sums), (inputGrad, inputSums), (weightGrad, weightSums)] {
        let error = expected.indices.map { abs(array.element(at: $0).double - expected[$0]) }.max() ?? 0
        #expect(error < limit, "\(geometry)")
      }
    }
  }

  /// Lengths with factors of every kind, primes and even ones that real numbers are transformed by halves of.
  @Test(arguments: [1, 2, 3, 8, 12, 35, 64, 143, 17, 106, 256, 260, 314, 1000, 1024])
  func transformsAreSumsOfTurns(_ length: Int) throws {
    var noise = Noise()
    for (rows, dtype) in [(1, DType.float64), (3, .complex128), (19, .float32)] {
      let parts = dtype.isComplex ? 2 : 1
      let numbers = try noise.array([rows, length, parts], dtype.realType)
      let x = dtype.isComplex ? try numbers.viewAsComplex() : try numbers.squeeze([2])
      // Once along the rows, once along the columns of the same numbers.
      let along = try x.fft(dim: 1, .backward, inverse: false).viewAsReal()
      let across = try x.transpose(0, 1).fft(dim: 0, .backward, inverse: false).transpose(0, 1).viewAsReal()
      let back = try x.fft(dim: 1, .backward, inverse: false).fft(dim: 1, .backward, inverse: true).viewAsReal()
      var error = 0.0
      for row in [0, rows - 1] {
        for k in stride(from: 0, to: length, by: Swift.max(1, length / 7)) {
          var (real, imaginary) = (0.0, 0.0)
          for n in 0..<length {
            let (c, s) = turn(k * n % length, length)
            let place = (row * length + n) * parts
            let (a, b) = (
              numbers.element(at: place).double, parts == 2 ? numbers.element(at: place + 1).double : 0
            )
            real += a * c + b * s
            imaginary += b * c - a * s
          }
          for result in [along, across] {
            let place = result.strides[0] * row + result.strides[1] * k
            error = Swift.max(error, abs(result.element(at: place).double - real))
            error = Swift.max(error, abs(result.element(at: place + result.strides[2]).double - imaginary))
          }
          let place = (row * length + k) * 2
          error = Swift.max(
            error,
            abs(back.element(at: place).double - numbers.element(at: (row * length + k) * parts).double))
        }
      }
      #expect(error < (dtype == .float32 ? 2e-5 : 1e-11), "\(rows) of \(length), \(dtype)")
    }
  }

  /// Lines that take a convolution block by block: their length, or half of it, is a prime number or a multiple of a large
  /// one.
  @Test(arguments: [32771, 2 * 32771, 3 * 10937])
  func longTransformsAreSumsOfTurns(_ length: Int) throws {
    var noise = Noise()
    for dtype in [DType.float32, .float64, .complex64, .complex128] {
      let parts = dtype.isComplex ? 2 : 1
      let numbers = try noise.array([length, parts], dtype.realType)
      let x = dtype.isComplex ? try numbers.viewAsComplex() : try numbers.squeeze([1])
      let values = (0..<length * parts).map { numbers.element(at: $0).double }
      let all = try x.fft(dim: 0, .backward, inverse: false)
      let half = dtype.isComplex ? nil : try x.rfft(dim: 0, .backward)
      let back = try all.fft(dim: 0, .backward, inverse: true).viewAsReal()
      let realBack = try half?.irfft(length, dim: 0, .backward)
      var error = 0.0
      for k in [0, 1, length / 7, length / 2, length / 2 + 1, length - 1] {
        var (real, imaginary) = (0.0, 0.0)
        for n in 0..<length {
          let (c, s) = turn(k * n % length, length)
          let (a, b) = (values[n * parts], parts == 2 ? values[n * parts + 1] : 0)
          real += a * c + b * s
          imaginary += b * c - a * s
        }
        for result in [all, half].compactMap(\.self) where k < result.shape[0] {
          let pair = try result.viewAsReal()
          error = Swift.max(error, abs(pair.element(at: 2 * k).double - real))
          error = Swift.max(error, abs(pair.element(at: 2 * k + 1).double - imaginary))
        }
        // The inverse is smaller by the root of the length.
        let scale = Double(length).squareRoot()
        error = Swift.max(error, scale * abs(back.element(at: 2 * k).double - values[parts * k]))
        if let realBack { error = Swift.max(error, scale * abs(realBack.element(at: k).double - values[k])) }
      }
      #expect(error / Double(length).squareRoot() < (dtype.realType == .float32 ? 2e-6 : 1e-14), "\(length), \(dtype)")
    }
  }

  /// exp(2 pi i k / n)
  private func turn(_ k: Int, _ n: Int) -> (Double, Double) {
    let angle = 2 * Double.pi * Double(k) / Double(n)
    return (cos(angle), sin(angle))
  }

  /// Matrices of one block of columns and of several.
  @Test(arguments: [(5, 5), (9, 4), (4, 9), (140, 131), (131, 150)])
  func factorsMultiplyToTheMatrix(_ rows: Int, _ columns: Int) throws {
    var noise = Noise()
    let a = try noise.array([rows, columns], .float64)
    func distance(_ x: NDArray, _ y: NDArray) throws -> Double {
      (try x.sub(y, as: .float64).elements).map { abs($0.double) }.max() ?? 0
    }
    let (q, r) = try a.qr(complete: false)
    #expect(try distance(q.mm(r), a) < 1e-12)
    let identity = try NDArray(eye: q.shape[1], q.shape[1], .float64)
    #expect(try distance(q.transpose(0, 1).mm(q), identity) < 1e-12)
    let (permutation, lower, upper) = try a.lu()
    #expect(try distance(permutation.mm(lower).mm(upper), a) < 1e-12)
    let square = try a.mm(a.transpose(0, 1)).add(NDArray(eye: rows, rows, .float64), as: .float64)
    let factor = try square.choleskyFactor().factor
    #expect(try distance(factor.mm(factor.transpose(0, 1)), square) < 1e-11)
    guard rows == columns else { return }
    #expect(try distance(a.mm(a.inverse()), identity) < 1e-9)
  }

  /// Products of whole numbers wrap around.
  @Test(arguments: [DType.uint8, .int8, .int16, .int32, .int64]) func integerProductsWrapAround(_ dtype: DType) throws {
    var noise = Noise()
    for (rows, depth, columns) in [(3, 70, 2), (5, 66, 40), (2, 3, 300)] {
      let a = try NDArray(
        (0..<(rows * depth)).map { _ in Scalar.int(noise.number(below: 200) - 90) }, shape: [rows, depth], .int64
      ).cast(to: dtype)
      let b = try NDArray(
        (0..<(columns * depth)).map { _ in Scalar.int(noise.number(below: 200) - 90) }, shape: [columns, depth], .int64
      ).cast(to: dtype).transpose(0, 1)
      let product = try a.mm(b)
      let expected = try NDArray(
        (0..<(rows * columns)).map { index -> Scalar in
          var sum = 0
          for k in 0..<depth {
            sum += a.element(at: index / columns * depth + k).int * b.element(at: index % columns * depth + k).int
          }
          return .int(sum)
        }, shape: [rows, columns], .int64
      ).cast(to: dtype)
      #expect(try product.elements == expected.elements, "\(rows)x\(depth) @ \(depth)x\(columns)")
    }
  }
}
