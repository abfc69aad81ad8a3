k = 'relaxed'
for d in (D.RelaxedBernoulli(T(0.5), T([0.3, 0.6])), D.RelaxedOneHotCategorical(T(0.7), T([0.2, 0.3, 0.5])),
          D.relaxed_bernoulli.LogitRelaxedBernoulli(T(2.0), logits=T([0.3]))):
    show(d, None)
logits = torch.tensor([0.1, 0.5, -0.2], requires_grad=True)
y = D.RelaxedOneHotCategorical(torch.tensor(0.5), logits=logits).rsample()
print(y, y.sum())
(y ** 2).sum().backward()
print(logits.grad)
