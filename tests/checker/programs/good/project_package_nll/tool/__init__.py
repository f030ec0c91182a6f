# expect: none
# why: A package whose model returns log_softmax and whose engine uses nll_loss.
from .model import Net
