import torch
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler
data = TensorDataset(torch.arange(10))
for rank in range(3):
    sampler = DistributedSampler(data, num_replicas=3, rank=rank)
    print(len(sampler), list(sampler))
    sampler.set_epoch(1)
    print([batch[0].tolist() for batch in DataLoader(data, batch_size=2, sampler=sampler)])

print(list(DistributedSampler(data, 3, 2, shuffle=False, drop_last=True)))
DistributedSampler(data, 3, 3)
