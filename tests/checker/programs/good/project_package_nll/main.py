# expect: none
# why: A package whose model returns log_softmax and whose engine uses nll_loss.
import torch
from tool import Net
from tool.engine import step

step(Net(), torch.randn(3, 8), torch.randint(0, 4, (3,))).backward()
