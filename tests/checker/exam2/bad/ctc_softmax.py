# expect: ACT119@20|29

import torch
import torch.nn as nn
import torch.nn.functional as F


class CRNN(nn.Module):
    def __init__(self, n_chars=27, hidden=32):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d((4, 1)))
        self.rnn = nn.LSTM(8 * 4, hidden, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, n_chars + 1)

    def forward(self, img):
        f = self.cnn(img)  # b c h w
        b, c, h, w = f.shape
        seq = f.permute(3, 0, 1, 2).reshape(w, b, c * h)
        out, _ = self.rnn(seq)
        return F.softmax(self.fc(out), dim=2)


model = CRNN()
ctc = nn.CTCLoss(blank=0, zero_infinity=True)
opt = torch.optim.Adam(model.parameters())
img = torch.rand(2, 1, 16, 40)
text = torch.randint(1, 28, (2, 6))
preds = model(img)
cost = ctc(preds, text, torch.full((2,), preds.size(0)), torch.full((2,), 6))
opt.zero_grad()
cost.backward()
opt.step()
