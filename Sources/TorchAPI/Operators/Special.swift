import Autograd
import TensorCore

extension Operator {
  /// Functions of `torch.special`.
  static let special: [Operator] = [
    specialI1, specialI0e, specialI1e, specialNdtr, specialLogNdtr, specialNdtri, specialErfcx, specialEntr,
    specialXlog1py, specialXlog1pyNumber, specialNumberXlog1py, specialZeta,
    specialZetaNumber, specialNumberZeta, specialPolygamma, specialMultigammaln, mvlgamma, specialGammainc,
    specialGammaincc,
    igamma, igammac, specialLogsumexp, specialSphericalBesselJ0, specialBesselJ0, specialBesselJ1, specialBesselY0,
    specialBesselY1, specialModifiedBesselI0, specialModifiedBesselI1, ldexp, frexp,
  ]

  /// A pointwise function of `torch.special`.
  private static func pointwise(
    _ name: String, _ function: FloatingFunction, saving: [Saving] = [.input(0)],
    samples: ClosedRange<Double> = 0.5...2, backward: @escaping @Sendable (BackwardCall) throws -> Void
  ) -> Operator {
    // As PyTorch names nodes: a letter after a digit is a capital (`I0E`).
    let node = name.split(separator: "_").map { part in
      part.prefix(1).uppercased()
        + (part.dropFirst().first?.isNumber == true ? part.uppercased().dropFirst() : part.dropFirst())
    }.joined()
    return Operator(
      "special_\(name)(Tensor self) -> Tensor", module: .special, forms: [.function, .out],
      node: "Special\(node)Backward0", saving: saving, samples: .elementwise(samples), unary: kernel(function),
      backward: backward)
  }

  static let specialI0e: Operator = pointwise("i0e", .i0e, saving: [.input(0), .result(0)]) { call in
    let x = try call.saved(0)
    try call.give(0, call.grad * (specialI1e(x) - x.sgn() * call.saved(1)))
  }
  static let specialI1e: Operator = pointwise("i1e", .i1e, saving: [.input(0), .result(0)]) { call in
    let x = try call.saved(0)
    let slope = try specialI0e(x) - call.saved(1) * (x.sgn() + x.reciprocal())
    try call.give(0, call.grad * Tensor.where(x.eq(0), .wrapping(.double(0.5)), slope))
  }
  private static let rootTwoPi = 2.5066282746310002
  static let specialNdtr: Operator = Operator(
    "special_ndtr(Tensor self) -> Tensor", module: .special, forms: [.function, .out],
    samples: .elementwise(0.5...2),
    composite: { arguments in
      let scaled = try mulScalar(arguments.tensor(0), number: .double(0.7071067811865476))
      return .tensor(try mulScalar(addScalar(erf(.tensor(scaled)), number: .int(1)), number: .double(0.5)))
    })
  static let specialLogNdtr: Operator = pointwise("log_ndtr", .logNdtr, saving: [.input(0), .result(0)]) { call in
    let x = try call.saved(0)
    try call.give(0, call.grad * ((call.saved(1) + x * x / 2).exp().reciprocal() / .double(rootTwoPi)))
  }
  static let specialNdtri: Operator = pointwise("ndtri", .ndtri, saving: [.result(0)], samples: 0.1...0.9) { call in
    let y = try call.saved(0)
    try call.give(0, call.grad * ((y * y / 2).exp() * .double(rootTwoPi)))
  }
  static let specialErfcx: Operator = pointwise("erfcx", .erfcx, saving: [.input(0), .result(0)]) { call in
    let x = try call.saved(0)
    try call.give(0, call.grad * (2 * x * call.saved(1) - .double(1.1283791670955126)))
  }
  static let specialEntr: Operator = pointwise("entr", .entr) { call in
    try call.give(0, call.grad * (-call.saved(0).log() - 1))
  }

  /// A function of `torch.special` without a derivative in PyTorch.
  static func bessel(_ function: FloatingFunction, _ parameter: String = "self") -> Operator {
    Operator(
      "special_\(function.rawValue)(Tensor \(parameter)) -> Tensor", module: .special, forms: [.function, .out],
      samples: .none, unary: kernel(function))
  }
  static let specialBesselJ0: Operator = bessel(.besselJ0)
  static let specialBesselJ1: Operator = bessel(.besselJ1)
  static let specialBesselY0: Operator = bessel(.besselY0)
  static let specialBesselY1: Operator = bessel(.besselY1)
  static let specialModifiedBesselI0: Operator = bessel(.modifiedBesselI0)
  static let specialModifiedBesselI1: Operator = bessel(.modifiedBesselI1)
  static let specialSphericalBesselJ0: Operator = bessel(.sphericalBesselJ0)

  // MARK: Of two numbers

