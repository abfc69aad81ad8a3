import Autograd
import TensorCore

extension Operator {
  /// Attention.
  static let attention: [Operator] = [scaledDotProductAttention]

  static let scaledDotProductAttention: Operator = Operator(
    "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0,"
      + " bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor",
    module: .functional, forms: .function,
    composite: { arguments in
      let call = try AttentionCall(arguments)
      switch try call.backend(among: torchSession().backends.attention) {
      case .math:
        guard call.mask == nil || !call.isCausal else {
          throw TorchError(
            .runtime, "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
        }
        return .tensor(try call.result(call.query, call.key, call.value))
      default:
        let inputs = [call.query, call.key, call.value]
        let name = "ScaledDotProductFlashAttentionForCpuBackward0"
        return .tensor(
          try CompositeNode.record(
            name, inputs, refusal: { SecondDerivatives.refusal(ofNode: name, input: $0) }
          ) { tensors in
            let parts = tensors.compactMap { $0 }
            var result = try call.result(parts[0], parts[1], parts[2])
            if result.dtype.computeType != result.dtype {
              // The values are those of the one operation, the gradient is that of its parts.
              let values = try GradMode.with(false) { try call.roundedAsOne(parts[0], parts[1], parts[2]) }
              result =
                result.node.map { Tensor(values.array, node: $0, outputIndex: Int(result.outputIndex)) } ?? values
            }
            if call.query.array.isContiguous { return [result] }
            // The result lies in memory as the query does.
            return [try torchSession().operations.copy(result, laidOutAs: call.query.array, exactly: false)]
          }[0])
      }
    })
}

/// The arguments of `scaled_dot_product_attention`: queries of shape (…, L, E), keys (…, S, E) and values (…, S, Ev).
private struct AttentionCall {
  let query: Tensor
  let key: Tensor
  let value: Tensor
  let mask: Tensor?
  let isCausal: Bool
  private let dropoutProbability: Double
  private let scale: Double
  private let sharesHeads: Bool

  /// - Throws: PyTorch's errors for inputs that do not belong together.
  init(_ arguments: OperatorArguments) throws {
    let inputs = [try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2)]
    let dtype = inputs[0].dtype
    (query, key, value) = (inputs[0], inputs[1], inputs[2])
    mask = arguments.optionalTensor(3)
    dropoutProbability = try arguments.double(4, default: 0)
    isCausal = arguments.bool(5)
    sharesHeads = arguments.bool(7)
    scale = arguments.optionalDouble(6) ?? 1 / Double(inputs[0].array.shape.last ?? 1).squareRoot()
    guard inputs.allSatisfy({ $0.dtype == dtype }) else {
      let names = inputs.map(\.dtype.typeMetaName)
      throw TorchError(
        .runtime,
        "Expected query, key, and value to have the same dtype, but got query.dtype: \(names[0]) key.dtype: \(names[1])"
          + " and value.dtype: \(names[2]) instead.")
    }
    guard inputs.allSatisfy({ $0.array.rank >= 2 }) else {
      let ranks = inputs.map(\.array.rank)
      throw TorchError(
        .runtime,
        "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: \(ranks[0]) key.dim: "
          + "\(ranks[1]) and value.dim: \(ranks[2]) instead.")
    }
    if let mask, mask.dtype != .bool, mask.dtype != query.dtype, mask.dtype != .float32 {
      throw TorchError(
        .runtime,
        "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
          + "\(mask.dtype.typeMetaName) and  query.dtype: \(query.dtype.typeMetaName) instead.")
    }
    if sharesHeads, inputs.allSatisfy({ $0.array.rank >= 3 }) {
      let heads = inputs.map { $0.array.shape[$0.array.rank - 3] }
      guard heads[1] > 0, heads[2] > 0, heads[0] % heads[1] == 0, heads[0] % heads[2] == 0 else {
        throw TorchError(.runtime, "Number of heads in key and value must divide the number of heads in ")
      }
    }
  }

  /// The way that PyTorch goes, among those allowed.
  ///
  /// - Throws: its errors if none is left.
  func backend(among allowed: AttentionBackends) throws -> AttentionBackends {
    guard allowed.contains(.math) || allowed.contains(.flash) else {
      throw TorchError(
        .runtime,
        "No viable backend for scaled_dot_product_attention was found. This is likely due to turning off both the math"
          + " kernel and the fused kernels.")
    }
    if allowed.contains(.flash), suitsOneOperation { return .flash }
    guard allowed.contains(.math) else { throw TorchError(.runtime, "No available kernel.  Aborting execution.") }
    return .math
  }

