import Autograd
import TensorCore

extension Operator {
  /// Activation functions.
  static let activations: [Operator] = [
    leakyRelu, rrelu, rreluWithNoise, elu, selu, celu, gelu, silu, mish, softplus, logSigmoid, hardtanh, relu6,
    hardswish, hardsigmoid,
    softshrink,
    hardshrink, threshold, prelu, preluKernel, glu, softmax, logSoftmax, softmaxCore, logSoftmaxCore, specialSoftmax,
    specialLogSoftmax, clamp, clampTensor, clip, clipTensor, clampMin, clampMinTensor, clampMax, clampMaxTensor,
  ]

  /// A function with parameters, of a floating point tensor.
  private static func parametric(
    _ arguments: OperatorArguments, _ function: ParametricFunction, _ kernel: String, into target: NDArray? = nil
  ) throws -> NDArray { try arguments.array(0).apply(function, kernel: kernel, into: target) }

  /// The gradient where a condition on it and other tensors holds, else zero.
  private static func pass(
    _ grad: Tensor, _ others: [Tensor], where isPassed: ([Tensor]) throws -> Tensor
  ) throws -> Tensor {
    try inParts([grad] + others) { parts in
      try Tensor.where(isPassed(Array(parts.dropFirst())), parts[0], Tensor(NDArray(zeros: [], grad.dtype)))
    }
  }

  static let leakyRelu: Operator = Operator(
    "leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor", module: .functional, forms: [.function, .inPlace],
    node: "LeakyReluBackward0", inPlaceNode: "LeakyReluBackward1", inputs: [0], saving: [.input(0)],
    samples: .tensor([3, 2], with: [[], [.scalar(0.2)]]),
    elementwise: { try parametric($0, .leakyRelu(slope: $0.double(1, default: 0.01)), "leaky_relu_cpu", into: $1) },
    backward: { call in
      let slope = try call.arguments.double(1, default: 0.01)
      try call.give(
        0,
        try asOneNode("LeakyReluBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) {
          try Tensor.where($0[1].gt(0), $0[0], $0[0] * .double(slope))
        })
    })

