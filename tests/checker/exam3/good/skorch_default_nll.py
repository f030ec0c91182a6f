# expect: none

"""skorch's NeuralNetClassifier takes the log itself: a softmax module is what it wants."""
import numpy as np
import torch
import torch.nn.functional as F
from skorch import NeuralNetClassifier
from skorch.callbacks import EpochScoring


class ConvModule(torch.nn.Module):
    def __init__(self, hidden=16):
        super().__init__()
        self.conv = torch.nn.Conv1d(1, 4, 3)
        self.hidden = torch.nn.Linear(4 * 8, hidden)
        self.output = torch.nn.Linear(hidden, 3)

    def forward(self, X):
        X = F.relu(self.conv(X.unsqueeze(1)))
        X = F.relu(self.hidden(X.flatten(1)))
        X = F.softmax(self.output(X), dim=-1)
        return X


net = NeuralNetClassifier(
    ConvModule,
    optimizer=torch.optim.Adam,
    callbacks=[EpochScoring("accuracy", lower_is_better=False)],
    max_epochs=1,
    verbose=0,
)
X = np.random.randn(30, 10).astype("float32")
y = np.random.randint(0, 3, 30).astype("int64")
net.fit(X, y)
print(net.predict_proba(X).sum(1)[:3])
