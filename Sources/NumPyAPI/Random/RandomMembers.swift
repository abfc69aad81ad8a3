import Autograd
import PythonRuntime
import TensorCore
import TorchAPI

/// A random stream as Python objects draw from it.
protocol RandomStream: Object, RandomNumbers {
  /// Whether the document chose the seed.
  var isSeeded: Bool { get }
}

/// The methods that the types of streams share.
enum RandomMembers {
  /// What every stream can draw.
  static var distributions: [NativeMember] {
    [
      fill("doubles", .float64) { stream, _ in .double(stream.double()) },
      fill("normals", .float64) { stream, _ in .double(stream.normal()) },
      fill("exponentials", .float64) { stream, _ in .double(stream.exponential()) },
      fill("gammas", .float64, parameters: 1) { stream, values in .double(stream.gamma(values[0])) },
      fill("betas", .float64, parameters: 2) { stream, values in .double(stream.beta(values[0], values[1])) },
      fill("poissons", .int64, parameters: 1) { stream, values in .int(stream.poisson(values[0])) },
      fill("binomials", .int64, parameters: 2) { stream, values in .int(stream.binomial(Int(values[0]), values[1])) },
    ]
  }

  /// A method that draws so many numbers of a distribution with parameters.
  private static func fill(
    _ name: String, _ dtype: DType, parameters: Int = 0,
    _ draw: @escaping @Sendable (any RandomStream, [Double]) -> Scalar
  ) -> NativeMember {
    .method(name, .positional((1 + parameters)...(1 + parameters))) { interpreter, arguments in
      let stream = try drawing(arguments, interpreter)
      let count = try size(arguments[1], interpreter)
      let values = try (0..<parameters).map { try interpreter.float(arguments[2 + $0]) }
      return try filled(count, dtype, interpreter) { draw(stream, values) }
    }
  }

  /// A tensor of so many draws.
  static func filled(
    _ count: Int, _ dtype: DType, _ interpreter: Interpreter, _ draw: () throws -> Scalar
  ) throws -> Value {
    let array = try torchErrors { try NDArray(empty: Dims([count]), dtype) }
    for index in 0..<count {
      if index & 0xFFF == 0xFFF { try interpreter.charge(0x1000) }
      array.setElement(at: index, try draw())
    }
    return try torchErrors { TensorObject.of(Tensor(array)) }
  }

  /// A one-dimensional tensor of integers.
  static func tensor(_ values: [Scalar], _ dtype: DType) throws -> Value {
    try torchErrors { TensorObject.of(Tensor(try NDArray(values, shape: Dims([values.count]), dtype))) }
  }

  /// The stream of a draw, which is noted when nobody chose the seed.
  static func drawing(_ arguments: Arguments, _ interpreter: Interpreter) throws -> any RandomStream {
    guard let stream = arguments[0].object as? any RandomStream else {
      throw PythonException(.typeError, "a random stream is required")
    }
    if !stream.isSeeded { interpreter.drewUnseeded = true }
    return stream
  }

  /// How many numbers are wanted.
  static func size(_ value: Value, _ interpreter: Interpreter) throws -> Int {
    let count = try value.machineInteger(interpreter)
    guard count >= 0 else { throw PythonException(.valueError, "negative dimensions are not allowed") }
    guard count <= 1 << 28 else { throw PythonException(.memoryError, "Unable to allocate an array of that size") }
    return count
  }
}
