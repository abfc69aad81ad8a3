// A stable sort of elements of one type by the digits of their keys, the least first. The including file defines T, its
// unsigned KEY, the PAIR of one and a place, SORT(function) of such pairs, KEY_OF(element, least), IS_NAN(element) and
// NAME(function), and WITHOUT_CHOICE where only sorting is asked for.

/// The places that `count` <= SHORT keys take in order; equal ones keep theirs.
static void NAME(rank_pairs)(int64_t count, const KEY *keys, int64_t *ranks) {
  KEY low = ~(KEY)0, high = 0;
  for (int64_t i = 0; i < count; i++) {
    low = keys[i] < low ? keys[i] : low;
    high = keys[i] > high ? keys[i] : high;
  }
  // Keys that have their places behind them are all different.
  int has_room = sizeof(KEY) == 4 || ((uint64_t)(KEY)(high - low) >> 56) == 0;
  if (((uint64_t)(KEY)(high - low) >> 23) == 0) {
    // Twice as many at a time.
    int32_t narrow[SHORT + 4 * LANES];
    for (int64_t i = 0; i < count; i++)
      narrow[i] = (int32_t)((uint32_t)(KEY)(keys[i] - low) << 8 | (uint32_t)i);
    rank_short_keys(count, narrow, ranks);
    return;
  }
  int64_t wide[SHORT + 2 * LANES];
  for (int64_t i = 0; i < count; i++)
    wide[i] = (int64_t)((has_room ? (uint64_t)(KEY)(keys[i] - low) << 8 | (uint64_t)i : (uint64_t)keys[i]) ^
                        (uint64_t)1 << 63);
  rank_keys(count, wide, ranks);
  int64_t total = 0;
  for (int64_t i = 0; i < count; i++)
    total += ranks[i];
  // Of each two different keys one counts.
  if (!has_room && total < count * (count - 1) / 2)
    rank_equal_keys(count, wide, ranks);
}

/// The same for elements.
static void NAME(rank)(int descending, int64_t count, const T *x, T least, KEY most, int64_t *ranks) {
  (void)least;
  KEY keys[SHORT];
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least);
    keys[i] = descending ? most - key : key;
  }
  NAME(rank_pairs)(count, keys, ranks);
}

/// Sorts elements whose keys are at most `most`, those of ``KEY_OF`` for `least`, with memory for two pairs of each; for
/// one if a pair is no larger than a place, as the other then stands where the places will.
static void NAME(sort_keys)(int descending, int64_t count, const T *x, T least, KEY most, T *values, int64_t *places,
                            void *scratch) {
  (void)least;
  enum { DIGITS = (sizeof(KEY) * 8 + RADIX_BITS - 1) / RADIX_BITS };
  int digits = 0;
  while (digits < DIGITS && most >> (digits * RADIX_BITS))
    digits++;
  if (count <= SHORT) {
    int64_t ranks[SHORT + 2 * LANES];
    NAME(rank)(descending, count, x, least, most, ranks);
    for (int64_t i = 0; i < count; i++) {
      values[ranks[i]] = x[i];
      places[ranks[i]] = i;
    }
    return;
  }
  uint32_t counts[DIGITS][BUCKETS];
  memset(counts, 0, (size_t)(digits > 0 ? digits : 1) * sizeof *counts);
  if (digits <= 1) {
    // The elements of a bucket are equal; the others before them are counted.
    uint32_t *starts = counts[0], total = 0;
    for (int64_t i = 0; i < count; i++) {
      KEY key = KEY_OF(x[i], least);
      starts[descending ? most - key : key]++;
    }
    for (KEY bucket = 0; bucket <= most; bucket++) {
      uint32_t size = starts[bucket];
      starts[bucket] = total;
      total += size;
    }
    for (int64_t i = 0; i < count; i++) {
      KEY key = KEY_OF(x[i], least);
      uint32_t place = starts[descending ? most - key : key]++;
      values[place] = x[i];
      places[place] = i;
    }
    return;
  }
  PAIR *pairs = scratch, *other = sizeof *pairs > sizeof *places ? pairs + count : (PAIR *)places;
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least);
    key = descending ? most - key : key;
    pairs[i].key = key;
    pairs[i].place = (uint32_t)i;
    for (int digit = 0; digit < digits; digit++)
      counts[digit][key >> (digit * RADIX_BITS) & (BUCKETS - 1)]++;
  }
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
    PAIR *sorted = other;
    other = pairs;
    pairs = sorted;
  }
  for (int64_t i = 0; i < count; i++) {
    int64_t place = pairs[i].place;
    values[i] = x[place];
    places[i] = place;
  }
}

