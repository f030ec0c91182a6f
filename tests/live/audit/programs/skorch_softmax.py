# ACT101
import numpy as np
import torch
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skorch import NeuralNetClassifier
from torch import nn

torch.manual_seed(0)
rng = np.random.default_rng(0)
rows, kinds = rng.normal(size=(30, 5)).astype(np.float32), rng.integers(0, 4, 30)


def module():
    return nn.Sequential(
        nn.Linear(5, 9),
        nn.Dropout(0.1),
        nn.PReLU(),
        nn.Linear(9, 4),
        nn.Softmax(dim=1),  # BAD SOURCE
    )


classifier = NeuralNetClassifier(
    module, criterion=nn.CrossEntropyLoss, optimizer=torch.optim.Adam, max_epochs=2, verbose=0, train_split=None
)
pipeline = make_pipeline(StandardScaler(), classifier)
pipeline.fit(rows, kinds)  # LOSS
