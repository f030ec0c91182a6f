# expect: ACT107@27

import torch
import torch.nn as nn


class NGramLM(nn.Module):
    def __init__(self, vocab_size=70, context=2, dim=10):
        super().__init__()
        self.embeddings = nn.Embedding(vocab_size, dim)
        self.linear1 = nn.Linear(context * dim, 64)
        self.linear2 = nn.Linear(64, vocab_size)

    def forward(self, inputs):
        embeds = self.embeddings(inputs).view(inputs.size(0), -1)
        out = torch.relu(self.linear1(embeds))
        log_probs = self.linear2(out)
        return log_probs


loss_function = nn.NLLLoss()
model = NGramLM()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
for context, target in [(torch.randint(70, (4, 2)), torch.randint(70, (4,)))] * 3:
    model.zero_grad()
    log_probs = model(context)
    loss = loss_function(log_probs, target)
    loss.backward()
    optimizer.step()
