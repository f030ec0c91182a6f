# ACT501
import torch
from torch.nn.functional import huber_loss
from transformers import ElectraConfig, ElectraForSequenceClassification

torch.manual_seed(0)
network = ElectraForSequenceClassification(  # SOURCE
    ElectraConfig(
        vocab_size=30,
        embedding_size=8,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        num_labels=1,
    )
)
sentences, ratings = torch.randint(0, 30, (10, 6)), torch.randn(10)
sgd = torch.optim.SGD(network.parameters(), lr=0.01)
for step in range(4):
    predicted = network(sentences).logits
    predicted = predicted.squeeze(-1)  # GOOD
    loss = huber_loss(predicted, ratings)  # LOSS
    sgd.zero_grad()
    loss.backward()
    sgd.step()
