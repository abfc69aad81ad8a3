import Autograd
import TensorCore

extension Operator {
  static let pow: Operator = Operator(
    "pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor", forms: .all, node: "PowBackward0",
    saving: [.input(0)],
    samples: .tensor([3], 0.5...2, with: [[.scalar(.int(2))], [.scalar(.double(-1.5))], [.scalar(.int(0))]]),
    number: { a, exponent, target in
      if !a.isWrappedNumber, let number = exponent.exactDouble, let power = try a.array.pow(usual: number, into: target)
      {
        return power
      }
      let b = try Tensor.wrapping(exponent)
      let dtype = promoted(a, b)
      if dtype.isIntegral, exponent.int < 0 {
        throw TorchError(.runtime, "Integers to negative integer powers are not allowed.")
      }
      return try a.array.pow(b.array, as: dtype, into: target)
    },
    backward: { call in
      let exponent = try call.number
      guard !exponent.isZero else {
        try call.give(0, call.grad.zerosLike())
        return
      }
      try call.give(0, call.gradient(times: powerSlope(call.saved(0), exponent)))
    })

  /// The derivative of a power, conjugated: a fresh tensor.
  private static func powerSlope(_ base: Tensor, _ exponent: Scalar) throws -> Tensor {
    // The first power need not be computed, unless the graph shall tell of it.
    let isFirst = exponent.exactDouble == 2 && !GradMode.isEnabled && base.dtype.isFloatingPoint
    return try ((isFirst ? base : base.pow(exponent.minusOne)) * exponent).conj()
  }

  static let powTensor: Operator = Operator(
    "pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor", node: "PowBackward1",
    saving: [.input(0), .input(1), .result(0)], samples: .broadcast(0.5...2, -1.5...2),
    binary: { try $0.pow($1, as: $2, into: $3) },
    backward: { call in
      let (base, exponent) = (try call.saved(0), try call.saved(1))
      let zero = Tensor(try NDArray(zeros: [], call.grad.dtype))
      try call.give(
        0,
        inParts([call.grad, base, exponent]) { inputs in
          let (base, exponent) = (inputs[1], inputs[2])
          return try Tensor.where(
            exponent.eq(0), zero, inputs[0] * (exponent * base.pow(exponent - 1)).conj())
        })
      try call.give(
        1,
        inParts([call.grad, base, exponent, call.saved(2)]) { try powerOfExponent($0[0], $0[1], $0[2], $0[3]) })
    })

  private static func powerOfExponent(
    _ grad: Tensor, _ base: Tensor, _ exponent: Tensor, _ result: Tensor
  ) throws -> Tensor {
    // At a base of zero the power does not change for exponents above zero.
    var isFlat = try base.eq(0)
    if !exponent.dtype.isComplex { isFlat = try isFlat.logicalAnd(exponent.ge(0)) }
    return try Tensor.where(isFlat, Tensor(NDArray(zeros: [], grad.dtype)), grad * (result * base.log()).conj())
  }

  static let powScalar: Operator = Operator(
    "pow.Scalar(Scalar self, Tensor exponent) -> Tensor", forms: [.function, .out], node: "PowBackward2", inputs: [1],
    saving: [.input(1), .result(0)],
    samples: Samples { maker in [[.scalar(.double(2)), .tensor(try maker.tensor([3]))]] },
    forward: { arguments in
      let (a, b) = (try Tensor.wrapping(arguments.scalar(0)), try arguments.tensor(1))
      let dtype = promoted(a, b)
      // The result is in row-major order, whatever the exponents are.
      let room = try NDArray(empty: b.array.shape, dtype)
      let result = try NDArray.inParts([a.array, b.array], into: room) {
        try $0[0].pow($0[1], as: dtype, into: $1)
      }
      return try result.contiguous()
    },
    backward: { call in
      let base = try call.arguments.scalar(0)
      guard base.isZero else {
        try call.give(0, call.grad * (call.saved(1) * .double(logarithm(base.double))).conj())
        return
      }
      try call.give(
        0,
        try Tensor.where(
          call.saved(0).ge(0), call.grad.zerosLike(), call.grad * (call.saved(1) * .double(-.infinity))))
    })

  /// The natural logarithm, nan for a negative number.
  private static func logarithm(_ value: Double) -> Double { FloatingFunction.log.value(value) }

  static let floatPowerScalar: Operator = Operator(
    "float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor", forms: .all,
    composite: { try floatPower(.init([$0[0], .tensor(.wrapping($0.scalar(1)))])) })
  static let scalarFloatPower: Operator = Operator(
    "float_power.Scalar(Scalar self, Tensor exponent) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      let exponent = try arguments.tensor(1)
      let dtype: DType = exponent.dtype.isComplex ? .complex128 : .float64
      return .tensor(try powScalar(.scalar(arguments.scalar(0)), .tensor(exponent.cast(to: dtype))))
    })

  static let floatPower: Operator = Operator(
    "float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor", forms: .all,
    composite: { arguments in
      func wide(_ tensor: Tensor) throws -> Tensor {
        tensor.isWrappedNumber ? tensor : try tensor.cast(to: tensor.dtype.isComplex ? .complex128 : .float64)
      }
      let (base, exponent) = (try arguments.tensor(0), try arguments.tensor(1))
      if exponent.isWrappedNumber { return .tensor(try wide(base).pow(exponent.array.element(at: 0))) }
      return .tensor(try wide(base).pow(wide(exponent)))
    })
}

extension Scalar {
  /// One less.
  var minusOne: Scalar {
    switch self {
    case .bool(let value): .int(value ? 0 : -1)
    case .int(let value): .int(value &- 1)
    case .double(let value): .double(value - 1)
    case .complex(let real, let imaginary): .complex(real - 1, imaginary)
    }
  }
}
