import Autograd
import TensorCore

/// The kernel of a function of one real or complex number.
func kernel(_ function: FloatingFunction) -> @Sendable (NDArray, _ target: NDArray?) throws -> NDArray {
  { try $0.apply(function, default: TensorSession.bound?.defaultDType ?? .float32, into: $1) }
}

extension Operator {
  /// Functions applied to each element.
  static let pointwise: [Operator] = [
    neg, negative, positive, exp, exp2, expm1, log, log2, log10, log1p, sqrt, rsqrt, square, reciprocal, sin, cos, tan,
    asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, erf, erfc, erfinv, lgamma, digamma, floor, ceil,
    round, roundDecimals, trunc, fix, frac, sinc, i0, abs, absolute, sign, sgn, relu, bitwiseNot, isnan, isinf,
    isfinite, isposinf,
    isneginf, isreal, signbit, logit, deg2rad, rad2deg, nanToNum, arccos, arcsin, arctan, arcsinh, arccosh, arctanh,
    specialExpit, specialErf, specialErfc, specialErfinv, specialExpm1, specialExp2, specialLog1p, specialSinc,
    specialGammaln, specialDigamma, specialPsi, specialI0, specialLogit, specialRound, polygamma, sigmoidBackward,
    tanhBackward, thresholdGradient,
  ]

  static let neg: Operator = Operator(
    "neg(Tensor self) -> Tensor", node: "NegBackward0", unary: { try $0.neg(into: $1) },
    backward: { call in try call.give(0, -call.grad) })
  static let negative: Operator = Operator("negative(Tensor self) -> Tensor", forms: .all, alias: neg)
  static let positive: Operator = Operator(
    "positive(Tensor self) -> Tensor",
    alone: { x in
      if x.dtype == .bool { throw TorchError(.runtime, "The `+` operator, on a bool tensor is not supported.") }
      return x
    })

  static let exp: Operator = Operator(
    "exp(Tensor self) -> Tensor", node: "ExpBackward0", saving: [.result(0)], unary: kernel(.exp),
    backward: { call in try call.give(0, call.grad * call.saved(0).conj()) })
  static let exp2: Operator = Operator(
    "exp2(Tensor self) -> Tensor", node: "Exp2Backward0", saving: [.result(0)], unary: kernel(.exp2),
    backward: { call in try call.give(0, call.grad * call.saved(0).conj() * .double(ln2)) })
  static let expm1: Operator = Operator(
    "expm1(Tensor self) -> Tensor", node: "Expm1Backward0", saving: [.result(0)], unary: kernel(.expm1),
    backward: { call in try call.give(0, call.grad * (call.saved(0).conj() + 1)) })
  private static let ln2 = 0.6931471805599453
  private static let ln10 = 2.3025850929940456

  static let log: Operator = Operator(
    "log(Tensor self) -> Tensor", node: "LogBackward0", saving: [.input(0)], samples: .elementwise(0.5...2),
    unary: kernel(.log), backward: { call in try call.give(0, call.grad / call.saved(0).conj()) })
  static let log2: Operator = Operator(
    "log2(Tensor self) -> Tensor", node: "Log2Backward0", saving: [.input(0)], samples: .elementwise(0.5...2),
    unary: kernel(.log2), backward: { call in try call.give(0, call.grad / (call.saved(0).conj() * .double(ln2))) })
  static let log10: Operator = Operator(
    "log10(Tensor self) -> Tensor", node: "Log10Backward0", saving: [.input(0)], samples: .elementwise(0.5...2),
    unary: kernel(.log10), backward: { call in try call.give(0, call.grad / (call.saved(0).conj() * .double(ln10))) })
  static let log1p: Operator = Operator(
    "log1p(Tensor self) -> Tensor", node: "Log1PBackward0", saving: [.input(0)], samples: .elementwise(-0.5...2),
    unary: kernel(.log1p), backward: { call in try call.give(0, call.grad / (call.saved(0) + 1).conj()) })

