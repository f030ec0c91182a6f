# expect: ACT116@44

import torch
import torch.nn as nn
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss, MSELoss


class PooledClassifier(nn.Module):
    """Sequence classification with the three problem types."""

    def __init__(self, num_labels, hidden=12, vocab=40, problem_type=None):
        super().__init__()
        self.num_labels = num_labels
        self.problem_type = problem_type
        self.embed = nn.Embedding(vocab, hidden)
        self.pooler = nn.Linear(hidden, hidden)
        self.activation = nn.Tanh()
        self.score = nn.Linear(hidden, num_labels)

    def forward(self, input_ids, labels=None):
        pooled = self.activation(self.pooler(self.embed(input_ids).mean(dim=1)))
        logits = self.score(pooled)
        loss = None
        if labels is not None:
            if self.problem_type is None:
                if self.num_labels == 1:
                    self.problem_type = "regression"
                elif labels.dtype in (torch.long, torch.int):
                    self.problem_type = "single_label_classification"
                else:
                    self.problem_type = "multi_label_classification"
            if self.problem_type == "regression":
                loss_fct = MSELoss()
                if self.num_labels == 1:
                    loss = loss_fct(logits.squeeze(), labels.squeeze())
                else:
                    loss = loss_fct(logits, labels)
            elif self.problem_type == "single_label_classification":
                loss_fct = CrossEntropyLoss()
                loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
            elif self.problem_type == "multi_label_classification":
                loss_fct = BCEWithLogitsLoss()
                loss = loss_fct(logits, labels)
        probs = logits.sigmoid() if self.problem_type == "multi_label_classification" else logits.softmax(-1)
        return {"loss": loss, "logits": logits, "probs": probs}


ids = torch.randint(0, 40, (4, 5))
for n, y in ((1, torch.randn(4)), (3, torch.randint(0, 3, (4,))), (3, torch.rand(4, 3).round())):
    print(PooledClassifier(n)(ids, y)["loss"])
