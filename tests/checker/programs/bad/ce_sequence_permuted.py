# expect: ACT101@21
# why: Softmax over the last dim, then permuted so that the classes are dim 1 of the cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Decoder(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.emb = nn.Embedding(vocab, 10)
        self.out = nn.Linear(10, vocab)

    def forward(self, t):
        return F.softmax(self.out(self.emb(t)), dim=-1)


decoder = Decoder(11)
tokens = torch.randint(0, 11, (3, 6))
probs = decoder(tokens[:, :-1])
loss = F.cross_entropy(probs.permute(0, 2, 1).contiguous(), tokens[:, 1:])
loss.backward()