  static let sqrt: Operator = Operator(
    "sqrt(Tensor self) -> Tensor", node: "SqrtBackward0", saving: [.result(0)], samples: .elementwise(0.5...2),
    unary: kernel(.sqrt), backward: { call in try call.give(0, call.grad / (2 * call.saved(0).conj())) })
  static let rsqrt: Operator = Operator(
    "rsqrt(Tensor self) -> Tensor", node: "RsqrtBackward0", saving: [.result(0)], samples: .elementwise(0.5...2),
    unary: kernel(.rsqrt), backward: { call in try call.give(0, -0.5 * call.grad * call.saved(0).pow(3).conj()) })
  static let square: Operator = Operator(
    "square(Tensor self) -> Tensor", forms: .all, composite: { .tensor(try $0.tensor(0).pow(2)) })
  static let reciprocal: Operator = Operator(
    "reciprocal(Tensor self) -> Tensor", node: "ReciprocalBackward0", saving: [.result(0)],
    samples: .elementwise(0.5...2), unary: kernel(.reciprocal),
    backward: { call in try call.give(0, -call.grad * (call.saved(0) * call.saved(0)).conj()) })

  static let sin: Operator = Operator(
    "sin(Tensor self) -> Tensor", node: "SinBackward0", saving: [.input(0)], unary: kernel(.sin),
    backward: { call in try call.give(0, call.grad * call.saved(0).cos().conj()) })
  static let cos: Operator = Operator(
    "cos(Tensor self) -> Tensor", node: "CosBackward0", saving: [.input(0)], unary: kernel(.cos),
    backward: { call in try call.give(0, call.grad * (-call.saved(0).sin()).conj()) })
  static let tan: Operator = Operator(
    "tan(Tensor self) -> Tensor", node: "TanBackward0", saving: [.result(0)], samples: .elementwise(-1...1),
    unary: kernel(.tan), backward: { call in try call.give(0, call.grad * (1 + call.saved(0).pow(2)).conj()) })
  static let asin: Operator = Operator(
    "asin(Tensor self) -> Tensor", node: "AsinBackward0", saving: [.input(0)], samples: .elementwise(-0.9...0.9),
    unary: kernel(.asin),
    backward: { call in try call.give(0, call.grad * (-call.saved(0) * call.saved(0) + 1).rsqrt().conj()) })
  static let acos: Operator = Operator(
    "acos(Tensor self) -> Tensor", node: "AcosBackward0", saving: [.input(0)], samples: .elementwise(-0.9...0.9),
    unary: kernel(.acos),
    backward: { call in try call.give(0, call.grad * (-(-call.saved(0) * call.saved(0) + 1).rsqrt()).conj()) })
  static let atan: Operator = Operator(
    "atan(Tensor self) -> Tensor", node: "AtanBackward0", saving: [.input(0)], unary: kernel(.atan),
    backward: { call in try call.give(0, call.grad / (call.saved(0) * call.saved(0) + 1).conj()) })
  static let sinh: Operator = Operator(
    "sinh(Tensor self) -> Tensor", node: "SinhBackward0", saving: [.input(0)], unary: kernel(.sinh),
    backward: { call in try call.give(0, call.grad * call.saved(0).cosh().conj()) })
  static let cosh: Operator = Operator(
    "cosh(Tensor self) -> Tensor", node: "CoshBackward0", saving: [.input(0)], unary: kernel(.cosh),
    backward: { call in try call.give(0, call.grad * call.saved(0).sinh().conj()) })
  static let tanh: Operator = Operator(
    "tanh(Tensor self) -> Tensor", node: "TanhBackward0", saving: [.result(0)], unary: kernel(.tanh),
    backward: { call in try call.give(0, tanhBackward(call.grad, call.saved(0))) })
  static let asinh: Operator = Operator(
    "asinh(Tensor self) -> Tensor", node: "AsinhBackward0", saving: [.input(0)], unary: kernel(.asinh),
    backward: { call in try call.give(0, call.grad * (call.saved(0).pow(2) + 1).rsqrt().conj()) })
  static let acosh: Operator = Operator(
    "acosh(Tensor self) -> Tensor", node: "AcoshBackward0", saving: [.input(0)], samples: .elementwise(1.5...3),
    unary: kernel(.acosh),
    backward: { call in
      let x = try call.saved(0)
      // The root of a product is the product of the roots for real numbers only.
      let slope = try x.dtype.isComplex ? (x + 1).rsqrt() * (x - 1).rsqrt() : (x.pow(2) - 1).rsqrt()
      try call.give(0, call.grad * slope.conj())
    })
  static let atanh: Operator = Operator(
    "atanh(Tensor self) -> Tensor", node: "AtanhBackward0", saving: [.input(0)], samples: .elementwise(-0.9...0.9),
    unary: kernel(.atanh),
    backward: { call in try call.give(0, call.grad / (1 - call.saved(0).pow(2)).conj()) })
  static let sigmoid: Operator = Operator(
    "sigmoid(Tensor self) -> Tensor", node: "SigmoidBackward0", saving: [.result(0)], unary: kernel(.sigmoid),
    backward: { call in try call.give(0, sigmoidBackward(call.grad, call.saved(0))) })

