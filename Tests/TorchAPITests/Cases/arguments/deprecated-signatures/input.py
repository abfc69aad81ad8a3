import torch
import numpy as np
import torch.nn.functional as F
NUM = [1.5, -2.25, 0.75, 3.0, -0.5, 2.125, 0.0, -1.0, 4.5, 0.25, -3.5, 1.0, 2.0]
def V(shape, dtype, kind=''):
    n = 1
    for s in shape:
        n *= s
    t = torch.tensor([NUM[i % len(NUM)] for i in range(n)], dtype=torch.float64)
    if dtype == torch.bool:
        t = t > 0.6
    elif dtype == torch.uint8:
        t = t.abs().to(dtype)
    elif dtype.is_complex:
        t = torch.complex(t, t.flip(0)).to(dtype)
    else:
        t = t.to(dtype)
    if kind == 't':
        return t.reshape(tuple(shape)[::-1]).permute(*range(len(shape) - 1, -1, -1))
    return t.reshape(shape)
torch.add(torch.ones(2),5,7)
torch.add(torch.ones(2),2.,True)
torch.add(torch.ones(2),True,2.)
torch.ones(2).sub(5,True)
torch.ones(2).sub(True,5)
torch.ones(2).add_(5,torch.tensor([1.,2.]))
torch.ones(2).add_(torch.tensor([1.,2.]),5)
torch.ones(2).subtract(torch.tensor([1.,2.]),5)
torch.subtract(torch.ones(2),5,torch.tensor([1.,2.]))
torch.subtract(torch.ones(2),torch.tensor(3.),5)
torch.subtract(torch.ones(2),torch.tensor(3.,requires_grad=True),5)
torch.subtract(torch.ones(2),torch.tensor([1.,2.]),5)
torch.subtract(torch.ones(2),'a')
torch.subtract(torch.ones(2),3,'a')
torch.subtract(torch.ones(2),3,alpha='a')
torch.ones(2).subtract('a')
torch.ones(2).subtract_('a', 2)
torch.ones(2).add('a', 2)
torch.ones(2).sub('a', 2)
torch.add(torch.ones(2),'a', 2)
torch.sub(torch.ones(2),'a')
torch.addmm(2,torch.ones(2,2),3,torch.ones(2,2),torch.ones(2,2))
torch.addmm(2,torch.ones(2,2),torch.ones(2,2),torch.ones(2,2))
torch.ones(2,2).addmm(2,3,torch.ones(2,2),torch.ones(2,2))
torch.ones(2,2).addmm(2,torch.ones(2,2),torch.ones(2,2))
torch.ones(2,2).addmm_(2,torch.ones(2,2),torch.ones(2,2))
torch.ones(2).addmv(2,torch.ones(2,2),torch.ones(2))
torch.ones(2,2).addr(2,3,torch.ones(2),torch.ones(2))
torch.ones(2).addcmul(2,torch.ones(2),torch.ones(2))
torch.ones(2).addcmul_(2,torch.ones(2),torch.ones(2))
torch.addcdiv(torch.ones(2),2,torch.ones(2),torch.ones(2))
torch.addcdiv(torch.ones(2),2,torch.ones(2),torch.ones(2),out=torch.ones(2))
torch.add(torch.ones(2),2,torch.ones(2),out=torch.ones(2))
torch.baddbmm(2,torch.ones(1,2,2),3,torch.ones(1,2,2),torch.ones(1,2,2))
torch.ones(2,2).addbmm(2,3,torch.ones(1,2,2),torch.ones(1,2,2))
torch.addmm('a',torch.ones(2,2),torch.ones(2,2))
torch.addcmul(torch.ones(2),'a')
torch.mm(torch.ones(2,2),'a')
torch.bmm(torch.ones(2,2),torch.int32)
torch.lerp(torch.ones(2),torch.ones(2))
torch.linalg.matrix_rank(torch.ones(2,2),torch.tensor(0.5),True)
torch.linalg.matrix_rank(torch.ones(2,2),0.5,True)
