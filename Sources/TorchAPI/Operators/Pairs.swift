import Autograd
import TensorCore

extension Operator {
  /// Functions of two numbers beyond arithmetic.
  static let pairs: [Operator] = [
    atan2, arctan2, hypot, copysign, copysignNumber, logaddexp, logaddexp2, xlogy, xlogyNumber, numberXlogy,
    specialXlogy, specialXlogyNumber, specialNumberXlogy, heaviside, nextafter, gcd, lcm, isin, isinNumber, numberIsin,
    floorDivideAlias,
  ]

  private static func apply(_ function: BinaryFunction) -> BinaryKernel {
    { a, b, dtype, target in
      let becomesFloat = dtype.isIntegral && function.takesIntegersAsFloats
      let type = becomesFloat ? TensorSession.bound?.defaultDType ?? .float32 : dtype
      return try NDArray.inParts([a, b], into: target) { try $0[0].apply(function, $0[1], as: type, into: $1) }
    }
  }

  /// A function of a tensor and a number: argument `place` is the tensor.
  static func withNumber(
    _ schema: String, module: Module = .torch, forms: Forms, node: String, tensor place: Int = 0,
    saving: [Saving] = [], samples: Samples = .none, of target: Operator,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) -> Operator {
    Operator(
      schema, module: module, forms: forms, node: node, inputs: [place], saving: saving, samples: samples,
      writing: { arguments, room in
        try target.result(
          OperatorArguments(
            place == 0
              ? [arguments[0], .tensor(.wrapping(arguments.scalar(1)))]
              : [.tensor(.wrapping(arguments.scalar(0))), arguments[1]]), into: room)
      },
      backward: backward)
  }

