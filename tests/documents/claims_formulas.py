"""Numbers and formulas that the five documents print, and programs of the pairs that they name."""

from __future__ import annotations

from tests.documents.asking import Number, Written

SELECTION, NOTES, GUIDE, ATLAS, DEEP = (
    "selection-guide", "activation-notes", "activation-guide", "ai-atlas", "deep-article")  # fmt: skip
SUM = "(exp(2) + exp(1) + exp(0.1))"

NUMBERS = [
    Number(GUIDE, "Sigmoid", "sigmoid", 0, "0.5"),
    Number(GUIDE, "Sigmoid", "sigmoid", 0, "0.5000"),
    Number(GUIDE, "Sigmoid", "sigmoid", 5, "0.99"),
    Number(GUIDE, "Sigmoid", "sigmoid", 5, "0.9933"),
    Number(GUIDE, "Sigmoid", "sigmoid'", 0, "0.25"),
    Number(GUIDE, "Sigmoid", "sigmoid'", 5, "0.0066"),
    Number(GUIDE, "Tanh", "tanh", 0, "0.0000"),
    Number(GUIDE, "Tanh", "tanh'", 0, "1.0"),
    Number(GUIDE, "ReLU", "relu", -3, "0"),
    Number(GUIDE, "ReLU", "relu", 3, "3"),
    Number(GUIDE, "ReLU", "relu'", 3, "1"),
    Number(GUIDE, "ReLU", "relu'", -3, "0"),
    Number(GUIDE, "Leaky ReLU", "leaky_relu", -3, "-0.0300"),
    Number(GUIDE, "Leaky ReLU", "leaky_relu'", -3, "0.01"),
    Number(GUIDE, "PReLU", "prelu'", -3, "0.25"),
    Number(GUIDE, "GELU", "gelu_tanh", 1, "0.84"),
    Number(GUIDE, "GELU", "gelu_tanh", -1, "-0.16"),
    Number(GUIDE, "GELU", "gelu_tanh", 1, "0.8412"),
    Number(GUIDE, "GELU", "gelu_tanh", -1, "-0.1588"),
    Number(GUIDE, "GELU, exact", "gelu", 1, "0.8413"),
    Number(GUIDE, "Table, GELU", "gelu", -0.751792, "-0.17"),
    Number(GUIDE, "Swish", "silu", 2, "1.76"),
    Number(GUIDE, "Swish", "silu", -2, "-0.24"),
    Number(GUIDE, "Table, Swish", "silu", -1.278465, "-0.28"),
    Number(GUIDE, "Practice 1", "0.25 ** x", 10, "9.5e-7"),
    *(Number(document, "Softmax", f"exp(x) / {SUM}", x, printed)
      for document in (GUIDE, ATLAS) for x, printed in ((2.0, "0.659"), (1.0, "0.242"), (0.1, "0.099"))),
    # The atlas's comparison prints linspace(-3, 3, 7) to three places; PyTorch 2.13 gives these.
    *(Number(ATLAS, "Code examples", name, x, printed)
      for name, row in {
          "relu": ("0", "0", "0", "0", "1", "2", "3"),
          "leaky_relu": ("-0.03", "-0.02", "-0.01", "0", "1", "2", "3"),
          "gelu": ("-0.004", "-0.046", "-0.159", "0", "0.841", "1.954", "2.996"),
          "sigmoid": ("0.047", "0.119", "0.269", "0.5", "0.731", "0.881", "0.953"),
          "tanh": ("-0.995", "-0.964", "-0.762", "0", "0.762", "0.964", "0.995")}.items()
      for x, printed in zip(range(-3, 4), row, strict=True)),
    Number(DEEP, "9. SELU", "selu'", 1, "1.0507"),
    Number(DEEP, "9. SELU", "selu", -50, "-1.7581"),
]  # fmt: skip

TANH = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))"
GELU = "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x ** 3)))"
LOGISTIC = "1 / (1 + exp(-x))"

