# expect: none
# why: The network's registry returns a model whose out_activation string selects a softmax.
from .heads import ClassifierHead
