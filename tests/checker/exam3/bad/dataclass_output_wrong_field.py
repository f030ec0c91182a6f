# expect: ACT101@28|38

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class SlotOutput:
    intent: torch.Tensor
    intent_scores: torch.Tensor
    slots: torch.Tensor


class JointNLU(nn.Module):
    def __init__(self, vocab=60, dim=24, n_intents=5, n_slots=9):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.gru = nn.GRU(dim, dim, batch_first=True)
        self.intent_head = nn.Linear(dim, n_intents)
        self.slot_head = nn.Linear(dim, n_slots)

    def forward(self, tokens):
        seq, last = self.gru(self.emb(tokens))
        z = self.intent_head(last[-1])
        return SlotOutput(intent=F.softmax(z, dim=1), intent_scores=z, slots=self.slot_head(seq))


class JointLoss(nn.Module):
    def __init__(self, slot_weight=1.0):
        super().__init__()
        self.ce = nn.CrossEntropyLoss()
        self.slot_weight = slot_weight

    def forward(self, output: SlotOutput, intent, slots):
        intent_loss = self.ce(output.intent, intent)
        slot_loss = self.ce(output.slots.transpose(1, 2), slots)
        return intent_loss + self.slot_weight * slot_loss


model, joint = JointNLU(), JointLoss()
tokens = torch.randint(0, 60, (4, 6))
loss = joint(model(tokens), torch.randint(0, 5, (4,)), torch.randint(0, 9, (4, 6)))
loss.backward()
