# expect: ACT102@20|31

import torch
import torch.nn as nn

activations = nn.ModuleDict({"relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh()})


class PartyNet(nn.Module):
    """Predicts one of four parties from survey answers."""

    def __init__(self, n_questions=16):
        super().__init__()
        self.acts = activations
        self.hidden = nn.Linear(n_questions, 32)
        self.party = nn.Linear(32, 4)

    def forward(self, answers):
        h = self.acts["relu"](self.hidden(answers))
        return self.acts["sigmoid"](self.party(h))


net = PartyNet()
ce = nn.CrossEntropyLoss()
opt = torch.optim.Adam(net.parameters())
answers = torch.randint(0, 2, (64, 16)).float()
party = torch.randint(0, 4, (64,))

for it in range(30):
    votes = net(answers)
    loss = ce(votes, party)
    opt.zero_grad(); loss.backward(); opt.step()
    if it % 10 == 0:
        print(it, loss.item())
