# ACT101
import torch
from torch import nn
from transformers import BertConfig, BertForSequenceClassification

torch.manual_seed(0)
config = BertConfig(
    vocab_size=40, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=4
)
bert = BertForSequenceClassification(config)
bert.classifier = nn.Sequential(
    nn.Linear(16, 4),
    nn.Softmax(dim=-1),  # BAD SOURCE
)
ids = torch.randint(0, 40, (6, 7))
labels = torch.randint(0, 4, (6,))
optimizer = torch.optim.AdamW(bert.parameters(), lr=1e-3)
for epoch in range(3):
    optimizer.zero_grad()
    output = bert(input_ids=ids, labels=labels)  # LOSS
    output.loss.backward()
    optimizer.step()
