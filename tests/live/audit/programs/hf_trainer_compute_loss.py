# ACT101
import torch
import torch.nn.functional as F
from transformers import GPT2Config, GPT2ForSequenceClassification, Trainer, TrainingArguments


class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        wanted = inputs.pop("labels")
        outputs = model(**inputs)
        scores = outputs.logits
        scores = F.softmax(scores, dim=1)  # BAD SOURCE
        loss = F.cross_entropy(scores, wanted, weight=torch.tensor([1.0, 2.0]))  # LOSS
        return (loss, outputs) if return_outputs else loss


config = GPT2Config(vocab_size=20, n_positions=8, n_embd=8, n_layer=1, n_head=2, num_labels=2, pad_token_id=0)
arguments = TrainingArguments(
    "out", per_device_train_batch_size=3, max_steps=3, use_cpu=True, report_to=[], disable_tqdm=True, save_strategy="no"
)
samples = [{"input_ids": torch.randint(1, 20, (6,)), "labels": i % 2} for i in range(9)]
MyTrainer(GPT2ForSequenceClassification(config), arguments, train_dataset=samples).train()