/// Pairs of a row's keys, or of their opposites, and its places.
static void NAME(make_pairs)(int64_t count, const T *x, T least, KEY flip, PAIR *pairs) {
  (void)least;
  for (int64_t i = 0; i < count; i++)
    pairs[i] = (PAIR){KEY_OF(x[i], least) ^ flip, (uint32_t)i};
}

/// Sorts elements into the order in which sorting that is not stable leaves them, with memory for a pair of each.
static void NAME(sort_mixed)(int descending, int64_t count, const T *x, T least, T *values, int64_t *places,
                             void *scratch) {
  (void)least;
  PAIR short_pairs[SHORT], *pairs = count <= SHORT ? short_pairs : scratch;
  NAME(make_pairs)(count, x, least, descending ? ~(KEY)0 : 0, pairs);
  SORT(introsort)(pairs, count);
  for (int64_t i = 0; i < count; i++) {
    places[i] = pairs[i].place;
    values[i] = x[pairs[i].place];
  }
}

/// Whether two of the first elements of many are equal, as some are where there are not many different ones.
static int NAME(is_soon_tied)(int64_t count, const T *x, T least) {
  (void)least;
  enum { LOOKED_AT = 256, BITS = 10 };
  const KEY factor = (KEY)(sizeof(KEY) == 4 ? 0x9e3779b1u : 0x9e3779b97f4a7c15u);
  // At each place of the table the number of an element, counted from 1.
  uint16_t table[1 << BITS] = {0};
  for (int64_t i = 0; i < count && i < LOOKED_AT; i++) {
    KEY key = KEY_OF(x[i], least);
    size_t place = (size_t)((KEY)(key * factor) >> (sizeof(KEY) * 8 - BITS));
    for (; table[place] > 0; place = (place + 1) & ((1 << BITS) - 1))
      if (KEY_OF(x[table[place] - 1], least) == key)
        return 1;
    table[place] = (uint16_t)(i + 1);
  }
  return 0;
}

/// Gives sorted elements that order if some are equal.
static void NAME(mix)(int descending, int64_t count, const T *x, T least, T *values, int64_t *places, void *scratch) {
  (void)least;
  int is_tied = 0;
  for (int64_t i = 1; i < count && !is_tied; i++)
    is_tied = KEY_OF(values[i], least) == KEY_OF(values[i - 1], least);
  if (is_tied && count > INSERTED)
    NAME(sort_mixed)(descending, count, x, least, values, places, scratch);
}

#ifndef WITHOUT_CHOICE

/// Whether a pair comes after another in order: its key is smaller or, of equal keys, its place larger.
static inline int NAME(follows)(PAIR a, PAIR b) {
  return a.key < b.key || (a.key == b.key && a.place > b.place);
}

