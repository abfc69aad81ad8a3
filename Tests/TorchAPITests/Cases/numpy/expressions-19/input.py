import numpy as np
import torch

torch.tensor(np.float64(3))
torch.tensor(np.int32(3))
torch.tensor([np.float32(1),np.float32(2)])
torch.tensor([np.array([1.,2]),np.array([3.,4])])
torch.ones(2).numpy()
torch.ones(2,3).numpy().shape
torch.arange(3).numpy()
torch.tensor(5).numpy()
torch.tensor([True]).numpy()
torch.ones(2).numpy().dtype
torch.ones(2,requires_grad=True).numpy()
torch.ones(2,requires_grad=True).detach().numpy()
torch.ones(2).bfloat16().numpy()
torch.ones(2)+np.ones(2)
torch.ones(2)*np.float64(2)
np.float64(2)*torch.ones(2)
torch.ones(2)==np.ones(2)
torch.ones(3)[np.array([0,2])]
torch.ones(3)[np.int64(1)]
torch.zeros(np.int64(3))
np.array(torch.ones(2))
np.asarray(torch.arange(3))
np.sin(torch.zeros(2))
np.exp(torch.ones(2,requires_grad=True))
np.allclose(torch.ones(2),np.ones(2))
np.stack([torch.ones(2),torch.ones(2)])
np.ones(2)/torch.ones(2)
np.array([1,2])==torch.tensor([1,3])
torch.from_numpy([1,2])
torch.from_numpy(np.arange(4)[::-1])
torch.from_numpy(np.arange(4)[::-1].copy())
type(torch.ones(1).numpy())
isinstance(torch.ones(1).numpy(),np.ndarray)
torch.from_numpy(np.eye(2)).T
torch.tensor(np.arange(6).reshape(2,3)).float().mean().item()
(lambda a,t:(t.add_(1),a)[1])(*(lambda a:(a,torch.from_numpy(a)))(np.zeros(3)))
(lambda t,a:(a.__setitem__(0,9),t)[1])(*(lambda t:(t,t.numpy()))(torch.zeros(3)))
(lambda t,a:(np.add(a,1,out=a),t)[1])(*(lambda t:(t,t.numpy()))(torch.ones(2)))
np.arange(3).__class__
