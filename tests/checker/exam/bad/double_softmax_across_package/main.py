# expect: none
# why: The network's registry returns a model whose out_activation string selects a softmax.
# allow: ACT101@10
import torch
from criteria import classification_loss
from nets import ClassifierHead

head = ClassifierHead(6, 3)
logits = head(torch.randn(4, 6))
loss = classification_loss(logits, torch.randint(0, 3, (4,)))
loss.backward()