/// Lets the first pair sink to where it follows those below it: the one that follows all stands first.
static void NAME(sink)(int64_t count, PAIR *heap) {
  PAIR held = heap[0];
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

enum { NAME(COLUMNS) = 64 };

/// The smallest key in each of COLUMNS columns, over whole rows of them; the bits in `flip` are the other way round.
NB_CLONES static void NAME(least_of_columns)(int64_t count, const T *x, T least, KEY flip, KEY *best) {
  (void)least;
  for (int l = 0; l < NAME(COLUMNS); l++)
    best[l] = ~(KEY)0;
  for (int64_t i = 0; i + NAME(COLUMNS) <= count; i += NAME(COLUMNS))
    for (int l = 0; l < NAME(COLUMNS); l++) {
      KEY key = KEY_OF(x[i + l], least) ^ flip;
      best[l] = key < best[l] ? key : best[l];
    }
}

/// Whether one of COLUMNS elements has a key of at most `limit`.
NB_CLONES static int NAME(has_at_most)(const T *x, T least, KEY flip, KEY limit) {
  (void)least;
  int found = 0;
  for (int l = 0; l < NAME(COLUMNS); l++)
    found |= (KEY_OF(x[l], least) ^ flip) <= limit;
  return found;
}

/// A key that at least `k` elements do not exceed: of the least of columns the k-th.
static KEY NAME(limit)(int64_t count, const T *x, T least, KEY flip, int64_t k) {
  KEY best[NAME(COLUMNS)];
  if (k > NAME(COLUMNS) || count < NAME(COLUMNS))
    return ~(KEY)0;
  NAME(least_of_columns)(count, x, least, flip, best);
  int64_t ranks[SHORT + 2 * LANES];
  NAME(rank_pairs)(NAME(COLUMNS), best, ranks);
  for (int l = 0; l < NAME(COLUMNS); l++)
    if (ranks[l] == k - 1)
      return best[l];
  return ~(KEY)0;
}

/// Gives where the `k` elements stand that are first in order, with memory for as many pairs.
static void NAME(choose)(int descending, int64_t count, const T *x, T least, int64_t k, PAIR *heap,
                         int64_t *places) {
  (void)least;
  KEY flip = descending ? ~(KEY)0 : 0, limit = NAME(limit)(count, x, least, flip, k);
  int64_t held = 0;
  for (int64_t start = 0; start < count; start += NAME(COLUMNS)) {
    int64_t end = start + NAME(COLUMNS);
    if (end > count)
      end = count;
    else if (!NAME(has_at_most)(x + start, least, flip, limit))
      continue;
    for (int64_t i = start; i < end; i++) {
      KEY key = KEY_OF(x[i], least) ^ flip;
      if (key > limit)
        continue;
      // The heap's first pair is the one that comes last: of equal keys the one that stands further behind.
      PAIR pair = {(KEY)~key, (uint32_t)i};
      if (held < k) {
        // Rises to below the one that follows it.
        int64_t hole = held++;
        for (; hole > 0 && NAME(follows)(pair, heap[(hole - 1) / 2]); hole = (hole - 1) / 2)
          heap[hole] = heap[(hole - 1) / 2];
        heap[hole] = pair;
      } else if (pair.key > heap[0].key) {
        heap[0] = pair;
        NAME(sink)(k, heap);
      } else {
        continue;
      }
      if (held == k) {
        KEY last = (KEY)~heap[0].key;
        if (last == 0)
          goto done;
        limit = last - 1 < limit ? last - 1 : limit;
      }
    }
  }
done:
  for (int64_t left = k; left > 0; left--) {
    places[left - 1] = heap[0].place;
    heap[0] = heap[left - 1];
    NAME(sink)(left - 1, heap);
  }
}

#ifdef NUMBER
/// Gives where the `k` elements of at most SHORT stand that are first in order; 0 if some of them are equal, or the
/// last of them to one behind it.
NB_CLONES static int NAME(choose_few)(int64_t count, const T *x, T least, KEY flip, int64_t k, int64_t *places) {
  (void)least;
  // Whole vectors, the last one filled up with keys that come last.
  enum { WIDTH = 64 / sizeof(KEY) };
  int64_t full = count / WIDTH * WIDTH, whole = (count + WIDTH - 1) / WIDTH * WIDTH;
  KEY keys[SHORT + WIDTH];
  T rest[WIDTH] = {0};
  memcpy(rest, x + full, (size_t)(count - full) * sizeof *x);
#pragma clang loop vectorize_width(WIDTH) interleave_count(1)
  for (int64_t i = 0; i < full; i++)
    keys[i] = KEY_OF(x[i], least) ^ flip;
  for (int64_t i = 0; i < WIDTH && full < whole; i++) {
    KEY key = KEY_OF(rest[i], least) ^ flip;
    keys[full + i] = i < count - full ? key : ~(KEY)0;
  }
  KEY last = 0;
  for (int64_t number = 0; number < k; number++) {
    // Of those behind the last one, how many have the least key, and, of one, which it is.
    KEY low = ~(KEY)0, found = 0;
    int is_first = number == 0;
#pragma clang loop vectorize_width(WIDTH) interleave_count(1)
    for (int64_t i = 0; i < whole; i++) {
      KEY key = ((keys[i] > last) | is_first) ? keys[i] : ~(KEY)0;
      low = key < low ? key : low;
    }
#pragma clang loop vectorize_width(WIDTH) interleave_count(1)
    for (int64_t i = 0; i < whole; i++)
      found += keys[i] == low ? (KEY)(1 << 16 | i) : 0;
    if (found >> 16 != 1)
      return 0;
    places[number] = (int64_t)(found & 0xffff);
    last = low;
  }
  return 1;
}
#endif

/// How many elements are in front of the first COLUMNS of which one has a key below `limit`, or of the last ones.
NB_CLONES static int64_t NAME(skip_columns)(int64_t count, const T *x, T least, KEY flip, KEY limit) {
  (void)least;
  int64_t start = 0;
  for (; start + NAME(COLUMNS) <= count; start += NAME(COLUMNS)) {
    KEY found = 0;
    for (int l = 0; l < NAME(COLUMNS); l++)
      found |= (KEY_OF(x[start + l], least) ^ flip) < limit;
    if (found)
      break;
  }
  return start;
}

/// Makes the heap of ``gather_heap`` of a row's pairs, of which only those are made that come into it, and sorts it.
static void NAME(choose_by_heap)(int64_t count, const T *x, T least, KEY flip, int64_t k, PAIR *heap) {
  (void)least;
  NAME(make_pairs)(k, x, least, flip, heap);
  SORT(make_heap)(heap, k);
  for (int64_t i = k; i < count;) {
    i += NAME(skip_columns)(count - i, x + i, least, flip, heap[0].key);
    for (int64_t end = i + NAME(COLUMNS) < count ? i + NAME(COLUMNS) : count; i < end; i++) {
      KEY key = KEY_OF(x[i], least) ^ flip;
      if (key < heap[0].key)
        SORT(refill)(heap, 0, k, (PAIR){key, (uint32_t)i});
    }
  }
  SORT(empty_heap)(heap, k);
}

/// How many elements have a key.
NB_CLONES static int64_t NAME(count_key)(int64_t count, const T *x, T least, KEY key) {
  (void)least;
  KEY total = 0;
  for (int64_t i = 0; i < count; i++)
    total += KEY_OF(x[i], least) == key;
  return (int64_t)total;
}

/// Whether some of the `k` elements that come first in order are equal, or the last of them to one behind it.
static int NAME(are_tied)(int64_t count, const T *x, T least, int64_t k, const int64_t *places) {
  (void)least;
  for (int64_t i = 1; i < k; i++)
    if (KEY_OF(x[places[i]], least) == KEY_OF(x[places[i - 1]], least))
      return 1;
  return k < count && NAME(count_key)(count, x, least, KEY_OF(x[places[k - 1]], least)) > 1;
}

/// The first `k` elements of each row, in order if `sorted`, and where they stand; 0 if there is no memory for it.
static int NAME(choose_rows)(int descending, int sorted, int64_t rows, int64_t length, const T *x, T least, int64_t k,
                             T *values, int64_t *places) {
  if (length > UINT32_MAX || k > length)
    return 0;
  if (k == 0)
    return 1;
  int is_short = length <= SHORT;
  // Where many are wanted, all are sorted.
  int sorts = !is_short && k > length / 16;
  KEY flip = descending ? ~(KEY)0 : 0;
  PAIR short_pairs[SHORT];
  room room = {0, 0}, all = {0, 0};
  size_t scratch = (size_t)nb_sort_scratch(length, sizeof(T));
  size_t needed = sorts ? scratch + (size_t)length * (sizeof(T) + sizeof *places) : (size_t)k * sizeof(PAIR);
  int has_room = is_short || room_for(&room, needed) != 0;
  for (int64_t row = 0; row < rows && has_room; row++, x += length, values += k, places += k) {
    // As few are chosen by a heap there, whatever is equal.
    int is_heaped = k <= length / 64;
    // Out of order they stand as they were selected.
    int is_tied = !is_heaped && !sorted && k > 1;
    int found = -1;
    if (!is_heaped && !is_tied && is_short && k <= FEW) {
#ifdef NUMBER
      found = NAME(choose_few)(length, x, least, flip, k, places);
#else
      // Some of many integers are equal.
      found = 0;
#endif
    }
    is_tied |= found == 0;
    if (is_heaped) {
      PAIR *heap = is_short ? short_pairs : room.bytes;
      NAME(choose_by_heap)(length, x, least, flip, k, heap);
      for (int64_t i = 0; i < k; i++) {
        values[i] = x[heap[i].place];
        places[i] = heap[i].place;
      }
      continue;
    }
    if (is_tied || found > 0) {
    } else if (is_short) {
      int64_t ranks[SHORT + 2 * LANES];
      NAME(rank)(descending, length, x, least, ~(KEY)0, ranks);
      for (int64_t i = 0; i < length; i++)
        if (ranks[i] < k)
          places[ranks[i]] = i;
    } else if (sorts) {
      int64_t *all_places = (int64_t *)((char *)room.bytes + scratch);
      T *all_values = (T *)(all_places + length);
      NAME(nb_sort)(descending, length, x, all_values, all_places, room.bytes);
      memcpy(places, all_places, (size_t)k * sizeof *places);
    } else {
      NAME(choose)(descending, length, x, least, k, room.bytes, places);
    }
    if (is_tied || (found < 0 && NAME(are_tied)(length, x, least, k, places))) {
      PAIR *pairs = is_short ? short_pairs : room_for(&all, (size_t)length * sizeof *pairs);
      has_room = pairs != 0;
      if (!has_room)
        break;
      NAME(make_pairs)(length, x, least, flip, pairs);
      SORT(introchoose)(pairs, length, k, sorted);
      for (int64_t i = 0; i < k; i++)
        places[i] = pairs[i].place;
    }
    for (int64_t i = 0; i < k; i++)
      values[i] = x[places[i]];
  }
  leave_room(&room);
  leave_room(&all);
  return has_room;
}

// MARK: The element at one place in order

NB_CLONES static int64_t NAME(count_nan)(int64_t count, const T *x) {
  int64_t total = 0;
  for (int64_t i = 0; i < count; i++)
    total += IS_NAN(x[i]);
  return total;
}

/// How many keys are made at a time.
enum { NAME(KEYS) = 1024 };

/// The keys of elements.
NB_CLONES static void NAME(make_keys)(int64_t count, const T *x, T least, KEY *restrict keys) {
  (void)least;
  for (int64_t i = 0; i < count; i++)
    keys[i] = KEY_OF(x[i], least);
}

/// The least and the greatest key.
NB_CLONES static void NAME(bound_keys)(int64_t count, const T *x, T least, KEY *low, KEY *high) {
  (void)least;
  KEY smallest = ~(KEY)0, largest = 0;
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least);
    smallest = key < smallest ? key : smallest;
    largest = key > largest ? key : largest;
  }
  *low = smallest;
  *high = largest;
}

