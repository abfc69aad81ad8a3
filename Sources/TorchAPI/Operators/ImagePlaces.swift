import Autograd
import TensorCore

extension Operator {
  /// The window of `im2col` and `col2im`, checked: a wrong one leads outside of the arrays.
  private static func columnsWindow(_ arguments: OperatorArguments, from first: Int) throws -> Window {
    let names = ["kernel_size", "dilation", "padding", "stride"]
    let lists = try names.indices.map { try arguments.ints(first + $0) }
    for (name, list) in zip(names, lists) where list.count != 2 {
      throw TorchError(.runtime, "It is expected \(name) equals to 2, but got size \(list.count)")
    }
    func pair(_ name: String, _ list: [Int]) -> String { "\(name)_height: \(list[0]) \(name)_width: \(list[1])" }
    for (name, short, list) in [
      ("kernel size", "kernel", lists[0]), ("stride", "stride", lists[3]), ("dilation", "dilation", lists[1]),
    ] where list.contains(where: { $0 <= 0 }) {
      throw TorchError(.runtime, "\(name) should be greater than zero, but got \(pair(short, list))")
    }
    if lists[2].contains(where: { $0 < 0 }) {
      throw TorchError(.runtime, "padding should be non-negative, but got \(pair("pad", lists[2]))")
    }
    if lists.joined().contains(where: { $0 > Int32.max }) {
      throw TorchError(.runtime, "value cannot be converted to type int without overflow")
    }
    return Window(size: lists[0], stride: lists[3], padding: lists[2], dilation: lists[1])
  }

  private static func sides(_ name: String, _ list: [Int]) -> String { "\(name)=(\(list[0]), \(list[1]))" }

  /// Refuses an image that a window does not fit.
  private static func checkImage(_ x: NDArray, _ window: Window) throws {
    for dim in 1...2 { _ = try NDArray.wrap(dim, rank: x.rank, allowsScalar: false) }
    let isBatch = x.rank == 4
    guard isBatch || x.rank == 3, !x.shape.array.suffix(3).contains(0) else {
      throw TorchError(
        .runtime,
        "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but"
          + " got: \(x.shape.text)")
    }
    let lengths = Array(x.shape.array.suffix(2))
    let places = window.places(over: lengths)
    guard places.allSatisfy({ $0 >= 1 }) else {
      throw TorchError(
        .runtime,
        "Given input with spatial size (\(lengths[0]), \(lengths[1])), \(sides("kernel_size", window.size)),"
          + " \(sides("dilation", window.dilation)), \(sides("padding", window.padding)), calculated shape of the array"
          + " of sliding blocks as (\(places[0]), \(places[1])), but its components must be at least one.")
    }
    guard x.dtype.isFloatingPoint || x.dtype.isComplex || x.dtype == .bool else {
      throw TorchError.notImplemented("im2col_out_cpu", for: x.dtype)
    }
  }

  /// Refuses columns that were not taken from an image of this size.
  private static func checkColumns(_ x: NDArray, _ window: Window, _ lengths: [Int]) throws {
    guard x.rank == 2 || x.rank == 3, !x.shape.array.suffix(2).contains(0) else {
      throw TorchError(
        .runtime,
        "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input,"
          + " but got: \(x.shape.text)")
    }
    let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    let (elements, overflow) = window.size[0].multipliedReportingOverflow(by: window.size[1])
    guard !overflow, rows % elements == 0 else {
      throw TorchError(
        .runtime,
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got"
          + " input.size(1)=\(rows) and \(sides("kernel_size", window.size)).")
    }
    let places = window.places(over: lengths)
    let product = places[0] &* places[1]
    let given =
      "Given \(sides("output_size", lengths)), \(sides("kernel_size", window.size)),"
      + " \(sides("dilation", window.dilation)), \(sides("padding", window.padding)), \(sides("stride", window.stride))"
    guard columns == product else {
      throw TorchError(
        .runtime,
        "\(given), expected size of input's dimension 2 to match the calculated number of sliding blocks"
          + " \(places[0]) * \(places[1]) = \(product), but got input.size(2)=\(columns).")
    }
    guard places.allSatisfy({ $0 >= 1 }) else {
      throw TorchError(
        .runtime,
        "\(given), calculated shape of the array of sliding blocks as (\(places[0]), \(places[1])), which is too small"
          + " (non-positive)")
    }
    guard x.dtype.isFloatingPoint || x.dtype.isComplex || x.dtype == .bool else {
      throw TorchError.notImplemented("col2im_out_cpu", for: x.dtype)
    }
  }