  private static let twoOverRootPi = 1.1283791670955126
  static let erf: Operator = Operator(
    "erf(Tensor self) -> Tensor", node: "ErfBackward0", saving: [.input(0)], unary: kernel(.erf),
    backward: { call in try call.give(0, .double(twoOverRootPi) * (-call.saved(0).pow(2)).exp() * call.grad) })
  static let erfc: Operator = Operator(
    "erfc(Tensor self) -> Tensor", node: "ErfcBackward0", saving: [.input(0)], unary: kernel(.erfc),
    backward: { call in try call.give(0, .double(-twoOverRootPi) * (-call.saved(0).pow(2)).exp() * call.grad) })
  static let erfinv: Operator = Operator(
    "erfinv(Tensor self) -> Tensor", node: "ErfinvBackward0", saving: [.input(0)], samples: .elementwise(-0.9...0.9),
    unary: kernel(.erfinv),
    backward: { call in
      try call.give(0, .double(1 / twoOverRootPi) * erfinv(call.saved(0)).pow(2).exp() * call.grad)
    })
  static let lgamma: Operator = Operator(
    "lgamma(Tensor self) -> Tensor", node: "LgammaBackward0", saving: [.input(0)], samples: .elementwise(0.5...3),
    unary: kernel(.lgamma), backward: { call in try call.give(0, call.grad * digamma(call.saved(0))) })
  static let digamma: Operator = Operator(
    "digamma(Tensor self) -> Tensor", node: "DigammaBackward0", saving: [.input(0)], samples: .elementwise(0.5...3),
    unary: kernel(.digamma),
    backward: { call in try call.give(0, call.grad * polygamma(.int(1), .tensor(call.saved(0)))) })
  static let polygamma: Operator = Operator(
    "polygamma(int n, Tensor self) -> Tensor", forms: .all, node: "PolygammaBackward0", inputs: [1],
    saving: [.input(1)],
    samples: Samples { maker in [[.int(1), .tensor(try maker.tensor([3], 0.5...3))]] },
    forward: { arguments in
      let order = try arguments.int(0)
      if order < 0 { throw TorchError(.runtime, "polygamma(n, x) does not support negative n.") }
      let x = try arguments.array(1)
      if order < 2 { return try kernel(order == 0 ? .digamma : .trigamma)(x, nil) }
      if x.dtype.isComplex { throw TorchError.notImplemented("polygamma", for: x.dtype) }
      return try (x.dtype.isIntegral ? x.cast(to: TensorSession.bound?.defaultDType ?? .float32) : x).polygamma(order)
    },
    backward: { call in
      try call.give(0, call.grad * polygamma(.int(call.arguments.int(0) &+ 1), .tensor(call.saved(0))))
    })

  static let floor: Operator = flat("floor", kernel(.floor))
  static let ceil: Operator = flat("ceil", kernel(.ceil))
  static let round: Operator = flat("round", kernel(.round))
  static let trunc: Operator = flat("trunc", kernel(.trunc))
  static let fix: Operator = Operator("fix(Tensor self) -> Tensor", forms: .all, alias: trunc)
  static let sign: Operator = flat("sign") { try $0.sign(into: $1) }