/// Narrows bounds to the least and the greatest key between them.
NB_CLONES static void NAME(narrow_bounds)(int64_t count, const T *x, T least, KEY *low, KEY *high) {
  (void)least;
  KEY from = *low, width = (KEY)(*high - from), smallest = width, largest = 0;
  for (int64_t i = 0; i < count; i++) {
    KEY distance = (KEY)(KEY_OF(x[i], least) - from);
    // Those beyond the bounds change nothing.
    smallest = distance < smallest ? distance : smallest;
    distance = distance <= width ? distance : 0;
    largest = distance > largest ? distance : largest;
  }
  *low = (KEY)(from + smallest);
  *high = (KEY)(from + largest);
}

/// The place of the k-th element with a key, counted from 0; there are more.
static int64_t NAME(find_key)(int64_t count, const T *x, T least, KEY key, int64_t k) {
  (void)least;
  int64_t start = 0;
  for (; start < count; start += NAME(KEYS)) {
    int64_t part = count - start < NAME(KEYS) ? count - start : NAME(KEYS);
    int64_t found = NAME(count_key)(part, x + start, least, key);
    if (k < found)
      break;
    k -= found;
  }
  while (KEY_OF(x[start], least) != key || k-- > 0)
    start++;
  return start;
}

/// How far keys from `low` to `high` are shifted to number their buckets.
static int NAME(bucket_shift)(int64_t count, KEY low, KEY high) {
  int bits = count > 1 << 14 ? RADIX_BITS : 8, needed = 0;
  while (needed < (int)sizeof(KEY) * 8 && (KEY)(high - low) >> needed)
    needed++;
  return needed > bits ? needed - bits : 0;
}

