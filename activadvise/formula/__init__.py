"""The formula language: one string gives the number, the derivative, the moments, the torch code.

A formula is an expression of `x` and named parameters, read by Python's parser but never run
by Python: only whitelisted node types and functions are accepted.
"""

from activadvise.formula.language import FUNCTIONS, Formula, parse

__all__ = ["FUNCTIONS", "Formula", "parse"]
