import Testing

/// What sparse tensors do not support says so and names itself, however it is called: as a method, a function of
/// `torch`, an operator of Python, an attribute, or with the sparse tensor among other arguments.
@Suite struct SparseTests {
  @Test(
    arguments: [
      ("s.exp()", "exp()"), ("torch.exp(s)", "exp()"), ("s.max()", "max()"), ("torch.dot(s, s)", "dot()"),
      ("s.view(6)", "view()"), ("s.exp_()", "exp_()"), ("s.fill_(1)", "fill_()"), ("torch.ones_like(s)", "ones_like()"),
      ("torch.stack([torch.ones(2, 3), s])", "cat() with other layouts"),
      ("torch.maximum(torch.ones(2, 3), s)", "maximum()"),
      ("torch.where(s, 1., 2.)", "where()"), ("torch.numel(input=s)", "numel()"), ("s == s", "__eq__"),
      ("s != 1", "__ne__"), ("s > 1", "__gt__"), ("1 in s", "__contains__"), ("s // 2", "__floordiv__"),
      ("s[0:1]", "indexing by other than whole numbers"),
      ("s[torch.tensor([0])]", "indexing by other than whole numbers"),
      ("s.apply_(abs)", "this method"), ("s.H", "H"), ("s.register_hook(print)", "this method"),
      ("torch.nn.functional.relu6(s)", "hardtanh()"), ("c.exp()", "exp()"),
      ("c.sum(0)", "sum() over dimensions in the layout torch.sparse_csr"),
      ("c @ torch.eye(3).to_sparse_csr()", "a product of two tensors"),
      (
        "torch.nn.functional.embedding(torch.tensor([0]), torch.ones(2, 2, requires_grad=True) * 2, sparse=True)",
        "embedding(sparse=True) of a weight that is no leaf"
      ),
    ])
  func refuses(_ program: String, _ name: String) {
    let printed = Program.output(
      of: "import torch\ns = torch.tensor([[0., 2., 0.], [3., 0., 4.]]).to_sparse()\nc = s.to_sparse_csr()\n"
        + program + "\n")
    #expect(printed.hasPrefix("NotImplementedError: \(name)"), "\(printed)")
    #expect(printed.contains("is not supported by nbrun"), "\(printed)")
  }

  /// Attributes that are not declared for sparse tensors are refused too, never answered for something else.
  @Test func everyAttributeIsAnsweredOrRefused() {
    let printed = Program.output(
      of: """
        import torch
        s = torch.tensor([[0., 2., 0.], [3., 0., 4.]]).to_sparse()
        def kind(name):
            try:
                value = getattr(s, name)
            except NotImplementedError as e:
                return "refused" if name in str(e) else str(e)
            except AttributeError:
                return "missing"
            return "method" if callable(value) else "value"
        [n for n in dir(s) if not n.startswith("_") and kind(n) == "value"]
        """)
    let known =
      "['T', 'data', 'device', 'dtype', 'grad', 'grad_fn', 'is_leaf', 'is_sparse', 'is_sparse_csr', 'layout', 'mT', "
      + "'ndim', 'requires_grad', 'retains_grad', 'shape']\n"
    #expect(printed == known)
  }
}
