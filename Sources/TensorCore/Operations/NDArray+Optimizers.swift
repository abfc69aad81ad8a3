import CKernels

/// The settings of a step of `torch.optim.SGD`.
package struct SGDStep: Sendable {
  package var learningRate: Double
  package var momentum: Double
  package var dampening: Double
  package var weightDecay: Double
  package var isNesterov: Bool
  package var maximizes: Bool

  package init(
    learningRate: Double, momentum: Double, dampening: Double, weightDecay: Double, isNesterov: Bool, maximizes: Bool
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
    self.maximizes = maximizes
  }

  /// Changes a parameter, and the buffer of its momentum, in place. All are ``NDArray/isPlain(like:)``.
  package func apply(to param: NDArray, _ grad: NDArray, buffer: NDArray?, isFirst: Bool) {
    let settings = nb_sgd_settings(
      learning_rate: learningRate, momentum: momentum, dampening: dampening, weight_decay: weightDecay,
      is_nesterov: isNesterov, maximizes: maximizes, is_first: isFirst)
    if param.dtype == .float32 {
      nb_sgd_step_f32(
        Int64(param.count), param.pointer(Float.self), grad.pointer(Float.self), buffer?.pointer(Float.self), settings)
    } else {
      nb_sgd_step_f64(
        Int64(param.count), param.pointer(Double.self), grad.pointer(Double.self), buffer?.pointer(Double.self),
        settings)
    }
  }
}

/// The settings of a step of `torch.optim.Adam` and `AdamW`.
package struct AdamStep: Sendable {
  package var learningRate: Double
  package var beta1: Double
  package var beta2: Double
  package var eps: Double
  package var weightDecay: Double
  package var isDecoupled: Bool
  package var maximizes: Bool

  package init(
    learningRate: Double, beta1: Double, beta2: Double, eps: Double, weightDecay: Double, isDecoupled: Bool,
    maximizes: Bool
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.eps = eps
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
    self.maximizes = maximizes
  }

  /// Changes a parameter and its running means in place. All are ``NDArray/isPlain(like:)``.
  ///
  /// - Parameters:
  ///   - corrections: `1 - beta1**step` and the square root of `1 - beta2**step`.
  package func apply(
    to param: NDArray, _ grad: NDArray, mean: NDArray, square: NDArray, largest: NDArray?,
    corrections: (mean: Double, squareRoot: Double)
  ) {
    let settings = nb_adam_settings(
      beta1: beta1, beta2: beta2, eps: eps, weight_decay: weightDecay, shrink: 1 - learningRate * weightDecay,
      step_size: learningRate / corrections.mean, correction2_root: corrections.squareRoot,
      is_decoupled: isDecoupled && weightDecay != 0, maximizes: maximizes)
    if param.dtype == .float32 {
      nb_adam_step_f32(
        Int64(param.count), param.pointer(Float.self), grad.pointer(Float.self), mean.pointer(Float.self),
        square.pointer(Float.self), largest?.pointer(Float.self), settings)
    } else {
      nb_adam_step_f64(
        Int64(param.count), param.pointer(Double.self), grad.pointer(Double.self), mean.pointer(Double.self),
        square.pointer(Double.self), largest?.pointer(Double.self), settings)
    }
  }
}

extension NDArray {
  /// Whether this is a row-major array of `float32` or `float64` of the shape and type of another one: what steps of
  /// optimizers take.
  package func isPlain(like other: NDArray) -> Bool {
    (dtype == .float32 || dtype == .float64) && dtype == other.dtype && shape == other.shape && isContiguous
  }
}
