# expect: ACT103@24
# why: forward returns torch.sigmoid and the loss is the functional on logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Spam(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.EmbeddingBag(40, 8)
        self.fc = nn.Linear(8, 1)

    def forward(self, ids):
        z = self.fc(self.emb(ids))
        return torch.sigmoid(z).squeeze(1)


def main():
    model = Spam()
    opt = torch.optim.Adam(model.parameters())
    for _ in range(2):
        p = model(torch.randint(0, 40, (6, 5)))
        loss = F.binary_cross_entropy_with_logits(p, torch.randint(0, 2, (6,)).float())
        opt.zero_grad()
        loss.backward()
        opt.step()


main()
