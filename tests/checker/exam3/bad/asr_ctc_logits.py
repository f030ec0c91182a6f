# expect: ACT119@17|29

import torch
import torch.nn as nn


class BiLSTMASR(nn.Module):
    def __init__(self, n_mels=10, hidden=16, vocab=12):
        super().__init__()
        self.subsample = nn.Conv1d(n_mels, hidden, 3, stride=2, padding=1)
        self.rnn = nn.LSTM(hidden, hidden, num_layers=1, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(2 * hidden, vocab)

    def forward(self, feats, lengths):
        x = torch.relu(self.subsample(feats.transpose(1, 2))).transpose(1, 2)
        x, _ = self.rnn(x)
        return self.fc(x), (lengths + 1) // 2


class Runner:
    def __init__(self, model, blank=0):
        self.model = model
        self.ctc = nn.CTCLoss(blank=blank, zero_infinity=True)
        self.optim = torch.optim.AdamW(model.parameters(), lr=1e-3)

    def train_batch(self, batch):
        feats, feat_len, tokens, token_len = batch
        out, out_len = self.model(feats, feat_len)
        loss = self.ctc(out.transpose(0, 1), tokens, out_len, token_len)
        self.optim.zero_grad()
        loss.backward()
        self.optim.step()
        return float(loss)

    @torch.no_grad()
    def greedy(self, feats, feat_len):
        out, out_len = self.model(feats, feat_len)
        return [torch.unique_consecutive(o[:n].argmax(-1)) for o, n in zip(out, out_len)]


runner = Runner(BiLSTMASR())
batch = torch.randn(2, 20, 10), torch.tensor([20, 16]), torch.randint(1, 12, (2, 4)), torch.tensor([4, 3])
print(runner.train_batch(batch))
