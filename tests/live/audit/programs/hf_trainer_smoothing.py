# ACT101
import torch
from torch import nn
from transformers import AlbertConfig, AlbertForSequenceClassification, Trainer, TrainingArguments

small = AlbertConfig(
    vocab_size=25,
    embedding_size=8,
    hidden_size=8,
    num_hidden_layers=1,
    num_attention_heads=2,
    intermediate_size=8,
    num_labels=5,
)


class Squashed(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, hidden):
        out = self.inner(hidden)
        return out.softmax(-1)  # BAD SOURCE
        return out * 0.5  # GOOD


model = AlbertForSequenceClassification(small)
model.classifier = Squashed(model.classifier)
data = [{"input_ids": torch.randint(0, 25, (4,)), "labels": i % 5} for i in range(10)]
how = TrainingArguments(
    "out",
    label_smoothing_factor=0.1,
    per_device_train_batch_size=5,
    max_steps=4,
    use_cpu=True,
    report_to=[],
    disable_tqdm=True,
    save_strategy="no",
)
Trainer(model=model, args=how, train_dataset=data).train()  # LOSS
