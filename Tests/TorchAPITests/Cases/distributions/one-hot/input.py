k = 'one-hot'
for d in (D.OneHotCategorical(T([0.2, 0.3, 0.5])), D.OneHotCategoricalStraightThrough(logits=torch.arange(6.0).view(2, 3))):
    show(d, None)
logits = torch.tensor([0.1, 0.5], requires_grad=True)
(D.OneHotCategoricalStraightThrough(logits=logits).rsample() * T([1.0, 3.0])).sum().backward()
print(logits.grad)
