// Normalisation of elements of one type. The including file defines T, FMA, LANES and NAME(function).

typedef T NAME(lanes) __attribute__((vector_size(LANES * sizeof(T))));
typedef double NAME(wide) __attribute__((vector_size(LANES * sizeof(double))));

__attribute__((always_inline)) static inline NAME(lanes) NAME(load)(const T *x) {
  NAME(lanes) value;
  memcpy(&value, x, sizeof value);
  return value;
}

/// The sum of the lanes of whole vectors and of what is left of `length` elements, halves first; one by one where there is
/// no whole vector.
__attribute__((always_inline)) static inline T NAME(total)(NAME(lanes) sums, NAME(lanes) rest, int64_t length) {
  T parts[LANES];
  if (length < LANES) {
    memcpy(parts, &rest, sizeof parts);
    for (int64_t i = 1; i < length; i++)
      parts[0] += parts[i];
    return parts[0];
  }
  sums += rest;
  memcpy(parts, &sums, sizeof parts);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++)
      parts[i] += parts[i + half];
  return parts[0];
}

/// The sum of a row, and that of `(x - mean) * grad`, lane by lane; what fills no vector goes to the first lanes.
__attribute__((always_inline)) static inline void NAME(row_sums)(int64_t length, const T *x, T mean, const T *grad,
                                                                 T *sum, T *product) {
  NAME(lanes) sums = {0}, products = {0};
  int64_t i = 0;
  for (; i + LANES <= length; i += LANES) {
    NAME(lanes) g = NAME(load)(grad + i);
    sums += g;
    products += (NAME(load)(x + i) - mean) * g;
  }
  NAME(lanes) x_rest = {0}, grad_rest = {0};
  for (int l = 0; i + l < length; l++) {
    x_rest[l] = x[i + l] - mean;
    grad_rest[l] = grad[i + l];
  }
  *sum = NAME(total)(sums, grad_rest, length);
  *product = NAME(total)(products, x_rest * grad_rest, length);
}

NB_CLONES void NAME(nb_batch_moments)(int64_t samples, int64_t channels, int64_t inner, const T *x, T *means,
                                      double *squares) {
  T count = (T)(samples * inner);
  if (inner == 1) {
    // Channels side by side: row by row, as many channels at a time as registers hold sums of.
    for (int64_t first = 0; first < channels; first += BLOCK) {
      int64_t width = channels - first < BLOCK ? channels - first : BLOCK;
      T mean[BLOCK] = {0}, square[BLOCK] = {0};
      const T *row = x + first;
      for (int64_t n = 0; n < samples; n++, row += channels)
        for (int64_t c = 0; c < width; c++)
          mean[c] += row[c];
      for (int64_t c = 0; c < width; c++)
        means[first + c] = mean[c] /= count;
      row = x + first;
      for (int64_t n = 0; n < samples; n++, row += channels)
        for (int64_t c = 0; c < width; c++) {
          T distance = row[c] - mean[c];
          square[c] = FMA(distance, distance, square[c]);
        }
      for (int64_t c = 0; c < width; c++)
        squares[first + c] = square[c];
    }
    return;
  }
  for (int64_t c = 0; c < channels; c++) {
    NAME(wide) sums[2] = {{0}, {0}};
    double rest = 0;
    for (int64_t n = 0; n < samples; n++) {
      const T *row = x + (n * channels + c) * inner;
      int64_t i = 0;
      for (; i + 2 * LANES <= inner; i += 2 * LANES) {
        sums[0] += __builtin_convertvector(NAME(load)(row + i), NAME(wide));
        sums[1] += __builtin_convertvector(NAME(load)(row + i + LANES), NAME(wide));
      }
      for (; i < inner; i++)
        rest += (double)row[i];
    }
    for (int l = 0; l < LANES; l++)
      rest += sums[0][l] + sums[1][l];
    double mean = rest / (double)(samples * inner);
    means[c] = (T)mean;
    NAME(wide) distances[2] = {{0}, {0}};
    rest = 0;
    for (int64_t n = 0; n < samples; n++) {
      const T *row = x + (n * channels + c) * inner;
      int64_t i = 0;
      for (; i + 2 * LANES <= inner; i += 2 * LANES) {
        NAME(wide) first = __builtin_convertvector(NAME(load)(row + i), NAME(wide)) - mean;
        NAME(wide) second = __builtin_convertvector(NAME(load)(row + i + LANES), NAME(wide)) - mean;
        distances[0] += first * first;
        distances[1] += second * second;
      }
      for (; i < inner; i++) {
        double distance = (double)row[i] - mean;
        rest += distance * distance;
      }
    }
    for (int l = 0; l < LANES; l++)
      rest += distances[0][l] + distances[1][l];
    squares[c] = rest;
  }
}

