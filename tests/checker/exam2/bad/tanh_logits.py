# expect: ACT113@17|25

import torch
import torch.nn as nn


class SentimentRNN(nn.Module):
    def __init__(self, n_vocab=90, n_hidden=16):
        super().__init__()
        self.embed = nn.Embedding(n_vocab, n_hidden)
        self.rnn = nn.RNN(n_hidden, n_hidden, batch_first=True)
        self.fc = nn.Linear(n_hidden, 3)
        self.out = nn.Tanh()

    def forward(self, tokens):
        states, _ = self.rnn(self.embed(tokens))
        return self.out(self.fc(states[:, -1, :]))


def main(model=None, criterion=nn.CrossEntropyLoss()):
    model = model or SentimentRNN()
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(3):
        tokens, mood = torch.randint(0, 90, (8, 14)), torch.randint(0, 3, (8,))
        loss = criterion(model(tokens), mood)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


main()
