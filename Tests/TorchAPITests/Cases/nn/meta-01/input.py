# Modules whose parameters have no values yet.
import torch, warnings
from torch import nn
warnings.simplefilter('always')
torch.manual_seed(0)
def t(name, f):
    try:
        r = f()
        print(name, 'OK', str(r)[:300])
    except Exception as e:
        print(name, type(e).__name__, str(e)[:300])
class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.linears = nn.ModuleList([nn.Linear(size, size) for i in range(3)])
    def forward(self, x): return self.linears(x)
m = Block(3)
sd = m.state_dict()
with torch.device('meta'):
    n = Block(3)
n.load_state_dict(sd, assign=True)
print(n.linears[0].weight, n.linears[0].weight.requires_grad)
with torch.device('meta'):
    n = Block(3)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    t('lsd', lambda: n.load_state_dict(m.state_dict()))
    print(len(w), w[0].message if w else None)
print(n.linears[0].weight)
k = torch.nn.utils.skip_init(nn.Linear, 3, 2)
print(torch.rand(1), k.weight.device)
torch.set_default_device('meta'); print(torch.ones(2), torch.get_default_device(), nn.Linear(2, 2).weight.is_meta); torch.set_default_device('cpu'); print(torch.ones(2))
with torch.device('meta'):
    with torch.device('cpu'):
        print(torch.ones(1).device)
    print(torch.ones(1).device, torch.ones(1, device='cpu').device, torch.ones_like(torch.ones(1, device='cpu')).device)
print(torch.ones(1).device)
t('err', lambda: torch.ones(-1, device='meta')); print(torch.ones(2))
t('err2', lambda: torch.randint(5, 3, (2,), device='meta')); print(torch.rand(1))
from torch.func import functional_call, stack_module_state, vmap
models = [nn.Linear(2, 1) for _ in range(3)]
params, buffers = stack_module_state(models)
base = nn.Linear(2, 1).to('meta')
out = vmap(lambda p, b, x: functional_call(base, (p, b), (x,)), in_dims=(0, 0, None))(params, buffers, torch.ones(4, 2))
print(out.shape, out)
x = torch.empty(4, 3, device='meta')
mlp = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Dropout(), nn.LayerNorm(8), nn.Linear(8, 2)).to('meta')
print(mlp(x).shape, mlp(x), sum(p.numel() for p in mlp.parameters()))
loss = nn.functional.cross_entropy(mlp(x), torch.zeros(4, dtype=torch.long, device='meta')); loss.backward(); print(loss, mlp[0].weight.grad)
opt = torch.optim.SGD(mlp.parameters(), lr=0.1); opt.step(); print(mlp[0].weight)
lstm = nn.LSTM(3, 4, device='meta'); o, (h, c) = lstm(torch.empty(5, 2, 3, device='meta')); print(o.shape, h)
conv = nn.Conv2d(3, 4, 3, device='meta'); print(conv(torch.empty(1, 3, 8, 8, device='meta')))
e = nn.Embedding(10, 3, device='meta'); print(e(torch.zeros(2, dtype=torch.long, device='meta')).shape)
print(x.view(3, 4).is_meta, x.reshape(-1), x[None, :, 1], x.float().double().dtype, (x > 1), -x, x ** 2, 1 / x, x.mean(), x.std(dim=1), x.max(), torch.softmax(x, 1), torch.einsum('ij,kj->ik', x, x))
x += 1; x[0] = 3; x.mul_(2); print(x, x.grad_fn)
y = x.clone(); y.data = torch.empty(2, device='meta'); print(y)
