import torch
import torch.nn.functional as F
class L(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if kwargs is None: kwargs = {}
        print("call", func.__name__, [t.__name__ for t in types], len(args), sorted(kwargs))
        return super().__torch_function__(func, types, args, kwargs)

a = torch.tensor([1.,2.]).as_subclass(L)

def s(f):
    r=f(); print('   ->', type(r).__name__)

for text in ["a+1","1+a","a-1","1-a","a*2","a/2","2/a","a//2","2//a","a**2","2**a","a%2","-a","abs(a)","~(a>0)","a@a","a==1","a!=1","a<1","a>=1","a[0]","a[:1]","a.sum()","a.sum(dim=0,keepdim=True)","torch.sum(a)","torch.add(a,1,alpha=2)","torch.stack([a,a])","torch.cat((a,a),dim=0)","a.shape","a.dtype","a.device","a.grad","a.requires_grad","a.T","a.ndim","a.is_leaf","a.grad_fn","len(a)","float(a[0])","int(a[0])","bool(a[0])","a.item","a[0].item()","a.tolist()","a.numpy()","a.clone()","a.detach()","a.data","a.size()","a.size(0)","a.dim()","a.numel()","F.relu(a)","F.softmax(a,dim=0)","F.linear(a,torch.eye(2))","F.dropout(a,p=0.5)","F.mse_loss(a,a)","F.gelu(a)","torch.relu(a)","torch.zeros_like(a)","torch.rand_like(a)","a.new_ones(2)","a.to(torch.float64)","a.double()","a.float()","a.view(2,1)","a.add_(1)","torch.where(a>0,a,a)","torch.matmul(a,a)","torch.linalg.norm(a)","torch.fft.fft(a)","torch.special.expit(a)","torch.maximum(a,a)","torch.max(a,0)","torch.equal(a,a)","torch.allclose(a,a)","torch.is_tensor(a)","hash(a)","iter(a)","a.type()","a.is_contiguous()","a.contiguous()","a.stride()","a.element_size()","a.requires_grad_()","a.unbind()","a.reshape(2,1)","torch.einsum('i,i->',a,a)","a.cpu()","1.0 in a","a.pow(2)","torch.pow(a,2)","torch.sqrt(a)","f'{a}'","a.std()","torch.is_floating_point(a)","a.is_floating_point()","torch.numel(a)","torch.atleast_2d(a)","torch.meshgrid(a,a,indexing='ij')","a.T.shape"]:
    print(text)
    try: s(lambda: eval(text))
    except Exception as ex: print('EXC', type(ex).__name__, ex)

def st(text):
    print(text)
    try: exec(text, globals())
    except Exception as ex: print('EXC', type(ex).__name__, str(ex)[:100])

for text in ["a=torch.tensor([1.,2.]).as_subclass(L)","a[0]=5","a+=1","a*=2","a-=1","a/=2","a//=2","a**=2","a%=3","a@=a","x,y=a","list(a)","b=a*2","a.grad","c=torch.ones(2,requires_grad=True); d=c.as_subclass(L); e=(d*3).sum(); c.grad","torch.add(torch.ones(2), d)","torch.ones(2)+d","torch.ones(2)*d","torch.ones(2)-d","torch.ones(2)==d","torch.ones(2)@d","torch.tensor(d)","torch.as_tensor(d)","d.retain_grad()","d.register_hook(lambda g: None)","torch.nn.Linear(2,2)(d)","torch.nn.ReLU()(d)","torch.nn.functional.cross_entropy(d[None],torch.tensor([0]))","torch.nn.functional.layer_norm(d,(2,))","torch.nn.functional.conv1d(d[None,None],torch.ones(1,1,1))","torch.nn.functional.pad(d,(1,1))","torch.nn.functional.normalize(d,dim=0)","torch.nn.functional.one_hot(torch.tensor([1]).as_subclass(L))","torch.save","torch.manual_seed(0)"]:
    st(text)
