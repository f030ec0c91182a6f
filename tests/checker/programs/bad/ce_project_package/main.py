# expect: none
# why: In a package with relative imports the engine trains a softmax network with cross entropy.
import torch
from pkg.engine import fit

fit(torch.randn(8, 5), torch.randint(0, 4, (8,)))
