# expect: ACT101@23
# why: A Hugging Face-style forward overwrites the logits with their softmax before the loss.
import torch
from torch import nn
from torch.nn import CrossEntropyLoss


class ForSequenceClassification(nn.Module):
    def __init__(self, num_labels=3):
        super().__init__()
        self.num_labels = num_labels
        self.embeddings = nn.Embedding(50, 16)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(16, num_labels)

    def forward(self, input_ids, labels=None):
        pooled = self.embeddings(input_ids).mean(dim=1)
        logits = self.classifier(self.dropout(pooled))
        logits = nn.functional.softmax(logits, dim=-1)
        loss = None
        if labels is not None:
            loss_fct = CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        return (loss, logits) if loss is not None else (logits,)


if __name__ == "__main__":
    model = ForSequenceClassification()
    loss, _ = model(torch.randint(0, 50, (4, 9)), labels=torch.randint(0, 3, (4,)))
    loss.backward()
