# expect: ACT119@27|40

import lightning.pytorch as pl
import torch
import torch.nn as nn
import torch.nn.functional as F


class CRNN(nn.Module):
    """Text recognition: conv features, columns as time steps."""

    def __init__(self, charset=11, ch=8):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(1, ch, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(ch, ch, 3, 1, 1), nn.ReLU(), nn.MaxPool2d((2, 1))
        )
        self.lstm = nn.GRU(ch * 2, 16, bidirectional=True)
        self.embedding = nn.Linear(32, charset)

    def forward(self, img):
        f = self.cnn(img)
        b, c, h, w = f.size()
        f = f.view(b, c * h, w).permute(2, 0, 1)
        r, _ = self.lstm(f)
        t, b, d = r.size()
        out = self.embedding(r.reshape(t * b, d)).view(t, b, -1)
        return F.softmax(out, dim=2)


class OCR(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = CRNN()
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        img, target, lengths = batch
        log_probs = self.model(img)
        input_lengths = torch.full((img.size(0),), log_probs.size(0), dtype=torch.long)
        return self.criterion(log_probs, target, input_lengths, lengths)

    def configure_optimizers(self):
        return torch.optim.Adadelta(self.parameters())


ocr = OCR()
ocr.training_step((torch.randn(2, 1, 8, 24), torch.randint(1, 11, (2, 3)), torch.tensor([3, 2])), 0).backward()
