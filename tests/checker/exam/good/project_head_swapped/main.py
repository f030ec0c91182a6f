# expect: none
# why: The package's model has a softmax for inference; the trainer calls forward_logits.
import torch
from net import Net
from train import train_step

net = Net()
train_step(net, (torch.randn(4, 6), torch.randint(0, 4, (4,))), torch.optim.SGD(net.parameters(), lr=0.1))
print(net(torch.randn(1, 6)))
