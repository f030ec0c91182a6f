# expect: ACT106@20
# why: The variable log_probs holds plain probabilities.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(4, 16)
        self.action = nn.Linear(16, 2)

    def forward(self, obs):
        return F.softmax(self.action(F.relu(self.affine(obs))), dim=-1)


policy = Policy()
log_probs = policy(torch.randn(6, 4))
imitation = F.nll_loss(log_probs, torch.randint(0, 2, (6,)))
imitation.backward()
