"""What all sparse layouts have in common."""
import torch
from torch._C import _SparseBase, _one_linear_node, _one_node, _text_of_parts


def _unsupported(what):
    return NotImplementedError(f"{what} of a sparse tensor is not supported by nbrun")


def _node(name, function, *inputs):
    """The function as one node of the graph, as PyTorch counts it."""
    return _one_node(name, function, *inputs)


def _linear(name, function, *inputs):
    """The same for a function whose gradient needs none of its inputs."""
    return _one_linear_node(name, function, *inputs)


def _alias(name, values):
    """The same values behind a node of their own, if there is a graph."""
    return _linear(name, lambda v: v[:], values) if values.requires_grad and torch.is_grad_enabled() else values


def _refusing(result, what):
    """The result of something that PyTorch has no gradient for, or one that reaches places the tensor does not have."""
    if result.requires_grad:
        def refuse(gradient):
            raise _unsupported(f"the gradient of {what}")
        result.register_hook(refuse)
    return result


def _is_number(value):
    return isinstance(value, (bool, int, float, complex)) or _is_strided(value) and value.dim() == 0


def _is_strided(value):
    return isinstance(value, torch.Tensor) and not isinstance(value, _SparseBase)


def _wrapped(dim, rank):
    if not -rank <= dim < rank:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
    return dim % rank


def _rows_of(indices, sizes):
    """For each place its number, counted in row-major order."""
    number = torch.zeros(indices.shape[1], dtype=torch.int64)
    for row, size in zip(indices, sizes):
        number = number * size + row
    return number


def _product(count, rows, columns, values, dense):
    """Rows of a matrix product: the rows of `dense` that `columns` name, times the values, summed by `rows`."""
    dtype = torch.result_type(values, dense)
    scaled = values.to(dtype).unsqueeze(1) * dense.to(dtype)[columns]
    return torch.zeros(count, dense.shape[1], dtype=dtype).index_add(0, rows, scaled)


def _warn_of_checks(check_invariants):
    """PyTorch checks nothing unless asked to, and says so once; here all is checked."""
    if check_invariants is None and not torch.sparse.check_sparse_tensor_invariants._is_chosen:
        torch._C._warn_once(
            "Sparse invariants",
            "Sparse invariant checks are implicitly disabled. Memory errors (e.g. SEGFAULT) will occur when operating on a "
            "sparse tensor which violates the invariants, but checks incur performance overhead. To silence this warning, "
            "explicitly opt in or out. See `torch.sparse.check_sparse_tensor_invariants.__doc__` for guidance.  (Triggered "
            "internally at /__w/pytorch/pytorch/aten/src/ATen/Context.cpp:816.)")


