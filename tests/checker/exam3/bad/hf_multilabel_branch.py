# expect: ACT103@16|26

import torch
from torch import nn


class ToxicCommentModel(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        h = config["hidden_size"]
        self.embeddings = nn.Embedding(config["vocab_size"], h)
        self.lstm = nn.LSTM(h, h, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(config["dropout"])
        self.classifier = nn.Linear(2 * h, config["num_labels"])
        self.out_act = nn.Sigmoid()

    def forward(self, input_ids, labels=None):
        states, _ = self.lstm(self.embeddings(input_ids))
        pooled = states.max(dim=1).values
        output = self.out_act(self.classifier(self.dropout(pooled)))
        if labels is None:
            return output
        if self.config["problem_type"] == "multi_label_classification":
            loss_fct = nn.BCEWithLogitsLoss(pos_weight=torch.full((self.config["num_labels"],), 2.0))
            return loss_fct(output, labels.float()), output
        loss_fct = nn.BCELoss()
        return loss_fct(output, labels.float()), output


config = {
    "hidden_size": 8,
    "vocab_size": 30,
    "dropout": 0.2,
    "num_labels": 6,
    "problem_type": "multi_label_classification",
}
model = ToxicCommentModel(config)
loss, scores = model(torch.randint(0, 30, (3, 9)), torch.randint(0, 2, (3, 6)))
loss.backward()
print(loss.item(), scores.shape)
