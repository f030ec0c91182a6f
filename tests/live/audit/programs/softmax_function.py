# ACT101
import torch
import torch.nn.functional as F

# Logistic regression without a single module.
weight = torch.zeros(6, 3, requires_grad=True)
bias = torch.zeros(3, requires_grad=True)
data = torch.randn(30, 6)
kinds = data[:, :3].argmax(1)
rate = 0.5
while rate > 0.1:
    z = F.linear(data, weight.t(), bias)
    z = F.softmax(z, dim=-1)  # BAD SOURCE
    value = F.cross_entropy(z, kinds)  # LOSS
    value.backward()
    with torch.no_grad():
        weight.sub_(rate * weight.grad)
        bias.sub_(rate * bias.grad)
    weight.grad = bias.grad = None
    rate *= 0.7