  /// A function whose derivative is zero wherever it has one.
  private static func flat(
    _ name: String, _ kernel: @escaping @Sendable (NDArray, _ target: NDArray?) throws -> NDArray
  ) -> Operator {
    Operator(
      "\(name)(Tensor self) -> Tensor", node: "\(name.prefix(1).uppercased())\(name.dropFirst())Backward0",
      unary: kernel, backward: { call in try call.give(0, call.grad.zerosLike()) })
  }

  static let roundDecimals: Operator = Operator(
    "round.decimals(Tensor self, *, int decimals) -> Tensor", forms: .all, node: "RoundBackward1",
    elementwise: { arguments, target in
      let decimals = try arguments.int(1)
      let x = try arguments.array(0)
      guard x.dtype.isFloatingPoint else { throw TorchError.notImplemented("round_cpu", for: x.dtype) }
      let power = SpecialSeries.powerOfTen(Swift.abs(decimals))
      if x.isContiguous, x.dtype == .float32 || x.dtype == .float64 {
        return try x.apply(.round(power: power, isFiner: decimals >= 0), kernel: "round_cpu", into: target)
      }
      let scale = try NDArray(scalar: .double(power), x.dtype)
      return try NDArray.inParts([x], into: target) { operands, target in
        let type = operands[0].dtype
        let up = try decimals >= 0 ? operands[0].mul(scale, as: type) : operands[0].div(scale, as: type)
        let rounded = try up.apply(.round)
        return try decimals >= 0
          ? rounded.div(scale, as: type, into: target) : rounded.mul(scale, as: type, into: target)
      }
    },
    backward: { call in try call.give(0, call.grad.zerosLike()) })

  static let frac: Operator = Operator(
    "frac(Tensor self) -> Tensor", node: "FracBackward0", unary: kernel(.frac),
    backward: { call in try call.give(0, call.grad) })
  static let sinc: Operator = Operator(
    "sinc(Tensor self) -> Tensor", node: "SincBackward0", saving: [.input(0)], unary: kernel(.sinc),
    backward: { call in
      let x = try call.saved(0)
      let angle = try x * .double(.pi)
      let slope = try (angle * angle.cos() - angle.sin()) / (x * x * .double(.pi))
      try call.give(0, Tensor.where(x.eq(0), slope.detached().zerosLike(), call.grad * slope.conj()))
    })
  static let i0: Operator = Operator(
    "i0(Tensor self) -> Tensor", node: "I0Backward0", saving: [.input(0)], unary: kernel(.i0),
    backward: { call in try call.give(0, call.grad * specialI1(call.saved(0))) })
  static let specialI1: Operator = Operator(
    "special_i1(Tensor self) -> Tensor", module: .special, forms: [.function, .out], node: "SpecialI1Backward0",
    saving: [.input(0), .result(0)], samples: .elementwise(0.5...2), unary: kernel(.i1),
    backward: { call in
      let x = try call.saved(0)
      try call.give(0, call.grad * (i0(x) - call.saved(1) / x))
    })

  static let abs: Operator = Operator(
    "abs(Tensor self) -> Tensor", node: "AbsBackward0", saving: [.input(0)], unary: { try $0.abs(into: $1) },
    backward: { call in try call.give(0, call.grad * call.saved(0).sgn()) })
  static let absolute: Operator = Operator("absolute(Tensor self) -> Tensor", forms: .all, alias: abs)
  static let sgn: Operator = Operator(
    "sgn(Tensor self) -> Tensor", node: "SgnBackward0", saving: [.input(0)],
    unary: { x, target in
      guard x.dtype.isComplex else { return try x.sign(into: target) }
      let modulus = try x.abs().cast(to: x.dtype)
      let isZero = try modulus.compare(.eq, NDArray(zeros: [], x.dtype), as: x.dtype)
      return try NDArray.select(isZero, NDArray(zeros: [], x.dtype), x.div(modulus, as: x.dtype), as: x.dtype)
    },
    backward: { call in
      let x = try call.saved(0)
      guard x.dtype.isComplex else {
        try call.give(0, call.grad.zerosLike())
        return
      }
      let (modulus, direction) = (try x.abs(), try x.sgn())
      let along = try (call.grad.conj() * direction).real().cast(to: x.dtype)
      try call.give(0, ((call.grad - along * direction) / modulus).maskedFill(modulus.eq(0), 0))
    })
  static let relu: Operator = Operator(
    "relu(Tensor self) -> Tensor", forms: [.function, .method, .inPlace], node: "ReluBackward0", saving: [.result(0)],
    unary: { try $0.relu(into: $1) },
    backward: { call in try call.give(0, thresholdBackward(call.grad, call.saved(0), 0)) })

