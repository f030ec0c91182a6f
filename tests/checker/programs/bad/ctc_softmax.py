# expect: ACT119@10
# why: CTC gets a softmax where log_softmax belongs.
import torch
import torch.nn as nn
import torch.nn.functional as F

acoustic = nn.Conv1d(5, 4, 3, padding=1)
x = torch.randn(2, 5, 14)
probs = F.softmax(acoustic(x).permute(2, 0, 1), dim=2)
loss = F.ctc_loss(probs, torch.randint(1, 4, (2, 3)), torch.tensor([14, 14]), torch.tensor([3, 3]))
loss.backward()
