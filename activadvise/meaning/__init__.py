"""What a value is, what each loss expects, and the judgement: wrong, right or undecided."""

from __future__ import annotations

from activadvise.meaning.judge import Judge, Verdict
from activadvise.meaning.value import NOTHING, REAL, Meaning
from activadvise.meaning.vocabulary import Vocabulary

__all__ = ["NOTHING", "REAL", "Judge", "Meaning", "Verdict", "Vocabulary"]