  static let rrelu: Operator = Operator(
    "rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False,"
      + " Generator? generator=None) -> Tensor",
    forms: [.function, .inPlace],
    composite: { arguments in
      let x = try arguments.tensor(0)
      let (low, high) = (try arguments.double(1, default: 0.125), try arguments.double(2, default: 1.0 / 3))
      // Without slopes to draw and without a gradient this is a leaky relu.
      if !arguments.bool(3), low <= high, x.dtype.isFloatingPoint, !(GradMode.isEnabled && x.requiresGrad) {
        return .tensor(try leakyRelu(arguments[0], .double((low + high) / 2)))
      }
      return .tensor(
        try rreluWithNoise.tensors(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])[0])
    })

  /// `rrelu` with the slopes that it drew, 1 above zero.
  static let rreluWithNoise: Operator = Operator(
    "_rrelu_with_noise(Tensor self, Scalar lower, Scalar upper, bool training, Generator? generator)"
      + " -> (Tensor, Tensor)",
    module: .hidden, node: "RreluWithNoiseBackward0", inputs: [0], saving: [.result(1)], differentiableResults: 0..<1,
    forwards: { arguments in
      let x = try arguments.array(0)
      let (low, high) = (try arguments.double(1, default: 0.125), try arguments.double(2, default: 1.0 / 3))
      guard low <= high else {
        throw TorchError(.runtime, "Lower bound should be less than or equal to the upper bound")
      }
      guard x.dtype.isFloatingPoint else {
        throw TorchError.notImplemented(
          arguments.bool(3) ? "rrelu_with_noise_out_cpu" : "leaky_relu_cpu", for: x.dtype)
      }
      // Slopes that are drawn are numbers of the type; the mean of the bounds is not rounded to a half type.
      let zero = try NDArray(scalar: .int(0), x.dtype)
      guard arguments.bool(3) else {
        // Where the slope is the mean says enough.
        let isLow = try x.compare(.le, zero, as: x.dtype)
        let result = try NDArray.inParts([x, isLow]) { operands, _ in
          let slopes = try meanSlopes(operands[1], low, high, x.dtype.computeType)
          return try operands[0].cast(to: slopes.dtype).mul(slopes, as: slopes.dtype).cast(to: x.dtype)
        }
        return [result, isLow]
      }
      let slopes = try NDArray(full: x.shape, .int(1), x.dtype)
      let isLow = try x.compare(.le, zero, as: x.dtype)
      do {
        let drawn = try NDArray(empty: [isLow.nonzero().shape[0]], .float64)
        // The bounds are numbers of the type.
        let (from, to) = (x.dtype.rounded(low), x.dtype.rounded(high))
        try drawn.fillUniform(arguments.generator(4) ?? TensorSession.current.generator, from: 0, to: 1)
        let values = try drawn.doubles
        for (number, place) in try isLow.reshape([-1]).nonzero().ints.enumerated() {
          slopes.setElement(at: place, .double(values[number] * (to - from) + from))
        }
      }
      return [try x.mul(slopes, as: x.dtype), slopes]
    },
    backward: { call in
      let (grad, slopes) = (try call.grad, try call.saved(0))
      guard slopes.dtype == .bool else {
        try call.give(0, (grad * slopes).cast(to: grad.dtype))
        return
      }
      let (low, high) = (try call.arguments.double(1, default: 0.125), try call.arguments.double(2, default: 1.0 / 3))
      let wide = grad.dtype.computeType
      if GradMode.isEnabled, grad.requiresGrad {
        try call.give(0, (grad * Tensor(meanSlopes(slopes.array, low, high, wide))).cast(to: grad.dtype))
        return
      }
      let result = try NDArray.inParts([grad.array, slopes.array]) { operands, _ in
        try operands[0].mul(meanSlopes(operands[1], low, high, wide), as: wide).cast(to: grad.dtype)
      }
      call.give(0, Tensor(result))
    })

  /// The mean of two bounds where `isLow`, 1 elsewhere.
  private static func meanSlopes(
    _ isLow: NDArray, _ low: Double, _ high: Double, _ dtype: DType
  ) throws -> NDArray {
    try NDArray.select(
      isLow, NDArray(scalar: .double((low + high) / 2), dtype), NDArray(scalar: .int(1), dtype), as: dtype)
  }

  /// alpha, scale and input scale of an exponential linear unit.
  private typealias Exponential = (alpha: Double, scale: Double, inputScale: Double)

  private static func exponential(_ arguments: OperatorArguments) throws -> Exponential {
    (
      try arguments.double(1, default: 1), try arguments.double(2, default: 1), try arguments.double(3, default: 1)
    )
  }

  private static func exponentialGradient(_ call: BackwardCall, _ p: Exponential) throws {
    try call.give(
      0,
      try asOneNode("EluBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) { inputs in
        let (grad, x) = (inputs[0], inputs[1])
        let below = try grad * .double(p.inputScale * p.alpha * p.scale) * (x * .double(p.inputScale)).exp()
        let slope = try Tensor.where(x.le(0), below, grad * .double(p.scale))
        guard GradMode.isEnabled, x.requiresGrad else { return slope }
        // The slope at 0 is the exponential's, and constant there as far as further derivatives go.
        let atZero = try grad * .double(p.inputScale * p.alpha * p.scale)
        return try Tensor.where(x.eq(0), atZero, slope)
      })
  }

  static let elu: Operator = Operator(
    "elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor", module: .functional,
    forms: [.function, .inPlace], node: "EluBackward0", inPlaceNode: "EluBackward1", inputs: [0], saving: [.input(0)],
    samples: .tensor([3, 2], with: [[], [.scalar(0.7), .scalar(1.3), .scalar(1.1)]]),
    elementwise: { arguments, target in
      let p = try exponential(arguments)
      return try parametric(
        arguments, .elu(alpha: p.alpha, scale: p.scale, inputScale: p.inputScale), "elu_cpu", into: target)
    },
    backward: { call in try exponentialGradient(call, exponential(call.arguments)) })

  static let selu: Operator = Operator(
    "selu(Tensor self) -> Tensor", forms: [.function, .inPlace], node: "EluBackward0", inPlaceNode: "EluBackward1",
    inputs: [0], saving: [.input(0)], samples: .tensor([3, 2], with: [[]]),
    elementwise: { arguments, target in
      try parametric(
        arguments, .elu(alpha: seluConstants.alpha, scale: seluConstants.scale, inputScale: 1), "elu_cpu", into: target)
    },
    backward: { call in try exponentialGradient(call, seluConstants) })

  /// The two constants for which activations keep mean 0 and variance 1.
  private static let seluConstants: Exponential = (1.6732632423543772, 1.0507009873554805, 1)

  static let celu: Operator = Operator(
    "celu(Tensor self, Scalar alpha=1.0) -> Tensor", forms: [.function, .inPlace], node: "CeluBackward0", inputs: [0],
    saving: [.input(0)], samples: .tensor([3, 2], with: [[], [.scalar(0.7)]]),
    elementwise: { arguments, target in
      let alpha = try arguments.double(1, default: 1)
      if alpha == 0 { throw TorchError(.runtime, "ZeroDivisionError: alpha cannot be 0 for CELU") }
      return try parametric(arguments, .elu(alpha: alpha, scale: 1, inputScale: 1 / alpha), "elu_cpu", into: target)
    },
    backward: { call in
      let alpha = try call.arguments.double(1, default: 1)
      try exponentialGradient(call, (alpha, 1, 1 / alpha))
    })

  private static let rootHalf = 0.7071067811865476
  private static let rootTwoOverPi = 0.7978845608028654

  static let gelu: Operator = Operator(
    "gelu(Tensor self, *, str approximate='none') -> Tensor", module: .functional, forms: [.function, .inPlace],
    node: "GeluBackward0", inputs: [0], saving: [.input(0)], samples: .tensor([3, 2], with: [[], [.string("tanh")]]),
    forward: { arguments in
      let x = Tensor(try arguments.array(0))
      guard x.dtype.isFloatingPoint else { throw TorchError.notImplemented("GeluKernelImpl", for: x.dtype) }
      let isTanh = try isTanhGelu(arguments)
      if x.dtype.computeType == .float32 {
        if x.dtype == .float16, !isTanh { return try halfGelu(x.array) }
        return try x.array.cast(to: .float32).apply(isTanh ? .geluTanh : .gelu).cast(to: x.dtype)
      }
      return try GradMode.with(false) {
        try (x * 0.5 * (1 + geluInner(x, arguments))).array
      }
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        try asOneNode(
          "GeluBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true,
          kernel: { try isTanhGelu(arguments) ? nil : $0[0].geluBackward($0[1]) }
        ) { inputs in
          let x = inputs[1]
          let inner = try geluInner(x, arguments)
          let slope: Tensor
          if try isTanhGelu(arguments) {
            let cubic = try .double(rootTwoOverPi) * (1 + 0.134145 * x.pow(2))
            slope = try (1 - inner.pow(2)) * cubic
          } else {
            slope = try .double(rootTwoOverPi) * (x * x * -0.5).exp()
          }
          return try inputs[0] * (0.5 * (1 + inner) + 0.5 * x * slope)
        })
    })

  /// Of `float16`, where PyTorch's loop over registers has a series of its own, in groups of 32; numbers left over go
  /// through the error function.
  private static func halfGelu(_ x: NDArray) throws -> NDArray {
    let wide = try x.cast(to: .float32)
    let result = try wide.apply(.geluSeries)
    let left = x.isNonOverlappingAndDense && result.strides == wide.strides ? x.count % 32 : x.count
    if left > 0 {
      let number = { (value: Double) throws in try NDArray(scalar: .double(value), .float32) }
      func last(_ array: NDArray) throws -> NDArray {
        left == x.count ? array : try array.asStrided([left], [1], offset: array.offset + x.count - left)
      }
      let rest = try last(wide)
      let above = try rest.mul(number(rootHalf), as: .float32).apply(.erf).add(number(1), as: .float32)
      try last(result).copy(from: rest.mul(number(0.5), as: .float32).mul(above, as: .float32))
    }
    return try result.cast(to: .float16)
  }

  /// `erf(x / sqrt(2))`, or the hyperbolic tangent that comes close to it.
  private static func geluInner(_ x: Tensor, _ arguments: OperatorArguments) throws -> Tensor {
    try isTanhGelu(arguments)
      ? (.double(rootTwoOverPi) * (x + 0.044715 * (x * x * x))).tanh() : erf(x * .double(rootHalf))
  }

  private static func isTanhGelu(_ arguments: OperatorArguments) throws -> Bool {
    switch try arguments.string(1, default: "none") {
    case "tanh": return true
    case "none": return false
    default: throw TorchError(.runtime, "approximate argument must be either none or tanh.")
    }
  }

  static let silu: Operator = Operator(
    "silu(Tensor self) -> Tensor", module: .functional, forms: [.function, .inPlace], node: "SiluBackward0",
    saving: [.input(0)],
    unary: { x, target in
      if x.dtype.isIntegral { throw TorchError.notImplemented("silu_cpu", for: x.dtype) }
      if x.dtype.isFloatingPoint { return try x.apply(.silu, into: target) }
      let one = try NDArray(scalar: 1, x.dtype)
      return try x.div(x.neg().apply(.exp).add(one, as: x.dtype), as: x.dtype)
    },
    backward: { call in
      try call.give(
        0,
        inParts([call.grad, call.saved(0)]) { inputs in
          try roundedOnce(inputs) { inputs in
            let (x, s) = (inputs[1], try inputs[1].sigmoid())
            return try inputs[0] * (s * (1 + x * (1 - s)))
          }
        })
    })

  static let mish: Operator = Operator(
    "mish(Tensor self) -> Tensor", module: .functional, forms: [.function, .inPlace], node: "MishBackward0",
    saving: [.input(0)],
    unary: { x, target in
      guard x.dtype.isFloatingPoint else { throw TorchError.notImplemented("mish_cpu", for: x.dtype) }
      if x.dtype.computeType == .float32 { return try x.apply(.mish, into: target) }
      return try x.mul(x.apply(.softplus).apply(.tanh), as: x.dtype)
    },
    backward: { call in
      try call.give(
        0,
        inParts([call.grad, call.saved(0)]) { inputs in
          try roundedOnce(inputs) { inputs in
            let x = inputs[1]
            let t = try softplus(.tensor(x)).tanh()
            return try inputs[0] * (t + x * x.sigmoid() * (1 - t * t))
          }
        })
    })

  static let softplus: Operator = Operator(
    "softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor", module: .functional, forms: .function,
    node: "SoftplusBackward0", inputs: [0], saving: [.input(0)],
    samples: .tensor([3, 2], with: [[], [.scalar(2), .scalar(1)]]),
    forward: {
      let (x, beta, threshold) = (try $0.array(0), try $0.double(1, default: 1), try $0.double(2, default: 20))
      if x.dtype == .float32, beta == 1, threshold == 20 { return try x.apply(.softplus) }
      return try parametric($0, .softplus(beta: beta, threshold: threshold), "softplus_cpu")
    },
    backward: { call in
      let (beta, threshold) = (
        try call.arguments.double(1, default: 1), try call.arguments.double(2, default: 20)
      )
      try call.give(
        0,
        try asOneNode("SoftplusBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) { inputs in
          let scaled = try inputs[1] * .double(beta)
          return try Tensor.where(scaled.gt(.double(threshold)), inputs[0], inputs[0] * scaled.sigmoid())
        })
    })

  /// The logarithm of the logistic function. The result is in row-major order, however the operand lies.
  @Sendable private static func rowMajorLogSigmoid(_ x: NDArray) throws -> NDArray {
    guard x.dtype.isFloatingPoint else { throw TorchError.notImplemented("log_sigmoid_cpu", for: x.dtype) }
    return try computed(
      { x, _ in
        if x.dtype.computeType == .float32 { return try x.cast(to: .float32).apply(.logSigmoid).cast(to: x.dtype) }
        let zero = try NDArray(zeros: [], x.dtype)
        return try x.minimum(zero, as: x.dtype).sub(x.abs().neg().apply(.exp).apply(.log1p), as: x.dtype)
      }, x.contiguous(), into: nil)
  }

  static let logSigmoid: Operator = Operator(
    "log_sigmoid(Tensor self) -> Tensor", module: .functional, forms: .function, node: "LogSigmoidBackward0",
    saving: [.input(0)], samples: .elementwise(), alone: rowMajorLogSigmoid,
    forward: { try rowMajorLogSigmoid($0.array(0)) },
    backward: { call in
      let (grad, x) = (try call.grad, try call.saved(0))
      if !GradMode.isEnabled {
        // The power is kept in the type, as PyTorch's forward pass leaves it.
        return try call.give(
          0,
          inParts([grad, x]) { inputs in
            let (grad, x) = (inputs[0], inputs[1])
            let wide = try x.cast(to: x.dtype.computeType)
            let power = try (-wide.abs()).exp().cast(to: x.dtype).cast(to: wide.dtype)
            let share = try power / (1 + power)
            let slope = try Tensor.where(wide.lt(0), 1 - share, share)
            return try (slope * grad.cast(to: wide.dtype)).cast(to: x.dtype)
          })
      }
      try call.give(
        0,
        try asOneNode("LogSigmoidBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) {
          try $0[0] * (-$0[1]).sigmoid()
        })
    })

  static let hardtanh: Operator = Operator(
    "hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor", module: .functional,
    forms: [.function, .inPlace], node: "HardtanhBackward0", inputs: [0], saving: [.input(0)],
    samples: .tensor([3, 2], with: [[], [.scalar(0), .scalar(6)]]),
    elementwise: { arguments, target in
      let x = try arguments.array(0)
      let (low, high) = (arguments.optionalScalar(1) ?? .int(-1), arguments.optionalScalar(2) ?? .int(1))
      if x.dtype == .bool { throw TorchError(.runtime, "Bool inputs not supported for hardtanh") }
      if x.dtype.isComplex { throw TorchError(.notImplemented, "clamp is not supported for complex types") }
      guard x.dtype.isInteger else {
        return try parametric(arguments, .clamp(low: low.double, high: high.double), "hardtanh_cpu", into: target)
      }
      // The limits are taken in the type of the input.
      if x.dtype == .uint8, low.double < 0 || high.double < 0 {
        throw TorchError(.runtime, "cannot do hardtanh on an unsigned type with negative limits")
      }
      for limit in [low, high] { try Factories.check(limit, fits: x.dtype) }
      return try x.maximum(NDArray(scalar: .int(Int(low.double)), x.dtype), as: x.dtype)
        .minimum(NDArray(scalar: .int(Int(high.double)), x.dtype), as: x.dtype)
    },
    backward: { call in
      let (low, high) = (try call.arguments.double(1, default: -1), try call.arguments.double(2, default: 1))
      try call.give(
        0,
        try asOneNode("HardtanhBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) {
          try $0[0].maskedFill($0[1].le(.double(low)).logicalOr($0[1].ge(.double(high))), 0)
        })
    })
  static let relu6: Operator = Operator(
    "relu6(Tensor self) -> Tensor", module: .functional, forms: [.function, .inPlace],
    composite: { .tensor(try hardtanh($0[0], .int(0), .int(6))) })

  static let hardswish: Operator = Operator(
    "hardswish(Tensor self) -> Tensor", module: .functional, forms: [.function, .inPlace], node: "HardswishBackward0",
    saving: [.input(0)],
    unary: { x, _ in
      if x.dtype.isFloatingPoint { return try x.apply(.hardswish) }
      let three = try NDArray(scalar: 3, x.dtype)
      let inner = try x.add(three, as: x.dtype).apply(.clamp(low: 0, high: 6), kernel: "hardswish_cpu")
      let product = try x.mul(inner, as: x.dtype, into: inner)
      return try product.div(NDArray(scalar: 6, x.dtype), as: x.dtype, into: product)
    },
    backward: { call in
      try call.give(
        0,
        asOneNode("HardswishBackwardBackward0", [call.grad, call.saved(0)], isElementwise: true) { inputs in
          let (grad, x) = (inputs[0], inputs[1])
          return try Tensor.where(x.lt(3), grad * (x / 3 + 0.5), grad).maskedFill(x.detached().le(-3), 0)
        })
    })

  static let hardsigmoid: Operator = Operator(
    "hardsigmoid(Tensor self) -> Tensor", module: .functional, forms: [.function, .inPlace],
    node: "HardsigmoidBackward0", saving: [.input(0)],
    unary: { x, _ in
      if x.dtype.isFloatingPoint { return try x.apply(.hardsigmoid) }
      let three = try NDArray(scalar: 3, x.dtype)
      return try x.add(three, as: x.dtype).apply(.clamp(low: 0, high: 6), kernel: "hardsigmoid_cpu")
        .div(NDArray(scalar: 6, x.dtype), as: x.dtype)
    },
    backward: { call in
      let (grad, input) = (try call.grad, try call.saved(0))
      let x = input.detached()
      let gradient = try inParts([grad, x]) {
        try ($0[0] / 6).maskedFill($0[1].gt(-3).logicalAnd($0[1].lt(3)).logicalNot(), 0)
      }
      call.give(0, SecondDerivatives.refused("hardsigmoid_backward", gradient, of: [grad, input]))
    })

  private static func shrink(
    _ name: String, _ node: String, module: Module, _ function: @escaping @Sendable (Double) -> ParametricFunction
  ) -> Operator {
    let kernel = name == "softshrink" ? "softshrink_check" : "\(name)_cpu"
    return Operator(
      "\(name)(Tensor self, Scalar lambd=0.5) -> Tensor", module: module,
      forms: module == .torch ? .pure : .function, node: node, inputs: [0], saving: [.input(0)],
      samples: .tensor([3, 2], with: [[], [.scalar(1)]]),
      elementwise: { arguments, target in
        let (x, shrink) = (try arguments.array(0), function(try arguments.double(1, default: 0.5)))
        let result = try parametric(arguments, shrink, kernel, into: target)
        // The loop over neighbours of full precision does so itself; zeros of half types come from soft edges alone.
        let isHalf = x.dtype == .float16 || x.dtype == .bfloat16
        if isHalf ? name == "softshrink" : !x.isContiguous { result.dropZeroSigns(like: x) }
        return result
      },
      backward: { call in
        let limit = try call.arguments.double(1, default: 0.5)
        try call.give(
          0,
          inParts([call.grad, call.saved(0).detached()]) { inputs in
            let x = inputs[1]
            return try inputs[0].maskedFill(x.ge(.double(-limit)).logicalAnd(x.le(.double(limit))), 0)
          })
      })
  }
  static let softshrink: Operator = shrink("softshrink", "SoftshrinkBackward0", module: .functional) {
    .softshrink($0)
  }
  static let hardshrink: Operator = shrink("hardshrink", "HardshrinkBackward0", module: .torch) { .hardshrink($0) }

  static let threshold: Operator = Operator(
    "threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor", forms: [.function, .inPlace, .out],
    node: "ThresholdBackward0", inputs: [0], saving: [.input(0)],
    samples: .tensor([3, 2], with: [[.scalar(0.1), .scalar(3)]]),
    elementwise: { arguments, target in
      let x = try arguments.array(0)
      guard x.dtype.isInteger else {
        return try parametric(
          arguments, .threshold(arguments.double(1), value: arguments.double(2)), "threshold_cpu", into: target)
      }
      // Both numbers are taken in the type of the input.
      for place in 1...2 { try Factories.check(arguments.scalar(place), fits: x.dtype) }
      let limit = try NDArray(scalar: arguments.scalar(1), x.dtype)
      let value = try NDArray(scalar: arguments.scalar(2), x.dtype)
      if let result = try x.thresholded(at: limit.element(at: 0).int, value: value.element(at: 0).int, into: target) {
        return result
      }
      return try NDArray.where(x.compare(.gt, limit, as: x.dtype), x, value, as: x.dtype)
    },
    backward: { call in
      try call.give(0, thresholdBackward(call.grad, call.saved(0), call.arguments.scalar(1)))
    })

  static let prelu: Operator = Operator(
    "prelu(Tensor self, Tensor weight) -> Tensor", forms: .both,
    composite: { arguments in
      let (x, weight) = (try arguments.tensor(0), try arguments.tensor(1))
      guard x.dtype == weight.dtype else {
        throw TorchError(
          .runtime,
          "prelu: Type promoting not supported. Got \(x.dtype.scalarName) and \(weight.dtype.scalarName)")
      }
      let count = weight.array.count
      if count != 1 {
        guard x.array.rank > 0 else {
          throw TorchError(.runtime, "Not allow zero-dim input tensor.")
        }
        let channels = x.array.rank >= 2 ? x.array.shape[1] : 1
        guard channels == count else {
          throw TorchError(
            .runtime,
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = \(count) and channel size ="
              + " \(channels).")
        }
      }
      var shaped = weight
      if x.array.rank != 1 || count != 1 {
        var size = [Int](repeating: 1, count: x.array.rank)
        if size.count >= 2 { size[1] = count }
        shaped = try weight.reshape(size)
      }
      return .tensor(try preluKernel(.tensor(x), .tensor(shaped)))
    })
  static let preluKernel: Operator = Operator(
    "_prelu_kernel(Tensor self, Tensor weight) -> Tensor", module: .hidden, node: "PreluKernelBackward0",
    inputs: [0, 1], saving: [.input(0), .input(1)], samples: .tensors([[3, 2], [1, 2]]),
    forward: { arguments in
      let (x, weight) = (try arguments.array(0), try arguments.array(1))
      guard x.dtype.isFloatingPoint else { throw TorchError.notImplemented("prelu_cpu", for: x.dtype) }
      if let result = try x.slopedBelowZero(weight) { return result }
      return try NDArray.inParts([x, weight]) { operands, target in
        let (x, weight) = (operands[0], operands[1])
        let isAbove = try x.compare(.gt, NDArray(zeros: [], x.dtype), as: x.dtype)
        return try NDArray.select(isAbove, x, x.mul(weight, as: x.dtype), as: x.dtype, into: target)
      }
    },
    backward: { call in
      let inputs = [try call.grad, try call.saved(0), try call.saved(1)]
      try call.give(0, inParts(inputs) { try Tensor.where($0[1].gt(0), $0[0], $0[0] * $0[2]) })
      let zero = Tensor(try NDArray(zeros: [], inputs[0].dtype))
      try call.give(1, inParts(inputs) { try Tensor.where($0[1].gt(0), zero, $0[0] * $0[1]) })
    })

  static let glu: Operator = Operator(
    "glu(Tensor self, int dim=-1) -> Tensor", module: .functional, forms: .function, node: "GluBackward0",
    saving: [.input(0)], samples: .tensor([3, 4], with: [[]]),
    forward: { arguments in
      let x = try arguments.array(0)
      if x.rank == 0 {
        throw TorchError(.runtime, "glu does not support 0-dimensional tensors")
      }
      let dim = try x.wrap(arguments.int(1, default: -1))
      let size = x.shape[dim]
      guard size % 2 == 0 else {
        throw TorchError(
          .runtime, "Halving dimension must be even, but dimension \(dim) is size \(size)")
      }
      if !x.dtype.isFloatingPoint { throw TorchError.notImplemented("glu_cpu", for: x.dtype) }
      let compute = x.dtype.computeType
      let gate = try x.narrow(dim, size / 2, size / 2).cast(to: compute).apply(.sigmoid)
      return try x.narrow(dim, 0, size / 2).cast(to: compute).mul(gate, as: compute).cast(to: x.dtype)
    },
    backward: { call in
      let x = try call.saved(0)
      let dim = try x.array.wrap(call.arguments.int(1, default: -1))
      let half = x.array.shape[dim] / 2
      let (value, gate) = (try x.narrow(dim, 0, half), try x.narrow(dim, half, half).sigmoid())
      try call.give(
        0,
        Tensor.cat(
          [
            call.grad * gate,
            roundedOnce([call.grad, value, gate]) { try (1 - $0[2]) * $0[2] * $0[1] * $0[0] },
          ], dim: dim))
    })

  // MARK: Softmax

  private static func converted(_ arguments: OperatorArguments, _ core: Operator) throws -> OperatorResult {
    let x = try arguments.tensor(0)
    return .tensor(try core(.tensor(arguments.dtype(2).map { try x.cast(to: $0) } ?? x), arguments[1]))
  }

  static let softmax: Operator = Operator(
    "softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor", forms: .pure,
    composite: { try converted($0, softmaxCore) }
  )
  static let logSoftmax: Operator = Operator(
    "log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
    forms: .pure, composite: { try converted($0, logSoftmaxCore) })
  static let specialSoftmax: Operator = Operator(
    "special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor", module: .special, forms: .function,
    composite: { try converted($0, softmaxCore) })
  static let specialLogSoftmax: Operator = Operator(
    "special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor", module: .special,
    forms: .function, composite: { try converted($0, logSoftmaxCore) })

  static let softmaxCore: Operator = Operator(
    "_softmax(Tensor self, int dim) -> Tensor", module: .hidden, node: "SoftmaxBackward0", saving: [.result(0)],
    samples: .tensor([2, 3], with: [[.int(0)], [.int(-1)]]),
    forward: { try $0.array(0).softmax($0.int(1), log: false) },
    backward: { call in
      let dim = try call.arguments.int(1)
      try call.give(
        0,
        try asOneNode(
          "SoftmaxBackwardDataBackward0", [call.grad, call.saved(0)],
          kernel: { try $0[0].softmaxBackward($0[1], dim, log: false) }
        ) { inputs in
          let product = try inputs[0] * inputs[1]
          return try product - inputs[1] * product.sum([dim], keepdim: true)
        })
    })
  static let logSoftmaxCore: Operator = Operator(
    "_log_softmax(Tensor self, int dim) -> Tensor", module: .hidden, node: "LogSoftmaxBackward0", saving: [.result(0)],
    samples: .tensor([2, 3], with: [[.int(0)], [.int(-1)]]),
    forward: { try $0.array(0).softmax($0.int(1), log: true) },
    backward: { call in
      let dim = try call.arguments.int(1)
      try call.give(
        0,
        try asOneNode(
          "LogSoftmaxBackwardDataBackward0", [call.grad, call.saved(0)],
          kernel: { try $0[0].softmaxBackward($0[1], dim, log: true) }
        ) {
          try $0[0] - $0[1].exp() * $0[0].sum([dim], keepdim: true)
        })
    })

  // MARK: Limits

  /// The tensor between limits, each of which may be missing.
  private static func limited(
    _ x: Tensor, _ low: Tensor?, _ high: Tensor?, into target: NDArray?
  ) throws -> NDArray {
    guard low != nil || high != nil else {
      throw TorchError(.runtime, "torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    if x.dtype.isComplex {
      if low.map({ $0.isWrappedNumber }) ?? true, high.map({ $0.isWrappedNumber }) ?? true {
        throw TorchError(.notImplemented, "clamp is not supported for complex types")
      }
      guard low != nil, high != nil else {
        throw TorchError.notImplemented(low == nil ? "minimum_cpu" : "maximum_cpu", for: x.dtype)
      }
      throw TorchError(.notImplemented, "clamp is not supported for complex types")
    }
    let dtype = promoted([x] + [low, high].compactMap { $0 })
    if dtype == .bool, low != nil, high != nil { throw TorchError.notImplemented("clamp_cpu", for: dtype) }
    if let low, let high, dtype.isFloatingPoint {
      return try x.array.cast(to: dtype).ternary(
        .between, low.array.cast(to: dtype), high.array.cast(to: dtype), as: dtype, into: target)
    }
    var result = try x.array.cast(to: dtype)
    // The second limit must be there still when the first one has been written.
    let isFree = high.map { target?.storage !== $0.array.storage } ?? true
    if let low { result = try result.maximum(low.array, as: dtype, into: isFree ? target : nil) }
    if let high {
      // What the first limit gave is ours to write into.
      result = try result.minimum(high.array, as: dtype, into: low != nil && isFree ? result : target)
    }
    let isResult = target.map { result.isSameMemory(as: $0) } ?? false
    return !isResult && result.storage === x.array.storage ? try result.clone() : result
  }

  private static func limited(
    _ arguments: OperatorArguments, _ low: Scalar?, _ high: Scalar?, into target: NDArray?
  ) throws -> NDArray {
    let x = try arguments.tensor(0)
    if let low { try checkLimit(low, x) }
    if let high { try checkLimit(high, x) }
    let (least, most) = (low?.exactDouble, high?.exactDouble)
    // The usual case is one loop over floating-point elements in row-major order.
    if (low == nil) == (least == nil), (high == nil) == (most == nil), least != nil || most != nil,
      least?.isNaN != true, most?.isNaN != true, !x.isWrappedNumber, x.dtype.isFloatingPoint, x.array.isContiguous
    {
      return try x.array.apply(
        .clamp(low: least ?? -.infinity, high: most ?? .infinity), kernel: "clamp_cpu", into: target)
    }
    if x.dtype.isInteger, !x.isWrappedNumber, (low?.category ?? 0) < 2, (high?.category ?? 0) < 2,
      low != nil || high != nil,
      let result = try x.array.clamped(low?.int, high?.int, into: target)
    {
      return result
    }
    let (lower, upper) = (try low.map { try Tensor.wrapping($0) }, try high.map { try Tensor.wrapping($0) })
    guard x.dtype.takesSteps, !x.isWrappedNumber else { return try limited(x, lower, upper, into: target) }
    return try NDArray.inParts([x.array], into: target) { try limited(Tensor($0[0]), lower, upper, into: $1) }
  }

  /// Refuses a limit that the type of the result does not hold.
  private static func checkLimit(_ limit: Scalar, _ x: Tensor) throws {
    let dtype = x.dtype.isFloatingPoint && limit.category < 3 ? x.dtype : try promoted(x, Tensor.wrapping(limit))
    if !dtype.isComplex { try Factories.check(limit, fits: dtype) }
  }

  private static func withinLimits(_ x: Tensor, _ low: Scalar?, _ high: Scalar?) throws -> Tensor {
    var mask = try low.map { try x.ge($0) }
    if let high { mask = try mask.map { try $0.logicalAnd(x.le(high)) } ?? x.le(high) }
    return try mask ?? x.eq(x)
  }

  static let clamp: Operator = Operator(
    "clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor", forms: .all, node: "ClampBackward1",
    inputs: [0], saving: [.input(0)], samples: .tensor([3, 2], with: [[.scalar(-1), .scalar(1)], [.scalar(0.1)]]),
    elementwise: { try limited($0, $0.optionalScalar(1), $0.optionalScalar(2), into: $1) },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        pass(call.grad, [call.saved(0)]) {
          try withinLimits($0[0], arguments.optionalScalar(1), arguments.optionalScalar(2))
        })
    })
  static let clip: Operator = Operator(
    "clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor", forms: .all, alias: clamp)

  static let clampTensor: Operator = Operator(
    "clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor", forms: .all, node: "ClampBackward0",
    inputs: [0, 1, 2], saving: [.input(0), .input(1), .input(2)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([3, 2])), .tensor(try maker.tensor([2], -1 ... -0.5)),
          .tensor(try maker.tensor([3, 1], 0.5...1)),
        ]
      ]
    },
    elementwise: { try limited($0.tensor(0), $0.optionalTensor(1), $0.optionalTensor(2), into: $1) },
    backward: { call in
      let (x, low, high) = (try call.saved(0), try call.optionalSaved(1), try call.optionalSaved(2))
      let operands = [x] + [low, high].compactMap { $0 }
      // The tensor and its limits, or parts of them.
      func parts(_ operands: [Tensor]) -> (x: Tensor, low: Tensor?, high: Tensor?) {
        (operands[0], low.map { _ in operands[1] }, high.map { _ in operands[operands.count - 1] })
      }
      try call.give(
        0,
        pass(call.grad, operands) {
          let (x, low, high) = parts($0)
          let inside = try low.map { try x.ge($0) }
          guard let high else { return try inside ?? x.eq(x) }
          return try inside.map { try $0.logicalAnd(x.le(high)) } ?? x.le(high)
        })
      if low != nil {
        try call.give(
          1,
          pass(call.grad, operands) {
            let (x, low, high) = parts($0)
            guard let low else { return x }
            let isBelow = try x.lt(low)
            return try high.map { try isBelow.logicalAnd(low.lt($0)) } ?? isBelow
          })
      }
      if high != nil {
        try call.give(
          2,
          pass(call.grad, operands) {
            let (x, low, high) = parts($0)
            guard let high else { return x }
            let isAbove = try x.gt(high)
            return try low.map { try isAbove.logicalOr(high.lt($0)) } ?? isAbove
          })
      }
    })
  static let clipTensor: Operator = Operator(
    "clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor", forms: .all,
    alias: clampTensor)

  static let clampMin: Operator = Operator(
    "clamp_min(Tensor self, Scalar min) -> Tensor", forms: .all, node: "ClampMinBackward0", inputs: [0],
    saving: [.input(0)], samples: .tensor([3, 2], with: [[.scalar(0.1)]]),
    elementwise: { try limited($0, $0.scalar(1), nil, into: $1) },
    backward: { call in try call.give(0, pass(call.grad, [call.saved(0)]) { try $0[0].ge(call.arguments.scalar(1)) }) })
  static let clampMax: Operator = Operator(
    "clamp_max(Tensor self, Scalar max) -> Tensor", forms: .all, node: "ClampMaxBackward0", inputs: [0],
    saving: [.input(0)], samples: .tensor([3, 2], with: [[.scalar(0.1)]]),
    elementwise: { try limited($0, nil, $0.scalar(1), into: $1) },
    backward: { call in try call.give(0, pass(call.grad, [call.saved(0)]) { try $0[0].le(call.arguments.scalar(1)) }) })
  static let clampMinTensor: Operator = Operator(
    "clamp_min.Tensor(Tensor self, Tensor min) -> Tensor", forms: .all, node: "ClampMinBackward1", inputs: [0, 1],
    saving: [.input(0), .input(1)], samples: .tensors([[3, 2], [2]]),
    elementwise: { try limited($0.tensor(0), $0.tensor(1), nil, into: $1) },
    backward: { call in
      let operands = [try call.saved(0), try call.saved(1)]
      try call.give(0, pass(call.grad, operands) { try $0[0].ge($0[1]) })
      try call.give(1, pass(call.grad, operands) { try $0[0].lt($0[1]) })
    })
  static let clampMaxTensor: Operator = Operator(
    "clamp_max.Tensor(Tensor self, Tensor max) -> Tensor", forms: .all, node: "ClampMaxBackward1", inputs: [0, 1],
    saving: [.input(0), .input(1)], samples: .tensors([[3, 2], [2]]),
    elementwise: { try limited($0.tensor(0), nil, $0.tensor(1), into: $1) },
    backward: { call in
      let operands = [try call.saved(0), try call.saved(1)]
      try call.give(0, pass(call.grad, operands) { try $0[0].le($0[1]) })
      try call.give(1, pass(call.grad, operands) { try $0[0].gt($0[1]) })
    })
}
