import io
import torch
from torch import nn
def start():
    torch.manual_seed(20)
    model = nn.Linear(3, 2)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, gamma=0.5)
    return model, optimizer, scheduler

x, y = torch.ones(4, 3), torch.zeros(4, 2)
def train(model, optimizer, scheduler, steps):
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return loss

whole = start()
print(train(*whole, 6))
half = start()
print(train(*half, 3))
file = io.BytesIO()
torch.save({"model": half[0].state_dict(), "optimizer": half[1].state_dict(), "scheduler": half[2].state_dict()}, file)
size = file.seek(0)
kept = torch.load(file)
sorted(kept)
again = start()
again[0].load_state_dict(kept["model"])
again[1].load_state_dict(kept["optimizer"])
again[2].load_state_dict(kept["scheduler"])
print(train(*again, 3))
torch.equal(again[0].weight, whole[0].weight)
again[1].param_groups[0]["lr"], again[2].last_epoch
again[1].state_dict()["state"][0]["step"]
