import Autograd
import PythonRuntime
import Synchronization
import TensorCore

extension Factories {
  /// Factories whose values are drawn.
  static let random: [TorchFunction] = [
    drawn("rand") { array, generator, _ in
      try RandomChecks.uniform(array.dtype)
      try array.fillUniform(generator, from: 0, to: 1)
    },
    drawn("randn") { array, generator, _ in
      try RandomChecks.normal(array.dtype)
      try array.fillNormal(generator, mean: 0, std: 1)
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
      let type = bound.optionalDType(named: "dtype") ?? .int64
      return try made(bound) {
        let array = try NDArray(zeros: Dims(size), type)
        let bounds = try RandomChecks.range(low, high, type)
        try array.fillIntegers(generator(bound), from: bounds.from, to: bounds.to)
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
        try RandomChecks.permutation(count, type)
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
      try array.fillUniform(generator, from: 0, to: 1)
    },
    drawnLike("randn_like") { array, generator, _ in
      try RandomChecks.normal(array.dtype)
      try array.fillNormal(generator, mean: 0, std: 1)
    },
    TorchFunction(
      "randint_like",
      [
        "randint_like(Tensor input, int low, int high, \(FactoryOptions.schemaLikeWithGenerator))",
        "randint_like(Tensor input, int low, int high, \(FactoryOptions.schemaLike))",
        "randint_like(Tensor input, Tensor high, \(FactoryOptions.schemaLikeWithGenerator))",
        "randint_like(Tensor input, Tensor high, \(FactoryOptions.schemaLike))",
        "randint_like(Tensor input, int high, \(FactoryOptions.schemaLikeWithGenerator))",
        "randint_like(Tensor input, int high, \(FactoryOptions.schemaLike))",
      ]
    ) { bound in
      let low = bound.overload < 2 ? try bound.int(1) : 0
      let high =
        switch bound.overload {
        case 0, 1: try bound.int(2)
        case 2, 3: try bound.tensor(1).array.item().int
        default: try bound.int(1)
        }
      return try filledLike(bound) { array, generator in
        let bounds = try RandomChecks.range(low, high, array.dtype)
        try array.fillIntegers(generator, from: bounds.from, to: bounds.to)
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
    TorchFunction(
      name,
      [
        "\(name)(Tensor input, \(FactoryOptions.schemaLikeWithGenerator))",
        "\(name)(Tensor input, \(FactoryOptions.schemaLike))",
      ]
    ) { bound in
      try filledLike(bound) { array, generator in try fill(array, generator, bound) }
    }
  }

  private static func filledLike(_ bound: BoundArguments, _ fill: (NDArray, Generator) throws -> Void) throws -> Value {
    let source = try bound.tensor(0)
    let type = bound.optionalDType(named: "dtype") ?? source.dtype
    return try made(bound) {
      let array = try NDArray(
        empty: source.array.shape, in: bound.memoryFormat ?? .preserve, like: source.array, type)
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
        try array.fillNormal(generator, mean: mean, std: std)
        return array
      }
    }
    let means = bound.overload == 2 ? nil : try bound.tensor(0)
    let deviations = bound.overload == 1 ? nil : try bound.tensor(1)
    if bound.overload == 1, let out = bound.value(named: "out").tensorObject?.tensor, let means {
      // The values are drawn where they go, and the means added to them.
      let target = out.array
      try RandomChecks.normal(target.dtype)
      let shape = try NDArray.broadcast(means.array.shape, target.shape)
      try target.fillNormal(generator, mean: 0, std: RandomChecks.deviation(bound.double(1)))
      let sum = try target.add(means.array, as: target.dtype)
      if shape == target.shape { try target.copy(from: sum) } else { out.array = sum }
      out.bumpVersion()
      return TensorObject.of(out)
    }
    let drawn = try made(bound) {
      try normal(
        means?.array, deviations?.array, mean: means == nil ? try bound.double(0) : 0,
        std: deviations == nil ? try bound.double(1) : 1, generator,
        into: bound.value(named: "out").tensorObject?.tensor.array)
    }
    let inputs = [means, deviations].compactMap { $0 }.filter(\.requiresGrad)
    if GradMode.isEnabled, !inputs.isEmpty, let result = drawn.tensorObject?.tensor, result.dtype.isDifferentiable {
      RandomMethods.record(node: "NormalBackward\(bound.overload == 0 ? 3 : bound.overload)", inputs, result)
    }
    return drawn
  }

  /// Normal values of these means and deviations, which are numbers where there is no array.
  ///
  /// - Parameter target: Memory that they may be written into, if it fits.
  private static func normal(
    _ means: NDArray?, _ deviations: NDArray?, mean: Double, std: Double, _ generator: Generator, into target: NDArray?
  ) throws -> NDArray {
    let shape: Dims
    if let means, let deviations {
      shape = try NDArray.broadcast(means.shape, deviations.shape)
    } else {
      shape = means?.shape ?? deviations?.shape ?? []
    }
    let type = means?.dtype ?? deviations?.dtype ?? .float32
    try RandomChecks.normal(type)
    let room = target.flatMap { target in
      target.dtype == type && target.shape == shape && target.isContiguous
        && ![means, deviations].contains { $0?.storage === target.storage } ? target : nil
    }
    guard let deviations else {
      let array = try room ?? NDArray(empty: shape, type)
      try array.fillNormal(generator, mean: 0, std: RandomChecks.deviation(std))
      if let means { try array.copy(from: array.add(means, as: type)) }
      return array
    }
    if deviations.dtype.isComplex {
      throw TorchError(.runtime, "normal expects standard deviation to be non-complex")
    }
    guard try deviations.hasNoNegative() else {
      throw TorchError(.runtime, "normal expects all elements of std >= 0.0")
    }
    let array = try room ?? NDArray(empty: shape, type)
    try array.fillNormal(generator, mean: 0, std: 1)
    for change in [
      { try array.mul(deviations, as: type, into: array) },
      { try array.add(means ?? NDArray(scalar: .double(mean), type), as: type, into: array) },
    ] {
      let changed = try change()
      if !changed.isSameMemory(as: array) { try array.copy(from: changed) }
    }
    return array
  }
}

/// `x.uniform_()` and the other methods that fill a tensor with random values.
enum RandomMethods {
  static var all: [NativeMember] {
    [
      fill("uniform_", "float from=0, float to=1", node: "UniformBackward0") { bound, array, generator in
        let (from, to) = (try bound.double(0), try bound.double(1))
        try RandomChecks.uniform(array.dtype, from: from, to: to)
        try array.fillUniform(generator, from: from, to: to)
      },
      fill("normal_", "float mean=0, float std=1", node: "NormalBackward0") { bound, array, generator in
        let std = try RandomChecks.deviation(try bound.double(1))
        try RandomChecks.normal(array.dtype)
        try array.fillNormal(generator, mean: bound.double(0), std: std)
      },
      TensorMethods.method(
        "random_",
        [
          "random_(*, Generator? generator=None)", "random_(int from, int? to, *, Generator? generator=None)",
          "random_(int to, *, Generator? generator=None)",
        ]
      ) { object, bound in
        try filling(object, node: "RandomBackward0") { array in
          let generator = try Factories.generator(bound)
          switch bound.overload {
          case 0:
            if array.dtype.isComplex { throw TorchError.notImplemented("random_kernel_cpu", for: array.dtype) }
            array.fillIntegers(generator)
          case 1:
            let low = try bound.int(0)
            if let high = try bound.optionalInt(1) {
              let bounds = try RandomChecks.range(low, high, array.dtype)
              try array.fillIntegers(generator, from: bounds.from, to: bounds.to)
            } else {
              let last = try RandomChecks.openRange(low, array.dtype)
              array.fillIntegers(generator, from: low, through: last)
            }
          default:
            let bounds = try RandomChecks.range(0, bound.int(0), array.dtype)
            try array.fillIntegers(generator, from: bounds.from, to: bounds.to)
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
            try RandomChecks.probabilities(p, for: array.dtype)
            try array.fillBernoulli(generator, probabilities: p)
          } else {
            let p = try RandomChecks.probability(try bound.double(0), "bernoulli_")
            if array.dtype.isComplex { throw TorchError.notImplemented("bernoulli_scalar_cpu_", for: array.dtype) }
            try array.fillBernoulli(generator, p: p)
          }
        }
      },
      fill("exponential_", "float lambd=1", node: "ExponentialBackward0") { bound, array, generator in
        let rate = try bound.double(0)
        guard array.dtype.isFloatingPoint else {
          throw RandomChecks.continuous("Exponential", array.dtype.scalarName)
        }
        guard rate > 0 else {
          throw TorchError(
            .runtime, "exponential_ expects lambda > 0.0, but found lambda=\(CFormat.shortest(rate))")
        }
        try array.fillExponential(generator, rate: rate)
      },
      fill("geometric_", "float p", node: "GeometricBackward0") { bound, array, generator in
        let p = try bound.double(0)
        guard p > 0, p < 1 else {
          throw TorchError(.runtime, "geometric_ expects p to be in (0, 1), but got p=\(CFormat.shortest(p))")
        }
        guard array.count == 0 || !array.dtype.isComplex && array.dtype != .bool else {
          throw TorchError.notImplemented("geometric_cpu", for: array.dtype)
        }
        try array.fillGeometric(generator, p: p)
      },
      fill("cauchy_", "float median=0, float sigma=1", node: "CauchyBackward0") { bound, array, generator in
        let sigma = try bound.double(1)
        guard sigma > 0 else {
          throw TorchError(.runtime, "cauchy_ expects sigma > 0.0, but found sigma=\(CFormat.shortest(sigma))")
        }
        guard array.dtype.isFloatingPoint else { throw RandomChecks.continuous("Cauchy", array.dtype.typeMetaName) }
        try array.fillCauchy(generator, median: bound.double(0), sigma: sigma)
      },
      fill("log_normal_", "float mean=1, float std=2", node: "LogNormalBackward0") { bound, array, generator in
        let std = try bound.double(1)
        guard std > 0 else {
          throw TorchError(.runtime, "log_normal_ expects std > 0.0, but found std=\(CFormat.shortest(std))")
        }
        guard array.dtype.isFloatingPoint else { throw TorchError.notImplemented("log_normal_cpu", for: array.dtype) }
        try array.fillLogNormal(generator, mean: bound.double(0), std: std)
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
        for index in 0..<call.node.edgeCount {
          try call.give(index, call.session.operations.zerosLike(call.grad.array))
        }
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
    if tensor.array.repeatsElements { throw MemoryRule.repeated }
    try body(tensor.array)
    tensor.bumpVersion()
    if records { record(node: node, [tensor], tensor) }
    return object.asValue
  }

  /// Records that a tensor was drawn, on which its inputs have no influence that a gradient could tell.
  static func record(node: String, _ inputs: [Tensor], _ result: Tensor) {
    let recorded = OperatorNode(kind(named: node))
    for input in inputs { recorded.addInput(input) }
    recorded.addOutput(GradientMetadata(result.array))
    result.rebaseHistory(recorded)
  }
}