  /// The operands in a floating type.
  private static func floating(_ a: NDArray, _ b: NDArray, _ dtype: DType) throws -> (NDArray, NDArray, DType) {
    let type = dtype.isDifferentiable ? dtype : TensorSession.bound?.defaultDType ?? .float32
    return (try a.cast(to: type), try b.cast(to: type), type)
  }

  /// `a` times a logarithm of `b`, zero where `a` is; the logarithm is rounded to the type before it is multiplied.
  static func timesLogarithm(
    _ a: NDArray, _ b: NDArray, _ dtype: DType, _ logarithm: FloatingFunction, kernel: String, into target: NDArray?
  ) throws -> NDArray {
    if dtype.isComplex { throw TorchError.notImplemented(kernel, for: dtype) }
    return try NDArray.inParts([a, b], into: target) { operands, _ in
      let (a, b, type) = try floating(operands[0], operands[1], dtype)
      let product = try a.mul(b.apply(logarithm), as: type)
      let zero = try NDArray(zeros: [], type)
      let kept = try NDArray.select(a.compare(.eq, zero, as: type), zero, product, as: type)
      return try NDArray.select(b.test(.isnan), b, kept, as: type)
    }
  }

  static let specialXlog1py: Operator = Operator(
    "special_xlog1py(Tensor self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialXlog1PyBackward0", saving: [.input(0), .input(1)], samples: .broadcast(0.5...2),
    binary: { try timesLogarithm($0, $1, $2, .log1p, kernel: "xlog1py_cpu", into: $3) },
    backward: { call in
      let (x, y) = (try call.saved(0), try call.saved(1))
      try call.give(0, inParts([call.grad, y]) { try $0[0] * $0[1].log1p() })
      try call.give(1, inParts([call.grad, x, y]) { try $0[0] * $0[1] / ($0[2] + 1) })
    })
  static let specialZeta: Operator = Operator(
    "special_zeta(Tensor self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialZetaBackward0", inputs: [0, 1],
    forward: { arguments in
      let (s, q) = (try arguments.tensor(0), try arguments.tensor(1))
      let dtype = promoted(s, q)
      guard dtype.isIntegral || dtype == .float32 || dtype == .float64 else {
        throw TorchError.notImplemented("zeta_cpu", for: dtype)
      }
      let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
      return try s.array.special(.zeta, q.array, as: type)
    },
    backward: { _ in throw zetaRefusal })
  private static let zetaRefusal = TorchError(.notImplemented, "the derivative for 'zeta' is not implemented.")
  static let specialZetaNumber: Operator = withNumber(
    "special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialZetaBackward2", of: specialZeta, backward: { _ in throw zetaRefusal })
  static let specialNumberZeta: Operator = withNumber(
    "special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialZetaBackward1", tensor: 1, saving: [.input(1)], of: specialZeta,
    backward: { call in
      let s = try call.arguments.scalar(0)
      try call.give(
        0, call.grad * (specialNumberZeta(.double(s.double + 1), .tensor(call.saved(0))) * .double(-s.double)))
    })
  static let specialXlog1pyNumber: Operator = withNumber(
    "special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialXlog1PyBackward2", samples: .tensor([3], 0.5...2, with: [[.scalar(.double(1.5))]]),
    of: specialXlog1py,
    backward: { call in
      let value = try call.arguments.scalar(1).double
      try call.give(0, call.grad * .double(FloatingFunction.log1p.value(value)))
    })
  static let specialNumberXlog1py: Operator = withNumber(
    "special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    node: "SpecialXlog1PyBackward1", tensor: 1, saving: [.input(1)],
    samples: Samples { maker in [[.scalar(.double(2)), .tensor(try maker.tensor([3], 0.5...2))]] },
    of: specialXlog1py,
    backward: { call in try call.give(0, call.grad * (call.arguments.scalar(0) / (call.saved(0) + 1))) })
  static let specialPolygamma: Operator = Operator(
    "special_polygamma(int n, Tensor self) -> Tensor", module: .special, forms: [.function, .out],
    alias: polygamma)
  static let specialLogsumexp: Operator = Operator(
    "special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor", module: .special,
    forms: [.function, .out],
    alias: logsumexp)

