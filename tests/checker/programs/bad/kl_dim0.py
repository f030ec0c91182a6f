# expect: ACT125@9
# why: The student's log_softmax in a distillation loss runs over dim 0, the batch.
import torch
import torch.nn.functional as F
from torch import nn

student = nn.Linear(6, 4)
teacher_probs = F.softmax(torch.randn(5, 4), dim=1)
loss = F.kl_div(F.log_softmax(student(torch.randn(5, 6)), dim=0), teacher_probs, reduction="batchmean")
loss.backward()
