# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


def hinton(student, teacher, tau):
    """KL(teacher || student) on softened distributions."""
    return F.kl_div(
        F.log_softmax(student / tau, dim=1), F.softmax(teacher / tau, dim=1), reduction="batchmean"
    ) * (tau * tau)


def in_log_space(student, teacher, tau):
    log_p = (student / tau).log_softmax(1)
    log_t = (teacher / tau).log_softmax(1)
    return tau**2 * F.kl_div(log_p, log_t, reduction="batchmean", log_target=True)


class KDTrainer:
    losses = {"hinton": hinton, "log": in_log_space}

    def __init__(self, teacher, student, kind="hinton", tau=3.0, mix=0.5):
        self.teacher, self.student = teacher.eval(), student
        self.kd, self.tau, self.mix = self.losses[kind], tau, mix
        self.opt = torch.optim.AdamW(student.parameters())

    def __call__(self, x, y):
        with torch.no_grad():
            t = self.teacher(x)
        s = self.student(x)
        loss = self.mix * self.kd(s, t, self.tau) + (1 - self.mix) * F.cross_entropy(s, y)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss.item()


make = lambda w: nn.Sequential(nn.Linear(5, w), nn.Tanh(), nn.Linear(w, 4))
x, y = torch.randn(6, 5), torch.randint(0, 4, (6,))
for kind in KDTrainer.losses:
    print(KDTrainer(make(32), make(4), kind)(x, y))
