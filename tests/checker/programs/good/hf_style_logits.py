# expect: none
# why: A Hugging Face-style head: the loss gets logits and the caller applies softmax.
import torch
from torch import nn
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss, MSELoss


class ForSequenceClassification(nn.Module):
    def __init__(self, num_labels, problem_type):
        super().__init__()
        self.num_labels, self.problem_type = num_labels, problem_type
        self.bert = nn.Embedding(30, 8)
        self.classifier = nn.Linear(8, num_labels)

    def forward(self, input_ids, labels=None):
        logits = self.classifier(torch.tanh(self.bert(input_ids)[:, 0]))
        loss = None
        if labels is not None:
            if self.problem_type == "regression":
                loss = MSELoss()(logits.squeeze(), labels.squeeze())
            elif self.problem_type == "single_label_classification":
                loss = CrossEntropyLoss()(logits.view(-1, self.num_labels), labels.view(-1))
            else:
                loss = BCEWithLogitsLoss()(logits, labels)
        return (loss, logits) if loss is not None else logits


ids = torch.randint(0, 30, (3, 5))
for kind, n, y in (
    ("regression", 1, torch.randn(3)),
    ("single_label_classification", 4, torch.tensor([0, 1, 3])),
    ("multi", 4, torch.rand(3, 4).round()),
):
    loss, logits = ForSequenceClassification(n, kind)(ids, y)
    loss.backward()
print(logits.softmax(-1))