/// The bucket in which the k-th element, counted from 0, lies; `k` is then counted in it.
static int NAME(find_bucket)(const uint32_t *counts, int64_t *k) {
  int bucket = 0;
  for (; *k >= counts[bucket]; bucket++)
    *k -= counts[bucket];
  return bucket;
}

/// Where the k-th of pairs, counted from 0, stood before; equal keys are in the order of their places.
static int64_t NAME(select_pair)(int64_t count, PAIR *pairs, int64_t k) {
  uint32_t counts[BUCKETS];
  while (count > SHORT) {
    KEY low = ~(KEY)0, high = 0;
    for (int64_t i = 0; i < count; i++) {
      low = pairs[i].key < low ? pairs[i].key : low;
      high = pairs[i].key > high ? pairs[i].key : high;
    }
    if (low == high)
      return pairs[k].place;
    int shift = NAME(bucket_shift)(count, low, high);
    memset(counts, 0, sizeof counts);
    for (int64_t i = 0; i < count; i++)
      counts[(KEY)(pairs[i].key - low) >> shift]++;
    KEY bucket = (KEY)NAME(find_bucket)(counts, &k);
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
      PAIR pair = pairs[i];
      pairs[kept] = pair;
      kept += (KEY)(pair.key - low) >> shift == bucket;
    }
    count = kept;
  }
  KEY keys[SHORT];
  int64_t ranks[SHORT + 2 * LANES], found = 0;
  for (int64_t i = 0; i < count; i++)
    keys[i] = pairs[i].key;
  NAME(rank_pairs)(count, keys, ranks);
  for (int64_t i = 0; i < count; i++)
    found = ranks[i] == k ? i : found;
  return pairs[found].place;
}

