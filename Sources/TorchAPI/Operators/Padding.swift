import Autograd
import TensorCore

extension Operator {
  static let constantPad: Operator = Operator(
    "constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor", forms: .function,
    node: "ConstantPadNdBackward0", inputs: [0],
    samples: .tensor([2, 3], with: [[.ints([1, 2])], [.ints([-1, 1, 0, 2]), .scalar(3)]]),
    forward: inFormat { arguments in
      let x = try arguments.array(0)
      let pad = try arguments.ints(1)
      if let value = arguments.optionalScalar(2), pad.contains(where: { $0 > 0 }) {
        try Factories.check(value, fits: x.dtype)
      }
      guard pad.count % 2 == 0, pad.count / 2 <= x.rank else {
        throw TorchError(
          .runtime,
          pad.count % 2 != 0
            ? "Length of pad must be even but instead it equals \(pad.count)"
            : "Length of pad should be no more than twice the number of dimensions of the input. Pad length is"
              + " \(pad.count) while the input has \(x.rank) dimensions.")
      }
      // No number has this one's opposite.
      if pad.contains(.min) {
        throw TorchError(.runtime, "SymIntArrayRef expected to contain only concrete integers")
      }
      var (shape, source) = (x.shape, x)
      var target: [(dim: Int, start: Int, length: Int)] = []
      for index in 0..<(pad.count / 2) {
        let dim = x.rank - 1 - index
        let (before, after) = (pad[2 * index], pad[2 * index + 1])
        // The sum wraps around as PyTorch's does.
        let size = x.shape[dim] &+ before &+ after
        if size < 0 {
          throw TorchError(
            .runtime,
            "The input size \(x.shape[dim]), plus negative padding \(before) and \(after), resulted in a negative output"
              + " size, which is invalid. Check dimension \(dim) of your input.")
        }
        shape[dim] = size
        let start = Swift.max(-before, 0)
        let length = Swift.max(x.shape[dim] &- start &- Swift.max(-after, 0), 0)
        source = try source.narrow(dim, start, length)
        target.append((dim, Swift.max(before, 0), length))
      }
      let result = try NDArray(full: shape, arguments.optionalScalar(2) ?? 0, x.dtype)
      var place = result
      for (dim, start, length) in target { place = try place.narrow(dim, start, length) }
      try place.copy(from: source)
      return result
    },
    backward: { call in
      try call.give(0, constantPad(.tensor(call.grad), .ints(call.arguments.ints(1).map { -$0 })))
    })

  static let pad: Operator = Operator(
    "pad(Tensor self, SymInt[] pad, str mode='constant', float? value=None) -> Tensor", module: .functional,
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let pad = try arguments.ints(1)
      let mode = try arguments.string(2, default: "constant")
      if mode == "constant" {
        return .tensor(try constantPad(.tensor(x), .ints(pad), .double(arguments.optionalDouble(3) ?? 0)))
      }
      guard ["reflect", "replicate", "circular"].contains(mode) else {
        throw TorchError(.notImplemented, "Unrecognised padding mode \(mode)")
      }
      let isSupported =
        pad.count % 2 == 0 && (2...6).contains(pad.count) && [1, 2].contains(x.array.rank - pad.count / 2)
      guard isSupported else {
        throw TorchError(
          .notImplemented,
          """
          Padding size \(pad.count) is not supported for \(x.array.rank)D input tensor.
          Supported combinations for non-constant padding:
            - 2D or 3D input: padding size = 2 (pads last dimension)
            - 3D or 4D input: padding size = 4 (pads last 2 dimensions)
            - 4D or 5D input: padding size = 6 (pads last 3 dimensions)
          """)
      }
      if x.dtype == .bool, mode != "circular" {
        let name = mode == "reflect" ? "reflection" : "replication"
        throw TorchError.notImplemented("\(name)_pad\(pad.count / 2)d", for: .bool)
      }
      if mode == "reflect" || mode == "replicate" {
        let name = mode == "reflect" ? "Reflection" : "Replication"
        return .tensor(
          try asOneNode("\(name)Pad\(pad.count / 2)DBackward0", [x], roundsEach: true) { tensors in
            let result = try padded(tensors[0], pad, mode)
            let format = x.array.suggestedFormat
            return format == .contiguous
              ? result : try clone(.tensor(result), .string(format.rawValue))
          })
      }
      return .tensor(try padded(x, pad, mode))
    })

  /// Every padded dimension is picked anew by place.
  private static func padded(_ x: Tensor, _ pad: [Int], _ mode: String) throws -> Tensor {
    var places: [[Int]] = []
    var shape = x.array.shape
    for index in 0..<(pad.count / 2) {
      let dim = x.array.rank - 1 - index
      let size = x.array.shape[dim]
      let (before, after) = (pad[2 * index], pad[2 * index + 1])
      if mode == "reflect", before >= size || after >= size {
        throw TorchError(
          .runtime,
          "Argument #\(4 + 2 * index): Padding size should be less than the corresponding input dimension, but got: padding (\(before),"
            + " \(after)) at dimension \(dim) of input \(x.array.shape.text)")
      }
      if mode == "circular", before > size || after > size {
        throw TorchError(.runtime, "Padding value causes wrapping around more than once.")
      }
      guard before > Int.min / 4, after > Int.min / 4, before < Int.max / 4, after < Int.max / 4 else {
        throw TorchError.uncountable
      }
      shape[dim] = size + before + after
      try Storage.checkRoom(for: NDArray.elementCount(of: shape, x.dtype), of: x.dtype.itemSize)
      try Storage.checkRoom(for: shape[dim], of: MemoryLayout<Scalar>.stride)
      let (isReplicated, isCircular) = (mode == "replicate", mode == "circular")
      func source(_ place: Int) -> Int {
        if isReplicated { return Swift.min(Swift.max(place, 0), size - 1) }
        if isCircular { return ((place % size) + size) % size }
        return place < 0 ? -place : place >= size ? 2 * size - 2 - place : place
      }
      // Most places are those of the image itself.
      let end = Swift.max(size + after, -before)
      let start = Swift.min(Swift.max(-before, 0), end)
      let own = start..<Swift.max(start, Swift.min(size, end))
      var list: [Int] = []
      list.reserveCapacity(end + before)
      for place in -before..<own.lowerBound { list.append(source(place)) }
      list.append(contentsOf: own)
      for place in own.upperBound..<end { list.append(source(place)) }
      places.append(list)
    }
    // What is recorded is made of operators that have gradients.
    if !(GradMode.isEnabled && x.requiresGrad), let result = try x.array.padded(places.reversed()) {
      return Tensor(result)
    }
    var result = x
    for (index, picked) in places.enumerated() {
      let picked = Tensor(try NDArray(indices: 0..<picked.count) { picked[$0] })
      result = try indexSelect(.tensor(result), .int(x.array.rank - 1 - index), .tensor(picked))
    }
    return result
  }
}