WRITTEN = [
    Written(NOTES, "ReLU", "relu", "value", "max(0, x)"),
    Written(NOTES, "Leaky ReLU", "leaky_relu", "value", "where(x > 0, x, 0.01 * x)"),
    Written(NOTES, "GELU", "gelu", "value", "x * Phi(x)"),
    Written(NOTES, "GELU, tanh form", "gelu_tanh", "value", GELU),
    Written(NOTES, "Swish / SiLU", "silu", "value", "x * sigmoid(x)"),
    Written(NOTES, "Sigmoid", "sigmoid", "value", LOGISTIC),
    Written(NOTES, "Tanh", "tanh", "value", TANH),
    Written(GUIDE, "Sigmoid", "sigmoid", "value", LOGISTIC),
    Written(GUIDE, "Sigmoid", "sigmoid", "derivative", "sigmoid(x) * (1 - sigmoid(x))"),
    Written(GUIDE, "Tanh", "tanh", "derivative", "1 - tanh(x) ** 2"),
    Written(GUIDE, "ReLU", "relu", "value", "max(0, x)"),
    Written(GUIDE, "ReLU", "relu", "derivative", "where(x > 0, 1, 0)"),
    Written(GUIDE, "Leaky ReLU", "leaky_relu", "value", "where(x > 0, x, 0.01 * x)"),
    Written(GUIDE, "ELU", "elu", "value", "where(x > 0, x, 1.0 * (exp(x) - 1))"),
    Written(GUIDE, "GELU", "gelu_tanh", "value", GELU),
    Written(GUIDE, "GELU", "gelu", "value", "x * Phi(x)"),
    Written(GUIDE, "GELU, approximately", "gelu", "value", GELU, tolerance=4.74e-4),
    Written(GUIDE, "SiLU / Swish", "silu", "value", "x * sigmoid(x)"),
    Written(ATLAS, "ReLU", "relu", "value", "max(0, x)"),
    Written(ATLAS, "Sigmoid", "sigmoid", "value", LOGISTIC),
    Written(DEEP, "1. Linear", "identity", "value", "x"),
    Written(DEEP, "1. Linear", "identity", "derivative", "1"),
    Written(DEEP, "2. Step", "step", "value", "where(x >= 0, 1, 0)"),
    Written(DEEP, "2. Step", "step", "derivative", "0"),
    Written(DEEP, "3. Sigmoid", "sigmoid", "value", LOGISTIC),
    Written(DEEP, "3. Sigmoid", "sigmoid", "derivative", "sigmoid(x) * (1 - sigmoid(x))"),
    Written(DEEP, "4. Tanh", "tanh", "value", TANH),
    Written(DEEP, "4. Tanh", "tanh", "derivative", "1 - tanh(x) ** 2"),
    Written(DEEP, "5. ReLU", "relu", "value", "max(0, x)"),
    Written(DEEP, "5. ReLU", "relu", "derivative", "where(x > 0, 1, 0)"),
    Written(DEEP, "6. Leaky ReLU", "leaky_relu", "value", "where(x > 0, x, a * x)"),
    Written(DEEP, "6. Leaky ReLU", "leaky_relu", "derivative", "where(x > 0, 1, a)"),
    Written(DEEP, "7. PReLU", "prelu", "value", "where(x > 0, x, a * x)"),
    Written(DEEP, "8. ELU", "elu", "value", "where(x >= 0, x, alpha * (exp(x) - 1))"),
    Written(DEEP, "8. ELU", "elu", "derivative", "where(x >= 0, 1, alpha * exp(x))"),
    Written(DEEP, "9. SELU", "selu", "value", "1.0507 * where(x > 0, x, 1.6733 * (exp(x) - 1))", tolerance=1e-4),
    Written(DEEP, "10. Softplus", "softplus", "value", "log(1 + exp(x))"),
    Written(DEEP, "10. Softplus", "softplus", "derivative", LOGISTIC),
    Written(DEEP, "11. Softsign", "softsign", "value", "x / (1 + abs(x))"),
    Written(DEEP, "11. Softsign", "softsign", "derivative", "1 / (1 + abs(x)) ** 2"),
    Written(DEEP, "12. GELU", "gelu", "value", "x * Phi(x)"),
    Written(DEEP, "12. GELU, approximation", "gelu_tanh", "value", GELU),
    Written(DEEP, "13. Swish", "swish_beta", "value", "x * sigmoid(beta * x)"),
    Written(DEEP, "14. Mish", "mish", "value", "x * tanh(log(1 + exp(x)))"),
]

PROGRAM = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), {last})
criterion = {loss}
x = torch.randn(8, 16)
target = torch.rand(8, 3) if "BCE" in "{loss}" or "MSE" in "{loss}" else torch.randint(3, (8,))
loss = criterion(model(x), target)
"""
OUT = "nn.Linear(32, 3)"
# last layers, loss, the finding (None: the pair is right)
PROGRAMS = [
    (OUT, "nn.BCEWithLogitsLoss()", None),
    (OUT, "nn.CrossEntropyLoss()", None),
    (OUT, "nn.MSELoss()", None),
    (f"{OUT}, nn.Sigmoid()", "nn.MSELoss()", None),
    (f"{OUT}, nn.Sigmoid()", "nn.BCELoss()", None),
    (f"{OUT}, nn.Sigmoid()", "nn.BCEWithLogitsLoss()", "ACT103"),
    (f"{OUT}, nn.Softmax(dim=1)", "nn.CrossEntropyLoss()", "ACT101"),
    (f"{OUT}, nn.Softmax(dim=-1)", "nn.CrossEntropyLoss()", "ACT101"),
    (f"{OUT}, nn.Sigmoid()", "nn.CrossEntropyLoss()", "ACT1"),
]