/// Where the k-th element, counted from 0, stands; -1 if there is no memory for it. The keys are made anew for each pass,
/// a part at a time, and pairs only of those among which it is.
static int64_t NAME(select)(int64_t count, const T *x, T least, int64_t k, room *room) {
  if (count <= SHORT) {
    int64_t ranks[SHORT + 2 * LANES], found = 0;
    NAME(rank)(0, count, x, least, ~(KEY)0, ranks);
    for (int64_t i = 0; i < count; i++)
      found = ranks[i] == k ? i : found;
    return found;
  }
  enum { KEYS = NAME(KEYS) };
  KEY keys[KEYS], low, high;
  NAME(bound_keys)(count, x, least, &low, &high);
  if (k == 0 || k == count - 1) {
    low = high = k == 0 ? low : high;
    k = 0;
  }
  // All are between the bounds at first, afterwards those in the bucket.
  int64_t wanted = count, few = count / 64 > 1024 ? count / 64 : 1024;
  for (int is_whole = 1; low != high; is_whole = 0) {
    if (!is_whole) {
      if (wanted <= few)
        break;
      NAME(narrow_bounds)(count, x, least, &low, &high);
      if (low == high)
        break;
    }
    int shift = NAME(bucket_shift)(wanted, low, high);
    size_t buckets = (size_t)((KEY)(high - low) >> shift) + 1;
    // Adding twice to one count has to wait for the first addition.
    uint32_t counts[BUCKETS], others[BUCKETS];
    memset(counts, 0, buckets * sizeof *counts);
    memset(others, 0, buckets * sizeof *others);
    for (int64_t start = 0; start < count; start += KEYS) {
      int64_t part = count - start < KEYS ? count - start : KEYS, i = 0;
      NAME(make_keys)(part, x + start, least, keys);
      if (!is_whole) {
        int64_t within = 0;
        for (; i < part; i++) {
          KEY key = keys[i];
          keys[within] = key;
          within += (KEY)(key - low) <= (KEY)(high - low);
        }
        for (i = 0; i < within; i++)
          counts[(KEY)(keys[i] - low) >> shift]++;
        continue;
      }
      for (; i + 2 <= part; i += 2) {
        counts[(KEY)(keys[i] - low) >> shift]++;
        others[(KEY)(keys[i + 1] - low) >> shift]++;
      }
      if (i < part)
        counts[(KEY)(keys[i] - low) >> shift]++;
    }
    for (size_t bucket = 0; bucket < buckets; bucket++)
      counts[bucket] += others[bucket];
    KEY bucket = (KEY)NAME(find_bucket)(counts, &k);
    wanted = counts[bucket];
    low += (KEY)(bucket << shift);
    KEY width = (KEY)(((KEY)1 << shift) - 1);
    high = (KEY)(high - low) > width ? (KEY)(low + width) : high;
  }
  if (low == high)
    return NAME(find_key)(count, x, least, low, k);
  PAIR *pairs = room_for(room, (size_t)(wanted + 1) * sizeof *pairs);
  if (!pairs)
    return -1;
  int64_t kept = 0;
  for (int64_t start = 0; start < count && kept < wanted; start += KEYS) {
    int64_t part = count - start < KEYS ? count - start : KEYS;
    NAME(make_keys)(part, x + start, least, keys);
    for (int64_t i = 0; i < part && kept < wanted; i++) {
      pairs[kept] = (PAIR){keys[i], (uint32_t)(start + i)};
      kept += (KEY)(keys[i] - low) <= (KEY)(high - low);
    }
  }
  return NAME(select_pair)(kept, pairs, k);
}

