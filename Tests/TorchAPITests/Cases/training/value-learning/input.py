import random
from collections import deque, namedtuple
import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(0)
torch.manual_seed(0)
Step = namedtuple('Step', 'state action reward following done')
class Corridor:
    """Walk to the right end of a corridor."""
    size = 5
    def reset(self):
        self.at = 0
        return self.observe()
    def observe(self):
        return F.one_hot(torch.tensor(self.at), self.size).float()
    def step(self, action):
        self.at = max(0, min(self.size - 1, self.at + (1 if action else -1)))
        done = self.at == self.size - 1
        return self.observe(), 1.0 if done else -0.05, done

class Memory:
    def __init__(self, n):
        self.steps = deque(maxlen=n)
    def push(self, *args):
        self.steps.append(Step(*args))
    def sample(self, n):
        return Step(*zip(*random.sample(self.steps, n)))
    def __len__(self):
        return len(self.steps)

def network():
    return nn.Sequential(nn.Linear(Corridor.size, 16), nn.ReLU(), nn.Linear(16, 2))

policy, target = network(), network()
target.load_state_dict(policy.state_dict())
target.eval()
opt = torch.optim.Adam(policy.parameters(), lr=0.01)
memory, env = Memory(200), Corridor()
lengths = []
for episode in range(20):
    state, done, count = env.reset(), False, 0
    while not done and count < 30:
        explore = random.random() < max(0.1, 1 - episode / 10)
        action = random.randrange(2) if explore else policy(state).argmax().item()
        following, reward, done = env.step(action)
        memory.push(state, torch.tensor([action]), torch.tensor([reward]), following, torch.tensor([done]))
        state, count = following, count + 1
        if len(memory) >= 16:
            batch = memory.sample(16)
            states, actions = torch.stack(batch.state), torch.stack(batch.action)
            rewards, ends = torch.stack(batch.reward), torch.stack(batch.done)
            values = policy(states).gather(1, actions)
            with torch.no_grad():
                best = target(torch.stack(batch.following)).max(1, keepdim=True).values
            loss = F.smooth_l1_loss(values, rewards + 0.9 * best * ~ends)
            opt.zero_grad()
            loss.backward()
            for p in policy.parameters():
                p.grad.clamp_(-1, 1)
            opt.step()
            with torch.no_grad():
                for a, b in zip(target.parameters(), policy.parameters()):
                    a.mul_(0.9).add_(b, alpha=0.1)
    lengths.append(count)

print(lengths)
print(len(memory), memory.steps[0].reward, memory.steps[-1].done)
with torch.no_grad():
    print(policy(torch.eye(5)[:4]).argmax(1))
print(any(p.requires_grad and p.grad is not None for p in target.parameters()))
