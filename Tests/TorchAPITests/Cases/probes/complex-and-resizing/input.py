import torch
import numpy as np
import torch.nn.functional as F
torch.tensor([1+1j])+torch.tensor([complex(float('inf'),0)])
torch.tensor([1+1j]*9)+torch.tensor([complex(float('inf'),0)]*9)
torch.tensor([complex(float('inf'),0)])+torch.tensor([1+1j])
torch.tensor([1+1j])-torch.tensor([complex(float('inf'),0)])
torch.tensor([1+1j])+torch.tensor([float('inf')])
torch.tensor([float('inf')])+torch.tensor([1+1j])
float('inf')+torch.tensor([1+1j])
torch.tensor([1+1j])*float('inf')
torch.tensor([1+1j])*torch.tensor([float('inf')])
torch.tensor([complex(-0.,-0.)])+torch.tensor([complex(-0.,-0.)])
torch.tensor([complex(-0.,-0.)]*9)+torch.tensor([complex(-0.,-0.)]*9)
torch.tensor([complex(-0.,-0.)])+complex(-0.,-0.)
torch.tensor([complex(-0.,-0.)])-complex(0.,0.)
torch.tensor([1+1j])/float('inf')
torch.tensor([1+1j])/0
torch.tensor([0j])/0
1/torch.tensor([0j])
torch.tensor([1+1j])+float('inf')*1j
torch.add(torch.tensor([1+1j]),torch.tensor([complex(1,float('inf'))]),alpha=2)
(torch.manual_seed(0), torch.ones(1,2,3).exponential_())[1]
(torch.manual_seed(0), torch.ones(20).exponential_())[1]
(torch.manual_seed(0), torch.ones(3,dtype=torch.float64).exponential_(2.0))[1]
F.upsample(V((2, 4, 2), torch.int64), scale_factor=2)
F.upsample(V((1,2, 4, 2), torch.int64), scale_factor=2)
F.upsample(V((1,5, 4, 2), torch.int64), scale_factor=2)
F.upsample(V((1,5, 4, 2), torch.bool), scale_factor=2)
F.upsample(V((1,1, 4, 2), torch.int64), scale_factor=2)
F.upsample(V((1,3, 4, 2), torch.int64), scale_factor=2,mode='bilinear')
F.upsample(V((1,1, 4, 2), torch.int64), scale_factor=2,mode='bilinear')
F.upsample(V((1,1, 4, 2), torch.int64), scale_factor=2,mode='bicubic')
F.upsample(V((1,5, 4, 2), torch.int64), scale_factor=2,mode='bicubic')
F.upsample(V((1,5, 4), torch.int64), scale_factor=2,mode='linear')
F.upsample(V((1,5, 4,2,2), torch.int64), scale_factor=2,mode='trilinear')
F.upsample(V((1,1, 4,2,2), torch.int64), scale_factor=2)
F.interpolate(V((1,1, 4,2), torch.int64), scale_factor=2,mode='nearest-exact')
F.interpolate(V((1,1, 4,2), torch.int64), scale_factor=2,mode='area')
F.interpolate(V((1,5, 4,2), torch.uint8), scale_factor=2,mode='nearest')
F.interpolate(V((1,5, 4,2), torch.int8), scale_factor=2,mode='nearest')
F.interpolate(V((1,5, 4,2), torch.complex64), scale_factor=2,mode='nearest')
F.interpolate(V((1,5, 4,2), torch.float16), scale_factor=2,mode='nearest')
F.interpolate(V((1,5, 4), torch.complex64), scale_factor=2,mode='nearest')