static int NAME(select_rows)(nb_rank rank, int64_t k, int64_t rows, int64_t length, const T *x, T least, T *values,
                             int64_t *places) {
  if (length > UINT32_MAX)
    return 0;
  room room = {0, 0};
  int has_room = 1;
  for (int64_t row = 0; row < rows && has_room; row++, x += length) {
    int64_t place = -1, wanted = k;
    if (rank != NB_KTH) {
      int64_t nans = NAME(count_nan)(length, x), numbers = length - nans;
      // Of nan alone the first is the median; otherwise the lower one of the numbers.
      wanted = rank == NB_MEDIAN_OF_NUMBERS ? (numbers > 0 ? (numbers - 1) / 2 : 0) : (length - 1) / 2;
      if (rank == NB_MEDIAN && nans > 0)
        for (place = 0; !IS_NAN(x[place]);)
          place++;
    }
    if (place < 0)
      place = NAME(select)(length, x, least, wanted, &room);
    has_room = place >= 0;
    // Of equal ones the median is the first as they stand; another element is the one that partitioning leaves there.
    if (has_room && rank == NB_KTH && NAME(count_key)(length, x, least, KEY_OF(x[place], least)) > 1) {
      PAIR short_pairs[SHORT];
      PAIR *pairs = length <= SHORT ? short_pairs : room_for(&room, (size_t)length * sizeof *pairs);
      has_room = pairs != 0;
      if (has_room) {
        NAME(make_pairs)(length, x, least, 0, pairs);
        SORT(quickselect)(pairs, length, wanted);
        place = pairs[wanted].place;
      }
    }
    if (!has_room)
      break;
    values[row] = x[place];
    places[row] = place;
  }
  leave_room(&room);
  return has_room;
}

