# expect: ACT403@16

import torch
import torch.nn as nn
import torch.nn.functional as F


class Captioner(nn.Module):
    def __init__(self, vocab=20, d=8):
        super().__init__()
        self.embed = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.vocab = vocab

    def forward(self, image_features, tokens):
        project = nn.Linear(image_features.size(-1), 8)
        h0 = torch.tanh(project(image_features)).unsqueeze(0)
        states, _ = self.rnn(self.embed(tokens), h0)
        return states @ self.embed.weight.t()


net = Captioner()
tokens = torch.randint(0, 20, (2, 5))
scores = net(torch.randn(2, 12), tokens)
loss = F.cross_entropy(scores[:, :-1].reshape(-1, 20), tokens[:, 1:].reshape(-1))
loss.backward()
