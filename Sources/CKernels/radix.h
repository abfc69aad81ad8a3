// A stable sort of elements of one type by the digits of their keys, the least first. The including file defines T, its
// unsigned KEY, KEY_OF(element, least) and NAME(function), and WITHOUT_CHOICE where only sorting is asked for.

typedef struct NAME(pair) {
  KEY key;
  /// Sorting more elements than a `uint32_t` counts is left to others.
  uint32_t place;
} NAME(pair);

static void NAME(insert)(int64_t count, NAME(pair) * pairs) {
  for (int64_t i = 1; i < count; i++) {
    NAME(pair) held = pairs[i];
    int64_t j = i;
    for (; j > 0 && pairs[j - 1].key > held.key; j--)
      pairs[j] = pairs[j - 1];
    pairs[j] = held;
  }
}

/// Sorts elements whose keys are at most `most`, those of ``KEY_OF`` for `least`, with memory for two pairs of each.
static void NAME(sort_keys)(int descending, int64_t count, const T *x, T least, KEY most, T *values, int64_t *places,
                            void *scratch) {
  (void)least;
  enum { DIGITS = (sizeof(KEY) * 8 + RADIX_BITS - 1) / RADIX_BITS };
  int digits = 0;
  while (digits < DIGITS && most >> (digits * RADIX_BITS))
    digits++;
  NAME(pair) small[SHORT];
  NAME(pair) *pairs = small, *memory = scratch;
  uint32_t table[DIGITS][BUCKETS], (*counts)[BUCKETS] = 0;
  if (count > SHORT) {
    counts = table;
    memset(counts, 0, (size_t)digits * sizeof *counts);
    pairs = memory;
  }
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least);
    key = descending ? most - key : key;
    pairs[i].key = key;
    pairs[i].place = (uint32_t)i;
    if (counts)
      for (int digit = 0; digit < digits; digit++)
        counts[digit][key >> (digit * RADIX_BITS) & (BUCKETS - 1)]++;
  }
  if (counts) {
    NAME(pair) *other = memory + count;
    for (int digit = 0; digit < digits; digit++) {
      uint32_t *starts = counts[digit];
      int shift = digit * RADIX_BITS;
      // A digit that all keys share moves nothing.
      if (starts[pairs[0].key >> shift & (BUCKETS - 1)] == count)
        continue;
      uint32_t total = 0;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        uint32_t size = starts[bucket];
        starts[bucket] = total;
        total += size;
      }
      for (int64_t i = 0; i < count; i++)
        other[starts[pairs[i].key >> shift & (BUCKETS - 1)]++] = pairs[i];
      NAME(pair) *sorted = other;
      other = pairs;
      pairs = sorted;
    }
  } else {
    NAME(insert)(count, pairs);
  }
  for (int64_t i = 0; i < count; i++) {
    values[i] = x[pairs[i].place];
    places[i] = pairs[i].place;
  }
}

#ifndef WITHOUT_CHOICE

/// Whether a pair comes after another in order: its key is smaller or, of equal keys, its place larger.
static inline int NAME(follows)(NAME(pair) a, NAME(pair) b) {
  return a.key < b.key || (a.key == b.key && a.place > b.place);
}

/// Lets the first pair sink to where it follows those below it: the one that follows all stands first.
static void NAME(sink)(int64_t count, NAME(pair) * heap) {
  NAME(pair) held = heap[0];
  int64_t hole = 0;
  for (int64_t child; (child = 2 * hole + 1) < count; hole = child) {
    if (child + 1 < count && NAME(follows)(heap[child + 1], heap[child]))
      child++;
    if (!NAME(follows)(heap[child], held))
      break;
    heap[hole] = heap[child];
  }
  heap[hole] = held;
}

/// Chooses the `k` elements with the greatest keys or, ascending, the least.
static int NAME(choose_keys)(int descending, int64_t count, const T *x, T least, int64_t k, int64_t *places) {
  (void)least;
  if (count > UINT32_MAX || k > count)
    return 0;
  NAME(pair) *heap = nb_block_make((size_t)k * sizeof *heap);
  if (!heap)
    return 0;
  int64_t held = 0;
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least);
    NAME(pair) pair = {descending ? key : (KEY)~key, (uint32_t)i};
    if (held < k) {
      // Rises to below the one that follows it.
      int64_t hole = held++;
      for (; hole > 0 && NAME(follows)(pair, heap[(hole - 1) / 2]); hole = (hole - 1) / 2)
        heap[hole] = heap[(hole - 1) / 2];
      heap[hole] = pair;
    } else if (pair.key > heap[0].key) {
      heap[0] = pair;
      NAME(sink)(k, heap);
    }
  }
  for (int64_t left = k; left > 0; left--) {
    places[left - 1] = heap[0].place;
    heap[0] = heap[left - 1];
    NAME(sink)(left - 1, heap);
  }
  nb_block_release(heap, (size_t)k * sizeof *heap);
  return 1;
}

#endif