// MARK: The element that is there most often

/// A key and how often it is there; a free place of a table where that is never.
typedef struct NAME(tally) {
  KEY key;
  uint32_t count;
} NAME(tally);

/// Finds of equally frequent keys the least, and how often it is there, by means of a table of 2^bits places, which are
/// more than there are elements; 0 if too many keys seek the same places.
static int64_t NAME(most_frequent)(int64_t count, const T *x, T least, int bits, NAME(tally) *table, KEY *found) {
  (void)least;
  const KEY factor = (KEY)(sizeof(KEY) == 4 ? 0x9e3779b1u : 0x9e3779b97f4a7c15u);
  KEY best = ~(KEY)0, mask = ((KEY)1 << bits) - 1;
  uint32_t most = 0;
  int64_t steps = 16 * count;
  memset(table, 0, ((size_t)mask + 1) * sizeof *table);
  for (int64_t i = 0; i < count; i++) {
    KEY key = KEY_OF(x[i], least), place = (KEY)(key * factor) >> (sizeof(KEY) * 8 - (size_t)bits);
    while (table[place].count > 0 && table[place].key != key) {
      if (--steps < 0)
        return 0;
      place = (place + 1) & mask;
    }
    uint32_t total = table[place].count + 1;
    table[place] = (NAME(tally)){key, total};
    int is_better = (total > most) | ((total == most) & (key < best));
    best = is_better ? key : best;
    most = is_better ? total : most;
  }
  *found = best;
  return most;
}

/// How many elements have a smaller key.
NB_CLONES static int64_t NAME(count_below)(int64_t count, const T *x, T least, KEY key) {
  (void)least;
  KEY total = 0;
  for (int64_t i = 0; i < count; i++)
    total += KEY_OF(x[i], least) < key;
  return (int64_t)total;
}

/// The most frequent element of each row and where the last of its kind stands when the row is sorted.
static int NAME(mode_rows)(int64_t rows, int64_t length, const T *x, T least, T *values, int64_t *places) {
  if (length > UINT32_MAX)
    return 0;
  enum { SHORT_BITS = 9 };
  NAME(tally) short_table[1 << SHORT_BITS], *table = short_table;
  int bits = 3;
  while ((int64_t)1 << bits < length + length / 2)
    bits++;
  // Pairs are made when the table is no longer needed.
  size_t size = sizeof *table << bits, pairs_size = (size_t)length * sizeof(PAIR);
  room room = {0, 0};
  if (bits > SHORT_BITS)
    table = room_for(&room, size > pairs_size ? size : pairs_size);
  if (!table)
    return 0;
  for (int64_t row = 0; row < rows; row++, x += length) {
    int64_t place = 0;
#ifdef NUMBER
    if (NAME(count_nan)(length, x) > 0) {
      // Equal to nothing, nan stays where no comparison moves it.
      NUMBER_PAIR *pairs = (void *)table;
      for (int64_t i = 0; i < length; i++)
        pairs[i] = (NUMBER_PAIR){NUMBER(x[i]), (uint32_t)i};
      place = NUMBER_SORT(mode_by_sorting)(pairs, length);
      values[row] = x[place];
      places[row] = place;
      continue;
    }
#endif
    KEY key = 0;
    int64_t frequency = NAME(most_frequent)(length, x, least, bits, table, &key);
    if (frequency == 1) {
      place = NAME(find_key)(length, x, least, key, 0);
    } else {
      PAIR *pairs = (void *)table;
      int64_t last = NAME(count_below)(length, x, least, key) + frequency - 1;
      NAME(make_pairs)(length, x, least, 0, pairs);
      place = frequency == 0 ? SORT(mode_by_sorting)(pairs, length) : SORT(introsort_place)(pairs, length, last);
    }
    values[row] = x[place];
    places[row] = place;
  }
  leave_room(&room);
  return 1;
}

#endif
