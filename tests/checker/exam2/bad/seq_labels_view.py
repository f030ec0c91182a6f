# expect: ACT126@18|28

import torch
import torch.nn as nn
import torch.nn.functional as F


class PosTagger(nn.Module):
    def __init__(self, vocab_size, tagset_size, embedding_dim=24, hidden_dim=24):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim, batch_first=True)
        self.hidden2tag = nn.Linear(hidden_dim, tagset_size)

    def forward(self, sentences):
        lstm_out, _ = self.lstm(self.word_embeddings(sentences))
        tag_space = self.hidden2tag(lstm_out)  # (batch, time, tags)
        return F.log_softmax(tag_space, dim=1)


model = PosTagger(80, 12)
loss_function = nn.NLLLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(4):
    sentences = torch.randint(0, 80, (5, 9))
    targets = torch.randint(0, 12, (5, 9))
    tag_scores = model(sentences)
    loss = loss_function(tag_scores.transpose(1, 2), targets)
    model.zero_grad()
    loss.backward()
    optimizer.step()
