import Autograd
import TensorCore

extension Operator {
  /// Draws whose distribution a tensor gives.
  static let draws: [Operator] = [
    bernoulli, bernoulliP, multinomial, poisson, binomial, standardGamma, sampleDirichlet, standardGammaGrad,
    dirichletGrad,
  ]

  /// The generator among the arguments, or the session's.
  private static func generator(_ arguments: OperatorArguments, _ index: Int) throws -> Generator {
    try arguments.generator(index) ?? TensorSession.current.generator
  }

  static let bernoulli: Operator = Operator(
    "bernoulli(Tensor self, *, Generator? generator=None) -> Tensor", node: "BernoulliBackward0", inputs: [0],
    forward: { arguments in
      let p = try arguments.array(0)
      try RandomChecks.probabilities(p, for: p.dtype)
      let result = try NDArray(empty: p.shape, p.dtype)
      try result.fillBernoulli(generator(arguments, 1), probabilities: p)
      return result
    },
    backward: { call in try call.give(0, call.grad.zerosLike()) })

  static let bernoulliP: Operator = Operator(
    "bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor", forms: .both,
    node: "NotImplemented", inputs: [0],
    forward: { arguments in
      let x = try arguments.array(0)
      if x.dtype.isComplex { throw TorchError.notImplemented("bernoulli_scalar_cpu_", for: x.dtype) }
      let result = try NDArray(empty: x.shape, x.dtype)
      let p = try RandomChecks.probability(arguments.double(1), "bernoulli_")
      try result.fillBernoulli(generator(arguments, 2), p: p)
      return result
    })

  static let multinomial: Operator = Operator(
    "multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor",
    forward: { arguments in
      try Multinomial(arguments.array(0), count: arguments.int(1), replaces: arguments.bool(2))
        .draw(generator(arguments, 3))
    })

  static let poisson: Operator = Operator(
    "poisson(Tensor self, Generator? generator=None) -> Tensor", forms: .function, node: "PoissonBackward0",
    inputs: [0],
    forward: { try $0.array(0).sampledPoisson(generator($0, 1)) },
    backward: { call in try call.give(0, call.grad.zerosLike()) })

  static let binomial: Operator = Operator(
    "binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor", forms: .function,
    node: "NotImplemented", inputs: [0, 1],
    forward: { arguments in
      let (count, probability) = (try arguments.array(0), try arguments.array(1))
      for (array, name) in [(count, "count"), (probability, "prob")] where !array.dtype.isFloatingPoint {
        throw TorchError(
          .value, "binomial only supports floating-point dtypes for \(name), got: \(array.dtype.scalarName)")
      }
      guard count.dtype == probability.dtype else {
        throw TorchError(
          .runtime, "Found dtype \(probability.dtype.scalarName) but expected \(count.dtype.scalarName)")
      }
      return try count.sampledBinomial(probability, generator(arguments, 2))
    })

  static let standardGamma: Operator = Operator(
    "_standard_gamma(Tensor self, Generator? generator=None) -> Tensor", forms: .function,
    node: "StandardGammaBackward0", inputs: [0], saving: [.input(0), .result(0)],
    forward: { try $0.array(0).sampledGamma(generator($0, 1)) },
    backward: { call in
      try call.give(0, call.grad * standardGammaGrad(.tensor(call.saved(0)), .tensor(call.saved(1))))
    })

  static let standardGammaGrad: Operator = Operator(
    "_standard_gamma_grad(Tensor self, Tensor output) -> Tensor", forms: .function, node: "NotImplemented",
    inputs: [0, 1], forward: { try $0.array(0).gammaGradient($0.array(1)) })
  static let dirichletGrad: Operator = Operator(
    "_dirichlet_grad(Tensor x, Tensor alpha, Tensor total) -> Tensor", forms: .function, node: "NotImplemented",
    inputs: [0, 1, 2], forward: { try $0.array(0).dirichletGradient($0.array(1), $0.array(2)) })

  static let sampleDirichlet: Operator = Operator(
    "_sample_dirichlet(Tensor self, Generator? generator=None) -> Tensor", forms: .function, node: "NotImplemented",
    inputs: [0],
    forward: { try $0.array(0).sampledDirichlet(generator($0, 1)) })
}
