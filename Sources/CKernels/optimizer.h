// Steps of optimizers over elements of one type. The including file defines T, NAME(function), FMA and SQRT.
//
// Each rounds where PyTorch's sequence of operations does: what it fuses is an FMA here, and nothing else is.

NB_CLONES void NAME(nb_sgd_step)(int64_t count, T *param, const T *grad, T *buffer, nb_sgd_settings settings) {
#pragma clang fp contract(off)
  T rate = (T)-settings.learning_rate, momentum = (T)settings.momentum, decay = (T)settings.weight_decay;
  T share = (T)(1 - settings.dampening);
  for (int64_t i = 0; i < count; i++) {
    T g = settings.maximizes ? -grad[i] : grad[i];
    if (settings.weight_decay != 0)
      g = FMA(param[i], decay, g);
    if (buffer) {
      T b = settings.is_first ? g : FMA(g, share, buffer[i] * momentum);
      buffer[i] = b;
      g = settings.is_nesterov ? FMA(b, momentum, g) : b;
    }
    param[i] = FMA(g, rate, param[i]);
  }
}

NB_CLONES void NAME(nb_adam_step)(int64_t count, T *param, const T *grad, T *mean, T *square, T *largest,
                                  nb_adam_settings settings) {
#pragma clang fp contract(off)
  T weight = (T)(1 - settings.beta1), beta2 = (T)settings.beta2, share = (T)(1 - settings.beta2);
  T root = (T)settings.correction2_root, eps = (T)settings.eps, size = (T)-settings.step_size;
  T decay = (T)settings.weight_decay, shrink = (T)settings.shrink;
  // An interpolation starts from its nearer end.
  int is_near = weight < (T)0.5 && weight > (T)-0.5;
  T coefficient = is_near ? weight : weight - 1;
  for (int64_t i = 0; i < count; i++) {
    T g = settings.maximizes ? -grad[i] : grad[i];
    T p = param[i];
    if (settings.is_decoupled)
      p = p * shrink;
    else if (settings.weight_decay != 0)
      g = FMA(p, decay, g);
    T m = FMA(coefficient, g - mean[i], is_near ? mean[i] : g);
    T s = FMA(share * g, g, square[i] * beta2);
    mean[i] = m;
    square[i] = s;
    if (largest) {
      T old = largest[i];
      s = largest[i] = s != s ? s : old != old ? old : s > old ? s : old;
    }
    T divisor = SQRT(s) / root + eps;
    param[i] = p + size * m / divisor;
  }
}
