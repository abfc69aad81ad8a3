import torch
torch.manual_seed(2)
x = torch.linspace(-1, 1, 30)
y = 1 - 2 * x + 3 * x ** 3 + 0.05 * torch.randn(30)
powers = torch.stack([x ** k for k in range(4)], dim=1)
w = torch.zeros(4, requires_grad=True)
optimizer = torch.optim.LBFGS([w], lr=1, max_iter=10, line_search_fn="strong_wolfe")
calls = 0
def closure():
    global calls
    calls += 1
    optimizer.zero_grad()
    loss = ((powers @ w - y) ** 2).mean()
    loss.backward()
    return loss

for step in range(3):
    print(f"{optimizer.step(closure).item():.5f}")

w
torch.linalg.lstsq(powers, y.unsqueeze(1)).solution.squeeze(1)
