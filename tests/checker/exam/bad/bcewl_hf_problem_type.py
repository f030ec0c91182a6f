# expect: ACT103@22
# why: The multi-label branch of a Hugging Face-style head gets sigmoid outputs.
import torch
from torch import nn
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss


class Head(nn.Module):
    def __init__(self, problem_type):
        super().__init__()
        self.problem_type = problem_type
        self.score = nn.Linear(8, 3)

    def forward(self, hidden, labels=None):
        logits = self.score(hidden)
        loss = None
        if labels is not None:
            if self.problem_type == "single_label_classification":
                loss = CrossEntropyLoss()(logits, labels)
            else:
                probs = logits.sigmoid()
                loss = BCEWithLogitsLoss()(probs, labels)
        return {"loss": loss, "logits": logits}


out = Head("multi_label_classification")(torch.randn(4, 8), torch.rand(4, 3).round())
out["loss"].backward()
