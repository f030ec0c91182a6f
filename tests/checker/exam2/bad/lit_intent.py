# expect: ACT101@19|29

import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class IntentClassifier(L.LightningModule):
    def __init__(self, vocab_size: int = 200, n_intents: int = 7, lr: float = 1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.embed = nn.EmbeddingBag(vocab_size, 48)
        self.classifier = nn.Sequential(
            nn.Linear(48, 48),
            nn.GELU(),
            nn.Dropout(0.1),
            nn.Linear(48, n_intents),
            nn.Softmax(dim=1),
        )
        self.loss_fn = nn.CrossEntropyLoss()

    def forward(self, tokens):
        return self.classifier(self.embed(tokens))

    def _shared_step(self, batch):
        tokens, intent = batch
        scores = self(tokens)
        return self.loss_fn(scores, intent), scores

    def training_step(self, batch, batch_idx):
        loss, scores = self._shared_step(batch)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch, batch_idx):
        loss, scores = self._shared_step(batch)
        self.log("val_acc", (scores.argmax(-1) == batch[1]).float().mean())

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


if __name__ == "__main__":
    ds = TensorDataset(torch.randint(0, 200, (32, 12)), torch.randint(0, 7, (32,)))
    trainer = L.Trainer(max_epochs=1, logger=False, enable_checkpointing=False, enable_progress_bar=False)
    trainer.fit(IntentClassifier(), DataLoader(ds, 8), DataLoader(ds, 8))