  // The gradients of the commonest activations are operators themselves: one pass over memory each.

  static let sigmoidBackward: Operator = Operator(
    "sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor", module: .hidden,
    node: "SigmoidBackwardBackward0", saving: [.input(0), .input(1)],
    binary: { grad, y, dtype, _ in try grad.sigmoidBackward(y.conj(), as: dtype) },
    backward: { call in
      let (grad, y) = (try call.saved(0), try call.saved(1))
      try call.give(0, sigmoidBackward(call.grad, y.conj()))
      try call.give(1, call.grad.conj() * grad * (1 - 2 * y.conj()))
    })
  static let tanhBackward: Operator = Operator(
    "tanh_backward(Tensor grad_output, Tensor output) -> Tensor", module: .hidden, node: "TanhBackwardBackward0",
    saving: [.input(0), .input(1)],
    binary: { grad, y, dtype, _ in try grad.tanhBackward(y.conj(), as: dtype) },
    backward: { call in
      let (grad, y) = (try call.saved(0), try call.saved(1))
      try call.give(0, tanhBackward(call.grad, y.conj()))
      try call.give(1, call.grad.conj() * (-2 * grad * y.conj()))
    })

  /// The gradient where the second argument is above the threshold, else zero.
  static let thresholdGradient: Operator = Operator(
    "threshold_backward(Tensor grad_output, Tensor self, Scalar threshold) -> Tensor", module: .hidden,
    node: "ThresholdBackwardBackward0", inputs: [0, 1], saving: [.input(1)],
    forward: { arguments in
      let (grad, x) = (try arguments.array(0), try arguments.array(1))
      if let gradient = try grad.keptWhere(x, isAbove: arguments.scalar(2)) { return gradient }
      let isBelow = try x.compare(.le, NDArray(scalar: arguments.scalar(2), x.dtype), as: x.dtype)
      return try NDArray.select(isBelow, NDArray(zeros: [], grad.dtype), grad, as: grad.dtype)
    },
    backward: { call in
      try call.give(0, thresholdBackward(call.grad, call.saved(0), call.arguments.scalar(2)))
      try call.give(1, call.grad.zerosLike())
    })
  static func thresholdBackward(_ grad: Tensor, _ x: Tensor, _ threshold: Scalar) throws -> Tensor {
    try thresholdGradient(.tensor(grad), .tensor(x), .scalar(threshold))
  }

  static let bitwiseNot: Operator = Operator(
    "bitwise_not(Tensor self) -> Tensor", samples: .none, unary: { try $0.bitwiseNot(into: $1) })
  static let isnan: Operator = test("isnan", .isnan)
  static let isinf: Operator = test("isinf", .isinf)
  static let isfinite: Operator = test("isfinite", .isfinite)
  static let isposinf: Operator = test("isposinf", .isposinf)
  static let isneginf: Operator = test("isneginf", .isneginf)
  static let signbit: Operator = test("signbit", .signbit)
  static let isreal: Operator = Operator(
    "isreal(Tensor self) -> Tensor", forms: .both, samples: .none,
    unary: { x, target in
      guard x.dtype.isComplex else {
        let out = try NDArray.rowMajorRoom(x.shape, .bool, in: target)
        out.fill(.bool(true))
        return out
      }
      let imaginary = try x.viewAsReal().select(-1, 1)
      return try imaginary.compare(.eq, NDArray(zeros: [], imaginary.dtype), as: imaginary.dtype)
    })

