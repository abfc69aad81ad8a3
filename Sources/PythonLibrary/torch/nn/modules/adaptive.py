"""A softmax over many classes that spends less on the rare ones."""

from collections import namedtuple

import torch
from torch.nn import functional as F
from torch.nn.modules.container import ModuleList, Sequential
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module

_ASMoutput = namedtuple("_ASMoutput", ["output", "loss"])


class AdaptiveLogSoftmaxWithLoss(Module):
    """Frequent classes are chosen by the head, the others by a cluster of the tail and then inside it."""

    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        super().__init__()
        cutoffs = list(cutoffs)
        if not cutoffs:
            raise ValueError("cutoffs should be a sequence of length larger than 0")
        if (cutoffs != sorted(set(cutoffs)) or min(cutoffs) <= 0 or max(cutoffs) > n_classes - 1
                or any(int(c) != c for c in cutoffs)):
            raise ValueError("cutoffs should be a sequence of unique, positive integers sorted in an increasing order, "
                             "where each value is between 1 and n_classes-1")
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias, device=device, dtype=dtype)
        self.tail = ModuleList()
        for index in range(self.n_clusters):
            width = int(in_features // div_value ** (index + 1))
            size = self.cutoffs[index + 1] - self.cutoffs[index]
            self.tail.append(Sequential(Linear(in_features, width, bias=False, device=device, dtype=dtype),
                                        Linear(width, size, bias=False, device=device, dtype=dtype)))

    def reset_parameters(self):
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    def forward(self, input_, target_):
        if target_.dim() > 1:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
        if input_.size(0) != target_.size(0) and target_.dim() > 0:
            raise RuntimeError("Input and target should have the same size in the batch dimension.")
        is_batched = target_.dim() > 0
        input = input_ if is_batched else input_.unsqueeze(0)
        target = target_ if is_batched else target_.unsqueeze(0)
        if target.numel() and (int(target.min()) < 0 or int(target.max()) >= self.n_classes):
            raise RuntimeError(f"Target values should be in [0, {self.n_classes - 1}], but values in range "
                               f"[{target.min().item()}, {target.max().item()}] were found. ")
        head = F.log_softmax(self.head(input), dim=1)
        # What the head says: the class itself, or the cluster it is in.
        choice = target.clone()
        inside = input.new_zeros(target.size(0))
        for index in range(self.n_clusters):
            low, high = self.cutoffs[index], self.cutoffs[index + 1]
            rows = ((target >= low) & (target < high)).nonzero().squeeze(1)
            if rows.numel() == 0:
                continue
            logprob = F.log_softmax(self.tail[index](input.index_select(0, rows)), dim=1)
            relative = target.index_select(0, rows) - low
            inside = inside.index_copy(0, rows, logprob.gather(1, relative.unsqueeze(1)).squeeze(1))
            choice[rows] = self.shortlist_size + index
        output = inside + head.gather(1, choice.unsqueeze(1)).squeeze()
        loss = (-output).mean()
        return _ASMoutput(output if is_batched else output.squeeze(0), loss)

    def log_prob(self, input):
        """The logarithm of every class's probability, (N, n_classes)."""
        head = F.log_softmax(self.head(input), dim=1)
        parts = [head[:, :self.shortlist_size]]
        for index, cluster in enumerate(self.tail):
            own = F.log_softmax(cluster(input), dim=1)
            parts.append(own + head[:, self.shortlist_size + index].unsqueeze(1))
        return torch.cat(parts, dim=1)

    def predict(self, input):
        """The most probable class of every row."""
        return torch.argmax(self.log_prob(input), dim=1)
