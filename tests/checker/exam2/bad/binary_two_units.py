# expect: ACT102@18|36
# allow: ACT102@26

import torch
from torch import nn


class SpamDetector(nn.Module):
    def __init__(self, vocab_size=500, embed_dim=32):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim)
        self.lstm = nn.LSTM(embed_dim, 32, batch_first=True)
        self.fc = nn.Linear(32, 2)

    def forward(self, text):
        embedded = self.embedding(text)
        output, (hidden, cell) = self.lstm(embedded)
        prediction = torch.sigmoid(self.fc(hidden[-1]))
        return prediction


def evaluate(model, texts, labels, criterion):
    model.eval()
    with torch.no_grad():
        out = model(texts)
        return criterion(out, labels).item(), (out.argmax(1) == labels).float().mean().item()


def train(model, texts, labels):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(3):
        model.train()
        optimizer.zero_grad()
        out = model(texts)
        loss = criterion(out, labels)
        loss.backward()
        optimizer.step()
        print(epoch, evaluate(model, texts, labels, criterion))


train(SpamDetector(), torch.randint(0, 500, (20, 30)), torch.randint(0, 2, (20,)))
