import Autograd
import TensorCore

extension Operator {
  /// Arithmetic of two tensors.
  static let arithmetic: [Operator] = [
    add, sub, subtract, subtractNumber, rsub, rsubTensor, mul, multiply, multiplyNumber, div, divMode, divModeNumber,
    divide,
    divideMode, divideNumber, divideModeNumber, trueDivide, trueDivideNumber,
    floorDivide, remainder, remainderScalar, remainderOfNumber, fmod, fmodScalar, pow, powTensor, powScalar, floatPower,
    floatPowerScalar, scalarFloatPower, maximum, minimum, fmax, fmin,
  ]

  /// `alpha` of `add` and `sub`, nil where it is 1.
  private static func alpha(_ arguments: OperatorArguments) -> Scalar? {
    guard let alpha = arguments.optionalScalar(2), alpha != .int(1), alpha != .double(1) else { return nil }
    return alpha
  }

  /// Refuses a factor of a kind that no sum of the type has.
  static func checkFactor(_ factor: Scalar, _ name: String, _ dtype: DType) throws {
    switch factor {
    case .bool where dtype != .bool:
      throw TorchError(.runtime, "Boolean \(name) only supported for Boolean results.")
    case .double where dtype.isIntegral, .complex where dtype.isIntegral:
      throw TorchError(
        .runtime, "For integral input tensors, argument \(name) must not be a floating point number.")
    case .complex where !dtype.isComplex:
      throw TorchError(
        .runtime, "For non-complex input tensors, argument \(name) must not be a complex number.")
    default: break
    }
  }

  /// `a + sign * alpha * b`; nil where `alpha` is 1.
  private static func scaled(_ arguments: OperatorArguments, sign: Int, into target: NDArray?) throws -> NDArray? {
    guard let alpha = alpha(arguments) else { return nil }
    let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
    let dtype = promoted(a, b)
    try checkFactor(alpha, "alpha", dtype)
    let sum = { (operands: [NDArray], target: NDArray?) in
      try scaledSum(operands[0], operands[1], alpha, sign: sign, as: dtype, into: target)
    }
    return try NDArray.inMemoryOrder([a.array, b.array], into: target, sum) ?? sum([a.array, b.array], target)
  }

  private static func scaledSum(
    _ a: NDArray, _ b: NDArray, _ alpha: Scalar, sign: Int, as dtype: DType, into target: NDArray?
  ) throws -> NDArray {
    if dtype.isComplex { return try a.add(b, times: sign < 0 ? -alpha : alpha, as: dtype, into: target) }
    let factor = try NDArray(scalar: alpha, dtype)
    if dtype.isInteger, a.dtype == dtype,
      let sum = try a.adding(sign &* factor.element(at: 0).int, times: b, into: target)
    {
      return sum
    }
    if dtype.isFloatingPoint, let sum = try a.adding(factor, timesHalves: b, sign: sign, as: dtype, into: target) {
      return sum
    }
    if !dtype.isFloatingPoint || dtype.computeType != dtype {
      // Several steps; truth values cannot be subtracted, and products of half types are rounded before they are added.
      return try NDArray.inParts([a, b], into: target) { operands, target in
        let product = try operands[1].cast(to: dtype).mul(factor, as: dtype)
        return try sign < 0
          ? operands[0].sub(product, as: dtype, into: target) : operands[0].add(product, as: dtype, into: target)
      }
    }
    if sign < 0 {
      return try a.adding(
        product: b, factor.mul(NDArray(scalar: .int(-1), dtype), as: dtype), as: dtype, into: target)
    }
    return try a.adding(product: b, factor, as: dtype, into: target)
  }

