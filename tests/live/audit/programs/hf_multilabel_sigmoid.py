# ACT103
import torch
from torch import nn
from transformers import RobertaConfig, RobertaForSequenceClassification

torch.manual_seed(0)
settings = RobertaConfig(
    vocab_size=30,
    hidden_size=12,
    num_hidden_layers=1,
    num_attention_heads=3,
    intermediate_size=12,
    max_position_embeddings=20,
    num_labels=6,
    problem_type="multi_label_classification",
)
model = RobertaForSequenceClassification(settings)
model.classifier.out_proj = nn.Sequential(model.classifier.out_proj, nn.Sigmoid())  # BAD SOURCE
tokens, tags = torch.randint(3, 30, (5, 9)), torch.rand(5, 6).round()
adam = torch.optim.Adam(model.parameters())
for _ in range(2):
    loss = model(tokens, labels=tags).loss  # LOSS
    loss.backward()
    adam.step()
    adam.zero_grad()
