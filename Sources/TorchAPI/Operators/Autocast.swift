import Autograd
import TensorCore

/// What an operator does with its arguments while `torch.autocast` is on for the CPU.
enum CastRule {
  /// Computes in the smaller type.
  case lower
  /// Computes in float32.
  case full
  /// Computes in the larger one of its arguments' types.
  case widest

  /// The rules by the operators' names; all others take their arguments as they are. Some of the names belong to
  /// functions that are one operator in PyTorch and Python here (`_as_operator`).
  static let named: [String: CastRule] = {
    var rules: [String: CastRule] = ["cat": .widest, "stack": .widest, "index_copy": .widest]
    for name in [
      "mm", "bmm", "matmul", "addmm", "baddbmm", "addbmm", "linear", "linalg_vecdot", "conv1d", "conv2d", "conv3d",
      "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "prelu", "scaled_dot_product_attention",
      "mkldnn_rnn_layer",
    ] {
      rules[name] = .lower
    }
    for name in [
      "prod", "trace", "quantile", "nanquantile", "cdist", "polar", "view_as_complex", "inverse", "pinverse", "qr",
      "svd", "cholesky", "cholesky_inverse", "cholesky_solve", "lu_solve", "triangular_solve", "stft", "avg_pool3d",
      "max_pool3d", "adaptive_avg_pool3d", "adaptive_max_pool3d", "max_unpool2d", "max_unpool3d",
      "fractional_max_pool2d", "fractional_max_pool3d", "reflection_pad1d", "reflection_pad2d", "replication_pad1d",
      "replication_pad2d", "replication_pad3d", "grid_sampler", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss",
      "nll_loss_nd", "cross_entropy_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "kl_div",
      "cosine_embedding_loss", "hinge_embedding_loss", "poisson_nll_loss", "margin_ranking_loss", "soft_margin_loss",
      "triplet_margin_loss", "multi_margin_loss", "multilabel_margin_loss", "ctc_loss", "fft_fft", "fft_fft2",
      "fft_fftn", "fft_ifft", "fft_ifft2", "fft_ifftn", "fft_rfft", "fft_rfft2", "fft_rfftn", "fft_irfft",
      "fft_irfft2", "fft_irfftn", "fft_hfft", "fft_ihfft", "linalg_cholesky", "linalg_cholesky_ex", "linalg_cond",
      "linalg_eig", "linalg_eigh", "linalg_eigvals", "linalg_eigvalsh", "linalg_householder_product", "linalg_inv",
      "linalg_inv_ex", "linalg_lstsq", "linalg_matrix_rank", "linalg_qr", "linalg_solve", "linalg_svd",
      "linalg_svdvals", "linalg_tensorinv", "linalg_tensorsolve",
    ] {
      rules[name] = .full
    }
    return rules
  }()

  /// The type that arguments are cast to.
  private func type(for tensors: [Tensor], _ lower: DType) throws -> DType {
    switch self {
    case .lower: return lower
    case .full: return .float32
    case .widest:
      var type = lower
      // A double is left alone, and so is all beside it: the operator promotes by itself.
      for tensor in tensors where tensor.dtype.isFloatingPoint && type != .float64 {
        switch tensor.dtype {
        case .float64, .float32: type = tensor.dtype
        case lower: break
        default: throw TorchError(.runtime, "Unexpected floating ScalarType in at::autocast::prioritize")
        }
      }
      return type
    }
  }

  /// The arguments as the operator takes them.
  func cast(_ arguments: OperatorArguments) throws -> OperatorArguments {
    let session = try TensorSession.current
    var tensors: [Tensor] = []
    if self == .widest {
      for argument in arguments.values {
        switch argument {
        case .tensor(let tensor): tensors.append(tensor)
        case .tensors(let list): tensors += list
        case .optionalTensors(let list): tensors += list.compactMap { $0 }
        default: break
        }
      }
    }
    let type = try type(for: tensors, session.autocast.dtype)
    return OperatorArguments(
      try arguments.values.map { argument in
        switch argument {
        case .tensor(let tensor): .tensor(try Self.cast(tensor, to: type, session))
        case .tensors(let list): .tensors(try list.map { try Self.cast($0, to: type, session) })
        case .optionalTensors(let list):
          .optionalTensors(try list.map { try $0.map { try Self.cast($0, to: type, session) } })
        default: argument
        }
      })
  }

  /// A tensor in another type, if it is one that is cast: not a double, and nothing but a real number.
  private static func cast(_ tensor: Tensor, to dtype: DType, _ session: TensorSession) throws -> Tensor {
    guard tensor.dtype.isFloatingPoint, tensor.dtype != .float64, tensor.dtype != dtype else { return tensor }
    // What was cast while nothing was recorded has no way back to the leaf.
    let isKept =
      session.autocast.keepsCasts && GradMode.isEnabled && dtype == session.autocast.dtype && tensor.dtype == .float32
      && tensor.requiresGrad && tensor.isLeaf && tensor.base == nil
    if isKept, let known = session.castLeaves.cast(of: tensor, to: dtype) { return known }
    let cast = try Operator.toCopy(.tensor(tensor), .dtype(dtype))
    if isKept { session.castLeaves.keep(cast, of: tensor) }
    return cast
  }
}

extension Operator {
  /// Calls the operator as `torch.autocast` has it: on arguments of another type, and the operators it is made of take
  /// theirs as they are. Nil if it has no rule.
  func castCall(_ arguments: OperatorArguments) throws -> OperatorResult? {
    guard let rule = CastRule.named[name] else { return nil }
    return try Autocast.suspended { try self(rule.cast(arguments)) }
  }
}
