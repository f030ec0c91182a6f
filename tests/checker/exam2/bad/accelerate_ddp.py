# expect: ACT101@21|34

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from torch.utils.data import DataLoader, TensorDataset


class PatchClassifier(torch.nn.Module):
    def __init__(self, patch=49, width=64, classes=8):
        super().__init__()
        self.embed = torch.nn.Linear(patch, width)
        self.norm = torch.nn.LayerNorm(width)
        self.mix = torch.nn.Linear(width, width)
        self.to_class = torch.nn.Linear(width, classes)

    def forward(self, patches):
        h = F.gelu(self.embed(patches))
        h = h + F.gelu(self.mix(self.norm(h)))
        pooled = h.mean(dim=1)
        return {"features": pooled, "scores": self.to_class(pooled).softmax(-1)}


def main():
    accelerator = Accelerator(cpu=True)
    model = PatchClassifier()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-4)
    loader = DataLoader(TensorDataset(torch.randn(16, 16, 49), torch.randint(0, 8, (16,))), batch_size=4)
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    model.train()
    for patches, target in loader:
        with accelerator.accumulate(model):
            out = model(patches)
            loss = F.cross_entropy(out["scores"], target)
            accelerator.backward(loss)
            optimizer.step()
            optimizer.zero_grad()


if __name__ == "__main__":
    main()
