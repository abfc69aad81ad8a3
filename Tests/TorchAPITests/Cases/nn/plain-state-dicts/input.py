import torch
from torch import nn

net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.InstanceNorm1d(3, track_running_stats=True))
states = net.state_dict()
"1.num_batches_tracked" in states
# A dictionary that was made by hand knows no version, and need not count batches.
net.load_state_dict({"module." + name: value for name, value in states.items()})
net.load_state_dict({name: value for name, value in states.items() if name.startswith("0")}, strict=False)
net.load_state_dict({name: value for name, value in states.items() if "tracked" not in name})
del states["1.num_batches_tracked"]
net.load_state_dict(states)
