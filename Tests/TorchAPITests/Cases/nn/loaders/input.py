import torch, collections
from torch.utils.data import *
from torch.utils.data import default_collate, default_convert
torch.manual_seed(0)
ds = TensorDataset(torch.arange(10.), torch.arange(10))
len(ds), ds[3], ds[2:4]
TensorDataset(torch.ones(2), torch.ones(3))
list(DataLoader(ds, batch_size=4))
list(DataLoader(ds, batch_size=4, drop_last=True, shuffle=True))
list(DataLoader(ds, batch_size=None))[:2]
list(DataLoader(range(5), batch_size=2, sampler=[3, 1, 0]))
list(DataLoader(range(5), batch_sampler=[[0, 1], [4]]))
list(DataLoader(range(5), batch_size=2, collate_fn=lambda b: sum(b)))
list(DataLoader(range(5), batch_size=2, sampler=SequentialSampler(range(5))))
list(DataLoader(range(6), batch_sampler=BatchSampler(RandomSampler(range(6)), 4, False)))
list(DataLoader(range(6), shuffle=True, generator=torch.Generator().manual_seed(3), batch_size=3))
list(RandomSampler(range(5), replacement=True, num_samples=7))
list(WeightedRandomSampler([0.1, 0.9, 0.], 5))
list(WeightedRandomSampler([0.1, 0.9, 0.], 2, replacement=False))
list(SubsetRandomSampler([3, 5, 7]))
list(BatchSampler(SequentialSampler(range(5)), 2, True))
random_split(range(10), [7, 3], generator=torch.Generator().manual_seed(42))[0].indices
[len(s) for s in random_split(range(10), [0.5, 0.25, 0.25])]
random_split(range(10), [7, 4])
random_split(range(10), [0.5, 0.7])
random_split(range(10), [-0.5, 1.5])
c = ConcatDataset([range(3), range(5)])
len(c), c[4], c[-1], c.cumulative_sizes
c[9]
c[-10]
ConcatDataset([])
s = Subset(ds, [1, 3])
len(s), s[1], s[[0, 1]]
StackDataset(a=torch.arange(3), b=[1, 2, 3])[1]
StackDataset(torch.arange(3), [1, 2, 3])[1]
StackDataset([1], [1, 2])
StackDataset()
class It(IterableDataset):
    def __iter__(self): return iter(range(5))
list(DataLoader(It(), batch_size=2))
DataLoader(It(), shuffle=True)
DataLoader(It(), sampler=[1])
DataLoader(It(), batch_sampler=[[1]])
len(DataLoader(It()))
len(DataLoader(ds, batch_size=3)), len(DataLoader(ds, batch_size=3, drop_last=True)), len(DataLoader(ds, batch_size=None))