  static let atan2: Operator = Operator(
    "atan2(Tensor self, Tensor other) -> Tensor", node: "Atan2Backward0", saving: [.input(0), .input(1)],
    binary: apply(.atan2),
    backward: { call in
      let (y, x) = (try call.saved(0), try call.saved(1))
      let size = try x * x + y * y
      let inverse = try size.reciprocal().maskedFill(size.detached().eq(0), 0)
      try call.give(0, call.grad * x * inverse)
      try call.give(1, call.grad * -y * inverse)
    })
  static let arctan2: Operator = Operator(
    "arctan2(Tensor self, Tensor other) -> Tensor", forms: .all, alias: atan2)
  static let hypot: Operator = Operator(
    "hypot(Tensor self, Tensor other) -> Tensor", node: "HypotBackward0",
    saving: [.input(0), .input(1), .result(0)], binary: apply(.hypot),
    backward: { call in
      try call.give(0, call.grad * call.saved(0) / call.saved(2))
      try call.give(1, call.grad * call.saved(1) / call.saved(2))
    })
  static let copysign: Operator = Operator(
    "copysign.Tensor(Tensor self, Tensor other) -> Tensor", node: "CopysignBackward0",
    saving: [.input(0), .result(0)], binary: apply(.copysign),
    backward: { call in
      try call.give(0, signChange(call))
      try call.give(1, call.grad.zerosLike())
    })
  /// The gradient of what takes the sign of another number.
  private static func signChange(_ call: BackwardCall) throws -> Tensor {
    try inParts([call.grad, call.saved(1), call.saved(0)]) { inputs in
      let x = inputs[2]
      return try inputs[0] * (inputs[1] / x).detached().maskedFill(x.detached().eq(0), 0)
    }
  }
  static let copysignNumber: Operator = withNumber(
    "copysign.Scalar(Tensor self, Scalar other) -> Tensor", forms: .all, node: "CopysignBackward1",
    saving: [.input(0), .result(0)], samples: .tensor([3], with: [[.scalar(.double(-1))]]), of: copysign,
    backward: { call in try call.give(0, signChange(call)) })
  static let logaddexp: Operator = Operator(
    "logaddexp(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "LogaddexpBackward0",
    saving: [.input(0), .input(1)], binary: apply(.logaddexp),
    backward: { call in
      try call.give(0, call.grad / (1 + (call.saved(1) - call.saved(0)).exp()))
      try call.give(1, call.grad / (1 + (call.saved(0) - call.saved(1)).exp()))
    })
  static let logaddexp2: Operator = Operator(
    "logaddexp2(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "Logaddexp2Backward0",
    saving: [.input(0), .input(1)], binary: apply(.logaddexp2),
    backward: { call in
      try call.give(0, call.grad / (1 + exp2(call.saved(1) - call.saved(0))))
      try call.give(1, call.grad / (1 + exp2(call.saved(0) - call.saved(1))))
    })
  static let xlogy: Operator = Operator(
    "xlogy.Tensor(Tensor self, Tensor other) -> Tensor", node: "XlogyBackward0", saving: [.input(0), .input(1)],
    samples: .broadcast(0.5...2),
    binary: { try timesLogarithm($0, $1, $2, .log, kernel: "xlogy_cpu", into: $3) },
    backward: { call in
      let inputs = [try call.grad, try call.saved(0), try call.saved(1)]
      try call.give(
        0,
        inParts(inputs) { inputs in
          let (x, y) = (inputs[1], inputs[2])
          return try inputs[0] * y.log().maskedFill(x.detached().eq(0).logicalAnd(y.detached().le(0)), 0)
        })
      try call.give(1, inParts(inputs) { try $0[0] * $0[1] / $0[2] })
    })
  static let xlogyNumber: Operator = withNumber(
    "xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor", forms: .all, node: "XlogyBackward2", saving: [.input(0)],
    samples: .tensor([3], 0.5...2, with: [[.scalar(.double(1.5))]]), of: xlogy,
    backward: { call in
      let logarithm = FloatingFunction.log.value(try call.arguments.scalar(1).double)
      let grad = try call.grad * .double(logarithm)
      try call.give(0, logarithm.isFinite ? grad : grad.maskedFill(call.saved(0).eq(0), 0))
    })
  static let numberXlogy: Operator = withNumber(
    "xlogy.Scalar_Self(Scalar self, Tensor other) -> Tensor", forms: [.function, .out], node: "XlogyBackward1",
    tensor: 1, saving: [.input(1)],
    samples: Samples { maker in [[.scalar(.double(2)), .tensor(try maker.tensor([3], 0.5...2))]] }, of: xlogy,
    backward: { call in try call.give(0, call.grad * (call.arguments.scalar(0) / call.saved(0))) })
  static let specialXlogy: Operator = Operator(
    "special_xlogy(Tensor self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    alias: xlogy)
  static let specialXlogyNumber: Operator = Operator(
    "special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor", module: .special, forms: [.function, .out],
    alias: xlogyNumber)
  static let specialNumberXlogy: Operator = Operator(
    "special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor", module: .special, forms: [.function, .out],
    alias: numberXlogy)
  static let heaviside: Operator = Operator(
    "heaviside(Tensor self, Tensor values) -> Tensor", node: "NotImplemented", samples: .none,
    binary: { a, b, dtype, target in
      if a.dtype.isComplex || b.dtype.isComplex {
        throw TorchError(.runtime, "heaviside is not yet implemented for complex tensors.")
      }
      if a.dtype != b.dtype {
        throw TorchError(.runtime, "heaviside is not yet implemented for tensors with different dtypes.")
      }
      return try NDArray.inParts([a, b], into: target) { try $0[0].apply(.heaviside, $0[1], as: dtype, into: $1) }
    })
  static let nextafter: Operator = Operator(
    "nextafter(Tensor self, Tensor other) -> Tensor", node: "NextafterBackward0", samples: .none,
    binary: apply(.nextafter),
    backward: { call in
      for index in 0...1 { try call.give(index, call.grad.zerosLike()) }
    })
  static let gcd: Operator = Operator(
    "gcd(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { a, b, dtype, _ in try a.divisors(b, multiple: false, as: dtype) })
  static let lcm: Operator = Operator(
    "lcm(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { a, b, dtype, _ in try a.divisors(b, multiple: true, as: dtype) })
  static let floorDivideAlias: Operator = Operator(
    "__floordiv__.Tensor(Tensor self, Tensor other) -> Tensor", module: .hidden, alias: floorDivide)

  private static func members(_ x: NDArray, _ tests: NDArray, _ arguments: OperatorArguments) throws -> NDArray {
    for array in [x, tests] where array.dtype.isComplex || array.dtype == .bool {
      throw TorchError(
        .runtime, "Unsupported input type encountered for isin(): \(array.dtype.scalarName)")
    }
    // Few elements are looked at one by one, through a flat view of them.
    if tests.rank > 0, tests.count < Int(10 * FloatingFunction.power(Double(x.count), 0.145)) {
      _ = try tests.view([-1])
    }
    try Storage.checkRoom(for: x.count, of: 1)
    // A number becomes one of the elements' type, as that of a comparison does, and integers one of a common type.
    let isNumber = tests.rank == 0 && (x.rank > 0 || arguments.optionalScalar(1) != nil)
    let common = isNumber && (x.dtype.isFloatingPoint || tests.dtype.isIntegral) ? x.dtype : x.promoted(with: tests)
    let isRounded = isNumber || common.isFloatingPoint
    return try x.isAmong(isRounded ? tests.cast(to: common).doubles : tests.doubles, inverted: arguments.bool(3))
  }
  static let isin: Operator = Operator(
    "isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor",
    forms: [.function, .out], forward: { try members($0.array(0), $0.array(1), $0) })
  static let isinNumber: Operator = Operator(
    "isin.Tensor_Scalar(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False) -> Tensor",
    forms: [.function, .out], forward: { try members($0.array(0), Tensor.wrapping($0.scalar(1)).array, $0) })
  static let numberIsin: Operator = Operator(
    "isin.Scalar_Tensor(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor",
    forms: [.function, .out], forward: { try members(Tensor.wrapping($0.scalar(0)).array, $0.array(1), $0) })
}
