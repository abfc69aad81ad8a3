import Autograd
import PythonRuntime
import Synchronization
import TensorCore

extension Factories {
  /// Factories whose values are drawn.
  static let random: [TorchFunction] = [
    drawn("rand") { array, generator, _ in
      try RandomChecks.uniform(array.dtype)
      array.fillUniform(generator, from: 0, to: 1)
    },
    drawn("randn") { array, generator, _ in
      try RandomChecks.normal(array.dtype)
      array.fillNormal(generator, mean: 0, std: 1)
    },
    TorchFunction(
      "randint",
      [
        "randint(int high, int[] size, \(FactoryOptions.schemaWithGenerator))",
        "randint(int high, int[] size, \(FactoryOptions.schema))",
        "randint(int low, int high, int[] size, \(FactoryOptions.schemaWithGenerator))",
        "randint(int low, int high, int[] size, \(FactoryOptions.schema))",
      ]
    ) { bound in
      let hasLow = bound.overload >= 2
      let low = hasLow ? try bound.int(0) : 0
      let high = try bound.int(hasLow ? 1 : 0)
      let size = try sizes(bound, hasLow ? 2 : 1)
      try RandomChecks.range(low, high)
      let type = bound.optionalDType(named: "dtype") ?? .int64
      return try made(bound) {
        let array = try NDArray(zeros: Dims(size), type)
        array.fillIntegers(try generator(bound), from: low, to: high)
        return array
      }
    },
    TorchFunction(
      "randperm",
      [
        "randperm(int n, *, Generator? generator, Tensor? out=None, ScalarType? dtype=None, Layout? layout=None, "
          + "Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        "randperm(int n, \(FactoryOptions.schema))",
      ]
    ) { bound in
      let count = try bound.int(0)
      let type = bound.optionalDType(named: "dtype") ?? .int64
      return try made(bound) {
        let array = try NDArray(zeros: [count], type)
        array.fillPermutation(try generator(bound))
        return array
      }
    },
    TorchFunction(
      "normal",
      [
        "normal(Tensor mean, Tensor std, *, Generator? generator=None, Tensor? out=None)",
        "normal(Tensor mean, float std=1, *, Generator? generator=None, Tensor? out=None)",
        "normal(float mean, Tensor std, *, Generator? generator=None, Tensor? out=None)",
        "normal(float mean, float std, int[] size, *, Generator? generator=None, Tensor? out=None, "
          + "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool pin_memory=False, "
          + "bool requires_grad=False)",
      ]
    ) { bound in try normal(bound) },
    drawnLike("rand_like") { array, generator, _ in
      try RandomChecks.uniform(array.dtype)
      array.fillUniform(generator, from: 0, to: 1)
    },
    drawnLike("randn_like") { array, generator, _ in
      try RandomChecks.normal(array.dtype)
      array.fillNormal(generator, mean: 0, std: 1)
    },
    TorchFunction(
      "randint_like",
      [
        "randint_like(Tensor input, int high, \(FactoryOptions.schemaLike))",
        "randint_like(Tensor input, int low, int high, \(FactoryOptions.schemaLike))",
      ]
    ) { bound in
      let low = bound.overload == 1 ? try bound.int(1) : 0
      let high = try bound.int(bound.overload == 1 ? 2 : 1)
      try RandomChecks.range(low, high)
      return try filledLike(bound) { array, generator in array.fillIntegers(generator, from: low, to: high) }
    },
    TorchFunction(
      "multinomial",
      [
        "multinomial(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None, "
          + "Tensor? out=None)"
      ]
    ) { bound in
      let source = try bound.tensor(0).array
      return try made(bound) {
        try Multinomial(source, count: try bound.int(1), replaces: bound.bool(2)).draw(try generator(bound))
      }
    },
    TorchFunction(
      "bernoulli",
      [
        "bernoulli(Tensor input, *, Generator? generator=None, Tensor? out=None)",
        "bernoulli(Tensor input, float p, *, Generator? generator=None)",
      ]
    ) { bound in
      let source = try bound.tensor(0)
      return try made(bound) {
        let result = try NDArray(empty: source.array.shape, layoutLike: source.array, source.dtype)
        if bound.overload == 1 {
          result.fillBernoulli(try generator(bound), p: try RandomChecks.probability(try bound.double(1), "bernoulli_"))
          return result
        }
        try RandomChecks.probabilities(source.array)
        result.fillBernoulli(try generator(bound), probabilities: source.array)
        return result
      }
    },
  ]

  /// The generator passed, or the session's.
  static func generator(_ bound: BoundArguments) throws -> Generator {
    if let object = bound.value(named: "generator").cast(GeneratorObject.self) { return object.generator }
    return try TensorSession.current.generator
  }

  private typealias Fill = @Sendable (NDArray, Generator, BoundArguments) throws -> Void

