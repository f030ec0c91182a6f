# expect: none

import torch
from torch import nn
from torch.nn import CrossEntropyLoss


class MultipleChoice(nn.Module):
    def __init__(self, vocab=60, hidden=24):
        super().__init__()
        self.embeddings = nn.Embedding(vocab, hidden)
        self.encoder = nn.GRU(hidden, hidden, batch_first=True)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(hidden, 1)

    def forward(self, input_ids, labels=None, return_dict=True):
        num_choices = input_ids.shape[1]
        flat = input_ids.view(-1, input_ids.size(-1))
        _, pooled = self.encoder(self.embeddings(flat))
        logits = self.classifier(self.dropout(pooled[0]))
        reshaped_logits = logits.view(-1, num_choices)
        loss = None
        if labels is not None:
            loss_fct = CrossEntropyLoss()
            loss = loss_fct(reshaped_logits, labels)
        if not return_dict:
            output = (reshaped_logits,)
            return ((loss,) + output) if loss is not None else output
        return {"loss": loss, "logits": reshaped_logits}


m = MultipleChoice()
m(torch.randint(0, 60, (3, 4, 11)), labels=torch.tensor([0, 3, 1]))["loss"].backward()