  private static func test(_ name: String, _ test: NDArray.Test) -> Operator {
    let forms: Forms = [.isposinf, .isneginf, .signbit].contains(test) ? .pure : .both
    return Operator(
      "\(name)(Tensor self) -> Tensor", forms: forms, samples: .none, unary: { try $0.test(test, into: $1) })
  }

  static let logit: Operator = Operator(
    "logit(Tensor self, float? eps=None) -> Tensor", forms: .all, node: "LogitBackward0", inputs: [0],
    saving: [.input(0)], samples: .tensor([3], 0.1...0.9, with: [[], [.double(0.2)]]),
    elementwise: { arguments, target in
      if try arguments.array(0).dtype.isComplex {
        throw TorchError.notImplemented("logit_cpu", for: try arguments.array(0).dtype)
      }
      let x = try arguments.array(0)
      if x.isContiguous, x.dtype == .float32 || x.dtype == .float64 {
        return try x.apply(.logit(epsilon: arguments.optionalDouble(1)), kernel: "logit_cpu", into: target)
      }
      return try NDArray.inParts([x], into: target) { operands, target in
        var x = operands[0]
        if x.dtype.isIntegral { x = try x.cast(to: TensorSession.bound?.defaultDType ?? .float32) }
        if let eps = arguments.optionalDouble(1) {
          let (low, high) = (try NDArray(scalar: .double(eps), x.dtype), try NDArray(scalar: .double(1 - eps), x.dtype))
          // What is below the lower end is lifted to it, also where the ends are crossed.
          x = try NDArray.select(
            x.compare(.lt, low, as: x.dtype), low, x.minimum(high, as: x.dtype), as: x.dtype)
        }
        return try x.div(NDArray(scalar: 1, x.dtype).sub(x, as: x.dtype), as: x.dtype).apply(.log, into: target)
      }
    },
    backward: { call in
      let x = try call.saved(0)
      if !GradMode.isEnabled {
        // What is no number lies neither inside nor outside, as the loop sees it.
        let eps = call.arguments.optionalDouble(1)
        return try call.give(
          0,
          inParts([call.grad, x]) { inputs in
            let x = inputs[1]
            let outside = try x.lt(.double(eps ?? 0)).logicalOr(x.gt(.double(1 - (eps ?? 0))))
            return try (inputs[0] / (x * (1 - x))).maskedFill(outside, eps == nil ? .double(.nan) : 0)
          })
      }
      let inner = try call.grad / (x * (1 - x))
      if let eps = call.arguments.optionalDouble(1) {
        let inside = try x.ge(.double(eps)).logicalAnd(x.le(.double(1 - eps)))
        try call.give(0, Tensor.where(inside, inner, .wrapping(.double(0))))
      } else {
        let inside = try x.ge(0).logicalAnd(x.le(1))
        try call.give(0, Tensor.where(inside, inner, .wrapping(.double(.nan))))
      }
    })

  static let deg2rad: Operator = Operator(
    "deg2rad(Tensor self) -> Tensor", node: "Deg2RadBackward0",
    unary: { try $0.scaledToFloat(0.017453292519943295, name: "deg2rad", into: $1) },
    backward: { call in
      try call.give(
        0, GradMode.isEnabled ? mulScalar(call.grad, number: .double(0.017453292519943295)) : deg2rad(call.grad))
    })
  static let rad2deg: Operator = Operator(
    "rad2deg(Tensor self) -> Tensor", node: "Rad2DegBackward0",
    unary: { try $0.scaledToFloat(57.29577951308232, name: "rad2deg", into: $1) },
    backward: { call in
      try call.give(
        0, GradMode.isEnabled ? mulScalar(call.grad, number: .double(57.29577951308232)) : rad2deg(call.grad))
    })

