# expect: ACT101@18|20

import torch
from torch import nn
from transformers import Trainer


class WeightedTrainer(Trainer):
    """Rare labels count more."""

    def __init__(self, *args, class_weights=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.class_weights = class_weights

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        probs = torch.softmax(outputs.get("logits"), dim=-1)
        loss_fct = nn.CrossEntropyLoss(weight=self.class_weights)
        loss = loss_fct(probs.view(-1, self.model.config.num_labels), labels.view(-1))
        return (loss, outputs) if return_outputs else loss
