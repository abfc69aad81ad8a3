"""Progress bars. A report shows what a document printed, not how far it was, so a bar writes nothing."""


class tqdm:
    """Goes through an iterable, or counts by `update`."""

    def __init__(self, iterable=None, desc=None, total=None, leave=True, disable=False, initial=0, **kwargs):
        self.iterable, self.desc, self.n, self.leave, self.disable = iterable, desc or "", initial, leave, disable
        if total is None and hasattr(iterable, "__len__"):
            total = len(iterable)
        self.total, self.postfix = total, None

    def __iter__(self):
        if self.iterable is None:
            raise TypeError("'NoneType' object is not iterable")
        for item in self.iterable:
            yield item
            self.n += 1

    def __len__(self):
        if self.total is None:
            raise TypeError("object of type 'tqdm' has no len()")
        return self.total

    def __bool__(self):
        return self.total is None or self.total > 0

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
        return False

    def update(self, n=1):
        self.n += n

    def set_description(self, desc=None, refresh=True):
        self.desc = desc + ": " if desc else ""

    def set_description_str(self, desc=None, refresh=True):
        self.desc = desc or ""

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        self.postfix = {**(ordered_dict or {}), **kwargs}

    def set_postfix_str(self, s="", refresh=True):
        self.postfix = s

    def refresh(self, *args, **kwargs):
        pass

    def clear(self, *args, **kwargs):
        pass

    def reset(self, total=None):
        self.n, self.total = 0, self.total if total is None else total

    def close(self):
        pass

    @staticmethod
    def write(s, file=None, end="\n", nolock=False):
        print(s, end=end)


tqdm_notebook = tqdm


def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)


tnrange = trange
