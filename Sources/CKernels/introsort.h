// Sorting and selecting that may change the order of equal elements, which PyTorch leaves to GNU's C++ library: of
// equal keys those come first that come first there. It is quicksort by the median of three, which goes over to a heap
// where it becomes deep, and insertion of the last INSERTED elements (Musser: Introspective Sorting and Selection
// Algorithms, 1997). Pairs are compared in no other way than there, so that even nan as a key, which is less than none
// and greater than none, ends up where it does there. The including file defines PAIR, with a `key` and a `place`,
// LESS(pair, pair) and SORT(function), and ONLY_SORTING where nothing but whole sequences is to be sorted.

static inline void SORT(swap)(PAIR *a, PAIR *b) {
  PAIR held = *a;
  *a = *b;
  *b = held;
}

/// Lets a hole sink to the bottom of a heap, the larger child rising each time, and `held` rise from there.
static void SORT(refill)(PAIR *heap, int64_t hole, int64_t count, PAIR held) {
  int64_t top = hole, child;
  while ((child = 2 * hole + 2) < count) {
    if (LESS(heap[child], heap[child - 1]))
      child--;
    heap[hole] = heap[child];
    hole = child;
  }
  if (child == count) {
    heap[hole] = heap[child - 1];
    hole = child - 1;
  }
  for (int64_t parent; hole > top && LESS(heap[parent = (hole - 1) / 2], held); hole = parent)
    heap[hole] = heap[parent];
  heap[hole] = held;
}

static void SORT(make_heap)(PAIR *heap, int64_t count) {
  for (int64_t parent = count / 2 - 1; parent >= 0; parent--)
    SORT(refill)(heap, parent, count, heap[parent]);
}

/// Puts the elements of a heap in order.
static void SORT(empty_heap)(PAIR *heap, int64_t count) {
  for (int64_t last = count - 1; last > 0; last--) {
    PAIR held = heap[last];
    heap[last] = heap[0];
    SORT(refill)(heap, 0, last, held);
  }
}

/// Parts more than three elements so that none behind the returned place comes before one in front of it.
static PAIR *SORT(split)(PAIR *first, PAIR *last) {
  PAIR *a = first + 1, *b = first + (last - first) / 2, *c = last - 1;
  PAIR *median = LESS(*a, *b) ? (LESS(*b, *c)   ? b
                                 : LESS(*a, *c) ? c
                                                : a)
                              : (LESS(*a, *c)   ? a
                                 : LESS(*b, *c) ? c
                                                : b);
  SORT(swap)(first, median);
  const PAIR pivot = *first;
  PAIR *low = first + 1, *high = last;
  // Those that are on the wrong side change places, the first with the last and so on. Their places are noted for BLOCK
  // elements at a time, without a branch that nobody could foresee.
  uint8_t lows[BLOCK], highs[BLOCK];
  int64_t low_count = 0, high_count = 0, next_low = 0, next_high = 0;
  while (high - low >= 2 * BLOCK) {
    if (low_count == 0) {
      next_low = 0;
      for (int i = 0; i < BLOCK; i++) {
        lows[low_count] = (uint8_t)i;
        low_count += !LESS(low[i], pivot);
      }
    }
    if (high_count == 0) {
      next_high = 0;
      for (int i = 0; i < BLOCK; i++) {
        highs[high_count] = (uint8_t)i;
        high_count += !LESS(pivot, high[-1 - i]);
      }
    }
    int64_t count = low_count < high_count ? low_count : high_count;
    for (int64_t i = 0; i < count; i++)
      SORT(swap)(low + lows[next_low + i], high - 1 - highs[next_high + i]);
    low_count -= count;
    high_count -= count;
    next_low += count;
    next_high += count;
    low += low_count == 0 ? BLOCK : 0;
    high -= high_count == 0 ? BLOCK : 0;
  }
  low += low_count > 0 ? lows[next_low] : 0;
  high -= high_count > 0 ? highs[next_high] : 0;
  // One of the three is not smaller and one not larger than the median: neither loop leaves the range.
  for (;;) {
    while (LESS(*low, pivot))
      low++;
    do
      high--;
    while (LESS(pivot, *high));
    if (low >= high)
      return low;
    SORT(swap)(low++, high);
  }
}

/// Sorts by insertion, which leaves equal ones in their order. Among the first INSERTED elements one that comes before
/// the first goes in front of all.
static void SORT(insert)(PAIR *first, PAIR *last) {
  for (PAIR *next = first + 1; next < last; next++) {
    PAIR held = *next, *place = next;
    int is_first = next - first < INSERTED && LESS(held, *first);
    for (; place > first && (is_first || LESS(held, place[-1])); place--)
      *place = place[-1];
    *place = held;
  }
}

