"""The values row by row, with their columns and where each row begins: `torch.sparse_csr`."""
import torch
from torch._sparse._common import Tensor, _alias, _is_number, _unsupported
from torch._sparse._coo import coordinates


class _CompressedRows(Tensor):
    """The values row by row, with their columns and where each row begins: `torch.sparse_csr`."""
    __module__ = "torch"
    __qualname__ = "Tensor"
    layout = torch.sparse_csr

    def _with(self, values):
        return rows(self._starts, self._columns, values, self._sizes)

    def _parts(self):
        return [("crow_indices", self._starts), ("col_indices", self._columns), ("values", self._kept.detach())]

    def indices(self):
        raise RuntimeError("indices expected sparse coordinate tensor layout but got SparseCsr")

    def coalesce(self):
        raise RuntimeError("coalesce expected sparse coordinate tensor layout but got SparseCsr")

    def is_coalesced(self):
        raise RuntimeError("is_coalesced expected sparse coordinate tensor layout but got SparseCsr")

    def sparse_dim(self):
        return 2

    def dense_dim(self):
        return 0

    def crow_indices(self):
        return self._starts

    def col_indices(self):
        return self._columns

    def values(self):
        return _alias("ValuesBackward0", self._kept)

    def _row_and_column(self):
        counts = self._starts[1:] - self._starts[:-1]
        return torch.repeat_interleave(torch.arange(self._sizes[0]), counts), self._columns.long()

    def to_dense(self, dtype=None, *, masked_grad=None):
        return self.to_sparse_coo().to_dense(dtype)

    def to_sparse(self, sparse_dim=None, *, layout=None):
        if layout is torch.sparse_csr:
            return self
        if sparse_dim not in (None, 2) or layout not in (None, torch.sparse_coo):
            raise _unsupported("to_sparse() with these arguments")
        return self.to_sparse_coo()

    def to_sparse_coo(self):
        places = torch.stack(self._row_and_column())
        return coordinates(places, _alias("ToSparseBackward0", self._kept), self._sizes, True)

    def to_sparse_csr(self, dense_dim=None):
        return self

    def mul(self, other):
        if not _is_number(other):
            raise _unsupported("mul() with a tensor in the layout torch.sparse_csr")
        return self._each(lambda v: v * other)

    multiply = mul

    def _added(self, other, alpha, node, sign):
        if not isinstance(other, _CompressedRows):
            raise _unsupported("adding another layout to torch.sparse_csr")
        return self.to_sparse_coo()._added(other.to_sparse_coo(), alpha, node, sign).to_sparse_csr()

    def _summed(self, dim, keepdim, dtype, node):
        raise _unsupported("sum() over dimensions in the layout torch.sparse_csr")


_CompressedRows.__name__ = "Tensor"


def rows(starts, columns, values, sizes):
    made = _CompressedRows()
    made._starts, made._columns, made._kept, made._sizes = starts, columns, values, torch.Size(sizes)
    return made