  private static func drawn(_ name: String, _ fill: @escaping Fill) -> TorchFunction {
    TorchFunction(
      name,
      [
        "\(name)(int[] size, \(FactoryOptions.schemaWithGenerator))",
        "\(name)(int[] size, \(FactoryOptions.schema))",
      ]
    ) { bound in
      let size = try sizes(bound, 0)
      return try made(bound) {
        let array = try NDArray(zeros: Dims(size), try dtype(bound))
        try fill(array, try generator(bound), bound)
        return array
      }
    }
  }

  private static func drawnLike(_ name: String, _ fill: @escaping Fill) -> TorchFunction {
    TorchFunction(name, ["\(name)(Tensor input, \(FactoryOptions.schemaLike))"]) { bound in
      try filledLike(bound) { array, generator in try fill(array, generator, bound) }
    }
  }

  private static func filledLike(_ bound: BoundArguments, _ fill: (NDArray, Generator) throws -> Void) throws -> Value {
    let source = try bound.tensor(0)
    let type = bound.optionalDType(named: "dtype") ?? source.dtype
    return try made(bound) {
      let array = try NDArray(empty: source.array.shape, layoutLike: source.array, type)
      try fill(array, try generator(bound))
      return array
    }
  }

  private static func normal(_ bound: BoundArguments) throws -> Value {
    let generator = try generator(bound)
    if bound.overload == 3 {
      let std = try RandomChecks.deviation(try bound.double(1))
      let mean = try bound.double(0)
      let size = try sizes(bound, 2)
      return try made(bound) {
        let array = try NDArray(zeros: Dims(size), try dtype(bound))
        try RandomChecks.normal(array.dtype)
        array.fillNormal(generator, mean: mean, std: std)
        return array
      }
    }
    let means = bound.overload == 2 ? nil : try bound.tensor(0).array
    let deviations = bound.overload == 1 ? nil : try bound.tensor(1).array
    return try made(bound) {
      let shape: Dims
      if let means, let deviations {
        shape = try NDArray.broadcast(means.shape, deviations.shape)
      } else {
        shape = means?.shape ?? deviations?.shape ?? []
      }
      let type = means?.dtype ?? deviations?.dtype ?? .float32
      try RandomChecks.normal(type)
      let array = try NDArray(zeros: shape, type)
      guard let deviations else {
        array.fillNormal(generator, mean: 0, std: try RandomChecks.deviation(try bound.double(1)))
        return try means.map { try array.add($0, as: type) } ?? array
      }
      for value in deviations.doubles { _ = try RandomChecks.deviation(value) }
      array.fillNormal(generator, mean: 0, std: 1)
      let scaled = try array.mul(deviations, as: type)
      if let means { return try scaled.add(means, as: type) }
      return try scaled.add(try NDArray(scalar: .double(try bound.double(0)), type), as: type)
    }
  }
}

/// What PyTorch checks before it draws.
enum RandomChecks {
  static func uniform(_ dtype: DType) throws {
    guard dtype.isDifferentiable else { throw TorchError.notImplemented("check_uniform_bounds", for: dtype) }
  }

  static func normal(_ dtype: DType) throws {
    guard dtype.isDifferentiable else { throw TorchError.notImplemented("normal_kernel_cpu", for: dtype) }
  }

  static func range(_ low: Int, _ high: Int) throws {
    guard low < high else {
      throw TorchError(
        .runtime, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
    }
  }

  static func deviation(_ std: Double) throws -> Double {
    guard std >= 0 else {
      throw TorchError(.runtime, "normal expects std >= 0.0, but found std \(CFormat.shortest(std))")
    }
    return std
  }

  static func probability(_ p: Double, _ name: String) throws -> Double {
    guard p >= 0, p <= 1 else {
      throw TorchError(.runtime, "\(name) expects p to be in [0, 1], but got p=\(CFormat.shortest(p))")
    }
    return p
  }

  static func probabilities(_ array: NDArray) throws {
    guard array.doubles.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw TorchError(
        .runtime,
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, "
          + "please report an enhancement request to PyTorch.)")
    }
  }
}

