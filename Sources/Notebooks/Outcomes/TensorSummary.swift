import Autograd
import PythonRuntime
import TensorCore
import TorchAPI

/// What can be told of a tensor beside its digits: how it is laid out, what the graph knows of it, and a small picture
/// of its values.
package struct TensorSummary: Sendable, Hashable {
  /// The sizes of its dimensions.
  package let shape: [Int]
  /// `torch.float32`
  package let dtype: String
  /// Whether a gradient is wanted for it.
  package let requiresGrad: Bool
  /// The name of the node that computes it: `MulBackward0`.
  package let gradientFunction: String?
  /// Whether a gradient has been accumulated in it.
  package let hasGradient: Bool
  /// Its values as a picture, where that says more than digits.
  package let picture: Picture?

  /// A picture of values.
  package enum Picture: Sendable, Hashable {
    /// How many values lie in each of equally wide bins from `low` to `high`. Of a large tensor, of a sample.
    case histogram(counts: [Int], low: Double, high: Double)
    /// The values of a small matrix by rows, each between 0 (`low`) and 1 (`high`).
    case heatMap(columns: Int, cells: [Double], low: Double, high: Double)
  }

  package init(
    shape: [Int], dtype: String, requiresGrad: Bool, gradientFunction: String?, hasGradient: Bool, picture: Picture?
  ) {
    self.shape = shape
    self.dtype = dtype
    self.requiresGrad = requiresGrad
    self.gradientFunction = gradientFunction
    self.hasGradient = hasGradient
    self.picture = picture
  }

  /// Describes a value, if it is a tensor or an array over one.
  ///
  /// - Parameter pictured: whether a picture is wanted, which reads the values.
  init?(_ value: Value, pictured: Bool) {
    guard let tensor = Self.tensor(of: value) else { return nil }
    shape = tensor.array.shape.map { $0 }
    dtype = value.tensorObject == nil ? tensor.dtype.name : tensor.dtype.torchName
    requiresGrad = tensor.requiresGrad
    gradientFunction = tensor.gradientFunction()?.name
    hasGradient = tensor.grad != nil
    picture = pictured ? Picture(tensor.array) : nil
  }

  /// The tensor a value is or lies over.
  private static func tensor(of value: Value) -> Tensor? {
    value.tensorObject?.tensor ?? value.cast(ArrayObject.self)?.tensor
  }

  /// A number that is another one after a write to the tensor's memory or to its gradient's.
  static func version(of value: Value) -> Int? {
    guard let tensor = tensor(of: value) else { return nil }
    var hasher = Hasher()
    hasher.combine(tensor.version)
    hasher.combine(ObjectIdentifier(tensor.array.storage))
    hasher.combine(tensor.grad.map(ObjectIdentifier.init))
    hasher.combine(tensor.grad?.version)
    hasher.combine(tensor.requiresGrad)
    return hasher.finalize()
  }
}

extension TensorSummary.Picture {
  /// More values are told by a sample of this size.
  private static let sampleSize = 4096
  private static let binCount = 24
  private static let largestMap = 32

  /// The picture of an array; none of few values, of values that are all the same, or of complex ones.
  init?(_ array: NDArray) {
    let count = array.count
    guard count > 8, !array.dtype.isComplex else { return nil }
    let columns = array.rank == 2 ? array.shape[1] : 0
    let isMap = array.rank == 2 && columns <= Self.largestMap && array.shape[0] <= Self.largestMap && columns > 1
    let step = isMap ? 1 : max(1, count / Self.sampleSize)
    let values = stride(from: 0, to: count, by: step).map { array.element(at: array.position(of: $0)).double }
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high, (high - low).isFinite else { return nil }
    if isMap {
      self = .heatMap(
        columns: columns, cells: values.map { $0.isNaN ? -1 : min(max(($0 - low) / (high - low), 0), 1) }, low: low,
        high: high)
      return
    }
    var counts = [Int](repeating: 0, count: Self.binCount)
    for value in finite {
      counts[min(Self.binCount - 1, Int((value - low) / (high - low) * Double(Self.binCount)))] += 1
    }
    self = .histogram(counts: counts, low: low, high: high)
  }
}

extension NDArray {
  /// Where the element of a row-major index lies, counted from ``offset``.
  func position(of index: Int) -> Int {
    var rest = index
    var position = 0
    for dim in stride(from: rank - 1, through: 0, by: -1) {
      position += rest % shape[dim] * strides[dim]
      rest /= shape[dim]
    }
    return position
  }
}
