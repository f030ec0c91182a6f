# expect: ACT101@41|49|51

"""A token classifier in the Hugging Face manner."""
from dataclasses import dataclass
from typing import Optional, Tuple

import torch
from torch import nn
from torch.nn import CrossEntropyLoss


@dataclass
class TokenOutput:
    loss: Optional[torch.Tensor] = None
    logits: Optional[torch.Tensor] = None
    hidden_states: Optional[Tuple[torch.Tensor]] = None


class TinyEncoder(nn.Module):
    def __init__(self, vocab_size, hidden):
        super().__init__()
        self.embeddings = nn.Embedding(vocab_size, hidden)
        layer = nn.TransformerEncoderLayer(hidden, 2, hidden * 2, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 1)

    def forward(self, input_ids):
        return self.encoder(self.embeddings(input_ids))


class TinyForTokenClassification(nn.Module):
    def __init__(self, num_labels=5, vocab_size=50, hidden=16):
        super().__init__()
        self.num_labels = num_labels
        self.bert = TinyEncoder(vocab_size, hidden)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(hidden, num_labels)

    def forward(self, input_ids, attention_mask=None, labels=None, return_dict=True):
        sequence = self.dropout(self.bert(input_ids))
        logits = self.classifier(sequence)
        logits = nn.functional.softmax(logits, dim=-1)
        loss = None
        if labels is not None:
            loss_fct = CrossEntropyLoss()
            if attention_mask is not None:
                active = attention_mask.view(-1) == 1
                active_logits = logits.view(-1, self.num_labels)[active]
                active_labels = labels.view(-1)[active]
                loss = loss_fct(active_logits, active_labels)
            else:
                loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        if not return_dict:
            return (loss, logits) if loss is not None else (logits,)
        return TokenOutput(loss=loss, logits=logits)


model = TinyForTokenClassification()
ids = torch.randint(0, 50, (2, 6))
out = model(ids, attention_mask=torch.ones(2, 6), labels=torch.randint(0, 5, (2, 6)))
out.loss.backward()
