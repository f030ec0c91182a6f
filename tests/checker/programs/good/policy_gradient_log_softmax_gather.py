# expect: none
# why: log_softmax and gather give the log-probability of the action.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(5, 3)
obs, actions, returns = torch.randn(6, 5), torch.randint(0, 3, (6,)), torch.randn(6)
logp = F.log_softmax(net(obs), dim=-1)
chosen = logp.gather(1, actions[:, None]).squeeze(1)
loss = -(chosen * returns).mean()
loss.backward()
with torch.no_grad():
    sample = torch.multinomial(F.softmax(net(obs), dim=-1), 1)
print(sample.shape)
