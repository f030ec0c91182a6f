# expect: ACT101@24|39

import lightning as L
import torch
import torch.nn as nn
import torch.nn.functional as F


class SmallCNN(nn.Module):
    def __init__(self, channels=1, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(16, num_classes)

    def features(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.relu(self.conv2(x))
        return self.pool(x).flatten(1)

    def forward(self, x):
        scores = self.classifier(self.features(x))
        return torch.softmax(scores, 1)


class LitDigits(L.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.backbone = SmallCNN()

    def forward(self, x):
        return self.backbone(x)

    def _shared_step(self, batch, stage):
        images, labels = batch
        logits = self(images)
        loss = F.cross_entropy(logits, labels, label_smoothing=0.1)
        acc = (logits.argmax(1) == labels).float().mean()
        return loss, acc

    def training_step(self, batch, batch_idx):
        loss, acc = self._shared_step(batch, "train")
        return loss

    def validation_step(self, batch, batch_idx):
        loss, acc = self._shared_step(batch, "val")
        return {"loss": loss, "acc": acc}

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


if __name__ == "__main__":
    lit = LitDigits()
    batch = torch.randn(4, 1, 12, 12), torch.randint(0, 10, (4,))
    print(lit.training_step(batch, 0))