NB_CLONES void NAME(nb_scale_channels)(int64_t samples, int64_t channels, int64_t inner, const T *x, const T *factors,
                                       const T *addends, T *out) {
  if (inner == 1) {
    for (int64_t n = 0; n < samples; n++, x += channels, out += channels) {
      NB_TOGETHER
      for (int64_t c = 0; c < channels; c++)
        out[c] = FMA(x[c], factors[c], addends[c]);
    }
    return;
  }
  for (int64_t n = 0; n < samples; n++)
    for (int64_t c = 0; c < channels; c++, x += inner, out += inner) {
      T factor = factors[c], addend = addends[c];
      NB_TOGETHER
      for (int64_t i = 0; i < inner; i++)
        out[i] = FMA(x[i], factor, addend);
    }
}

NB_CLONES void NAME(nb_batch_norm_backward)(int64_t samples, int64_t channels, int64_t inner, const T *x,
                                            const T *grad, const T *means, const T *scales, const T *weight,
                                            T *restrict out, T *weight_grad, T *bias_grad, double *scratch) {
  double *sums = scratch, *products = scratch + channels;
  T count = (T)(samples * inner);
  for (int64_t c = 0; c < 2 * channels; c++)
    scratch[c] = 0;
  if (inner == 1)
    for (int64_t first = 0; first < channels; first += BLOCK) {
      int64_t width = channels - first < BLOCK ? channels - first : BLOCK;
      T sum[BLOCK] = {0}, product[BLOCK] = {0}, mean[BLOCK] = {0};
      memcpy(mean, means + first, (size_t)width * sizeof mean[0]);
      const T *row = x + first, *row_grad = grad + first;
      for (int64_t n = 0; n < samples; n++, row += channels, row_grad += channels)
        for (int64_t c = 0; c < width; c++) {
          sum[c] += row_grad[c];
          product[c] = FMA(row[c] - mean[c], row_grad[c], product[c]);
        }
      for (int64_t c = 0; c < width; c++) {
        sums[first + c] = sum[c];
        products[first + c] = product[c];
      }
    }
  else
    for (int64_t n = 0; n < samples; n++)
      for (int64_t c = 0; c < channels; c++) {
        T sum, product;
        NAME(row_sums)(inner, x + (n * channels + c) * inner, means[c], grad + (n * channels + c) * inner, &sum,
                       &product);
        sums[c] += (double)sum;
        products[c] += (double)product;
      }
  if (weight_grad)
    for (int64_t c = 0; c < channels; c++)
      weight_grad[c] = (T)(products[c] * (double)scales[c]);
  if (bias_grad)
    for (int64_t c = 0; c < channels; c++)
      bias_grad[c] = (T)sums[c];
  if (!out)
    return;
  if (inner == 1) {
    // Channels that fill no vector are rounded after every operation.
    int64_t whole = channels / LANES * LANES;
    for (int64_t first = 0; first < channels; first += BLOCK) {
      int64_t width = channels - first < BLOCK ? channels - first : BLOCK;
      int64_t fused = whole - first < 0 ? 0 : whole - first < width ? whole - first : width;
      T mean[BLOCK], share[BLOCK], slope[BLOCK], scale[BLOCK], factor[BLOCK];
      for (int64_t c = 0; c < width; c++) {
        mean[c] = means[first + c];
        scale[c] = scales[first + c];
        factor[c] = weight ? weight[first + c] : 1;
        share[c] = (T)sums[first + c] / count;
        slope[c] = (T)products[first + c] * scale[c] * scale[c] / count;
      }
      for (int64_t n = 0; n < samples; n++) {
        const T *row = x + n * channels + first, *row_grad = grad + n * channels + first;
        T *restrict to = out + n * channels + first;
        for (int64_t c = 0; c < fused; c++)
          to[c] = FMA(mean[c] - row[c], slope[c], row_grad[c] - share[c]) * scale[c] * factor[c];
        for (int64_t c = fused; c < width; c++)
          to[c] = (row_grad[c] - share[c] - (row[c] - mean[c]) * slope[c]) * scale[c] * factor[c];
      }
    }
    return;
  }
  for (int64_t n = 0; n < samples; n++)
    for (int64_t c = 0; c < channels; c++, x += inner, grad += inner, out += inner) {
      T mean = means[c], scale = scales[c], factor = weight ? weight[c] : 1;
      T share = (T)(sums[c] / (double)count);
      T slope = (T)products[c] * scale * scale / count;
      for (int64_t i = 0; i < inner; i++)
        out[i] = FMA(mean - x[i], slope, grad[i] - share) * scale * factor;
    }
}

