# expect: none

import torch

import modeling
import objectives as obj


def fit(student, teacher, batches, alpha=0.5):
    opt = torch.optim.Adam(student.parameters())
    for x, y in batches:
        scores = student(x)
        loss = alpha * obj.classification(scores, y, smoothing=0.1)
        loss = loss + (1 - alpha) * obj.distillation(scores, teacher.probabilities(x))
        opt.zero_grad()
        loss.backward()
        opt.step()


fit(modeling.Tower(6, 3), modeling.Tower(6, 3), [(torch.randn(4, 6), torch.randint(0, 3, (4,)))])
