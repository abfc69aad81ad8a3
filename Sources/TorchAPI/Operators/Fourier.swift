import Autograd
import TensorCore

extension Operator {
  /// `torch.fft`: transforms over one or more dimensions, each made of three kernels (complex to complex, real to
  /// complex, complex to real), as PyTorch has them.
  static let fourier: [Operator] = [
    fftC2C, fftR2C, fftC2R, fft, ifft, rfft, irfft, hfft, ihfft, fft2, ifft2, rfft2, irfft2, hfft2, ihfft2, fftn, ifftn,
    rfftn, irfftn, hfftn, ihfftn, fftshift, ifftshift, fftfreq, rfftfreq,
  ]

  // MARK: Kernels

  /// What the result is divided by, numbered as PyTorch's kernels number it: by nothing, the root of the count, or it.
  private static func norm(_ number: Int, forward: Bool) -> NDArray.FourierNorm {
    switch number {
    case 1: .ortho
    case 2: forward ? .forward : .backward
    default: forward ? .backward : .forward
    }
  }

  /// The dimensions of an array by descending strides.
  private static func byStride(_ axes: [Int], _ strides: [Int]) -> [Int] {
    axes.enumerated().sorted {
      strides[$0.element] != strides[$1.element]
        ? strides[$0.element] > strides[$1.element] : $0.offset < $1.offset
    }.map(\.element)
  }

  /// The dimensions as they lie in memory, from the outermost one, when an array with these strides has been transformed:
  /// those that were transformed innermost, in their order.
  private static func order(_ strides: [Int], _ transformed: [Int]) -> [Int] {
    byStride((0..<strides.count).filter { !transformed.contains($0) }, strides) + transformed
  }

  /// Raises as PyTorch's library does where there is no line to transform.
  private static func checkLines(_ x: NDArray, _ dims: [Int]) throws {
    let axes = try dims.map { try x.wrap($0) }
    if !axes.isEmpty, (0..<x.rank).contains(where: { x.shape[$0] == 0 && !axes.contains($0) }) {
      throw TorchError(
        .runtime, "MKL FFT error: Intel oneMKL DFTI ERROR: Inconsistent configuration parameters")
    }
  }

  static let fftC2C: Operator = Operator(
    "_fft_c2c(Tensor self, SymInt[] dim, int normalization, bool forward) -> Tensor", module: .hidden,
    node: "FftC2CBackward0", inputs: [0],
    forward: { arguments in
      var result = try arguments.array(0)
      let isForward = arguments.bool(3)
      let norm = norm(try arguments.int(2), forward: isForward)
      let dims = try arguments.ints(1)
      if dims.isEmpty { return try result.clone() }
      try checkLines(result, dims)
      let axes = try dims.map { try result.wrap($0) }
      let strides = result.strides.array
      let order = order(strides, byStride(axes, strides))
      var steps = NDArray.FourierSteps(of: result, order, isOwn: false, isLast: dims.count == 1)
      for (index, dim) in dims.enumerated() {
        if index > 0 { steps = steps.next(isLast: index == dims.count - 1) }
        result = try result.fft(dim: dim, norm, inverse: !isForward, steps: steps)
      }
      return result
    },
    backward: { call in
      try call.give(
        0,
        try fftC2C(
          .tensor(call.grad), .ints(call.arguments.ints(1)), .int(call.arguments.int(2)), .bool(!call.arguments.bool(3))
        ))
    })

  static let fftR2C: Operator = Operator(
    "_fft_r2c(Tensor self, int[] dim, int normalization, bool onesided) -> Tensor", module: .hidden,
    node: "FftR2CBackward0", inputs: [0],
    samples: .tensor([3, 4], with: [[.ints([1]), .int(0), .bool(true)], [.ints([0, 1]), .int(2), .bool(false)]]),
    forward: { arguments in
      let dims = try arguments.ints(1)
      let norm = norm(try arguments.int(2), forward: true)
      let x = try arguments.array(0)
      guard let last = dims.last else { return try x.cast(to: x.dtype.complexType) }
      try checkLines(x, dims)
      let (axes, strides) = (try dims.map { try x.wrap($0) }, x.strides.array)
      let order = order(strides, byStride(axes.dropLast(), strides) + axes.suffix(1))
      let isHalf = arguments.bool(3)
      let steps = NDArray.FourierSteps(of: x, order, isOwn: false, isLast: dims.count == 1)
      var result = try x.rfft(dim: last, norm, bothHalves: !isHalf, steps: steps)
      for (index, dim) in dims.dropLast().enumerated() {
        result = try result.fft(dim: dim, norm, inverse: false, steps: steps.next(isLast: index == dims.count - 2))
      }
      return result
    },
    backward: { call in
      let dims = try call.arguments.ints(1)
      guard let last = dims.last else {
        try call.give(0, call.grad.real())
        return
      }
      let length = try call.shape(0)[NDArray.wrap(last, rank: call.shape(0).count)]
      let full = try resized(call.lastUsedGrad(), last, length)
      try call.give(
        0, try fftC2C(.tensor(full), .ints(dims), .int(call.arguments.int(2)), .bool(false)).real())
    })