class Tensor(_SparseBase):
    """What all sparse layouts have in common."""
    __module__ = "torch"

    # What it is

    @property
    def shape(self):
        return self._sizes

    @property
    def dtype(self):
        return self._kept.dtype

    @property
    def device(self):
        return self._kept.device

    @property
    def ndim(self):
        return len(self._sizes)

    @property
    def is_sparse(self):
        return self.layout is torch.sparse_coo

    @property
    def is_sparse_csr(self):
        return self.layout is torch.sparse_csr

    @property
    def requires_grad(self):
        return self._kept.requires_grad

    @property
    def grad_fn(self):
        return self._kept.grad_fn

    @property
    def is_leaf(self):
        return self._kept.is_leaf

    @property
    def retains_grad(self):
        return self._kept.retains_grad

    @property
    def data(self):
        return self.detach()

    @property
    def grad(self):
        return None if not self._kept.is_leaf or self._kept.grad is None else self._with(self._kept.grad)

    @grad.setter
    def grad(self, value):
        if value is not None:
            raise _unsupported("setting grad")
        self._kept.grad = None

    def dim(self):
        return len(self._sizes)

    ndimension = dim

    def size(self, dim=None):
        return self._sizes if dim is None else self._sizes[_wrapped(dim, self.dim())]

    def numel(self):
        return self._sizes.numel()

    nelement = numel

    def element_size(self):
        return self._kept.element_size()

    def is_floating_point(self):
        return self._kept.is_floating_point()

    def is_complex(self):
        return self._kept.is_complex()

    def is_signed(self):
        return self._kept.is_signed()

    def is_contiguous(self):
        return False

    def get_device(self):
        return -1

    def _nnz(self):
        return self._kept.shape[0]

    def __len__(self):
        if not self._sizes:
            raise TypeError("len() of a 0-d tensor")
        return self._sizes[0]

    def __repr__(self):
        suffixes = ["size=" + str(tuple(self._sizes)), f"nnz={self._nnz()}"]
        if self.dtype not in (torch.get_default_dtype(), torch.int64, torch.bool, torch.complex64):
            suffixes.append(f"dtype={self.dtype}")
        suffixes.append(f"layout={self.layout}")
        if self.grad_fn is not None:
            suffixes.append(f"grad_fn=<{self.grad_fn.name()}>")
        elif self.requires_grad:
            suffixes.append("requires_grad=True")
        return _text_of_parts(self._parts(), suffixes, self.is_sparse)

    def __dir__(self):
        return dir(type(self))

    def __format__(self, spec):
        if spec:
            raise TypeError("unsupported format string passed to Tensor.__format__")
        return repr(self)

    __hash__ = object.__hash__

    # Other values in the same places

    def _each(self, function):
        """Another tensor of the same places."""
        return self._with(function(self._kept))

    def to(self, *args, **options):
        if any(isinstance(a, torch.layout) for a in args) or "layout" in options:
            raise _unsupported("to() another layout")
        return self._each(lambda v: v.to(*args, **options))

    def type(self, dtype=None):
        if dtype is None:
            return "torch.sparse." + self._kept.type().rpartition(".")[2]
        return self._each(lambda v: v.type(dtype))

    def cpu(self):
        return self

    def clone(self):
        return self._each(lambda v: v.clone())

    def detach(self):
        return self._each(lambda v: v.detach())

    def requires_grad_(self, requires_grad=True):
        self._kept.requires_grad_(requires_grad)
        return self

    def neg(self):
        return self._each(lambda v: -v)

    def div(self, other, *, rounding_mode=None):
        if not _is_number(other):
            shape = list(other.shape) if isinstance(other, torch.Tensor) else "[]"
            raise RuntimeError(
                "Sparse division requires a scalar or zero-dim dense tensor divisor (got shape "
                f"{shape} for divisor)")
        if rounding_mode is not None:
            raise _unsupported("div() with a rounding mode")
        return self._each(lambda v: v / other)

    divide = true_divide = __truediv__ = div

    def sub(self, other, *, alpha=1):
        return self._added(other, alpha, "SubBackward0", -1)

    def add(self, other, *, alpha=1):
        return self._added(other, alpha, "AddBackward0", 1)

    subtract = __sub__ = sub
    __add__ = add

    def __radd__(self, other):
        return self._added_to(other, 1)

    def __rsub__(self, other):
        return self._added_to(other, -1)

    def _added_to(self, other, sign):
        if _is_number(other):
            raise RuntimeError("add(sparse, dense) is not supported. Use add(dense, sparse) instead.")
        name = "AddBackward0" if sign > 0 else "SubBackward0"
        result = _node(name, lambda d, v: d + sign * self._with(v).to_dense(), other, self._kept)
        return _refusing(result, "adding a sparse tensor") if self.requires_grad else result

    def __mul__(self, other):
        return self.mul(other)

    __rmul__ = __mul__

    def __pow__(self, exponent):
        return self.pow(exponent)

    def add_(self, other, *, alpha=1):
        return self._become(self.add(other, alpha=alpha))

    def sub_(self, other, *, alpha=1):
        return self._become(self.sub(other, alpha=alpha))

    def __imul__(self, other):
        return self._become(self * other)

    def __itruediv__(self, other):
        return self._become(self / other)

    __iadd__, __isub__, mul_, div_ = add_, sub_, __imul__, __itruediv__

    def detach_(self):
        return self._become(self.detach())

    def neg_(self):
        return self._become(-self)

    def _become(self, other):
        if self.requires_grad and self.is_leaf and torch.is_grad_enabled():
            raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
        if other.dtype != self.dtype:
            raise RuntimeError(f"result type {str(other.dtype)[6:]} can't be cast to the desired output type")
        self.__dict__.update(other.__dict__)
        return self

    def __neg__(self):
        return self.neg()

    def __abs__(self):
        return self.abs()

    def __pos__(self):
        return self

    # Products

    def mm(self, other):
        return torch._sparse._matrix_product(self, other, "MmBackward0")

    def mv(self, other):
        sizes, vector = self._sizes, other
        if len(sizes) != 2 or vector.dim() != 1 or sizes[1] != vector.shape[0]:
            raise RuntimeError(f"size mismatch, got input ({'x'.join(map(str, sizes))}), "
                               f"vec ({'x'.join(map(str, vector.shape))})")
        rows, columns = self._row_and_column()
        result = _node("MvBackward0", lambda v, d: _product(sizes[0], rows, columns, v, d.unsqueeze(1)).squeeze(1),
                       self._kept, vector)
        return _refusing(result, "mv()") if self.requires_grad else result

    def matmul(self, other):
        if self.dim() == 2 and isinstance(other, torch.Tensor):
            if other.dim() == 1:
                return self.mv(other)
            if other.dim() == 2:
                return self.mm(other)
        raise _unsupported("a product with more than two dimensions")

    def __matmul__(self, other):
        return self.matmul(other) if isinstance(other, torch.Tensor) else NotImplemented

    def __rmatmul__(self, other):
        return torch._sparse._matrix_product(other, self, "MmBackward0")

    # Sums

    def sum(self, dim=None, keepdim=False, *, dtype=None):
        if dim is None:
            return _refusing(self._kept.sum(dtype=dtype), "sum()")
        return self._summed(dim, keepdim, dtype, "SumBackward1")

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        if dim is not None or keepdim or dtype is not None:
            raise _unsupported("norm() over dimensions")
        return _refusing(_node("NormBackward1", lambda v: v.norm(p), self._kept), "norm()")

    # What PyTorch refuses, too

    def numpy(self):
        raise TypeError("can't convert Sparse layout tensor to numpy. Use Tensor.to_dense() first.")

    def item(self):
        if self.numel() != 1:
            raise RuntimeError(f"a Tensor with {self.numel()} elements cannot be converted to Scalar")
        return self.to_dense().item()

    def reshape(self, *shape):
        raise RuntimeError("reshape is not implemented for sparse tensors")

    flatten = reshape

    def tolist(self):
        raise RuntimeError("Cannot access data pointer of Tensor that doesn't have storage")

    data_ptr = tolist

    def storage(self):
        raise NotImplementedError("Cannot access storage of SparseTensorImpl")

    def __float__(self):
        return float(self._single())

    def __int__(self):
        return int(self._single())

    def _single(self):
        if self.numel() != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.to_dense()

    def __bool__(self):
        if self.numel() != 1:
            count = "no values" if self.numel() == 0 else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {count} is ambiguous")
        return bool(self.to_dense())


def _refused(name):
    def refuse(self, *_):
        raise _unsupported(name)
    return refuse


# What Python would otherwise answer by itself, by identity or with another error.
for _name in ("eq ne lt le gt ge contains setitem delitem floordiv rfloordiv mod rmod rtruediv rpow invert lshift rshift "
              "and or xor complex index reversed array getitem iter").split():
    setattr(Tensor, f"__{_name}__", _refused(f"__{_name}__"))


def _cast(name):
    return lambda self: self._each(lambda v: getattr(v, name)())


for _name in "bfloat16 bool byte cdouble cfloat char double float half int long short".split():
    setattr(Tensor, _name, _cast(_name))
