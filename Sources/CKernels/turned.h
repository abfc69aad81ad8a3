// Lines laid side by side. The including file defines T, TARGET and NAME(function).

typedef T NAME(four) __attribute__((vector_size(4 * sizeof(T))));

/// Copies four elements of each of four lines, `line_stride` apart, so that those of one place lie side by side, the
/// places `out_stride` apart.
TARGET __attribute__((always_inline)) static inline void NAME(turn_four)(const T *x, int64_t line_stride, T *out,
                                                                         int64_t out_stride) {
  NAME(four) a, b, c, d;
  memcpy(&a, x, sizeof a);
  memcpy(&b, x + line_stride, sizeof b);
  memcpy(&c, x + 2 * line_stride, sizeof c);
  memcpy(&d, x + 3 * line_stride, sizeof d);
  NAME(four) ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  NAME(four) cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  a = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
  c = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
  d = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
  memcpy(out, &a, sizeof a);
  memcpy(out + out_stride, &b, sizeof b);
  memcpy(out + 2 * out_stride, &c, sizeof c);
  memcpy(out + 3 * out_stride, &d, sizeof d);
}

/// Copies `lines` lines of `depth` neighbours so that the elements of one place lie side by side.
TARGET __attribute__((always_inline)) static inline void NAME(turn_lines)(int64_t lines, int64_t depth, const T *x,
                                                                          int64_t line_stride, T *restrict out,
                                                                          int64_t out_stride) {
  int64_t i = 0;
  for (; i + 4 <= lines; i += 4, x += 4 * line_stride) {
    int64_t p = 0;
    for (; p + 4 <= depth; p += 4)
      NAME(turn_four)(x + p, line_stride, out + p * out_stride + i, out_stride);
    for (; p < depth; p++)
      for (int64_t l = 0; l < 4; l++)
        out[p * out_stride + i + l] = x[l * line_stride + p];
  }
  for (; i < lines; i++, x += line_stride)
    for (int64_t p = 0; p < depth; p++)
      out[p * out_stride + i] = x[p];
}
