import Autograd
import TensorCore

extension Operator {
  /// Values rounded to the steps that a quantised tensor would have.
  static var fakeQuantizations: [Operator] {
    [fakeQuantizeTensor, fakeQuantizeTensorParameters, fakeQuantizeChannels]
  }

  /// The numbers of the steps, before they are limited: nan where the value is.
  private static func steps(_ x: Tensor, _ scale: Tensor, _ zero: Tensor) throws -> Tensor {
    let scaled = try x * scale.reciprocal()
    // A zero point of an integer type is added to what is rounded already.
    return try zero.dtype.isIntegral
      ? round(.tensor(scaled)) + zero.cast(to: scaled.dtype) : round(.tensor(scaled + zero.cast(to: scaled.dtype)))
  }

  private static func quantized(
    _ x: Tensor, _ scale: Tensor, _ zero: Tensor, _ least: Int, _ most: Int
  ) throws -> Tensor {
    guard least <= most else {
      throw TorchError(.runtime, "`quant_min` should be less than or         equal to `quant_max`.")
    }
    let isOutside =
      try Tensor(zero.array).lt(.int(least)).sum().array.item().int
      + Tensor(zero.array).gt(.int(most)).sum().array.item().int
    guard isOutside == 0 else {
      throw TorchError(.runtime, "`zero_point` must be between `quant_min` and `quant_max`.")
    }
    guard x.dtype.isFloatingPoint else {
      throw TorchError.notImplemented("fake_quantize_tensor_cachemask_kernel_type_handling", for: x.dtype)
    }
    let wide = try x.detached().cast(to: x.dtype.computeType)
    let numbers = try nanToNum(
      .tensor(steps(wide, scale, zero)), .double(Double(least)), .double(.infinity), .double(-.infinity))
    let limited = try clamp(.tensor(numbers), .scalar(.int(least)), .scalar(.int(most)))
    return try ((limited - zero.cast(to: limited.dtype)) * scale.cast(to: limited.dtype)).cast(to: x.dtype)
  }

  /// The gradient passes where the step was within the limits.
  private static func pass(_ call: BackwardCall, _ scale: Tensor, _ zero: Tensor, _ least: Int, _ most: Int) throws {
    let x = try call.saved(0)
    let numbers = try steps(x.cast(to: x.dtype.computeType), scale, zero)
    let isInside = try numbers.ge(.int(least)).cast(to: x.dtype) * numbers.le(.int(most)).cast(to: x.dtype)
    try call.give(0, call.grad * isInside)
  }

  private static func parameter(_ value: Scalar, _ dtype: DType) throws -> Tensor {
    Tensor(try NDArray(scalar: value, dtype))
  }

  static let fakeQuantizeTensor: Operator = Operator(
    "fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor",
    forms: .function, node: "FakeQuantizePerTensorAffineCachemaskBackward0", inputs: [0], saving: [.input(0)],
    samples: .none,
    forward: { arguments in
      try quantized(
        arguments.tensor(0), parameter(.double(arguments.double(1)), .float32),
        parameter(.int(arguments.int(2)), .int32), arguments.int(3), arguments.int(4)
      ).array
    },
    backward: { call in
      try pass(
        call, parameter(.double(call.arguments.double(1)), .float32),
        parameter(.int(call.arguments.int(2)), .int32), call.arguments.int(3), call.arguments.int(4))
    })

  static let fakeQuantizeTensorParameters: Operator = Operator(
    "fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min,"
      + " int quant_max) -> Tensor",
    forms: .function, node: "FakeQuantizePerTensorAffineCachemaskTensorQparamsBackward0", inputs: [0],
    saving: [.input(0), .input(1), .input(2)], samples: .none,
    forward: { arguments in
      try quantized(
        arguments.tensor(0), arguments.tensor(1).detached(), arguments.tensor(2).detached(), arguments.int(3),
        arguments.int(4)
      ).array
    },
    backward: { call in
      try pass(call, call.saved(1), call.saved(2), call.arguments.int(3), call.arguments.int(4))
    })

  /// Scales or zero points along the dimension of the channels.
  private static func spread(_ values: Tensor, along axis: Int, of rank: Int) throws -> Tensor {
    var shape = [Int](repeating: 1, count: rank)
    shape[axis] = values.array.count
    return try values.detached().reshape(shape)
  }

  static let fakeQuantizeChannels: Operator = Operator(
    "fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min,"
      + " int quant_max) -> Tensor",
    forms: .function, node: "FakeQuantizePerChannelAffineCachemaskBackward0", inputs: [0],
    saving: [.input(0), .input(1), .input(2)], samples: .none,
    forward: { arguments in
      let (x, scale, zero) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      guard [.int32, .float32, .float16].contains(zero.dtype) else {
        throw TorchError(
          .runtime, "Zero-point must be Int32, Float or Half, found \(zero.dtype.scalarName)")
      }
      guard scale.array.rank == 1, zero.array.rank == 1 else {
        throw TorchError(.runtime, "scale and zero point should be a 1-D tensor")
      }
      guard scale.array.count == zero.array.count else {
        throw TorchError(.runtime, "scale and zero-point need to have the same dimensions")
      }
      let axis = try x.array.wrap(arguments.int(3))
      guard axis < x.array.rank, scale.array.count == x.array.shape[axis] else {
        throw TorchError(.runtime, "dimensions of scale and zero-point are not consistent with input tensor")
      }
      return try quantized(
        x, spread(scale, along: axis, of: x.array.rank), spread(zero, along: axis, of: x.array.rank), arguments.int(4),
        arguments.int(5)
      ).array
    },
    backward: { call in
      let rank = try call.saved(0).array.rank
      let axis = try call.saved(0).array.wrap(call.arguments.int(3))
      try pass(
        call, spread(call.saved(1), along: axis, of: rank), spread(call.saved(2), along: axis, of: rank),
        call.arguments.int(4), call.arguments.int(5))
    })
}