  static let fftC2R: Operator = Operator(
    "_fft_c2r(Tensor self, int[] dim, int normalization, SymInt last_dim_size) -> Tensor", module: .hidden,
    node: "FftC2RBackward0", inputs: [0],
    forward: { arguments in
      let dims = try arguments.ints(1)
      let norm = norm(try arguments.int(2), forward: false)
      var x = try arguments.array(0)
      guard let last = dims.last else { return try x.viewAsReal().select(x.rank, 0).clone() }
      try checkLines(x, dims)
      let axes = try dims.map { try x.wrap($0) }
      var strides = x.strides.array
      if dims.count > 1 {
        // As what is transformed over the other dimensions first lies between.
        strides = NDArray.strides(of: x.shape, inOrder: order(strides, byStride(axes.dropLast(), strides))).array
      }
      var steps = NDArray.FourierSteps(of: x, order(strides, axes.suffix(1)), isOwn: false, isLast: dims.count == 1)
      for (index, dim) in dims.dropLast().enumerated() {
        x = try x.fft(dim: dim, norm, inverse: true, steps: steps)
        steps = steps.next(isLast: index == dims.count - 2)
      }
      return try x.irfft(arguments.int(3), dim: last, norm, steps: steps)
    },
    backward: { call in
      let dims = try call.arguments.ints(1)
      let half = try fftR2C(.tensor(call.grad), .ints(dims), .int(call.arguments.int(2)), .bool(true))
      guard let last = dims.last else {
        call.give(0, half)
        return
      }
      // Every number but the first and the middle one stands for two, itself and its conjugate.
      let axis = try half.array.wrap(last)
      let count = half.array.shape[axis]
      let doubled = try call.grad.array.shape[axis] - count
      var weights = [Double](repeating: 1, count: count)
      for index in 0..<doubled { weights[index + 1] = 2 }
      var shape = [Int](repeating: 1, count: half.array.rank)
      shape[axis] = count
      let factors = Tensor(try NDArray(weights, shape: Dims(shape), half.dtype.realType))
      try call.give(0, mul.over(half, [.tensor(factors)]))
    })

  // MARK: Arguments

  private static func resized(_ x: Tensor, _ dim: Int, _ length: Int) throws -> Tensor {
    let axis = try x.array.wrap(dim)
    let count = x.array.shape[axis]
    if count == length { return x }
    if count > length { return try x.slice(axis, from: 0, to: length) }
    var pad = [Int](repeating: 0, count: 2 * (x.array.rank - axis))
    pad[pad.count - 1] = length - count
    return try constantPad(.tensor(x), .ints(pad), .int(0))
  }

  /// The number of a norm's name.
  private static func norm(_ name: String?, forward: Bool) throws -> Int {
    switch name {
    case nil, "backward": return forward ? 0 : 2
    case "forward": return forward ? 2 : 0
    case "ortho": return 1
    case .some(let name): throw TorchError(.runtime, "Invalid normalization mode: \"\(name)\"")
    }
  }

  /// Raises for types that have no transform.
  static func checkHasTransform(_ dtype: DType) throws {
    if dtype.computeType != dtype { throw TorchError(.runtime, "Unsupported dtype \(dtype.scalarName)") }
  }

  private static func floating(_ x: Tensor) throws -> Tensor {
    try checkHasTransform(x.dtype)
    return try x.dtype.isIntegral ? x.cast(to: TensorSession.bound?.defaultDType ?? .float32) : x
  }

  private static func complex(_ x: Tensor) throws -> Tensor {
    let x = try floating(x)
    return try x.cast(to: x.dtype.complexType)
  }

  private static func checkReal(_ x: Tensor, _ name: String) throws {
    if x.dtype.isComplex {
      // Transforms of several dimensions ask in their own words.
      switch name {
      case "rfft2", "rfftn":
        throw TorchError(.runtime, "rfftn expects a real-valued input tensor, but got \(x.dtype.scalarName)")
      case "ihfft2", "ihfftn":
        throw TorchError(.runtime, "Only supports floating-point dtypes, but found: \(x.dtype.scalarName)")
      default: break
      }
      throw TorchError(.runtime, "\(name) expects a real input tensor, but got \(x.dtype.scalarName)")
    }
  }

  private static func checkLength(_ length: Int) throws {
    if length < 1 { throw TorchError(.runtime, "Invalid number of data points (\(length)) specified") }
  }

  // MARK: One dimension

