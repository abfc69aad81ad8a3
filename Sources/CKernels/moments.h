// Statistics of elements of one type. The including file defines T, FMA, LANES and NAME(function).

/// Statistics of one or more lanes: how many elements, their mean, and the sum of their squared distances from it.
typedef struct NAME(moments) {
  int64_t count;
  T mean[LANES], squares[LANES];
} NAME(moments);

/// Adds the statistics of `count` elements in each lane to those there are.
static inline void NAME(add_moments)(NAME(moments) * to, int64_t count, const T *mean, const T *squares) {
  int64_t all = to->count + count;
  T share = all == 0 ? 0 : (T)count / (T)all;
  T before = (T)to->count;
  for (int l = 0; l < LANES; l++) {
    T delta = mean[l] - to->mean[l];
    T step = share * delta;
    T between = delta * delta * share * before;
    T sum = to->squares[l] + squares[l];
    to->mean[l] += step;
    to->squares[l] = sum + between;
  }
  to->count = all;
}

typedef T NAME(lanes) __attribute__((vector_size(LANES * sizeof(T))));

/// The statistics of TOGETHER whole chunks one behind the other: the steps of one wait for each other, those of several
/// do not.
__attribute__((always_inline)) static inline void NAME(chunk_moments)(const T *x, NAME(lanes) * means,
                                                                      NAME(lanes) * squares) {
  NAME(lanes) mean[TOGETHER] = {0}, square[TOGETHER] = {0};
#pragma clang loop unroll(full)
  for (int i = 0; i < CHUNK; i++) {
    NAME(lanes) share = (NAME(lanes)){0} + (T)1 / (T)(i + 1);
    for (int c = 0; c < TOGETHER; c++) {
      NAME(lanes) value;
      memcpy(&value, x + (c * CHUNK + i) * LANES, sizeof value);
      NAME(lanes) delta = value - mean[c];
      mean[c] = __builtin_elementwise_fma(delta, share, mean[c]);
      square[c] = __builtin_elementwise_fma(delta, value - mean[c], square[c]);
    }
  }
  for (int c = 0; c < TOGETHER; c++) {
    means[c] = mean[c];
    squares[c] = square[c];
  }
}

NB_CLONES void NAME(nb_moments)(int64_t length, const T *x, T *mean, T *variance) {
  int64_t vectors = length / LANES;
  int64_t chunks = (vectors + CHUNK - 1) / CHUNK;
  int depth = 0;
  while (depth < DEPTH && ((int64_t)1 << depth) < chunks)
    depth++;
  // One level too many where there is but one chunk does no harm: it is the one that is put together.
  NAME(moments) levels[DEPTH];
  memset(levels, 0, sizeof levels[0] * (size_t)(depth > 0 ? depth : 1));
  NAME(lanes) chunk_means[TOGETHER], chunk_squares[TOGETHER];
  for (int64_t chunk = 0; chunk < chunks; chunk++) {
    const T *from = x + chunk * CHUNK * LANES;
    int64_t size = vectors - chunk * CHUNK < CHUNK ? vectors - chunk * CHUNK : CHUNK;
    T means[LANES] = {0}, squares[LANES] = {0};
    int64_t whole = vectors / CHUNK / TOGETHER * TOGETHER;
    if (chunk < whole) {
      if (chunk % TOGETHER == 0)
        NAME(chunk_moments)(from, chunk_means, chunk_squares);
      memcpy(means, &chunk_means[chunk % TOGETHER], sizeof means);
      memcpy(squares, &chunk_squares[chunk % TOGETHER], sizeof squares);
    }
    for (int64_t i = 0; i < size && chunk >= whole; i++) {
      T share = (T)1 / (T)(i + 1);
      for (int l = 0; l < LANES; l++) {
        T value = from[i * LANES + l];
        T delta = value - means[l];
        means[l] = FMA(delta, share, means[l]);
        squares[l] = FMA(delta, value - means[l], squares[l]);
      }
    }
    NAME(add_moments)(&levels[0], size, means, squares);
    // A level that is full goes up, as ones carry when a number is counted.
    int64_t carries = chunk + 1;
    for (int level = 1; level < depth && (carries & 1) == 0; level++, carries >>= 1) {
      NAME(add_moments)(&levels[level], levels[level - 1].count, levels[level - 1].mean, levels[level - 1].squares);
      memset(&levels[level - 1], 0, sizeof levels[0]);
    }
  }
  for (int level = 1; level < depth; level++)
    NAME(add_moments)(&levels[0], levels[level].count, levels[level].mean, levels[level].squares);
  int64_t count = 0;
  T total = 0, squares = 0;
  for (int64_t i = vectors * LANES; i < length; i++) {
    T delta = x[i] - total;
    count++;
    total += delta / (T)count;
    T square = delta * (x[i] - total);
    squares += square;
  }
  for (int l = 0; l < LANES; l++) {
    int64_t all = count + vectors;
    T share = all == 0 ? 0 : (T)vectors / (T)all;
    T delta = levels[0].mean[l] - total;
    total = FMA(share, delta, total);
    squares += FMA(delta * delta * share, (T)count, levels[0].squares[l]);
    count = all;
  }
  *mean = total;
  *variance = squares / (T)length;
}

NB_CLONES static void NAME(normalise)(int64_t length, const T *x, T shift, T scale, const T *weight, const T *bias,
                                      T *restrict out) {
  if (weight && bias)
    for (int64_t i = 0; i < length; i++)
      out[i] = FMA((x[i] + shift) * scale, weight[i], bias[i]);
  else if (weight)
    for (int64_t i = 0; i < length; i++)
      out[i] = (x[i] + shift) * scale * weight[i];
  else if (bias)
    for (int64_t i = 0; i < length; i++)
      out[i] = FMA(x[i] + shift, scale, bias[i]);
  else
    for (int64_t i = 0; i < length; i++)
      out[i] = (x[i] + shift) * scale;
}

void NAME(nb_layer_norm)(int64_t rows, int64_t length, const T *x, const T *weight, const T *bias, T eps, T *out,
                         T *means, T *scales) {
  for (int64_t row = 0; row < rows; row++) {
    T variance;
    NAME(nb_moments)(length, x + row * length, &means[row], &variance);
    scales[row] = 1 / (T)sqrt(variance + eps);
    NAME(normalise)(length, x + row * length, -means[row], scales[row], weight, bias, out + row * length);
  }
}

/// The sum of squares of a row, in the order in which PyTorch's norm adds them.
NB_CLONES T NAME(nb_sum_of_squares)(int64_t length, const T *x) {
  T lanes[LANES] = {0};
  int64_t i = 0;
  for (; i + LANES <= length; i += LANES)
    for (int l = 0; l < LANES; l++) {
      T square = x[i + l] * x[i + l];
      lanes[l] += square;
    }
  for (int l = 1; l < LANES; l++)
    lanes[0] += lanes[l];
  // What fills half a vector is rounded before it is added, as above, the very last ones are not.
  int64_t half = i + (length - i) / (LANES / 2) * (LANES / 2);
  for (; i < half; i++) {
    T square = x[i] * x[i];
    lanes[0] += square;
  }
  for (; i < length; i++)
    lanes[0] = FMA(x[i], x[i], lanes[0]);
  return lanes[0];
}