/// How often the elements may be parted before a heap takes over.
static inline int SORT(depth)(int64_t count) { return 2 * (63 - __builtin_clzll((unsigned long long)count)); }

static void SORT(part)(PAIR *first, PAIR *last, int depth) {
  while (last - first > INSERTED) {
    if (depth-- == 0) {
      SORT(make_heap)(first, last - first);
      SORT(empty_heap)(first, last - first);
      return;
    }
    PAIR *cut = SORT(split)(first, last);
    SORT(part)(cut, last, depth);
    last = cut;
  }
}

/// Sorts pairs by their keys.
static void SORT(introsort)(PAIR *pairs, int64_t count) {
  if (count < 2)
    return;
  SORT(part)(pairs, pairs + count, SORT(depth)(count));
  SORT(insert)(pairs, pairs + count);
}

#ifndef ONLY_SORTING

/// Makes the first `k` of all a heap of those that come first.
static void SORT(gather_heap)(PAIR *pairs, int64_t k, int64_t count) {
  SORT(make_heap)(pairs, k);
  for (int64_t i = k; i < count; i++)
    if (LESS(pairs[i], pairs[0])) {
      PAIR held = pairs[i];
      pairs[i] = pairs[0];
      SORT(refill)(pairs, 0, k, held);
    }
}

/// Where the pair stood before that sorting by ``introsort`` puts at the k-th place, counted from 0, of keys none of
/// which is nan: only the parts in which the place lies are sorted.
static int64_t SORT(introsort_place)(PAIR *pairs, int64_t count, int64_t k) {
  PAIR *first = pairs, *last = pairs + count, *sought = pairs + k;
  int depth = SORT(depth)(count);
  while (last - first > INSERTED) {
    if (depth-- == 0) {
      SORT(make_heap)(first, last - first);
      SORT(empty_heap)(first, last - first);
      return sought->place;
    }
    PAIR *cut = SORT(split)(first, last);
    if (cut <= sought)
      first = cut;
    else
      last = cut;
  }
  SORT(insert)(first, last);
  return sought->place;
}

/// Puts at the k-th place, counted from 0, the pair that belongs there, and those that come before it in front of it.
static void SORT(introselect)(PAIR *pairs, int64_t count, int64_t k) {
  PAIR *first = pairs, *last = pairs + count, *sought = pairs + k;
  int depth = SORT(depth)(count);
  while (last - first > 3) {
    if (depth-- == 0) {
      SORT(gather_heap)(first, sought + 1 - first, last - first);
      SORT(swap)(first, sought);
      return;
    }
    PAIR *cut = SORT(split)(first, last);
    if (cut <= sought)
      first = cut;
    else
      last = cut;
  }
  SORT(insert)(first, last);
}

/// Puts the `k` pairs that come first in front, in order if `sorted` or if they are few.
static void SORT(introchoose)(PAIR *pairs, int64_t count, int64_t k, int sorted) {
  if (k <= count / 64) {
    SORT(gather_heap)(pairs, k, count);
    SORT(empty_heap)(pairs, k);
    return;
  }
  SORT(introselect)(pairs, count, k - 1);
  if (sorted)
    SORT(introsort)(pairs, k - 1);
}

/// Puts the k-th pair at its place by the quickselect of Hoare with a median of three, as `kthvalue` does (Sedgewick:
/// Implementing Quicksort Programs, 1978).
static void SORT(quickselect)(PAIR *pairs, int64_t count, int64_t k) {
  int64_t left = 0, right = count - 1;
  while (right > left + 1) {
    SORT(swap)(pairs + left + (right - left) / 2, pairs + left + 1);
    if (pairs[left + 1].key > pairs[right].key)
      SORT(swap)(pairs + left + 1, pairs + right);
    if (pairs[left].key > pairs[right].key)
      SORT(swap)(pairs + left, pairs + right);
    if (pairs[left + 1].key > pairs[left].key)
      SORT(swap)(pairs + left + 1, pairs + left);
    // The pivot stands between one that is not larger and one that is not smaller.
    int64_t low = left + 1, high = right;
    for (;;) {
      do
        low++;
      while (pairs[left].key > pairs[low].key);
      do
        high--;
      while (pairs[high].key > pairs[left].key);
      if (high < low)
        break;
      SORT(swap)(pairs + low, pairs + high);
    }
    SORT(swap)(pairs + left, pairs + high);
    if (high <= k)
      left = low;
    if (high >= k)
      right = high - 1;
  }
  if (right == left + 1 && pairs[left].key > pairs[right].key)
    SORT(swap)(pairs + left, pairs + right);
}

#endif
