"""Iterators for efficient looping."""

_missing = object()


class count:
    """start, start + step, start + 2 * step, ..."""

    _is_written_in_c = True

    def __init__(self, start=0, step=1):
        if not hasattr(start, "__add__") or isinstance(start, (str, list, tuple)):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


class repeat:
    """An object again and again, or a number of times."""

    _is_written_in_c = True

    def __init__(self, object, times=None):
        self._object = object
        if times is not None and not hasattr(times, "__index__"):
            raise TypeError(f"'{type(times).__name__}' object cannot be interpreted as an integer")
        self._left = times if times is None else max(times.__index__(), 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        return f"repeat({self._object!r})" if self._left is None else f"repeat({self._object!r}, {self._left})"


class _Iterator:
    """An iterator over what a generator yields."""

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._values)


class cycle(_Iterator):
    """The items of an iterable, over and over."""

    _is_written_in_c = True

    def __init__(self, iterable, /):
        def values(iterator):
            saved = []
            for item in iterator:
                saved.append(item)
                yield item
            while saved:
                yield from saved
        self._values = values(iter(iterable))


class chain(_Iterator):
    """The items of the first iterable, then those of the second, and so on."""

    _is_written_in_c = True

    def __init__(self, *iterables):
        self._values = self._chained(iterables)

    @staticmethod
    def _chained(iterables):
        for iterable in iterables:
            yield from iterable

    @classmethod
    def from_iterable(cls, iterable, /):
        made = cls()
        made._values = cls._chained(iter(iterable))
        return made


class accumulate(_Iterator):
    """Running totals, or the running results of another function."""

    _is_written_in_c = True

    def __init__(self, iterable, func=None, *, initial=None):
        def values(iterator):
            total = initial
            if initial is None:
                try:
                    total = next(iterator)
                except StopIteration:
                    return
            yield total
            for item in iterator:
                total = total + item if func is None else func(total, item)
                yield total
        self._values = values(iter(iterable))


class compress(_Iterator):
    """The items whose selector is true."""

    _is_written_in_c = True

    def __init__(self, data, selectors):
        self._values = (item for item, keep in zip(data, selectors) if keep)


class dropwhile(_Iterator):
    """The items from the first one for which the predicate is false."""

    _is_written_in_c = True

    def __init__(self, predicate, iterable, /):
        def values(iterator):
            for item in iterator:
                if not predicate(item):
                    yield item
                    break
            yield from iterator
        self._values = values(iter(iterable))


class takewhile(_Iterator):
    """The items before the first one for which the predicate is false."""

    _is_written_in_c = True

    def __init__(self, predicate, iterable, /):
        def values(iterator):
            for item in iterator:
                if not predicate(item):
                    return
                yield item
        self._values = values(iter(iterable))


class filterfalse(_Iterator):
    """The items for which the predicate is false."""

    _is_written_in_c = True

    def __init__(self, function, iterable, /):
        if function is None:
            function = bool
        self._values = (item for item in iterable if not function(item))


class starmap(_Iterator):
    """The results of a function called with the items of each item."""

    _is_written_in_c = True

    def __init__(self, function, iterable, /):
        self._values = (function(*arguments) for arguments in iterable)


class islice(_Iterator):
    """Some of the items, chosen as a slice of a list chooses."""

    _is_written_in_c = True

    def __init__(self, iterable, *args):
        if not 1 <= len(args) <= 3:
            amount = "at least 2" if not args else "at most 4"
            raise TypeError(f"islice expected {amount} arguments, got {len(args) + 1}")
        wanted = slice(*args)
        start = 0 if wanted.start is None else wanted.start
        stop = wanted.stop
        step = 1 if wanted.step is None else wanted.step
        if stop is not None and (not isinstance(stop, int) or stop < 0):
            if not isinstance(stop, int) or stop == -1:
                raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not isinstance(start, int) or start < 0:
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not isinstance(step, int) or step < 1:
            raise ValueError("Step for islice() must be a positive integer or None.")

        def values(iterator):
            index = 0
            target = start
            while stop is None or index < stop:
                if stop is not None and target >= stop:
                    # What stands before the end is used up, as when each item is looked at.
                    for _ in range(stop - index):
                        if next(iterator, _missing) is _missing:
                            return
                    return
                item = next(iterator, _missing)
                if item is _missing:
                    return
                if index == target:
                    yield item
                    target += step
                index += 1
        self._values = values(iter(iterable))