  static let add: Operator = Operator(
    "add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor", node: "AddBackward0",
    vector: .add,
    // PyTorch multiplies complex numbers by a factor, 1, which makes nan of infinite ones.
    binary: { a, b, dtype, target in
      if dtype.isComplex { return try a.add(b, times: .int(1), as: dtype, into: target) }
      return try a.add(b, as: dtype, into: target)
    },
    special: { try scaled($0, sign: 1, into: $1) },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(1, call.grad.scaled(by: alpha(call.arguments)))
    })

  /// Raises where truth values would be subtracted.
  static func checkSubtraction(_ a: DType, _ b: DType) throws {
    guard a == .bool || b == .bool else { return }
    throw TorchError(
      .runtime,
      a == b
        ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator"
          + " instead."
        : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the"
          + " `~` or `logical_not()` operator instead.")
  }

  static let sub: Operator = Operator(
    "sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor", node: "SubBackward0",
    vector: .subtract,
    binary: { a, b, dtype, target in
      try checkSubtraction(a.dtype, b.dtype)
      if dtype.isComplex { return try a.add(b, times: .int(-1), as: dtype, into: target) }
      return try a.sub(b, as: dtype, into: target)
    },
    special: { arguments, target in
      try checkSubtraction(arguments.tensor(0).dtype, arguments.tensor(1).dtype)
      return try scaled(arguments, sign: -1, into: target)
    },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(1, (-call.grad).scaled(by: alpha(call.arguments)))
    })

  static let subtract: Operator = Operator(
    "subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor", forms: .all,
    alias: sub)
  static let subtractNumber: Operator = Operator(
    "subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor", forms: [.function, .method, .inPlace],
    alias: sub, bound: { OperatorArguments([$0[0], .tensor(try Tensor.wrapping($0.scalar(1))), $0[2]]) })

  static let rsub: Operator = Operator(
    "rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor", forms: .function, node: "RsubBackward1",
    samples: .tensor([3], with: [[.scalar(.double(2))], [.scalar(.int(2)), .scalar(.double(3))]]),
    elementwise: { arguments, target in
      let a = try arguments.tensor(0)
      let b = try Tensor.wrapping(arguments.scalar(1))
      try checkSubtraction(b.dtype, a.dtype)
      let dtype = promoted(a, b)
      if dtype.isComplex, alpha(arguments) == nil {
        return try b.array.add(a.array, times: .int(-1), as: dtype, into: target)
      }
      guard let alpha = alpha(arguments) else { return try b.array.sub(a.array, as: dtype, into: target) }
      if dtype.isComplex || dtype.isFloatingPoint {
        let swapped = OperatorArguments([.tensor(b), .tensor(a), .scalar(alpha)])
        if let result = try scaled(swapped, sign: -1, into: target) { return result }
      }
      try checkFactor(alpha, "alpha", dtype)
      let (number, factor) = (b.array, try NDArray(scalar: alpha, dtype))
      return try NDArray.inParts([a.array], into: target) { operands, target in
        try number.sub(operands[0].mul(factor, as: dtype), as: dtype, into: target)
      }
    },
    backward: { call in try call.give(0, (-call.grad).scaled(by: alpha(call.arguments))) })

  static let rsubTensor: Operator = Operator(
    "rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor", forms: .function, node: "RsubBackward0",
    inputs: [0, 1], samples: .tensors([[2, 3], [3]], with: [.scalar(.double(2))]),
    forward: { arguments in
      let swapped = OperatorArguments([
        arguments[1], arguments[0], arguments.optionalScalar(2).map { .scalar($0) } ?? .none,
      ])
      return try GradMode.with(false) { try sub(swapped).tensor.array }
    },
    backward: { call in
      try call.give(0, -call.grad.scaled(by: alpha(call.arguments)))
      try call.give(1, call.grad)
    })

  static let mul: Operator = Operator(
    "mul.Tensor(Tensor self, Tensor other) -> Tensor", node: "MulBackward0",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 0)],
    vector: .multiply, binary: { try $0.mul($1, as: $2, into: $3) },
    backward: { call in
      try call.give(0, gradientTimes(1, call))
      try call.give(1, gradientTimes(0, call))
    })

  /// The gradient times what is saved at a place.
  private static func gradientTimes(_ place: Int, _ call: BackwardCall) throws -> Tensor {
    try call.combined(.multiply, savedAt: place) ?? call.grad * call.saved(place).conj()
  }

  static let multiply: Operator = Operator(
    "multiply.Tensor(Tensor self, Tensor other) -> Tensor", forms: .all, alias: mul)
  static let multiplyNumber: Operator = Operator(
    "multiply.Scalar(Tensor self, Scalar other) -> Tensor", forms: [.function, .method, .inPlace],
    composite: { .tensor(try mul($0.tensor(0), $0.scalar(1))) })

  /// The type in which a true division is done.
  private static func divisionType(_ promoted: DType) -> DType {
    promoted.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : promoted
  }

  static let div: Operator = Operator(
    "div.Tensor(Tensor self, Tensor other) -> Tensor", node: "DivBackward0", saving: [.inputFor(0, of: 1), .input(1)],
    samples: .broadcast(-2...2, 0.5...2),
    vector: .divide, binary: { try $0.div($1, as: divisionType($2), into: $3) },
    backward: { call in
      try call.give(0, call.grad / call.saved(1).conj())
      try call.give(1, -call.grad * ((call.saved(0) / call.saved(1)) / call.saved(1)).conj())
    })

  static let divModeNumber: Operator = Operator(
    "div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor", forms: .both,
    alias: divMode, bound: { OperatorArguments([$0[0], .tensor(try Tensor.wrapping($0.scalar(1))), $0[2]]) })

  static let divMode: Operator = Operator(
    "div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor", forms: .all, node: "DivBackward2",
    inputs: [0, 1], saving: [.inputFor(0, of: 1), .input(1)],
    samples: Samples { maker in
      try ["floor", "trunc"].map {
        [.tensor(try maker.tensor([3, 2])), .tensor(try maker.tensor([2], 0.5...2)), .string($0)]
      }
    },
    elementwise: { arguments, target in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let dtype = promoted(a, b)
      let mode = arguments.optionalString(2)
      return try NDArray.inPartsForSteps([a.array, b.array], into: target) { operands, target in
        switch mode {
        case nil: return try operands[0].div(operands[1], as: divisionType(dtype), into: target)
        case "floor": return try operands[0].floorDivide(operands[1], as: dtype, into: target)
        case "trunc": return try operands[0].truncatedDivide(operands[1], as: dtype, into: target)
        case let mode?:
          throw TorchError(
            .runtime, "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '\(mode)'")
        }
      }
    },
    backward: { call in
      guard call.arguments.optionalString(2) == nil else {
        try call.give(0, call.grad.zerosLike())
        try call.give(1, call.grad.zerosLike())
        return
      }
      try call.give(0, call.grad / call.saved(1).conj())
      try call.give(1, -call.grad * ((call.saved(0) / call.saved(1)) / call.saved(1)).conj())
    })

  static let divide: Operator = Operator(
    "divide.Tensor(Tensor self, Tensor other) -> Tensor", forms: .all, alias: div)
  static let divideMode: Operator = Operator(
    "divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor", forms: .all,
    alias: divMode)
  static let divideNumber: Operator = Operator(
    "divide.Scalar(Tensor self, Scalar other) -> Tensor", forms: [.function, .method, .inPlace],
    composite: { .tensor(try div($0.tensor(0), $0.scalar(1))) })
  static let divideModeNumber: Operator = Operator(
    "divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor",
    forms: [.function, .method, .inPlace], composite: { try divModeNumber($0) })
  static let trueDivide: Operator = Operator(
    "true_divide.Tensor(Tensor self, Tensor other) -> Tensor", forms: .all, alias: div)
  static let trueDivideNumber: Operator = Operator(
    "true_divide.Scalar(Tensor self, Scalar other) -> Tensor", forms: [.function, .method, .inPlace],
    composite: { .tensor(try div($0.tensor(0), $0.scalar(1))) })

  static let floorDivide: Operator = Operator(
    "floor_divide(Tensor self, Tensor other) -> Tensor", node: "NotImplemented", samples: .none,
    binary: { try $0.floorDivide($1, as: $2, into: $3) })

  static let remainder: Operator = Operator(
    "remainder.Tensor(Tensor self, Tensor other) -> Tensor", node: "RemainderBackward1",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 1)], samples: .broadcast(-2...2, 0.5...1.5),
    binary: { try $0.remainder($1, as: $2, into: $3) },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(1, -call.grad * call.saved(0).detached().floorDivide(call.saved(1).detached()))
    })

  static let remainderScalar: Operator = Operator(
    "remainder.Scalar(Tensor self, Scalar other) -> Tensor", forms: .all, node: "RemainderBackward0",
    samples: .tensor([3], with: [[.scalar(.double(0.7))]]),
    number: { a, number, target in
      let b = try Tensor.wrapping(number)
      return try a.array.remainder(b.array, as: promoted(a, b), into: target)
    },
    backward: { call in try call.give(0, call.grad) })

  static let remainderOfNumber: Operator = Operator(
    "remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor", forms: .function, node: "NotImplemented",
    inputs: [1],
    elementwise: { arguments, target in
      let (a, b) = (try Tensor.wrapping(arguments.scalar(0)), try arguments.tensor(1))
      return try a.array.remainder(b.array, as: promoted(a, b), into: target)
    })

  static let fmod: Operator = Operator(
    "fmod.Tensor(Tensor self, Tensor other) -> Tensor", node: "FmodBackward1",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 1)], samples: .broadcast(-2...2, 0.5...1.5),
    binary: { try $0.fmod($1, as: $2, into: $3) },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(
        1,
        try -call.grad
          * divMode(
            .tensor(call.saved(0).detached()), .tensor(call.saved(1).detached()), .string("trunc")))
    })

  static let fmodScalar: Operator = Operator(
    "fmod.Scalar(Tensor self, Scalar other) -> Tensor", forms: .all, node: "FmodBackward0",
    samples: .tensor([3], with: [[.scalar(.double(0.7))]]),
    number: { a, number, target in
      let b = try Tensor.wrapping(number)
      return try a.array.fmod(b.array, as: promoted(a, b), into: target)
    },
    backward: { call in try call.give(0, call.grad) })

  static let maximum: Operator = Operator(
    "maximum(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "MaximumBackward0",
    saving: [.input(0), .input(1)],
    binary: { try $0.maximum($1, as: $2, into: $3) },
    backward: { call in try shareTies(call) { try $0.ge($1) } })

  static let minimum: Operator = Operator(
    "minimum(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "MinimumBackward0",
    saving: [.input(0), .input(1)],
    binary: { try $0.minimum($1, as: $2, into: $3) },
    backward: { call in try shareTies(call) { try $0.le($1) } })

  /// The larger one gets the gradient; equal ones get half of it each.
  private static func shareTies(_ call: BackwardCall, _ wins: (Tensor, Tensor) throws -> Tensor) throws {
    let (a, b) = (try call.saved(0), try call.saved(1))
    let shared = try Tensor.where(a.eq(b), call.grad / 2, call.grad)
    try call.give(0, shared.maskedFill(wins(a, b).logicalNot(), 0))
    try call.give(1, shared.maskedFill(wins(b, a).logicalNot(), 0))
  }

  static let fmax: Operator = Operator(
    "fmax(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "FmaxBackward0", saving: [.input(0), .input(1)],
    binary: { a, b, dtype, target in
      try checkIsReal(dtype, "fmax")
      guard dtype.isFloatingPoint else { return try a.maximum(b, as: dtype, into: target) }
      return try NDArray.inParts([a, b], into: target) { try $0[0].apply(.fmax, $0[1], as: dtype, into: $1) }
    },
    backward: { call in
      let first = try call.saved(0).ge(call.saved(1)).logicalOr(call.saved(1).isNaN())
      try call.give(0, call.grad.maskedFill(first.logicalNot(), 0))
      try call.give(1, call.grad.maskedFill(first, 0))
    })

  static let fmin: Operator = Operator(
    "fmin(Tensor self, Tensor other) -> Tensor", forms: .pure, node: "FminBackward0", saving: [.input(0), .input(1)],
    binary: { a, b, dtype, target in
      try checkIsReal(dtype, "fmin")
      guard dtype.isFloatingPoint else { return try a.minimum(b, as: dtype, into: target) }
      return try NDArray.inParts([a, b], into: target) { try $0[0].apply(.fmin, $0[1], as: dtype, into: $1) }
    },
    backward: { call in
      let first = try call.saved(0).le(call.saved(1)).logicalOr(call.saved(1).isNaN())
      try call.give(0, call.grad.maskedFill(first.logicalNot(), 0))
      try call.give(1, call.grad.maskedFill(first, 0))
    })

  private static func checkIsReal(_ dtype: DType, _ name: String) throws {
    if dtype.isComplex { throw TorchError(.runtime, "\(name) not implemented for complex tensors.") }
  }
}