  static let nanToNum: Operator = Operator(
    "nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor", forms: .all,
    node: "NanToNumBackward0", inputs: [0], saving: [.input(0)], samples: .tensor([3], with: [[]]),
    elementwise: { arguments, target in
      let x = try arguments.array(0)
      if x.dtype.isIntegral { return try x.clone() }
      let limit: Double =
        switch x.dtype {
        case .float32, .complex64: Double(Float.greatestFiniteMagnitude)
        case .float16: 65504
        case .bfloat16: Double(Float(bitPattern: 0x7F7F_0000))
        default: .greatestFiniteMagnitude
        }
      let nan = arguments.optionalDouble(1) ?? 0
      let (high, low) = (arguments.optionalDouble(2) ?? limit, arguments.optionalDouble(3) ?? -limit)
      if x.dtype.isFloatingPoint {
        return try x.apply(.nanToNum(nan: nan, positive: high, negative: low), kernel: "nan_to_num", into: target)
      }
      if x.isContiguous {
        return try x.viewAsReal().apply(.nanToNum(nan: nan, positive: high, negative: low), kernel: "nan_to_num")
          .viewAsComplex()
      }
      return try x.mapDoubles { $0.isNaN ? nan : $0 == .infinity ? high : $0 == -.infinity ? low : $0 }
    },
    backward: { call in try call.give(0, call.grad * isfinite(call.saved(0))) })

  // MARK: Other names

  private static func alias(
    _ name: String, of original: Operator, module: Module = .torch, forms: Forms = .all
  ) -> Operator {
    Operator("\(name)(Tensor self) -> Tensor", module: module, forms: forms, alias: original)
  }

  static let arccos: Operator = alias("arccos", of: acos)
  static let arcsin: Operator = alias("arcsin", of: asin)
  static let arctan: Operator = alias("arctan", of: atan)
  static let arcsinh: Operator = alias("arcsinh", of: asinh)
  static let arccosh: Operator = alias("arccosh", of: acosh)
  static let arctanh: Operator = alias("arctanh", of: atanh)
  static let specialExpit: Operator = alias("special_expit", of: sigmoid, module: .special, forms: [.function, .out])
  static let specialErf: Operator = alias("special_erf", of: erf, module: .special, forms: [.function, .out])
  static let specialErfc: Operator = alias("special_erfc", of: erfc, module: .special, forms: [.function, .out])
  static let specialErfinv: Operator = alias("special_erfinv", of: erfinv, module: .special, forms: [.function, .out])
  static let specialExpm1: Operator = alias("special_expm1", of: expm1, module: .special, forms: [.function, .out])
  static let specialExp2: Operator = alias("special_exp2", of: exp2, module: .special, forms: [.function, .out])
  static let specialLog1p: Operator = alias("special_log1p", of: log1p, module: .special, forms: [.function, .out])
  static let specialSinc: Operator = alias("special_sinc", of: sinc, module: .special, forms: [.function, .out])
  static let specialGammaln: Operator = alias(
    "special_gammaln", of: lgamma, module: .special, forms: [.function, .out])
  static let specialDigamma: Operator = alias(
    "special_digamma", of: digamma, module: .special, forms: [.function, .out])
  static let specialPsi: Operator = alias("special_psi", of: digamma, module: .special, forms: [.function, .out])
  static let specialI0: Operator = alias("special_i0", of: i0, module: .special, forms: [.function, .out])
  static let specialRound: Operator = Operator(
    "special_round(Tensor self, *, int decimals=0) -> Tensor", module: .special, forms: [.function, .out],
    composite: { arguments in
      let decimals = try arguments.int(1, default: 0)
      if decimals != 0 { return .tensor(try roundDecimals(arguments[0], .int(decimals))) }
      let dtype = try arguments.tensor(0).dtype
      if dtype.isIntegral { throw TorchError.notImplemented("round_vml_cpu", for: dtype) }
      return .tensor(try round(arguments.tensor(0)))
    })
  static let specialLogit: Operator = Operator(
    "special_logit(Tensor self, float? eps=None) -> Tensor", module: .special, forms: [.function, .out],
    alias: logit)
}
