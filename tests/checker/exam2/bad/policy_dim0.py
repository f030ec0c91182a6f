# expect: ACT125@17|26

import torch
import torch.nn as nn
import torch.nn.functional as F


class ReviewNet(nn.Module):
    def __init__(self, n_words=300, n_stars=5):
        super().__init__()
        self.bag = nn.EmbeddingBag(n_words, 40, mode="mean")
        self.l1 = nn.Linear(40, 40)
        self.l2 = nn.Linear(40, n_stars)

    def forward(self, words):
        h = torch.relu(self.l1(self.bag(words)))
        return F.log_softmax(self.l2(h), dim=0)


model = ReviewNet()
optimizer = torch.optim.Adagrad(model.parameters(), lr=0.05)
for step in range(8):
    words = torch.randint(0, 300, (32, 20))
    stars = torch.randint(0, 5, (32,))
    log_probs = model(words)
    loss = F.nll_loss(log_probs, stars)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