  private enum Kind { case complex, real, inverseReal }

  private static func line(
    _ name: String, _ kind: Kind, forward: Bool
  ) -> Operator {
    Operator(
      "fft_\(name)(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor", module: .fft,
      forms: [.function, .out],
      composite: { arguments in
        let x = try arguments.tensor(0)
        let dim = try arguments.int(2, default: -1)
        let axis = try NDArray.wrap(dim, rank: x.array.rank, allowsScalar: false)
        let norm = try norm(arguments.optionalString(3), forward: forward)
        let length = x.array.shape[axis]
        switch kind {
        case .complex:
          let count = arguments.optionalInt(1) ?? length
          try checkLength(count)
          let input = try resized(floating(x), axis, count)
          if input.dtype.isComplex {
            return .tensor(try fftC2C(.tensor(input), .ints([axis]), .int(norm), .bool(forward)))
          }
          let both = try fftR2C(.tensor(input), .ints([axis]), .int(norm), .bool(false))
          return .tensor(forward ? both : try conjugate.over(both, []))
        case .real:
          try checkReal(x, name)
          let count = arguments.optionalInt(1) ?? length
          try checkLength(count)
          let half = try fftR2C(
            .tensor(resized(floating(x), axis, count)), .ints([axis]), .int(norm), .bool(true))
          return .tensor(forward ? half : try conjugate.over(half, []))
        case .inverseReal:
          let count = arguments.optionalInt(1) ?? 2 * (length - 1)
          try checkLength(count)
          var input = try resized(complex(x), axis, count / 2 + 1)
          // What was cast is let go.
          if forward { input = try input.conj() }
          return .tensor(try fftC2R(.tensor(input), .ints([axis]), .int(norm), .int(count)))
        }
      })
  }

  static let fft: Operator = line("fft", .complex, forward: true)
  static let ifft: Operator = line("ifft", .complex, forward: false)
  static let rfft: Operator = line("rfft", .real, forward: true)
  static let irfft: Operator = line("irfft", .inverseReal, forward: false)
  static let hfft: Operator = line("hfft", .inverseReal, forward: true)
  static let ihfft: Operator = line("ihfft", .real, forward: false)

  // MARK: Several dimensions

  private static func grid(
    _ name: String, _ kind: Kind, forward: Bool, isPlane: Bool
  ) -> Operator {
    let dims = isPlane ? "int[1] dim=[-2,-1]" : "int[1]? dim=None"
    return Operator(
      "fft_\(name)(Tensor self, SymInt[1]? s=None, \(dims), str? norm=None) -> Tensor", module: .fft,
      forms: [.function, .out],
      composite: { arguments in
        let x = try arguments.tensor(0)
        let sizes = arguments.optionalInts(1)
        let rank = x.array.rank
        var axes: [Int]
        if let given = arguments.optionalInts(2) ?? (isPlane ? [-2, -1] : nil) {
          axes = try given.map { try NDArray.wrap($0, rank: rank, allowsScalar: false) }
          if Set(axes).count != axes.count { throw TorchError(.runtime, "FFT dims must be unique") }
          if let sizes, sizes.count != axes.count {
            throw TorchError(.runtime, "When given, dim and shape arguments must have the same length")
          }
        } else if let sizes {
          if sizes.count > rank {
            throw TorchError(
              .runtime, "Got shape with \(sizes.count) values but input tensor only has \(rank) dimensions.")
          }
          axes = Array((rank - sizes.count)..<rank)
        } else {
          axes = Array(0..<rank)
        }
        if axes.isEmpty, kind != .complex {
          throw TorchError(.runtime, "\(name) must transform at least one axis")
        }
        var lengths = axes.map { x.array.shape[$0] }
        if kind == .inverseReal, let last = lengths.last { lengths[lengths.count - 1] = 2 * (last - 1) }
        for (index, size) in (sizes ?? []).enumerated() where size != -1 { lengths[index] = size }
        for length in lengths { try checkLength(length) }
        let norm = try norm(arguments.optionalString(3), forward: forward)
        if kind == .real { try checkReal(x, name) }
        var input = kind == .real ? try floating(x) : try complex(x)
        for (index, axis) in axes.enumerated() {
          let isHalf = kind == .inverseReal && index == axes.count - 1
          input = try resized(input, axis, isHalf ? lengths[index] / 2 + 1 : lengths[index])
        }
        switch kind {
        case .complex: return .tensor(try fftC2C(.tensor(input), .ints(axes), .int(norm), .bool(forward)))
        case .real:
          guard forward else {
            // The half of the last dimension, then the inverse over the others.
            let half = try fftR2C(.tensor(input), .ints(Array(axes.suffix(1))), .int(norm), .bool(true)).conj()
            if axes.count == 1 { return .tensor(half) }
            return .tensor(try fftC2C(.tensor(half), .ints(Array(axes.dropLast())), .int(norm), .bool(false)))
          }
          return .tensor(try fftR2C(.tensor(input), .ints(axes), .int(norm), .bool(true)))
        case .inverseReal:
          let count = lengths[lengths.count - 1]
          guard forward else { return .tensor(try fftC2R(.tensor(input), .ints(axes), .int(norm), .int(count))) }
          let others = Array(axes.dropLast())
          let rest =
            others.isEmpty ? input : try fftC2C(.tensor(input), .ints(others), .int(norm), .bool(true))
          return .tensor(
            try fftC2R(.tensor(rest.conj()), .ints(Array(axes.suffix(1))), .int(norm), .int(count)))
        }
      })
  }

