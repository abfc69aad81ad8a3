// Resizing of lines for one element type T. Included once for each.

/// The sum over the taps of one place, from elements that lie `step` apart.
NB_INLINE T NAME(tapped)(const T *x, int64_t step, const int32_t *places, const T *weights, int count) {
  if (count == 0) return 0;
  if (count == 1) return x[places[0] * step] * weights[0];
  T sum = FMA(x[places[0] * step], weights[0], x[places[1] * step] * weights[1]);
  for (int tap = 2; tap < count; tap++) sum = FMA(x[places[tap] * step], weights[tap], sum);
  return sum;
}

/// The same over many: blocks of four products are rounded before they are added.
NB_INLINE T NAME(blocked)(const T *x, int64_t step, const int32_t *places, const T *weights, int count) {
  if (count == 0) return 0;
  T sum = x[places[0] * step] * weights[0];
  int tap = 1;
  for (; count - tap >= 4; tap += 4) {
    for (int part = tap; part < tap + 4; part++) {
      const T product = x[places[part] * step] * weights[part];
      sum += product;
    }
  }
  for (; tap < count; tap++) sum = FMA(x[places[tap] * step], weights[tap], sum);
  return sum;
}

NB_CLONES void NAME(nb_resize)(int64_t outer, int64_t inner, const TAPS *line, int is_wide, const T *x, T *out) {
  for (int64_t block = 0; block < outer; block++) {
    for (int64_t place = 0; place < line->size; place++) {
      const int32_t *places = line->places + place * line->taps;
      const T *weights = line->weights + place * line->taps;
      const int count = line->counts[place];
      if (is_wide) {
        for (int64_t index = 0; index < inner; index++) out[index] = NAME(blocked)(x + index, inner, places, weights, count);
      } else if (count == 2) {
        const T *a = x + places[0] * inner, *b = x + places[1] * inner;
        for (int64_t index = 0; index < inner; index++) {
          const T second = b[index] * weights[1];
          out[index] = FMA(a[index], weights[0], second);
        }
      } else {
        for (int64_t index = 0; index < inner; index++) out[index] = NAME(tapped)(x + index, inner, places, weights, count);
      }
      out += inner;
    }
    x += line->length * inner;
  }
}

NB_CLONES void NAME(nb_resize_planes)(int64_t planes, const TAPS *rows, const TAPS *columns, const T *x, T *out) {
  const int64_t width = columns->length;
  for (int64_t plane = 0; plane < planes; plane++) {
    for (int64_t row = 0; row < rows->size; row++) {
      const T *above = x + rows->places[2 * row] * width, *below = x + rows->places[2 * row + 1] * width;
      const T high = rows->weights[2 * row], low = rows->weights[2 * row + 1];
      for (int64_t column = 0; column < columns->size; column++) {
        const int32_t left = columns->places[2 * column], right = columns->places[2 * column + 1];
        const T near = columns->weights[2 * column], far = columns->weights[2 * column + 1];
        const T upper = high * far, first = high * near, lower = low * near, last = low * far;
        const T second = above[right] * upper;
        T sum = FMA(above[left], first, second);
        sum = FMA(below[left], lower, sum);
        *out++ = FMA(below[right], last, sum);
      }
    }
    x += rows->length * width;
  }
}

NB_CLONES void NAME(nb_resize_back)(int64_t count, const TAPS lines[3], int rule, const T *grads, T *out) {
  const int64_t height = lines[1].length, width = lines[2].length;
  for (int64_t block = 0; block < count; block++) {
    for (int64_t depth = 0; depth < lines[0].size; depth++) {
      for (int64_t row = 0; row < lines[1].size; row++) {
        const int32_t *rows = lines[1].places + row * lines[1].taps;
        const T *vertical = lines[1].weights + row * lines[1].taps;
        for (int64_t column = 0; column < lines[2].size; column++) {
          const int32_t *columns = lines[2].places + column * lines[2].taps;
          const T *horizontal = lines[2].weights + column * lines[2].taps;
          const T grad = *grads++;
          if (rule == NB_RESIZE_CUBIC) {
            for (int i = 0; i < lines[2].counts[column]; i++) {
              for (int j = 0; j < lines[1].counts[row]; j++) {
                const T part = grad * vertical[j];
                const T share = part * horizontal[i];
                out[rows[j] * width + columns[i]] += share;
              }
            }
            continue;
          }
          for (int k = 0; k < lines[0].counts[depth]; k++) {
            T *volume = out + lines[0].places[depth * lines[0].taps + k] * height * width;
            const T deep = lines[0].weights[depth * lines[0].taps + k];
            for (int j = 0; j < lines[1].counts[row]; j++) {
              const T along = deep * vertical[j];
              T *line = volume + rows[j] * width;
              for (int i = 0; i < lines[2].counts[column]; i++) {
                const T weight = along * horizontal[i];
                line[columns[i]] = FMA(weight, grad, line[columns[i]]);
              }
            }
          }
        }
      }
    }
    out += lines[0].length * height * width;
  }
}
