# expect: ACT101@28
# why: A shared step used for training and validation gets probabilities from forward.
import torch
from torch import nn

try:
    from lightning.pytorch import LightningModule
except ImportError:
    LightningModule = nn.Module


class Tagger(LightningModule):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(30, 8)
        self.rnn = nn.GRU(8, 12, batch_first=True)
        self.out = nn.Linear(12, 6)
        self.activation = nn.Softmax(dim=-1)
        self.loss = nn.CrossEntropyLoss()

    def forward(self, tokens):
        hidden, _ = self.rnn(self.emb(tokens))
        return self.activation(self.out(hidden))

    def _shared_step(self, batch):
        tokens, tags = batch
        predictions = self(tokens)
        return self.loss(predictions.view(-1, 6), tags.view(-1))

    def training_step(self, batch, batch_idx):
        return self._shared_step(batch)

    def validation_step(self, batch, batch_idx):
        with torch.no_grad():
            return self._shared_step(batch)


if __name__ == "__main__":
    m = Tagger()
    b = torch.randint(0, 30, (2, 7)), torch.randint(0, 6, (2, 7))
    m.training_step(b, 0).backward()
    m.validation_step(b, 0)