/// `x.uniform_()` and the other methods that fill a tensor with random values.
enum RandomMethods {
  static var all: [NativeMember] {
    [
      fill("uniform_", "float from=0, float to=1", node: "UniformBackward0") { bound, array, generator in
        let (from, to) = (try bound.double(0), try bound.double(1))
        try RandomChecks.uniform(array.dtype)
        guard from <= to else {
          throw TorchError(
            .runtime,
            "uniform_ expects to return a [from, to) range, but found from=\(CFormat.shortest(from)) > "
              + "to=\(CFormat.shortest(to))")
        }
        array.fillUniform(generator, from: from, to: to)
      },
      fill("normal_", "float mean=0, float std=1", node: "NormalBackward0") { bound, array, generator in
        let std = try RandomChecks.deviation(try bound.double(1))
        try RandomChecks.normal(array.dtype)
        array.fillNormal(generator, mean: try bound.double(0), std: std)
      },
      TensorMethods.method(
        "random_",
        [
          "random_(int from, int? to, *, Generator? generator=None)", "random_(int to, *, Generator? generator=None)",
          "random_(*, Generator? generator=None)",
        ]
      ) { object, bound in
        try filling(object, node: "RandomBackward0") { array in
          let generator = try Factories.generator(bound)
          switch bound.overload {
          case 0:
            let (low, high) = (try bound.int(0), try bound.optionalInt(1) ?? Int.max)
            try RandomChecks.range(low, high)
            array.fillIntegers(generator, from: low, to: high)
          case 1:
            let high = try bound.int(0)
            try RandomChecks.range(0, high)
            array.fillIntegers(generator, from: 0, to: high)
          default: array.fillIntegers(generator)
          }
        }
      },
      TensorMethods.method(
        "bernoulli_",
        ["bernoulli_(Tensor p, *, Generator? generator=None)", "bernoulli_(float p=0.5, *, Generator? generator=None)"]
      ) { object, bound in
        try filling(object, node: "BernoulliBackward2") { array in
          let generator = try Factories.generator(bound)
          if bound.overload == 0 {
            let p = try bound.tensor(0).array.expand(array.shape.array)
            try RandomChecks.probabilities(p)
            array.fillBernoulli(generator, probabilities: p)
          } else {
            array.fillBernoulli(generator, p: try RandomChecks.probability(try bound.double(0), "bernoulli_"))
          }
        }
      },
      fill("exponential_", "float lambd=1", node: "ExponentialBackward0") { bound, array, generator in
        let rate = try bound.double(0)
        guard rate > 0 else {
          throw TorchError(
            .runtime, "exponential_ expects lambda > 0.0, but found lambda=\(CFormat.shortest(rate))")
        }
        array.fillExponential(generator, rate: rate)
      },
      fill("geometric_", "float p", node: "GeometricBackward0") { bound, array, generator in
        let p = try bound.double(0)
        guard p > 0, p < 1 else {
          throw TorchError(.runtime, "geometric_ expects p to be in (0, 1), but got p=\(CFormat.shortest(p))")
        }
        array.fillGeometric(generator, p: p)
      },
      fill("cauchy_", "float median=0, float sigma=1", node: "CauchyBackward0") { bound, array, generator in
        array.fillCauchy(generator, median: try bound.double(0), sigma: try bound.double(1))
      },
      fill("log_normal_", "float mean=1, float std=2", node: "LogNormalBackward0") { bound, array, generator in
        array.fillLogNormal(generator, mean: try bound.double(0), std: try RandomChecks.deviation(try bound.double(1)))
      },
      TensorMethods.method(
        "bernoulli", ["bernoulli(*, Generator? generator=None)", "bernoulli(float p, *, Generator? generator=None)"]
      ) {
        object, bound in
        let result = try NDArray(empty: object.tensor.array.shape, layoutLike: object.tensor.array, object.tensor.dtype)
        if bound.overload == 1 {
          result.fillBernoulli(
            try Factories.generator(bound), p: try RandomChecks.probability(try bound.double(0), "bernoulli_"))
        } else {
          try RandomChecks.probabilities(object.tensor.array)
          result.fillBernoulli(try Factories.generator(bound), probabilities: object.tensor.array)
        }
        return TensorObject.of(Tensor(result))
      },
    ]
  }

  private static func fill(
    _ name: String, _ parameters: String, node: String,
    _ body: @escaping @Sendable (BoundArguments, NDArray, Generator) throws -> Void
  ) -> NativeMember {
    TensorMethods.method(name, ["\(name)(\(parameters), *, Generator? generator=None)"]) { object, bound in
      try filling(object, node: node) { try body(bound, $0, try Factories.generator(bound)) }
    }
  }

  private static let kinds = Mutex<[String: NodeKind]>([:])

  /// The kind of a filling's nodes. Nodes do not keep their kind alive, so that each is made once and stays.
  private static func kind(named name: String) -> NodeKind {
    kinds.withLock { kinds in
      if let known = kinds[name] { return known }
      let made = NodeKind(name: name) { call in
        try call.give(0, call.session.operations.zerosLike(call.grad.array))
      }
      kinds[name] = made
      return made
    }
  }

  /// Overwrites a tensor's values, which cuts its history: what is recorded passes zeros on.
  private static func filling(
    _ object: TensorObject, node: String, _ body: (NDArray) throws -> Void
  ) throws -> Value {
    let tensor = object.tensor
    let records = GradMode.isEnabled && tensor.requiresGrad
    try tensor.checkInPlace(isRecorded: records)
    try body(tensor.array)
    tensor.bumpVersion()
    if records {
      let recorded = OperatorNode(kind(named: node))
      recorded.addInput(tensor)
      recorded.addOutput(GradientMetadata(tensor.array))
      tensor.rebaseHistory(recorded)
    }
    return object.asValue
  }
}
