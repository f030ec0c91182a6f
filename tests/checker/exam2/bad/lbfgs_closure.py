# expect: ACT101@22|29

# %% [markdown]
# # Softmax regression with L-BFGS

# %%
import torch
from torch import nn
from torch.nn.functional import cross_entropy, softmax

X = torch.randn(200, 5)
W_true = torch.randn(5, 3)
y = (X @ W_true).argmax(1)

# %%
lin = nn.Linear(5, 3)
opt = torch.optim.LBFGS(lin.parameters(), max_iter=20)


def predict(inputs):
    z = lin(inputs)
    return softmax(z, dim=1)


# %%
def closure():
    opt.zero_grad()
    p = predict(X)
    loss = cross_entropy(p, y)
    loss.backward()
    return loss


for _ in range(5):
    print(opt.step(closure).item())

# %%
(predict(X).argmax(1) == y).float().mean()
