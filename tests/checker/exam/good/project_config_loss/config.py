# expect: none
# why: The loss is built from a config in another file, and the model leaves the activation to it.
CONFIG = {"loss": "bce_logits", "classes": 3}
