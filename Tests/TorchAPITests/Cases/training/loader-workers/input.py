import random, math
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, TensorDataset, RandomSampler, get_worker_info, WeightedRandomSampler
class D(Dataset):
    def __len__(self): return 7
    def __getitem__(self, i):
        w = get_worker_info()
        return i, w.id if w else -1, torch.rand(1), random.random(), np.random.rand()
for n in (0, 1, 2, 3):
    torch.manual_seed(0); random.seed(0); np.random.seed(0)
    for e in range(2):
        for b in DataLoader(D(), batch_size=2, num_workers=n, shuffle=True): print(n, e, b) if n else None
    print(n, torch.rand(1)) 
torch.manual_seed(1)
l = DataLoader(D(), batch_size=3, num_workers=2, persistent_workers=True)
for e in range(2):
    for b in l: print('p', b)
class S(IterableDataset):
    def __init__(self, a, b): self.start, self.end = a, b
    def __iter__(self): return iter(range(self.start, self.end))
ds = S(3, 7)
print(list(DataLoader(ds, num_workers=0)))
print(list(DataLoader(ds, num_workers=2)))
print(list(DataLoader(ds, num_workers=2, batch_size=3)))
print(list(DataLoader(ds, num_workers=2, batch_size=3, drop_last=True)))
print(list(DataLoader(ds, num_workers=3, batch_size=None)))
class W(S):
    def __iter__(self):
        w = get_worker_info()
        if w is None: a, b = self.start, self.end
        else:
            per = int(math.ceil((self.end - self.start) / float(w.num_workers)))
            a = self.start + w.id * per; b = min(a + per, self.end)
        return iter(range(a, b))
print(list(DataLoader(W(3, 7), num_workers=0)), list(DataLoader(W(3, 7), num_workers=2)), list(DataLoader(W(3, 7), num_workers=12)))
def init(i):
    w = get_worker_info(); d = w.dataset
    s, e = d.start, d.end
    per = int(math.ceil((e - s) / float(w.num_workers)))
    d.start = s + i * per; d.end = min(d.start + per, e)
print(list(DataLoader(ds, num_workers=2, worker_init_fn=init)), ds.start, ds.end)
print(get_worker_info(), type(iter(DataLoader(D(), num_workers=2))).__name__)
class E(Dataset):
    def __len__(self): return 4
    def __getitem__(self, i):
        if i == 2: raise ValueError('bad item')
        return i
try:
    for b in DataLoader(E(), num_workers=2): print(b)
except ValueError as e: print(str(e).split('\n')[0], str(e).split('\n')[1], str(e).strip().split('\n')[-1])
class K(E):
    def __getitem__(self, i): return {}['k']
try:
    for b in DataLoader(K(), num_workers=1): print(b)
except KeyError as e: print(str(e).split('\n')[0])
class Smp(torch.utils.data.Sampler):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __iter__(self): return iter(torch.randperm(self.n).tolist())
for n in (0, 2):
    torch.manual_seed(0)
    print([b[0].tolist() for b in DataLoader(D(), sampler=Smp(7), batch_size=2, num_workers=n)], torch.rand(1))
    torch.manual_seed(0)
    print([b[0] for b in DataLoader(D(), sampler=Smp(7), batch_size=None, num_workers=n)], torch.rand(1))
    torch.manual_seed(0)
    print([b[0].tolist() for b in DataLoader(D(), sampler=WeightedRandomSampler([1, 2, 3, 4, 5, 6, 7], 6), batch_size=2, num_workers=n)], torch.rand(1))
    g = torch.Generator(); g.manual_seed(3)
    print([b[0].tolist() for b in DataLoader(D(), shuffle=True, generator=g, batch_size=2, num_workers=n)], torch.rand(1), torch.rand(1, generator=g))
    print([b[0].tolist() for b in DataLoader(D(), sampler=RandomSampler(D(), replacement=True, num_samples=40), batch_size=2, num_workers=n)], torch.rand(1))
it = iter(DataLoader(TensorDataset(torch.arange(4)), num_workers=2))
print(next(it), len(it))
def seed_worker(worker_id):
    s = torch.initial_seed() % 2**32
    np.random.seed(s); random.seed(s)
g = torch.Generator(); g.manual_seed(0)
for b in DataLoader(D(), batch_size=4, num_workers=2, worker_init_fn=seed_worker, generator=g): print(b)