class zip_longest(_Iterator):
    """Tuples of the items of several iterables, as many as the longest has."""

    _is_written_in_c = True

    def __init__(self, *iterables, fillvalue=None):
        def values(iterators):
            running = len(iterators)
            while running:
                row = []
                for index, iterator in enumerate(iterators):
                    if iterator is None:
                        row.append(fillvalue)
                        continue
                    item = next(iterator, _missing)
                    if item is _missing:
                        running -= 1
                        if not running:
                            return
                        iterators[index] = None
                        item = fillvalue
                    row.append(item)
                yield tuple(row)
        self._values = values([iter(iterable) for iterable in iterables])


class pairwise(_Iterator):
    """Each item with the next one."""

    _is_written_in_c = True

    def __init__(self, iterable, /):
        def values(iterator):
            previous = next(iterator, _missing)
            for item in iterator:
                yield previous, item
                previous = item
        self._values = values(iter(iterable))


class groupby(_Iterator):
    """Keys, and the runs of items that have them."""

    _is_written_in_c = True

    def __init__(self, iterable, key=None):
        def values(iterator):
            current = next(iterator, _missing)
            while current is not _missing:
                wanted = current if key is None else key(current)
                active = True

                def group():
                    nonlocal current
                    while active and current is not _missing:
                        yield current
                        if not active:
                            return
                        current = next(iterator, _missing)
                        if current is _missing or (current if key is None else key(current)) != wanted:
                            return

                items = group()
                yield wanted, items
                for _ in items:
                    pass
                active = False
        self._values = values(iter(iterable))


class product(_Iterator):
    """All tuples with an item of each iterable, the last of which changes fastest."""

    _is_written_in_c = True

    def __init__(self, *iterables, repeat=1):
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        pools = [tuple(iterable) for iterable in iterables] * repeat

        def values():
            if not all(pools):
                return
            places = [0] * len(pools)
            row = [pool[0] for pool in pools]
            while True:
                yield tuple(row)
                for index in range(len(pools) - 1, -1, -1):
                    places[index] += 1
                    if places[index] < len(pools[index]):
                        row[index] = pools[index][places[index]]
                        break
                    places[index] = 0
                    row[index] = pools[index][0]
                else:
                    return
        self._values = values()


class permutations(_Iterator):
    """All orders of r items, in the order of their places."""

    _is_written_in_c = True

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        length = len(pool) if r is None else r
        if length < 0:
            raise ValueError("r must be non-negative")

        def values(chosen):
            if len(chosen) == length:
                yield tuple(pool[index] for index in chosen)
                return
            for index in range(len(pool)):
                if index not in chosen:
                    yield from values(chosen + [index])
        self._values = values([])


def _places(count, length, first_free):
    """The ascending lists of `length` places out of `count`; `first_free` is 1 when none may be taken twice."""
    if first_free and length > count or not count and length:
        return
    places = list(range(length)) if first_free else [0] * length
    while True:
        yield places
        for index in range(length - 1, -1, -1):
            last = count - 1 - (length - 1 - index) * first_free
            if places[index] < last:
                break
        else:
            return
        value = places[index] + 1
        for following in range(index, length):
            places[following] = value + (following - index) * first_free


class combinations(_Iterator):
    """All choices of r items, in the order of their places."""

    _is_written_in_c = True

    def __init__(self, iterable, r):
        if r < 0:
            raise ValueError("r must be non-negative")
        pool = tuple(iterable)
        self._values = (tuple([pool[place] for place in places]) for places in _places(len(pool), r, 1))


class combinations_with_replacement(_Iterator):
    """All choices of r items, each of which may be taken again."""

    _is_written_in_c = True

    def __init__(self, iterable, r):
        if r < 0:
            raise ValueError("r must be non-negative")
        pool = tuple(iterable)
        self._values = (tuple([pool[place] for place in places]) for places in _places(len(pool), r, 0))


def tee(iterable, n=2, /):
    """Several independent iterators over one iterable."""
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    queues = [[] for _ in range(n)]

    def values(index):
        place = 0
        while True:
            if place == len(queues[index]):
                item = next(iterator, _missing)
                if item is _missing:
                    return
                for queue in queues:
                    queue.append(item)
            item = queues[index][place]
            place += 1
            if place > 1000 and place * 2 > len(queues[index]):
                del queues[index][:place]
                place = 0
            yield item
    return tuple(values(index) for index in range(n))
