import Autograd
import TensorCore

/// What an operator refuses to find in the memory that it writes to, in place or with `out=`.
///
/// PyTorch's kernels ask before they write: those that go element by element with its tensor iterator about every
/// operand, others about single ones or not at all. The rules are what its operators do.
struct MemoryRule: Sendable, Equatable {
  /// Which operands are looked at.
  enum Operands: Sendable, Equatable {
    case all
    case some(Set<Int>)

    func contains(_ place: Int) -> Bool {
      switch self {
      case .all: true
      case .some(let places): places.contains(place)
      }
    }
  }

  /// What happens to a target several of whose elements are one.
  enum Repeats: Sendable, Equatable {
    /// It is refused.
    case refused
    /// In place, they all get the same number.
    case written
    /// PyTorch does not ask, and what it leaves there depends on how its loop goes.
    case unasked
  }

  /// Whether several elements that are written may be one (`x.expand(3)`).
  var repeats = Repeats.refused
  /// The operands that may share all of the memory, in the same layout, or nothing.
  var notPartly = Operands.some([])
  /// The operands that may share nothing.
  var apart = Operands.some([])
  /// Which results this holds for; others may be anything but repeated.
  var results = Operands.all
  /// By how much the version of `out` grows.
  var writes = 1

  /// For loops over the elements of all operands.
  static let pointwise = MemoryRule(notPartly: .all)
  /// For what makes its result before it writes it.
  static let copied = MemoryRule()
  /// For what looks at nothing.
  static let unchecked = MemoryRule(repeats: .unasked)
  /// For what begins with a copy of its first operand. One of another shape is expanded, of which nothing is known.
  static let ofCopy = MemoryRule(notPartly: .some([0]))
  /// For what has values and their places of one operand.
  static let chosen = MemoryRule(apart: .some([0]), results: .some([0]))
  /// For what writes a copy of its first operand at places, of which it reads.
  static let scattered = MemoryRule(notPartly: .some([0]), apart: .some([1, 2, 3]))
  /// For what reads at places.
  static let gathered = MemoryRule(apart: .all)

  /// The rule of an operator, by its name or its name and its overload's; that of its implementation for all others.
  static func of(_ name: String, _ overload: String, isElementwise: Bool) -> MemoryRule {
    named[overload.isEmpty ? name : "\(name).\(overload)"] ?? named[name] ?? (isElementwise ? .pointwise : .copied)
  }

  private static let named: [String: MemoryRule] = {
    var all: [String: MemoryRule] = [:]
    func add(_ rule: MemoryRule, _ names: String) {
      for name in names.split(separator: " ") { all[String(name)] = rule }
    }
    add(
      .unchecked,
      """
      sum prod std var amax amin argmax argmin all any nansum max min norm linalg_vector_norm linalg_vecdot dot vdot mv bmm \
      threshold cummax cummin narrow_copy histc nonzero_static count_nonzero
      """)
    add(
      .copied,
      """
      complex polar float_power softmax log_softmax mvlgamma special_ndtr special_multigammaln isin mm \
      masked_scatter mean logsumexp
      """)
    add(
      .ofCopy,
      """
      ldexp sort msort cumsum cumprod logcumsumexp renorm bernoulli normal addmm addmv addbmm baddbmm
      """)
    add(
      .pointwise,
      """
      max.other min.other addcmul addcdiv lerp clamp clamp_min clamp_max clip copy frexp outer addr square hardshrink \
      round special_round igamma igammac special_gammainc special_gammaincc special_zeta special_chebyshev_polynomial_t \
      special_chebyshev_polynomial_u special_chebyshev_polynomial_v special_chebyshev_polynomial_w \
      special_shifted_chebyshev_polynomial_t special_shifted_chebyshev_polynomial_u \
      special_shifted_chebyshev_polynomial_v special_shifted_chebyshev_polynomial_w special_hermite_polynomial_h \
      special_hermite_polynomial_he special_legendre_polynomial_p special_laguerre_polynomial_l isin.Tensor_Scalar
      """)
    add(.chosen, "max.dim min.dim mode kthvalue topk")
    add(.gathered, "aminmax")
    add(.scattered, "index_add index_copy index_reduce scatter scatter_add scatter_reduce put")
    add(MemoryRule(repeats: .written), "fill zero masked_fill index_fill tril triu as_strided _as_strided detach")
    add(MemoryRule(repeats: .written, apart: .some([1, 2])), "index_put")
    add(.gathered, "gather take take_along_dim index_select masked_select")
    // It writes through a view that does not share the version.
    add(MemoryRule(apart: .all, writes: 0), "kron")
    add(MemoryRule(writes: 2), "nanmean")
    return all
  }()
}

extension MemoryRule {
  /// Raises where an operand shares memory that is written to, or several elements of that are one.
  ///
  /// - Parameters:
  ///   - target: What is written to, for the result at `result`.
  ///   - own: The position of the operand that is the target itself, in place; nil for `out=`.
  ///   - name: The operator's name.
  func check(
    _ target: NDArray, _ arguments: OperatorArguments, result: Int = 0, own: Int? = nil, _ name: String
  ) throws(TorchError) {
    if target.repeatsElements {
      switch repeats {
      case .written where own != nil: break
      case .refused: throw MemoryRule.repeated
      case .written, .unasked:
        throw TorchError(
          .notImplemented, "writing the result of \(name)() into elements that share memory is not supported by nbrun")
      }
    }
    if notPartly == .some([]) && apart == .some([]) || !results.contains(result) { return }
    for place in 0..<arguments.count where place != own {
      let isApart = apart.contains(place)
      guard isApart || notPartly.contains(place) else { continue }
      switch arguments[place] {
      case .tensor(let operand):
        if self == .ofCopy, operand.array.shape != target.shape { continue }
        try MemoryRule.check(target, operand.array, isApart: isApart)
      case .tensors(let list): for operand in list { try MemoryRule.check(target, operand.array, isApart: isApart) }
      case .optionalTensors(let list):
        for operand in list { if let operand { try MemoryRule.check(target, operand.array, isApart: isApart) } }
      default: break
      }
    }
  }

  /// Raises where an array shares some of the memory that is written to, or, of what has to lie apart, all of it.
  private static func check(_ target: NDArray, _ operand: NDArray, isApart: Bool) throws(TorchError) {
    guard target.storage === operand.storage else { return }
    let overlap = target.overlap(with: operand)
    guard overlap == .partial || overlap == .full && isApart else { return }
    throw TorchError(
      .runtime,
      "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory"
        + " location. Please clone() the tensor before performing the operation.")
  }

  /// PyTorch's error for a tensor several of whose elements are one.
  static let repeated = TorchError(
    .runtime,
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location."
      + " Please clone() the tensor before performing the operation.")
}