  /// Whether PyTorch can compute it in one operation: of four dimensions each, without chance or a mask that is learnt.
  private var suitsOneOperation: Bool {
    let inputs = [query.array, key.array, value.array]
    guard dropoutProbability == 0,
      inputs.allSatisfy({ $0.rank == 4 && $0.count > 0 && $0.strides[3] == 1 && $0.shape[3] == query.array.shape[3] }),
      inputs.allSatisfy({ $0.shape[0] == query.array.shape[0] }),
      sharesHeads || inputs.allSatisfy({ $0.shape[1] == query.array.shape[1] })
    else { return false }
    guard let mask else { return true }
    guard !mask.requiresGrad, mask.array.rank == 2 || mask.array.rank == 4 else { return false }
    let scores = [query.array.shape[0], query.array.shape[1], query.array.shape[2], key.array.shape[2]]
    return zip(mask.array.shape, scores.suffix(mask.array.rank)).allSatisfy { $0 == 1 || $0 == $1 }
  }

  /// The result for half types as PyTorch's one operation computes it: in single precision, but for the exponentials,
  /// which are rounded before they meet the values.
  func roundedAsOne(_ query: Tensor, _ key: Tensor, _ value: Tensor) throws -> Tensor {
    let (type, wide) = (query.dtype, query.dtype.computeType)
    let heads = query.array.rank >= 3 ? query.array.shape[query.array.rank - 3] : 1
    let (key, value) = sharesHeads ? (try repeated(key, heads), try repeated(value, heads)) : (key, value)
    let product = try query.cast(to: wide).matmul(key.cast(to: wide).transpose(-2, -1))
    let scores = try masked(product * .double(scale))
    let empty = isCausal || mask != nil ? try emptyRows(of: scores) : nil
    let kept = try empty.map { try scores.maskedFill($0, .double(0)) } ?? scores
    let exponentials = try (kept - Operator.amax(.tensor(kept), .ints([-1]), .bool(true))).exp()
    let sums = try Operator.sumDim(.tensor(exponentials), .ints([-1]), .bool(true))
    let rounded = try exponentials.cast(to: type).cast(to: wide)
    let result = try rounded.matmul(value.cast(to: wide)) * sums.reciprocal()
    return try (empty.map { try result.maskedFill($0, .double(0)) } ?? result).cast(to: type)
  }

  /// Scores without those that a mask takes away, or with what it adds.
  private func masked(_ scores: Tensor) throws -> Tensor {
    var scores = scores
    if isCausal {
      let ones = try NDArray(full: Dims(Array(scores.array.shape.array.suffix(2))), .bool(true), .bool)
      let isAllowed = Tensor(try ones.triangle(lower: true, diagonal: 0, name: "tril"))
      scores = try scores.maskedFill(isAllowed.logicalNot(), .double(-.infinity))
    }
    guard let mask else { return scores }
    return mask.dtype == .bool
      ? try scores.maskedFill(mask.logicalNot(), .double(-.infinity)) : try scores + mask
  }

  /// softmax(query · keyᵀ · scale + mask) · value, where rows in which everything is masked are 0.
  func result(_ query: Tensor, _ key: Tensor, _ value: Tensor) throws -> Tensor {
    let heads = query.array.rank >= 3 ? query.array.shape[query.array.rank - 3] : 1
    let (key, value) = sharesHeads ? (try repeated(key, heads), try repeated(value, heads)) : (key, value)
    if dropoutProbability == 0, !Autocast.isOn, !isRecorded([query, key, value]),
      let result = try NDArray.attention(
        query.array, key.array, value.array, mask: mask?.array, isCausal: isCausal, scale: scale)
    {
      return Tensor(result)
    }
    var scores = try masked((query * .double(scale)).matmul(key.transpose(-2, -1)))
    let empty = isCausal || mask != nil ? try emptyRows(of: scores) : nil
    if let empty { scores = try scores.maskedFill(empty, .double(0)) }
    var weights = try Operator.softmaxCore(.tensor(scores), .int(-1))
    if let empty { weights = try weights.maskedFill(empty, .double(0)) }
    if dropoutProbability != 0 {
      weights = try Operator.dropout(.tensor(weights), .double(dropoutProbability), .bool(true))
    }
    return try weights.matmul(value)
  }

  /// Whether a gradient of the result may be asked for.
  private func isRecorded(_ inputs: [Tensor]) -> Bool {
    GradMode.isEnabled && (inputs.contains(where: \.requiresGrad) || mask?.requiresGrad == true)
  }

  /// A mask of the rows of `scores` in which all is -inf; nil if there is none.
  private func emptyRows(of scores: Tensor) throws -> Tensor? {
    guard scores.array.count > 0 else { return nil }
    return try scores.array.rowsOfNegativeInfinity().map { Tensor($0) }
  }

  /// Keys or values whose heads are repeated until there are as many as those of the queries.
  private func repeated(_ x: Tensor, _ heads: Int) throws -> Tensor {
    guard x.array.rank >= 3, x.array.shape[x.array.rank - 3] != heads else { return x }
    let own = x.array.shape[x.array.rank - 3]
    return try Operator.repeatInterleave(.tensor(x), .int(heads / own), .int(-3))
  }
}
