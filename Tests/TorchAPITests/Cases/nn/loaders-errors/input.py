import torch, collections
from torch.utils.data import *
from torch.utils.data import default_collate, default_convert
torch.manual_seed(0)
ds = TensorDataset(torch.arange(10.), torch.arange(10))
class It(IterableDataset):
    def __iter__(self): return iter(range(5))
DataLoader(ds, batch_size=0)
DataLoader(ds, batch_size=-1)
DataLoader(ds, batch_size=2, batch_sampler=[[1]])
DataLoader(ds, shuffle=True, sampler=[1])
DataLoader(ds, batch_size=None, drop_last=True)
DataLoader(ds, num_workers=-1)
DataLoader(ds, timeout=-1)
DataLoader(ds, prefetch_factor=2)
DataLoader(ds, persistent_workers=True)
DataLoader(ds, timeout=1).timeout
DataLoader(ds, worker_init_fn=print).worker_init_fn
DataLoader(ds, shuffle='a')
DataLoader(ds, generator=3)
dl = DataLoader(ds, batch_size=2)
dl.batch_size = 3
dl.num_workers, dl.drop_last, dl.pin_memory, type(dl.sampler).__name__, type(dl.batch_sampler).__name__, dl.collate_fn.__name__, dl.dataset is ds, dl.batch_size
next(iter(dl))
it = iter(dl)
type(it).__name__
len(it)
for i, (x, y) in enumerate(dl): print(i, x, y)
next(it), next(it), next(it), next(it), next(it)
next(it)
P = collections.namedtuple('P', 'x y')
default_collate([P(1, 2.), P(3, 4.)])
default_collate([{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}])
default_collate(['a', 'b'])
default_collate([b'a', b'b'])
default_collate([1, 2]), default_collate([1., 2.]), default_collate([True, False])
default_collate([torch.ones(2), torch.zeros(2)])
default_collate([torch.ones(2), torch.zeros(3)])
default_collate([(1, [2, 3]), (4, [5, 6])])
default_collate([[1, 2], [1]])
default_collate([None, None])
default_collate([{1}, {2}])
default_collate([object()])
default_collate([])
default_collate([{'a': None}])
default_collate([{'a': 1}, {'b': 2}])
import numpy as np
default_collate([np.ones(2), np.zeros(2)]), default_collate([np.float32(1), np.float32(2)]), default_collate([np.array('a')])
default_convert([np.ones(2), 1, 'a', {'k': np.zeros(1)}, P(np.ones(1), 2)])
class D(Dataset):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i == 1: raise ValueError('bad item')
        return i
list(DataLoader(D()))
class E(Dataset): pass
E()[0]
len(E())
list(DataLoader(E()))
class G(Dataset):
    def __len__(self): return 4
    def __getitem__(self, i): return {'x': torch.tensor([i, i + 1.]), 'label': i, 'name': f'n{i}'}
next(iter(DataLoader(G(), batch_size=3)))
(D() + D()).cumulative_sizes
class GI(Dataset):
    def __len__(self): return 4
    def __getitem__(self, i): return i
    def __getitems__(self, idx): return [10 * i for i in idx]
list(DataLoader(GI(), batch_size=2))
ChainDataset([It(), It()])
list(ChainDataset([It(), It()]))
list(DataLoader(ChainDataset([It(), It()]), batch_size=4))
list(BatchSampler([1, 2, 3], 0, False))
BatchSampler([1], 2, 3)
RandomSampler(range(3), num_samples=-1)
RandomSampler([])
list(RandomSampler(range(3), num_samples=5))
WeightedRandomSampler([1], 0)
WeightedRandomSampler([1, 2.], 3, replacement=3)
WeightedRandomSampler([[1.]], 3)
list(WeightedRandomSampler([1, 1.], 3, replacement=False))
len(RandomSampler(range(3))), len(BatchSampler(range(5), 2, False)), len(SubsetRandomSampler([1, 2]))
get_worker_info()
DistributedSampler(range(10), num_replicas=3, rank=1)
list(DistributedSampler(range(10), num_replicas=3, rank=1, shuffle=False)), list(DistributedSampler(range(10), num_replicas=3, rank=2, seed=1)), list(DistributedSampler(range(10), num_replicas=3, rank=0, drop_last=True))
DistributedSampler(range(10), num_replicas=3, rank=5)
def g():
    torch.manual_seed(1)
    dl = DataLoader(range(6), shuffle=True, batch_size=2)
    return [b.tolist() for b in dl] + [b.tolist() for b in dl] + [torch.rand(1).item()]
g()
