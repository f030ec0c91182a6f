# expect: ACT101@30|35

from dataclasses import dataclass
from typing import Optional

import torch
from torch import Tensor, nn


@dataclass
class RelationOutput:
    loss: Optional[Tensor] = None
    logits: Optional[Tensor] = None
    hidden_states: Optional[Tensor] = None


class RelationModel(nn.Module):
    def __init__(self, hidden_size=64, num_labels=9):
        super().__init__()
        self.num_labels = num_labels
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(hidden_size, 4, 128, batch_first=True), 1)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(2 * hidden_size, num_labels)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, inputs_embeds, heads, tails, labels=None):
        sequence_output = self.encoder(inputs_embeds)
        rows = torch.arange(inputs_embeds.size(0))
        pair = torch.cat([sequence_output[rows, heads], sequence_output[rows, tails]], dim=-1)
        logits = self.softmax(self.classifier(self.dropout(pair)))

        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        return RelationOutput(loss=loss, logits=logits, hidden_states=sequence_output)


if __name__ == "__main__":
    model = RelationModel()
    out = model(torch.randn(4, 10, 64), torch.tensor([0, 1, 2, 3]), torch.tensor([5, 6, 7, 8]), labels=torch.tensor([0, 1, 2, 8]))
    out.loss.backward()
    print(out.logits.argmax(-1))