  static let fft2: Operator = grid("fft2", .complex, forward: true, isPlane: true)
  static let ifft2: Operator = grid("ifft2", .complex, forward: false, isPlane: true)
  static let rfft2: Operator = grid("rfft2", .real, forward: true, isPlane: true)
  static let irfft2: Operator = grid("irfft2", .inverseReal, forward: false, isPlane: true)
  static let hfft2: Operator = grid("hfft2", .inverseReal, forward: true, isPlane: true)
  static let ihfft2: Operator = grid("ihfft2", .real, forward: false, isPlane: true)
  static let fftn: Operator = grid("fftn", .complex, forward: true, isPlane: false)
  static let ifftn: Operator = grid("ifftn", .complex, forward: false, isPlane: false)
  static let rfftn: Operator = grid("rfftn", .real, forward: true, isPlane: false)
  static let irfftn: Operator = grid("irfftn", .inverseReal, forward: false, isPlane: false)
  static let hfftn: Operator = grid("hfftn", .inverseReal, forward: true, isPlane: false)
  static let ihfftn: Operator = grid("ihfftn", .real, forward: false, isPlane: false)

  // MARK: Frequencies

  private static func shifted(_ name: String, back: Bool) -> Operator {
    Operator(
      "fft_\(name)(Tensor self, int[1]? dim=None) -> Tensor", module: .fft, forms: .function,
      composite: { arguments in
        let x = try arguments.tensor(0)
        let dims = arguments.optionalInts(1) ?? Array(0..<x.array.rank)
        let shifts = try dims.map { dim in
          let length = x.array.shape[try x.array.wrap(dim)]
          return back ? (length + 1) / 2 : length / 2
        }
        return .tensor(try roll(.tensor(x), .ints(shifts), .ints(dims)))
      })
  }
  static let fftshift: Operator = shifted("fftshift", back: false)
  static let ifftshift: Operator = shifted("ifftshift", back: true)

  private static func frequencies(_ name: String, half: Bool) -> Operator {
    Operator(
      "fft_\(name)(int n, float d=1.0, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None,"
        + " bool pin_memory=False, bool requires_grad=False) -> Tensor", module: .fft, forms: [.function, .out],
      composite: { arguments in
        let count = try arguments.int(0)
        if half ? count < -3 : count < 0 {
          throw TorchError(
            .runtime,
            half
              ? "upper bound and lower bound inconsistent with step sign"
              : "Trying to create tensor with negative dimension \(count): [\(count)]")
        }
        try Storage.checkRoom(for: count, of: MemoryLayout<Scalar>.stride)
        let dtype = arguments.dtype(2) ?? TensorSession.bound?.defaultDType ?? .float32
        guard dtype.isDifferentiable else {
          throw TorchError(
            .runtime, "\(name) requires a floating point or complex dtype")
        }
        if dtype.isComplex { throw TorchError.notImplemented("arange_cpu", for: dtype) }
        let step = try 1 / (Double(count) * arguments.double(1, default: 1))
        // Places from 0 on, and those below it behind them.
        let (above, below) = half ? (count / 2 + 1, 0) : ((count + 1) / 2, count / 2)
        let numbers = try NDArray(empty: [above + below], dtype)
        for (first, target) in [(0, try numbers.narrow(0, 0, above)), (-below, try numbers.narrow(0, above, below))] {
          for start in stride(from: 0, to: target.count, by: NDArray.slabSize) {
            let length = Swift.min(NDArray.slabSize, target.count - start)
            let places = try NDArray(
              arange: .int(first + start), to: .int(first + start + length), step: .int(1), dtype)
            try target.narrow(0, start, length).copy(from: places)
          }
        }
        let result = Tensor(try numbers.mul(NDArray(scalar: .double(step), dtype), as: dtype, into: numbers))
        if arguments.bool(6) { try result.setRequiresGrad(true) }
        return .tensor(result)
      })
  }
  static let fftfreq: Operator = frequencies("fftfreq", half: false)
  static let rfftfreq: Operator = frequencies("rfftfreq", half: true)
}
