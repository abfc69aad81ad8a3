// Statistics of elements of one type. The including file defines T, FMA, LANES and NAME(function).

typedef T NAME(lanes) __attribute__((vector_size(LANES * sizeof(T))));

/// Statistics of lanes: how many elements each has, their mean, and the sum of their squared distances from it.
typedef struct NAME(moments) {
  int64_t count;
  NAME(lanes) mean, squares;
} NAME(moments);

/// The statistics of two lots of elements together.
NB_INLINE NAME(moments) NAME(join)(NAME(moments) to, NAME(moments) more) {
  int64_t all = to.count + more.count;
  T share = all == 0 ? 0 : (T)more.count / (T)all;
  T before = (T)to.count;
  NAME(lanes) delta = more.mean - to.mean;
  NAME(lanes) step = share * delta;
  NAME(lanes) between = delta * delta * share * before;
  NAME(lanes) sum = to.squares + more.squares;
  to.mean += step;
  to.squares = sum + between;
  to.count = all;
  return to;
}

/// The statistics of some whole chunks one behind the other: the steps of one wait for each other, those of several do not.
__attribute__((always_inline)) static inline void NAME(chunk_moments)(const int chunks, const T *x,
                                                                      NAME(lanes) * means, NAME(lanes) * squares) {
  NAME(lanes) mean[TOGETHER] = {0}, square[TOGETHER] = {0};
#pragma clang loop unroll(full)
  for (int i = 0; i < CHUNK; i++) {
    NAME(lanes) share = (NAME(lanes)){0} + (T)1 / (T)(i + 1);
#pragma clang loop unroll(full)
    for (int c = 0; c < chunks; c++) {
      NAME(lanes) value;
      memcpy(&value, x + (c * CHUNK + i) * LANES, sizeof value);
      NAME(lanes) delta = value - mean[c];
      mean[c] = __builtin_elementwise_fma(delta, share, mean[c]);
      square[c] = __builtin_elementwise_fma(delta, value - mean[c], square[c]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < chunks; c++) {
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
  // How many whole chunks there are, up to which they are done, and where those that were done last begin.
  int64_t whole = vectors / CHUNK, done = 0, first = 0;
  for (int64_t chunk = 0; chunk < chunks; chunk++) {
    const T *from = x + chunk * CHUNK * LANES;
    int64_t size = vectors - chunk * CHUNK < CHUNK ? vectors - chunk * CHUNK : CHUNK;
    NAME(moments) own = {size, {0}, {0}};
    if (chunk < whole) {
      if (chunk == done) {
        first = chunk;
        if (whole - chunk >= TOGETHER) {
          NAME(chunk_moments)(TOGETHER, from, chunk_means, chunk_squares);
          done += TOGETHER;
        } else if (whole - chunk >= 2) {
          NAME(chunk_moments)(2, from, chunk_means, chunk_squares);
          done += 2;
        } else {
          NAME(chunk_moments)(1, from, chunk_means, chunk_squares);
          done++;
        }
      }
      own.mean = chunk_means[chunk - first];
      own.squares = chunk_squares[chunk - first];
    }
    for (int64_t i = 0; i < size && chunk >= whole; i++) {
      T share = (T)1 / (T)(i + 1);
      NAME(lanes) value;
      memcpy(&value, from + i * LANES, sizeof value);
      NAME(lanes) delta = value - own.mean;
      own.mean = __builtin_elementwise_fma(delta, (NAME(lanes)){0} + share, own.mean);
      own.squares = __builtin_elementwise_fma(delta, value - own.mean, own.squares);
    }
    levels[0] = NAME(join)(levels[0], own);
    // A level that is full goes up, as ones carry when a number is counted.
    int64_t carries = chunk + 1;
    for (int level = 1; level < depth && (carries & 1) == 0; level++, carries >>= 1) {
      levels[level] = NAME(join)(levels[level], levels[level - 1]);
      levels[level - 1] = (NAME(moments)){0, {0}, {0}};
    }
  }
  for (int level = 1; level < depth; level++)
    levels[0] = NAME(join)(levels[0], levels[level]);
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

typedef struct NAME(norm_work) {
  int64_t length;
  const T *x, *weight, *bias;
  T eps, *out, *means, *scales;
} NAME(norm_work);

static void NAME(layer_norm_part)(void *context, int64_t begin, int64_t end) {
  const NAME(norm_work) *work = context;
  int64_t length = work->length;
  for (int64_t row = begin; row < end; row++) {
    T variance;
    NAME(nb_moments)(length, work->x + row * length, &work->means[row], &variance);
    work->scales[row] = 1 / (T)sqrt(variance + work->eps);
    NAME(normalise)(length, work->x + row * length, -work->means[row], work->scales[row], work->weight, work->bias,
                    work->out + row * length);
  }
}

void NAME(nb_layer_norm)(int64_t rows, int64_t length, const T *x, const T *weight, const T *bias, T eps, T *out,
                         T *means, T *scales) {
  NAME(norm_work) work = {length, x, weight, bias, eps, out, means, scales};
  nb_share(rows, nb_shared_rows(rows, length), NAME(layer_norm_part), &work);
}

/// Adds the squares of whole vectors to the sums of lanes.
NB_INLINE void NAME(add_squares)(int64_t length, const T *x, T *restrict lanes) {
  for (int64_t i = 0; i + LANES <= length; i += LANES)
    for (int l = 0; l < LANES; l++) {
      T square = x[i + l] * x[i + l];
      lanes[l] += square;
    }
}

/// The sum of lanes and of the squares of what fills no vector.
NB_INLINE T NAME(sum_with_rest)(const T *lanes, int64_t length, const T *x) {
  T sum = lanes[0];
  for (int l = 1; l < LANES; l++)
    sum += lanes[l];
  // What fills half a vector is rounded before it is added, as above, the very last ones are not.
  int64_t i = 0, half = length / (LANES / 2) * (LANES / 2);
  for (; i < half; i++) {
    T square = x[i] * x[i];
    sum += square;
  }
  for (; i < length; i++)
    sum = FMA(x[i], x[i], sum);
  return sum;
}

/// The sum of squares of a row, in the order in which PyTorch's norm adds them.
NB_CLONES T NAME(nb_sum_of_squares)(int64_t length, const T *x) {
  T lanes[LANES] = {0};
  int64_t whole = length / LANES * LANES;
  NAME(add_squares)(whole, x, lanes);
  return NAME(sum_with_rest)(lanes, length - whole, x + whole);
}

NB_CLONES int64_t NAME(nb_add_squares)(int64_t length, const T *x, T *lanes) {
  T sums[LANES];
  memcpy(sums, lanes, sizeof sums);
  int64_t whole = length / LANES * LANES;
  NAME(add_squares)(whole, x, sums);
  memcpy(lanes, sums, sizeof sums);
  return whole;
}

T NAME(nb_sum_of_square_lanes)(const T *lanes, int64_t length, const T *x) {
  return NAME(sum_with_rest)(lanes, length, x);
}