NB_CLONES void NAME(nb_layer_norm_backward)(int64_t rows, int64_t length, const T *x, const T *grad, const T *means,
                                            const T *scales, const T *weight, T *out, T *weight_grad, T *bias_grad) {
  for (int64_t row = 0; row < rows; row++, x += length, grad += length) {
    T mean = means[row], scale = scales[row];
    if (weight_grad) {
      T shift = -scale * mean;
      for (int64_t i = 0; i < length; i++)
        weight_grad[i] += grad[i] * FMA(scale, x[i], shift);
    }
    if (bias_grad)
      for (int64_t i = 0; i < length; i++)
        bias_grad[i] += grad[i];
    if (!out)
      continue;
    NAME(lanes) sums = {0}, products = {0};
    int64_t i = 0;
    for (; i + LANES <= length; i += LANES) {
      NAME(lanes) g = NAME(load)(grad + i), product = g * NAME(load)(x + i);
      sums += weight ? g * NAME(load)(weight + i) : g;
      products += weight ? product * NAME(load)(weight + i) : product;
    }
    NAME(lanes) grad_rest = {0}, product_rest = {0};
    for (int l = 0; i + l < length; l++) {
      T product = grad[i + l] * x[i + l];
      grad_rest[l] = weight ? grad[i + l] * weight[i + l] : grad[i + l];
      product_rest[l] = weight ? product * weight[i + l] : product;
    }
    T sum = NAME(total)(sums, grad_rest, length), product = NAME(total)(products, product_rest, length);
    T share = 1 / (T)length;
    T slope = FMA(sum, mean, -product) * scale * scale * scale * share;
    T shift = FMA(-slope, mean, -(sum * scale * share));
    if (weight)
      for (i = 0; i < length; i++)
        out[i] = FMA(slope, x[i], scale * grad[i] * weight[i]) + shift;
    else
      for (i = 0; i < length; i++)
        out[i] = FMA(slope, x[i], scale * grad[i]) + shift;
    out += length;
  }
}

NB_CLONES static void NAME(centre)(int64_t length, const T *x, T mean, T scale, T *restrict out) {
  for (int64_t i = 0; i < length; i++)
    out[i] = (x[i] - mean) * scale;
}

void NAME(nb_group_norm)(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const T *x,
                         const T *weight, const T *bias, double eps, T *out) {
  int64_t inside = channels / groups, length = inside * inner;
  for (int64_t row = 0; row < samples * groups; row++, x += length, out += length) {
    T mean, variance;
    NAME(nb_moments)(length, x, &mean, &variance);
    // Unlike a layer's, the root is taken in double precision.
    T scale = (T)(1 / sqrt((double)(variance < 0 ? 0 : variance) + eps));
    if (!weight && !bias) {
      NAME(centre)(length, x, mean, scale, out);
      continue;
    }
    for (int64_t i = 0; i < inside; i++) {
      int64_t channel = row % groups * inside + i;
      // As PyTorch's kernel folds them: one factor and one addend.
      T factor = weight ? scale * weight[channel] : scale;
      T addend = FMA(-factor, mean, bias ? bias[channel] : 0);
      NAME(nb_scale_channels)(1, 1, inner, x + i * inner, &factor, &addend, out + i * inner);
    }
  }
}

/// The gradients of groups whose statistics are computed anew.
NB_CLONES static void NAME(group_gradients)(int64_t inside, int64_t inner, int64_t first, const T *x, const T *grad,
                                            T mean, T scale, const T *weight, T *out, T *weight_grad, T *bias_grad) {
  T product_sum = 0, grad_sum = 0;
  for (int64_t i = 0; i < inside; i++) {
    T sum, product;
    NAME(row_sums)(inner, x + i * inner, 0, grad + i * inner, &sum, &product);
    T factor = weight ? weight[first + i] : 1;
    product_sum += product * factor;
    grad_sum += sum * factor;
    if (weight_grad)
      weight_grad[first + i] += (product - sum * mean) * scale;
    if (bias_grad)
      bias_grad[first + i] += sum;
  }
  if (!out)
    return;
  T share = 1 / (T)(inside * inner);
  T slope = FMA(grad_sum, mean, -product_sum) * scale * scale * scale * share;
  T shift = FMA(-slope, mean, -(grad_sum * scale * share));
  for (int64_t i = 0; i < inside; i++) {
    T factor = weight ? scale * weight[first + i] : scale;
    const T *row = x + i * inner, *row_grad = grad + i * inner;
    T *restrict to = out + i * inner;
    for (int64_t j = 0; j < inner; j++)
      to[j] = FMA(slope, row[j], factor * row_grad[j]) + shift;
  }
}

void NAME(nb_group_norm_backward)(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const T *x,
                                  const T *grad, const T *weight, double eps, T *out, T *weight_grad, T *bias_grad) {
  int64_t inside = channels / groups, length = inside * inner;
  for (int64_t row = 0; row < samples * groups; row++) {
    T mean, variance;
    NAME(nb_moments)(length, x + row * length, &mean, &variance);
    T scale = (T)(1 / sqrt((double)(variance < 0 ? 0 : variance) + eps));
    NAME(group_gradients)
    (inside, inner, row % groups * inside, x + row * length, grad + row * length, mean, scale, weight,
     out ? out + row * length : 0, weight_grad, bias_grad);
  }
}