  private static func multigamma(_ arguments: OperatorArguments) throws -> OperatorResult {
    let (x, p) = (try arguments.tensor(0), try arguments.int(1))
    if x.dtype == .bool { throw TorchError(.runtime, "The input tensor may not be a boolean tensor.") }
    if x.dtype.isComplex { throw TorchError.notImplemented("arange_cpu", for: x.dtype) }
    if p < 1 { throw TorchError(.runtime, "p has to be greater than or equal to 1") }
    let constant = Double(p) * Double(p - 1) / 4 * FloatingFunction.log.value(.pi)
    return .tensor(
      try asOneNode("MvlgammaBackward0", [x], roundsEach: true) { inputs in
        var sum: Tensor?
        for index in 0..<p {
          // What is infinite stays so, and sooner or later everything is: numbers that are large enough are whole.
          if index % 4096 == 4095, let sum, !sum.requiresGrad, try !sum.array.doubles.contains(where: \.isFinite) {
            break
          }
          let term = try lgamma(inputs[0] - .double(Double(index) / 2))
          sum = try sum.map { try $0 + term } ?? term
        }
        return try (sum ?? inputs[0]) + .double(constant)
      })
  }
  static let mvlgamma: Operator = Operator(
    "mvlgamma(Tensor self, int p) -> Tensor", forms: .all, samples: .tensor([3], 2...4, with: [[.int(2)]]),
    composite: multigamma)
  static let specialMultigammaln: Operator = Operator(
    "special_multigammaln(Tensor self, int p) -> Tensor", module: .special, forms: [.function, .out],
    composite: multigamma)

  // MARK: Incomplete gamma functions

  private static func incomplete(_ schema: String, module: Module, forms: Forms, upper: Bool) -> Operator {
    Operator(
      "\(schema)(Tensor self, Tensor other) -> Tensor", module: module, forms: forms,
      node: upper ? "IgammacBackward0" : "IgammaBackward0", inputs: [0, 1], saving: [.input(0), .input(1)],
      forward: { arguments in
        let (a, x) = (try arguments.tensor(0), try arguments.tensor(1))
        let (dtype, function) = (promoted(a, x), upper ? NDArray.SpecialPair.igammac : .igamma)
        guard dtype.isFloatingPoint else { throw TorchError.notImplemented("\(function.rawValue)_cpu", for: dtype) }
        return try a.array.special(function, x.array, as: dtype)
      },
      backward: { call in
        if call.needs(0) {
          throw TorchError(.notImplemented, "the derivative for '\(schema): input' is not implemented.")
        }
        let (a, x) = (try call.saved(0), try call.saved(1))
        let density = try ((a - 1) * x.log() - x - lgamma(a)).exp()
        try call.give(1, upper ? -call.grad * density : call.grad * density)
      })
  }
  static let igamma: Operator = incomplete("igamma", module: .torch, forms: .all, upper: false)
  static let igammac: Operator = incomplete("igammac", module: .torch, forms: .all, upper: true)
  static let specialGammainc: Operator = incomplete(
    "special_gammainc", module: .special, forms: [.function, .out], upper: false)
  static let specialGammaincc: Operator = incomplete(
    "special_gammaincc", module: .special, forms: [.function, .out], upper: true)

  // MARK: Mantissas and exponents

  static let ldexp: Operator = Operator(
    "ldexp.Tensor(Tensor self, Tensor other) -> Tensor", forms: .all, node: "LdexpBackward0", inputs: [0, 1],
    saving: [.input(1), .result(0)],
    samples: Samples { maker in [[.tensor(try maker.tensor([3, 2])), .tensor(try maker.tensor([2]))]] },
    elementwise: { arguments, target in
      let x = try arguments.tensor(0)
      let factor = try GradMode.with(false) { try twoTo(arguments.tensor(1), times: x) }
      return try mul.result(OperatorArguments([.tensor(x), .tensor(factor)]), into: target)
    },
    backward: { call in
      if call.needs(0) { try call.give(0, call.grad * twoTo(call.saved(0), times: call.grad)) }
      try call.give(1, mulScalar(call.grad * call.saved(1), number: .double(0.6931471805599453)))
    })

  /// Two to powers, in the type of the exponents, or, for integers, in that of what is multiplied or the default one.
  static func twoTo(_ exponents: Tensor, times base: Tensor) throws -> Tensor {
    let standard = TensorSession.bound?.defaultDType ?? .float32
    let type =
      exponents.dtype.isDifferentiable ? exponents.dtype : base.dtype.isDifferentiable ? base.dtype : standard
    return try powTensor(Tensor(NDArray(scalar: .double(2), type)), exponents.cast(to: type))
  }

  static let frexp: Operator = Operator(
    "frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)", forms: .pure, node: "FrexpBackward0",
    saving: [.result(1)], samples: .tensor([3], 0.5...3, with: [[]]), differentiableResults: 0..<1,
    forwards: { arguments in
      let x = try arguments.array(0)
      guard x.dtype.isFloatingPoint else {
        throw TorchError(.runtime, "torch.frexp() only supports floating-point dtypes")
      }
      let (mantissas, exponents) = try x.mantissasAndExponents()
      return [mantissas, exponents]
    },
    backward: { call in
      try call.give(0, call.grad / twoTo(call.saved(0).detached(), times: call.grad).cast(to: call.grad.dtype))
    })
}
