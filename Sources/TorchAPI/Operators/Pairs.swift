import Autograd
import TensorCore

extension Operator {
  /// Functions of two numbers beyond arithmetic.
  static let pairs: [Operator] = [
    atan2, arctan2, hypot, copysign, logaddexp, logaddexp2, xlogy, specialXlogy, heaviside, nextafter, gcd, lcm, isin,
    floorDivideAlias,
  ]

  private static func apply(_ function: BinaryFunction) -> @Sendable (NDArray, NDArray, DType) throws -> NDArray {
    { a, b, dtype in
      try a.apply(function, b, as: dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype)
    }
  }

  static let atan2: Operator = Operator(
    "atan2(Tensor self, Tensor other) -> Tensor", node: "Atan2Backward0", saving: [.input(0), .input(1)],
    binary: apply(.atan2),
    backward: { call in
      let (y, x) = (try call.saved(0), try call.saved(1))
      let size = try x * x + y * y
      let share = try (call.grad / size).maskedFill(size.detached().eq(0), 0)
      try call.give(0, share * x)
      try call.give(1, -share * y)
    })
  static let arctan2: Operator = Operator(
    "arctan2(Tensor self, Tensor other) -> Tensor", forms: .all, composite: { try atan2($0) })
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
      let x = try call.saved(0)
      try call.give(0, call.grad * (call.saved(1) / x).detached().maskedFill(x.detached().eq(0), 0))
      try call.give(1, call.grad.zerosLike())
    })
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
    samples: .broadcast(0.5...2), binary: apply(.xlogy),
    backward: { call in
      let (x, y) = (try call.saved(0), try call.saved(1))
      try call.give(0, call.grad * y.log().maskedFill(x.detached().eq(0).logicalAnd(y.detached().le(0)), 0))
      try call.give(1, call.grad * x / y)
    })
  static let specialXlogy: Operator = Operator(
    "special_xlogy(Tensor self, Tensor other) -> Tensor", module: .special, forms: .function,
    composite: { try xlogy($0) })
  static let heaviside: Operator = Operator(
    "heaviside(Tensor self, Tensor values) -> Tensor", node: "NotImplemented", samples: .none,
    binary: apply(.heaviside))
  static let nextafter: Operator = Operator(
    "nextafter(Tensor self, Tensor other) -> Tensor", node: "NotImplemented", samples: .none,
    binary: apply(.nextafter))
  static let gcd: Operator = Operator(
    "gcd(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.divisors($1, multiple: false, as: $2) })
  static let lcm: Operator = Operator(
    "lcm(Tensor self, Tensor other) -> Tensor", samples: .none, binary: { try $0.divisors($1, multiple: true, as: $2) })
  static let floorDivideAlias: Operator = Operator(
    "__floordiv__.Tensor(Tensor self, Tensor other) -> Tensor", module: .hidden, composite: { try floorDivide($0) })

  static let isin: Operator = Operator(
    "isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor",
    forms: .function,
    forward: { arguments in
      let (x, tests) = (try arguments.array(0), try arguments.array(1))
      let known = Set(tests.elements.map(\.double))
      let isInverted = arguments.bool(3)
      return try NDArray(
        x.elements.map { .bool(known.contains($0.double) != isInverted) }, shape: x.shape, .bool)
    })
}
