"""Workers of a loader, which take turns in the document's own process.

PyTorch's workers are copies of the process. What a program can see of them here is the same: each has its own random
streams and its own copy of the data set, tells of itself through get_worker_info(), and loads every so-manieth batch.
"""

import collections
import copy
import sys
import traceback

import torch

__all__ = ["WorkerInfo", "get_worker_info"]

_current = None


def get_worker_info():
    """What a worker is told of itself; None outside of one."""
    return _current


class WorkerInfo:
    """The number of a worker, how many there are, its seed and its copy of the data set."""

    __module__ = "torch.utils.data._utils.worker"

    def __init__(self, id, num_workers, seed, dataset):
        self.id, self.num_workers, self.seed, self.dataset = id, num_workers, seed, dataset
        self.rng, self.worker_method = None, "multiprocessing"

    def __repr__(self):
        return f"WorkerInfo({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class _Streams:
    """The random streams of torch, and of those of random and numpy that the document has imported."""

    def __init__(self):
        self._kept = {}

    def exchange(self):
        """Keeps the streams as they are, and sets them to what was kept before."""
        self._exchange("torch", torch.get_rng_state, torch.set_rng_state)
        if "random" in sys.modules:
            module = sys.modules["random"]
            self._exchange("random", module.getstate, module.setstate)
        if "numpy.random" in sys.modules:
            state = sys.modules["numpy.random"]._state
            other = self._kept.get("numpy") or type(state._stream)()
            self._kept["numpy"], state._stream = state._stream, other

    def _exchange(self, name, read, write):
        state = read()
        if name in self._kept:
            write(self._kept[name])
        self._kept[name] = state


class _Worker:
    """One worker: it does a thing at a time, when it is asked for the result."""

    def __init__(self, number, seed, loader):
        self._streams = _Streams()
        self.info = WorkerInfo(number, loader.num_workers, seed + number, copy.copy(loader.dataset))
        self._base_seed = seed
        self._begin = loader.worker_init_fn
        self._is_new = True
        self._fetch = None
        self.is_active = True

    def restart(self, loader):
        """Begins a pass over the data set; the streams go on."""
        self._fetch = None
        self.is_active = True
        self._loader = loader

    def fetch(self, indices):
        """The batch of these indices, or the next one of a stream."""
        global _current
        outer, _current = _current, self.info
        self._streams.exchange()
        try:
            if self._is_new:
                self._is_new = False
                self._seed()
                if self._begin is not None:
                    self._begin(self.info.id)
            if self._fetch is None:
                self._fetch = self._loader._fetcher(self.info.dataset)
            return self._fetch(indices)
        except StopIteration:
            raise
        except Exception as error:
            raise self._retold(error) from None
        finally:
            self._streams.exchange()
            _current = outer

    def _seed(self):
        torch.manual_seed(self.info.seed)
        if "random" in sys.modules:
            sys.modules["random"].seed(self.info.seed)
        if "numpy.random" in sys.modules:
            words = [self.info.id, self._base_seed & 0xFFFFFFFF, self._base_seed >> 32, 0]
            sys.modules["numpy.random"]._state._stream.seed_from_sequence(words)

    def _retold(self, error):
        """The error as the main process raises it again."""
        kind = type(error)
        text = (f"Caught {kind.__name__} in DataLoader worker process {self.info.id}.\n"
                f"Original {''.join(traceback.format_exception(error))}")
        if kind is KeyError:
            return KeyError(_Text(text))
        try:
            return kind(text)
        except Exception:
            return RuntimeError(text)


class _Text(str):
    """A text that an error shows as it is."""

    def __repr__(self):
        return str(self)


class _MultiProcessingDataLoaderIter:
    """A pass over a loader's batches, which its workers load in turn."""

    __module__ = "torch.utils.data.dataloader"

    def __init__(self, loader):
        # A sampler that draws when a pass begins does so twice, before and after the seed.
        iter(loader._index_sampler)
        self._base_seed = int(torch.empty((), dtype=torch.int64).random_(generator=loader.generator))
        self._workers = [_Worker(number, self._base_seed, loader) for number in range(loader.num_workers)]
        self._reset(loader)

    def _reset(self, loader):
        self._loader = loader
        for worker in self._workers:
            worker.restart(loader)
        self._indices = iter(loader._index_sampler)
        self._tasks = collections.deque()
        self._turn = 0
        for _ in range(loader.prefetch_factor * len(self._workers)):
            self._hand_out()

    def _hand_out(self):
        """Gives the next indices to the next worker that still has something to load."""
        try:
            indices = next(self._indices)
        except StopIteration:
            return
        count = len(self._workers)
        for number in range(self._turn, self._turn + count):
            worker = self._workers[number % count]
            if worker.is_active:
                self._turn = (number + 1) % count
                self._tasks.append((worker, indices))
                return

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._loader)

    def __next__(self):
        while self._tasks:
            worker, indices = self._tasks.popleft()
            if not worker.is_active:
                continue
            try:
                batch = worker.fetch(indices)
            except StopIteration:
                worker.is_active = False
                self._hand_out()
                continue
            self._hand_out()
            return batch
        raise StopIteration
