# ACT101
import torch
from torch import nn
from transformers import DistilBertConfig, DistilBertForSequenceClassification, Trainer, TrainingArguments

config = DistilBertConfig(vocab_size=30, dim=16, n_layers=1, n_heads=2, hidden_dim=16, num_labels=3)
model = DistilBertForSequenceClassification(config)
model.dropout = nn.Identity()
head = model.classifier
model.classifier = nn.Sequential(head, nn.Softmax(-1))  # BAD SOURCE
rows = [{"input_ids": torch.randint(0, 30, (5,)), "labels": torch.tensor(i % 3)} for i in range(12)]
arguments = TrainingArguments(
    "out",
    per_device_train_batch_size=4,
    num_train_epochs=1,
    use_cpu=True,
    report_to=[],
    disable_tqdm=True,
    save_strategy="no",
    logging_strategy="no",
)
trainer = Trainer(model, arguments, train_dataset=rows)
trainer.train()  # LOSS
