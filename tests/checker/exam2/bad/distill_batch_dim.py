# expect: ACT125@21|27

import torch
from torch import nn
from torch.nn import functional as F

T = 3.0


def small():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))


def big():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))


def distill(student, teacher, loader, opt):
    student.train()
    teacher.eval()
    log_sm = nn.LogSoftmax(dim=0)
    kl = nn.KLDivLoss(reduction="batchmean")
    for x, y in loader:
        with torch.no_grad():
            soft = F.softmax(teacher(x) / T, dim=1)
        logits = student(x)
        kd = kl(log_sm(logits / T), soft) * T * T
        loss = 0.3 * F.cross_entropy(logits, y) + 0.7 * kd
        opt.zero_grad()
        loss.backward()
        opt.step()


if __name__ == "__main__":
    s, t = small(), big()
    distill(s, t, [(torch.rand(8, 1, 28, 28), torch.randint(0, 10, (8,)))], torch.optim.Adam(s.parameters()))
