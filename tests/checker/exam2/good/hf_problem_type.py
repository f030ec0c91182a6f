# expect: none

import numpy as np
import torch
from torch import nn
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss, MSELoss


class SequenceClassifier(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.emb = nn.EmbeddingBag(config["vocab"], 16)
        self.dense = nn.Linear(16, 16)
        self.score = nn.Linear(16, config["num_labels"])

    def forward(self, input_ids, labels=None):
        pooled = torch.tanh(self.dense(self.emb(input_ids)))
        logits = self.score(pooled)
        loss = None
        if labels is not None:
            kind = self.config["problem_type"]
            if kind == "regression":
                loss = MSELoss()(logits.squeeze(), labels.squeeze())
            elif kind == "single_label_classification":
                loss = CrossEntropyLoss()(logits.view(-1, self.config["num_labels"]), labels.view(-1))
            elif kind == "multi_label_classification":
                loss = BCEWithLogitsLoss()(logits, labels)
        return (loss, logits) if loss is not None else (logits,)


def compute_metrics(eval_pred):
    logits, labels = eval_pred
    e = np.exp(logits - logits.max(-1, keepdims=True))
    probs = e / e.sum(-1, keepdims=True)
    return {"accuracy": (probs.argmax(-1) == labels).mean(), "log_loss": -np.log(probs[np.arange(len(labels)), labels]).mean()}


model = SequenceClassifier({"vocab": 40, "num_labels": 3, "problem_type": "single_label_classification"})
loss, logits = model(torch.randint(0, 40, (5, 8)), torch.tensor([0, 1, 2, 0, 1]))
loss.backward()
print(compute_metrics((logits.detach().numpy(), np.array([0, 1, 2, 0, 1]))))
