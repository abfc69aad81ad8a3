class Slices:
    def __getitem__(self, key):
        return key
SL = Slices()
def setitem(x, key, value):
    x[key] = value
    return x
torch.ones(2,3)[:, None, 9]
torch.ones(2,3)[None, 9]
torch.ones(2,3)[..., 9]
torch.ones(2,3)[:, 9]
torch.ones(2,3,4)[0, ..., 9]
torch.ones(2,3,4)[True, 9]
torch.ones(2,3,4)[[0,1], 9]
torch.ones(2,3,4)[torch.tensor([0,1]), 9]
torch.ones(2,3,4)[torch.tensor([0,1]), :, 9]
torch.ones(2,3,4)[0, torch.tensor([0,9])]
torch.ones(2,3,4)[:, torch.tensor([0,9])]
torch.ones(2,3,4)[None, torch.tensor([0,9])]
torch.ones(2,3)[0, 0, 0]
torch.ones(2,3)[0, 0, ..., 0]
torch.ones(2,3)[..., ...]
torch.ones(2,3)[0, :, :, :]
torch.ones(2,3)[torch.tensor([0]), torch.tensor([0]), torch.tensor([0])]
torch.ones(())[...]
torch.ones(())[None]
torch.ones(())[:]
torch.ones(())[1::-1]
torch.ones(3)[1::-1]
torch.ones(3)[::0]
torch.ones(3)['a']
torch.ones(3)[1.5]
torch.ones(3)[0, 1.5]
torch.ones(3)[{}]
torch.ones(3)[[1.5]]
torch.ones(3)[['a']]
torch.ones(3)[torch.tensor([0.5])]
torch.ones(2,3)[torch.ones(2,3).bool(), torch.ones(2,3).bool()]
torch.ones(2,3)[torch.ones(3).bool()]
torch.ones(2,3)[:, torch.ones(2).bool()]
torch.ones(2,3)[torch.ones(2,2).bool()]
torch.ones(2,3)[torch.ones(2,3,1).bool()]
torch.ones(2,3)[..., torch.ones(2).bool()]
torch.ones(2,3)[torch.tensor([0,1]), torch.tensor([0,1,2])]
torch.ones(2,3)[torch.tensor([0,5])]
torch.ones(2,3)[torch.tensor([0,-5])]
torch.ones(2,3)[[0,5]]
torch.ones(2,3)[range(5)]
torch.ones(0,3)[torch.tensor([0])]
torch.ones(2,3)[np.array([0,5])]
torch.ones(2,3)[np.array([True,False,True])]
torch.ones(2,3)[np.array([0.5])]
torch.ones(2,3)[5]
torch.ones(2,3)[-3]
torch.ones(2,3)[0][5]
torch.ones(2,3)[0,-9]
setitem(torch.ones(2,3), SL[5], 1)
setitem(torch.ones(2,3), SL[0,5], 1)
setitem(torch.ones(2,3), SL[0], torch.ones(2))
setitem(torch.ones(2,3), SL[0], torch.ones(2,3))
setitem(torch.ones(2,3), SL[0], torch.ones(1,1,3))
setitem(torch.ones(2,3), SL[0], torch.ones(1,1,2))
setitem(torch.ones(2,3), SL[None], torch.ones(1,2,4,4))
setitem(torch.ones(2,3), SL[:, :2], torch.ones(1,3))
setitem(torch.ones(2,3), SL[:, 0], torch.ones(3))
setitem(torch.ones(2,3), SL[0], [1,2])
setitem(torch.ones(2,3), SL[0], [1,2,3])
setitem(torch.ones(2,3), SL[0], 'a')
setitem(torch.ones(2,3), SL[0], None)
setitem(torch.ones(2,3), SL[0,0], torch.ones(2))
setitem(torch.ones(2,3), SL[0,0], torch.ones(1,1))
setitem(torch.ones(2,3), SL[0,0], [1])
setitem(torch.ones(2,3), SL[0,0], 1j)
setitem(torch.ones(2,3).long(), SL[0,0], 1.5)
setitem(torch.ones(2,3).byte(), SL[0,0], 300)
setitem(torch.ones(2,3).byte(), SL[0,0], -1)
setitem(torch.ones(2,3).bool(), SL[0,0], 5)
setitem(torch.ones(2,3), SL[torch.tensor([0,1])], torch.ones(2,3).double())
setitem(torch.ones(2,3), SL[torch.tensor([0,1])], torch.ones(3,3))
setitem(torch.ones(2,3), SL[torch.tensor([0,1])], torch.ones(3,3).double())
setitem(torch.ones(2,3), SL[torch.tensor([0,5])], torch.ones(2,3))
setitem(torch.ones(2,3), SL[torch.tensor([0,5])], 1)
setitem(torch.ones(2,3), SL[torch.ones(2,3).bool()], torch.ones(5))
setitem(torch.ones(2,3), SL[torch.ones(2,3).bool()], torch.ones(6).long())
setitem(torch.ones(2,3), SL[torch.ones(2,3).bool()], torch.tensor(1))
setitem(torch.ones(2,3), SL[torch.ones(2,3).bool()], torch.tensor([1]))
setitem(torch.ones(2,3), SL[torch.ones(3).bool()], 1)
setitem(torch.ones(2,3), SL[torch.ones(3).bool()], torch.ones(3).long())
setitem(torch.ones(2,3), SL[torch.tensor([0.5])], torch.ones(3).long())
setitem(torch.ones(2,3), SL[[True,False]], torch.ones(2).half())
setitem(torch.ones(2,3), SL[[0,1], False], torch.ones(2,3).half())
setitem(torch.ones(2,3), SL[-1:, (0,1)], torch.ones(4).half())
setitem(torch.ones(2,3), SL[(0,1), ::2], torch.ones(2,3,4))
setitem(torch.ones(3), SL[True, -1], torch.ones(2,4,2).long())
setitem(torch.ones(2,2,3,3), SL[True, 1:, range(2)], torch.ones(2,2,3,3).byte())
setitem(torch.ones(0,3), SL[range(2), range(2)], torch.ones(0,3).long())
setitem(torch.ones(2,4,2).int(), SL[..., torch.ones(2,3).bool()], torch.ones(2,2,3,3))
setitem(torch.ones(2,3), SL[..., 9], 1)
setitem(torch.ones(2,3), SL[0, 0, 0], 1)
setitem(torch.ones(2,3), SL['a'], 1)
setitem(torch.ones(2,3), SL[1.5], 1)
setitem(torch.ones(2,3), SL[:, ::-1], 1)
setitem(torch.ones(2,3), SL[False], 1)
setitem(torch.ones(2,3), SL[...], torch.ones(3,3))
setitem(torch.ones(()), SL[...], 3)
setitem(torch.ones(()), SL[()], 3)
setitem(torch.ones(()), SL[0], 3)
setitem(torch.ones(()), SL[:], 3)
setitem(torch.ones(2,3), SL[0], np.ones(3))
setitem(torch.ones(2,3), SL[0], np.ones(2))
torch.ones(2,3).index_put_((torch.tensor([0]),), torch.tensor([1]))
torch.ones(2,3).index_put_([torch.tensor([0]), torch.tensor([0]), torch.tensor([0])], torch.ones(()))
torch.ones(2,3).masked_fill_(torch.ones(0,3).bool(), 0)
torch.ones(2,3).masked_fill(torch.ones(0,3).bool(), 0)
torch.ones(2,3).masked_fill(torch.ones(2).bool(), 0)
torch.ones(2,3).masked_fill(torch.ones(2,3).bool(), torch.ones(2))
torch.ones(2,3).masked_fill(torch.ones(2).bool(), torch.ones(2))
torch.ones(2,3).masked_fill_(torch.ones(2).bool(), torch.ones(2))
torch.ones(3).masked_fill(torch.ones(2,3).bool(), 0)
torch.ones(3).masked_fill_(torch.ones(2,3).bool(), 0)
torch.ones(3).masked_fill(torch.ones(3), 0)
torch.ones(3).masked_fill(torch.ones(3).byte(), 0)
torch.ones(3).masked_fill(torch.ones(2), 0)
torch.ones(3).long().masked_fill(torch.ones(3).bool(), 1.5)
torch.ones(3).masked_scatter(torch.ones(6).bool(), torch.ones(3))
torch.ones(3).masked_scatter(torch.ones(3).bool(), torch.ones(2))
torch.ones(3).masked_scatter(torch.ones(3).bool(), torch.ones(3).long())
torch.ones(3).masked_scatter(torch.ones(3), torch.ones(3))
torch.masked_select(torch.ones(3), torch.ones(2).bool())
torch.masked_select(torch.ones(3), torch.ones(3))
torch.ones(3,3).scatter_reduce(-1, torch.tensor([0,0]).int(), torch.ones(1,2,3), 'prod')
torch.ones(3).scatter_reduce(0, torch.tensor([0,0]), torch.ones(2).long(), 'prod')
torch.ones(3).scatter_reduce(3, torch.tensor([0]), torch.ones(2), 'bad')
torch.ones(3).scatter_reduce(0, torch.tensor([0]), torch.ones(2), 'bad')
torch.ones(3).scatter_reduce(0, torch.tensor([7]), torch.ones(2), 'sum')
torch.ones(3).scatter(0, torch.tensor([7]), torch.ones(2))
torch.ones(3).scatter(0, torch.tensor([0.]), torch.ones(2))
torch.ones(3).scatter(0, torch.tensor([0]), torch.ones(2).long())
torch.ones(3).scatter(1, torch.tensor([0]), torch.ones(2))
torch.ones(3,3).scatter(1, torch.tensor([0]), torch.ones(2))
torch.ones(3,3).scatter(1, torch.tensor([[0,1,2,0]]), torch.ones(1,2))
torch.ones(3).scatter_add(0, torch.tensor([7]), torch.ones(2))
torch.ones(3).scatter_add(0, torch.tensor([0]), torch.ones(2).double())
torch.ones(3).index_add(3, torch.tensor([7]), torch.ones(3).long())
torch.ones(3).index_add(0, torch.tensor([7]), torch.ones(3))
torch.ones(3).index_add(0, torch.tensor([7]), torch.ones(1))
torch.ones(3).index_add(0, torch.tensor([0]), torch.ones(1).long())
torch.ones(3).index_add(0, torch.tensor([[0]]), torch.ones(1))
torch.ones(3).index_copy(0, torch.tensor([7]), torch.ones(1))
torch.ones(2,3).index_copy(0, torch.tensor([7]), torch.ones(3).cdouble())
torch.ones(3).index_copy(0, torch.tensor([0]), torch.ones(1).long())
torch.ones(3).index_copy(0, torch.tensor([0.]), torch.ones(1))
torch.ones(3).index_fill(0, torch.tensor([7]), 1)
torch.ones(3).index_fill(0, torch.tensor([0.]), 1)
torch.ones(3).index_fill(1, torch.tensor([0]), 1)
torch.ones(3).index_fill(0, torch.tensor([0]), torch.ones(2))
torch.ones(3).index_select(0, torch.tensor([[0]]))
torch.ones(3).index_select(1, torch.tensor([0]))
torch.ones(3).put(torch.tensor([0,0]).int(), torch.ones(2))
torch.ones(3).put(torch.tensor([0,0]), torch.ones(3))
torch.ones(3).put(torch.tensor([0]), torch.ones(1).long())
torch.ones(3).take(torch.tensor([0.]))
torch.ones(3).take(torch.tensor([7]))
torch.ones(0).take(torch.tensor([0]))
torch.take_along_dim(torch.ones(2,3), torch.tensor([0]), 1)
torch.take_along_dim(torch.ones(2,3), torch.tensor([[7]]), 1)
torch.take_along_dim(torch.ones(2,3), torch.tensor([[0]]).int(), 1)
torch.gather(torch.ones(2,3), 1, torch.tensor([[7]]))
torch.gather(torch.ones(2,3), 1, torch.tensor([[0]]).int())
torch.gather(torch.ones(2,3), 1, torch.tensor([[0.]]))
torch.gather(torch.ones(2,3), 2, torch.tensor([[0]]))
torch.gather(torch.ones(2,3), 1, torch.tensor([0]))
torch.gather(torch.ones(2,3), 1, torch.zeros(3,1).long())
torch.slice_scatter(torch.ones(3), torch.ones(2))
torch.select_scatter(torch.ones(2,3), torch.ones(2), 0, 0)
torch.select_scatter(torch.ones(2,3), torch.ones(3), 0, 5)
torch.diagonal_scatter(torch.ones(3,3), torch.ones(2))
torch.narrow(torch.ones(3), 0, 1, 5)
torch.narrow(torch.ones(3), 0, 5, 1)
torch.narrow(torch.ones(3), 0, 1, -1)
torch.narrow_copy(torch.ones(3), 0, 1, 5)
torch.fft.fftshift(torch.ones(()))
torch.roll(torch.ones(2), ())
torch.ones(2).copy_(3)
torch.ones(2).copy_('a')
torch.ones(2).copy_(src=torch.ones(2))
torch.tensor([1.5,[2]])
torch.tensor([True,[2]])
torch.tensor([1j,[2]])
torch.tensor([1,[2,3]], dtype=torch.float32)
torch.tensor([1,[2,3]], dtype=torch.int32)
torch.tensor([1,(2,3)])
torch.tensor([1,torch.ones(2)])
torch.tensor([1,{}])
torch.tensor([1,None])
torch.tensor([1.5,None])
torch.tensor([True,None])
torch.tensor([1.5,'a'])
torch.complex(torch.ones(3), torch.ones(3).double())
torch.complex(torch.ones(3).long(), torch.ones(3).long())
torch.complex(torch.ones(3).double(), torch.ones(3))
torch.complex(torch.ones(3).bfloat16(), torch.ones(3).bfloat16())
torch.polar(torch.ones(3), torch.ones(3).long())
torch.tril_indices(2, 2, dtype=torch.int16)
torch.tril_indices(2, 2, dtype=torch.int32)
torch.tril_indices(2, 2, dtype=torch.float32)
torch.tril_indices(2, 2, dtype=torch.bool)
torch.linalg.lu_factor(torch.ones(3))
torch.linalg.lu_factor_ex(torch.ones(3), pivot=False)
torch.linalg.lu(torch.ones(()))
torch.linalg.lu_factor(torch.ones(3,3).long())
torch.linalg.solve(torch.ones(2,3).bool(), torch.ones(2,3).bool())
torch.linalg.solve(torch.ones(()).bool(), torch.ones(2,3).bool())
torch.linalg.solve(torch.ones(2,3), torch.ones(2))
torch.linalg.solve(torch.ones(2,2), torch.ones(2))
torch.linalg.solve(torch.eye(2), torch.ones(3))
torch.linalg.solve(torch.eye(2), torch.ones(2).double())
torch.linalg.solve(torch.zeros(2,2), torch.ones(2))
torch.linalg.inv(torch.zeros(2,2))
torch.linalg.inv(torch.ones(2,3))
torch.linalg.inv(torch.ones(2,2).long())
torch.linalg.inv(torch.ones(2))
torch.linalg.det(torch.ones(2,3))
torch.linalg.det(torch.ones(2,2).long())
torch.linalg.cholesky(torch.ones(2,3))
torch.linalg.cholesky(-torch.eye(2))
torch.linalg.cholesky(torch.eye(2).long())
torch.linalg.eigh(torch.ones(2,3))
torch.linalg.svd(torch.ones(2))
torch.linalg.svd(torch.ones(2,2).long())
torch.linalg.qr(torch.ones(2))
torch.linalg.qr(torch.ones(2,2), 'x')
torch.linalg.matrix_exp(torch.ones(()).bool())
torch.linalg.matrix_exp(torch.ones(2,3).long())
torch.linalg.matrix_exp(torch.ones(2,2).long())
torch.linalg.cond(torch.ones(()), p='fro')
torch.linalg.cond(torch.ones(2,2).long())
torch.linalg.matrix_rank(torch.ones(2,3).bool())
torch.linalg.matrix_power(torch.ones(2,3), 2)
torch.linalg.norm(torch.ones(2,3), 'x')
torch.linalg.norm(torch.ones(2,3), dim=(0,1,2))
torch.linalg.norm(torch.ones(2,3).long())
torch.linalg.matrix_norm(torch.ones(3))
torch.linalg.matrix_norm(torch.ones(3,3), 'x')
torch.linalg.matrix_norm(torch.ones(3,3), 5)
torch.linalg.vector_norm(torch.ones(3), dtype=torch.float16)
torch.linalg.vector_norm(torch.ones(3).cfloat(), dtype=torch.float32)
torch.linalg.vector_norm(torch.ones(3), dtype=torch.cfloat)
torch.linalg.vector_norm(torch.ones(3), dtype=torch.float64)
torch.linalg.vector_norm(torch.ones(3), 'a')
torch.norm(torch.ones(3), dtype=torch.int16)
torch.norm(torch.ones(3).bfloat16(), 3, dtype=torch.int16)
torch.histogram(torch.ones(3).bool(), torch.ones(3).bool())
torch.histogram(torch.ones(3).long(), 3)
torch.histc(torch.ones(3).long(), 3)
torch.histc(torch.ones(3), 0)
torch.bincount(torch.tensor([1.]))
torch.bincount(torch.tensor([-1]))
torch.bincount(torch.ones(2,2).long())
torch.bincount(torch.tensor([1]), torch.ones(2))
torch.true_divide(torch.ones(2,3), -0.5, [1])
torch.ones(2).remainder_()
torch.ones(2).int().div_(2)
torch.ones(2).int().add_(1.5)
torch.ones(2).int().add_(torch.ones(3))
torch.ones(2).int().sqrt_()
torch.ones(2).bool().add_(1)
torch.ones(2).add_(1j)
torch.lu_unpack(torch.ones(()), torch.ones(()))
torch.lu_unpack(torch.ones(2,2), torch.ones(2))
