"""Answers → PyTorch source text. Text only: nothing here imports torch."""

from activadvise.snippet.compose import Recipe, compose
from activadvise.snippet.program import sizes_of

__all__ = ["Recipe", "compose", "sizes_of"]
