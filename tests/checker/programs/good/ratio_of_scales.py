# expect: none
# why: The quotient of two noise levels, each an exponential of a bounded time; nothing is normalized.
import torch


def sigma(t):
    return t.neg().exp()


def step(images, denoised, now, then):
    h = then - now
    return (sigma(then) / sigma(now)) * images - (-h).expm1() * denoised


step(torch.randn(2, 3), torch.randn(2, 3), torch.tensor(0.5), torch.tensor(0.7))
