// The loss of all alignments of a row of labels to steps, for one type. The including file defines T, EXP, LOG and
// NAME(function).
//
// States are the labels with a blank before, between and behind them; the arrays of a step's states begin behind two places
// that hold the logarithm of 0, and end before two more.

/// The logarithm of the sum of three numbers' exponentials; -infinity where all are.
NB_INLINE T NAME(log_sum)(T a, T b, T c) {
  T most = a > b ? a : b;
  most = c > most ? c : most;
  T base = most == -(T)INFINITY ? 0 : most;
  T sum = LOG(EXP(a - base) + EXP(b - base) + EXP(c - base)) + base;
  return most == -(T)INFINITY ? most : sum;
}

/// The states of a step from those of the step before (`way` -1) or behind (1): one that stays, one that comes from its
/// neighbour, and one that skips a blank between different labels.
NB_CLONES static void NAME(walk)(int64_t states, int64_t way, const T *from, const T *jumps, const T *emitted,
                                 T *restrict to) {
  for (int64_t s = 0; s < states; s++)
    to[s] = NAME(log_sum)(from[s], from[s + way], from[s + 2 * way] + jumps[s]) + emitted[s];
}

/// The gradients of a step: the classes' probabilities less those of the alignments that pass through them, whose logarithms
/// less that of all alignments `shares` holds.
NB_CLONES static void NAME(differences)(int64_t classes, const T *x, const T *shares, T loss, T *restrict out) {
  for (int64_t c = 0; c < classes; c++)
    out[c] = EXP(x[c]) - EXP(shares[c] + loss - x[c]);
}

static int64_t NAME(label)(const int64_t *labels, int64_t state, int64_t blank) {
  return state % 2 ? labels[state / 2] : blank;
}

void NAME(nb_alignment_loss)(int64_t steps, int64_t stride, int64_t classes, const T *x, int64_t count,
                             const int64_t *labels, int64_t blank, T *scratch, T *shares, T *loss, T *grad) {
  const T none = -(T)INFINITY;
  int64_t states = 2 * count + 1, width = states + 4;
  for (int64_t i = 0; i < (steps + 5) * width; i++)
    scratch[i] = none;
  // What a state that skips one has to pay, in both directions; what each emits; two steps backwards.
  T *jumps = scratch, *back_jumps = jumps + width, *emitted = back_jumps + width, *behind = emitted + width;
  T *next = behind + width, *ahead = next + width + 2;
  behind += 2;
  next += 2;
  for (int64_t s = 3; s < states; s += 2)
    if (NAME(label)(labels, s, blank) != NAME(label)(labels, s - 2, blank)) {
      jumps[s] = 0;
      back_jumps[s - 2] = 0;
    }
  if (steps == 0) {
    *loss = count == 0 ? -(T)0 : -none;
    return;
  }
#define NB_EMIT(step)                                                                                                  \
  for (int64_t s = 0; s < states; s++)                                                                                 \
    emitted[s] = x[(step)*stride + NAME(label)(labels, s, blank)];
  NB_EMIT(0)
  ahead[0] = emitted[0];
  if (states > 1)
    ahead[1] = emitted[1];
  for (int64_t t = 1; t < steps; t++) {
    NB_EMIT(t)
    NAME(walk)(states, -1, ahead + (t - 1) * width, jumps, emitted, ahead + t * width);
  }
  const T *last = ahead + (steps - 1) * width;
  *loss = -NAME(log_sum)(last[states - 1], states > 1 ? last[states - 2] : none, none);
  if (!grad)
    return;
  if (*loss == -none) {
    for (int64_t t = 0; t < steps; t++)
      for (int64_t c = 0; c < classes; c++)
        grad[t * stride + c] = (T)NAN;
    return;
  }
  for (int64_t t = steps - 1; t >= 0; t--) {
    NB_EMIT(t)
    if (t == steps - 1)
      for (int64_t s = states - 1; s >= 0 && s >= states - 2; s--)
        behind[s] = emitted[s];
    else {
      T *held = next;
      next = behind;
      behind = held;
      NAME(walk)(states, 1, next, back_jumps, emitted, behind);
    }
    T *row = grad + t * stride;
    for (int64_t c = 0; c < classes; c++)
      shares[c] = none;
    for (int64_t s = states - 1; s >= (t == steps - 1 && states > 1 ? states - 2 : 0); s--) {
      T *share = shares + NAME(label)(labels, s, blank), more = ahead[t * width + s] + behind[s];
      // Of the states that end, the last one of a class counts, as in PyTorch.
      *share = *share == none || t == steps - 1 ? more : NAME(log_sum)(*share, more, none);
    }
    NAME(differences)(classes, x + t * stride, shares, *loss, row);
  }
#undef NB_EMIT
}