  static let im2col: Operator = Operator(
    "im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
    module: .functional, forms: .function, node: "Im2ColBackward0",
    samples: .tensor([1, 2, 4, 3], with: [[.ints([2, 2]), .ints([1, 1]), .ints([0, 1]), .ints([1, 2])]]),
    forward: { arguments in
      let x = try arguments.array(0)
      let window = try columnsWindow(arguments, from: 1)
      try checkImage(x, window)
      let batch = x.rank == 3 ? try x.unsqueeze(0) : x
      let columns = try batch.cast(to: x.dtype.computeType).contiguous().windowColumns(window).cast(to: x.dtype)
      return x.rank == 3 ? try columns.squeeze([0]) : columns
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        col2im(
          .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(2))), arguments[1], arguments[2], arguments[3],
          arguments[4]))
    })
  static let col2im: Operator = Operator(
    "col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride)"
      + " -> Tensor",
    module: .functional, forms: .function, node: "Col2ImBackward0",
    samples: .tensor(
      [1, 8, 6], with: [[.ints([4, 3]), .ints([2, 2]), .ints([1, 1]), .ints([0, 0]), .ints([1, 1])]]),
    forward: { arguments in
      let x = try arguments.array(0)
      let lengths = try arguments.ints(1)
      guard lengths.count == 2 else {
        throw TorchError(.runtime, "It is expected output_size equals to 2, but got size \(lengths.count)")
      }
      let window = try columnsWindow(arguments, from: 2)
      try checkColumns(x, window, lengths)
      let batch = x.rank == 2 ? try x.unsqueeze(0) : x
      let folded = try batch.foldedColumns(window, lengths: lengths)
      return x.rank == 2 ? try folded.squeeze([0]) : folded
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(0, im2col(.tensor(call.grad), arguments[2], arguments[3], arguments[4], arguments[5]))
    })

  private static func shuffled(
    _ name: String, _ schema: String, _ node: String, _ forward: @escaping @Sendable (NDArray, Int) throws -> NDArray,
    back: @escaping @Sendable (Tensor, Int, Dims) throws -> Tensor
  ) -> Operator {
    Operator(
      schema, forms: .function, node: node, samples: .tensor([1, 4, 2, 2], with: [[.int(2)]]),
      forward: inFormat { try forward($0.array(0), $0.int(1)) },
      backward: { call in try call.give(0, back(call.grad, call.arguments.int(1), call.shape(0))) })
  }

  private static func checkShuffled(_ name: String, _ shape: [Int], _ parameter: String, _ factor: Int) throws {
    guard shape.count >= 3 else {
      throw TorchError(
        .runtime,
        "\(name) expects input to have at least 3 dimensions, but got input with \(shape.count) dimension(s)")
    }
    guard factor > 0 else {
      throw TorchError(.runtime, "\(name) expects a positive \(parameter), but got \(factor)")
    }
  }

  static let pixelShuffle: Operator = shuffled(
    "pixel_shuffle", "pixel_shuffle(Tensor self, int upscale_factor) -> Tensor", "PixelShuffleBackward0",
    { x, r in
      let s = x.shape.array
      try checkShuffled("pixel_shuffle", s, "upscale_factor", r)
      let (square, overflow) = r.multipliedReportingOverflow(by: r)
      if overflow {
        throw TorchError(
          .value, "upscale factor is too large, (upscale_factor)^2 overflowed: upscale_factor=\(r)")
      }
      guard s[s.count - 3] % square == 0 else {
        throw TorchError(
          .runtime,
          "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but"
            + " input.size(-3)=\(s[s.count - 3]) is not divisible by \(square)")
      }
      let (lead, c, h, w) = (Array(s.dropLast(3)), s[s.count - 3] / (r * r), s[s.count - 2], s[s.count - 1])
      let n = lead.count
      return try x.reshape(lead + [c, r, r, h, w])
        .permute(Array(0..<n) + [n, n + 3, n + 1, n + 4, n + 2]).cloneContiguous().view(lead + [c, h * r, w * r])
    },
    back: { grad, r, _ in try pixelUnshuffle(.tensor(grad), .int(r)) })
  static let pixelUnshuffle: Operator = shuffled(
    "pixel_unshuffle", "pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor", "PixelUnshuffleBackward0",
    { x, r in
      let s = x.shape.array
      try checkShuffled("pixel_unshuffle", s, "downscale_factor", r)
      for (side, place) in [("height", 2), ("width", 1)] where s[s.count - place] % r != 0 {
        throw TorchError(
          .runtime,
          "pixel_unshuffle expects \(side) to be divisible by downscale_factor, but input.size(-\(place))"
            + "=\(s[s.count - place]) is not divisible by \(r)")
      }
      let (lead, c, h, w) = (Array(s.dropLast(3)), s[s.count - 3], s[s.count - 2] / r, s[s.count - 1] / r)
      let n = lead.count
      return try x.reshape(lead + [c, h, r, w, r])
        .permute(Array(0..<n) + [n, n + 2, n + 4, n + 1, n + 3]).cloneContiguous().view(lead + [c * r * r, h, w])
    },
    back: { grad, r, _ in try pixelShuffle(.tensor(grad), .int(r)) })
  static let channelShuffle: Operator = shuffled(
    "channel_shuffle", "channel_shuffle(Tensor self, SymInt groups) -> Tensor", "ChannelShuffleBackward0",
    { x, groups in
      let s = x.shape.array
      guard s.count >= 3 else {
        throw TorchError(
          .runtime, "channel_shuffle expects input with > 2 dims, but got input with sizes \(x.shape.text)")
      }
      guard groups > 0 else {
        throw TorchError(
          .runtime, "Number of groups to divide channels in must be positive. Value of groups:\(groups)")
      }
      guard s[1] % groups == 0 else {
        throw TorchError(
          .runtime,
          "Number of channels must be divisible by groups. Got \(s[1]) channels and \(groups) groups."
        )
      }
      return try x.reshape([s[0], groups, s[1] / groups] + s.dropFirst(2)).transpose(1, 2).cloneContiguous().view(s)
    },
    back: { grad, groups, shape in try channelShuffle(.tensor(grad), .int(shape[1] / groups)) })

  /// Nearest neighbours: every place of the result takes the element below it.
  private static func nearest(_ schema: String, _ node: String, _ dims: Int) -> Operator {
    Operator(
      schema, module: .functional, forms: .function, node: node, inputs: [0],
      samples: .tensor(dims == 1 ? [1, 2, 3] : [1, 2, 3, 2], with: [[.ints([Int](repeating: 5, count: dims))]]),
      forward: inFormat { arguments in
        var result = try arguments.array(0)
        for (dim, places) in try nearestPlaces(arguments, result.shape, dims) {
          result = try result.indexSelect(dim, places)
        }
        return result
      },
      backward: { call in
        let shape = try call.shape(0)
        var grad = try call.grad
        for (dim, places) in try nearestPlaces(call.arguments, shape, dims).reversed() {
          var size = grad.array.shape
          size[dim] = shape[dim]
          let zeros = Tensor(try NDArray(zeros: size, grad.dtype))
          grad = try indexAdd.inPlace(
            OperatorArguments([.tensor(zeros), .int(dim), .tensor(Tensor(places)), .tensor(grad)]))
        }
        call.give(0, grad)
      })
  }

  private static func nearestPlaces(
    _ arguments: OperatorArguments, _ shape: Dims, _ dims: Int
  ) throws -> [(Int, NDArray)] {
    let scales = arguments.optionalDoubles(2)
    let counts = try resizedSizes(shape, sizes: arguments.optionalInts(1), scales: scales, dims)
    return try (0..<dims).map { index in
      let dim = shape.count - dims + index
      let length = shape[dim]
      let scale = scales.map { $0[Swift.min(index, $0.count - 1)] }
      let count = counts[index]
      let ratio = scale.map { Float(1 / $0) } ?? Float(length) / Float(count)
      let places = (0..<count).map { Scalar.int(Swift.min(Int(Float($0) * ratio), length - 1)) }
      return (dim, try NDArray(places, shape: [count], .int64))
    }
  }

  /// The last dimensions' sizes after resizing, given or by factors, one for all or one for each.
  ///
  /// - Throws: PyTorch's errors for sizes that are not positive, and for what there is no room for.
  static func resizedSizes(_ shape: Dims, sizes: [Int]?, scales: [Double]?, _ dims: Int) throws -> [Int] {
    for count in [sizes?.count, scales?.count].compactMap({ $0 }) where count != 1 && count != dims {
      throw TorchError(.runtime, "It is expected output_size equals to \(dims), but got size \(count)")
    }
    guard shape.count >= dims else {
      throw TorchError(.runtime, "It is expected input_size equals to \(dims + 2), but got size \(shape.count)")
    }
    let lengths = Array(shape.array.suffix(dims))
    var target = shape
    let counts = try lengths.indices.map { index in
      let wanted =
        sizes.map { Double($0[Swift.min(index, $0.count - 1)]) }
        ?? Double(lengths[index]) * (scales.map { $0[Swift.min(index, $0.count - 1)] } ?? 1)
      guard wanted.magnitude < 9e18 else {
        throw TorchError(.runtime, "value cannot be converted to type int64_t without overflow")
      }
      target[shape.count - dims + index] = Swift.max(Int(wanted), 0)
      return sizes.map { $0[Swift.min(index, $0.count - 1)] } ?? Int(wanted)
    }
    try Storage.checkRoom(for: NDArray.elementCount(of: target, .float32), of: DType.float32.itemSize)
    for count in counts { try Storage.checkRoom(for: count, of: MemoryLayout<Scalar>.stride) }
    if zip(counts, lengths).contains(where: { $0 <= 0 || $1 <= 0 }) {
      let sides = ["D", "H", "W"].suffix(dims)
      func text(_ sizes: [Int]) -> String { zip(sides, sizes).map { "\($0): \($1)" }.joined(separator: ", ") }
      throw TorchError(
        .runtime,
        "Input and output sizes should be greater than 0, but got input (\(text(lengths)))"
          + " \(dims == 1 ? "and " : "")output (\(text(counts)))")
    }
    return counts
  }

  static let upsampleNearest2D: Operator = nearest(
    "upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor",
    "UpsampleNearest2DBackward0", 2)
  static let upsampleNearest1D: Operator = nearest(
    "upsample_nearest1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor",
    "UpsampleNearest1DBackward0", 1)
}
