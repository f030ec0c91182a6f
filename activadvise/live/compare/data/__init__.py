"""What is learned: built-in data sets, the user's table, the user's loaders; all in one shape."""

from activadvise.live.compare.data.data import Data, Pair, Split, Tensors
from activadvise.live.compare.data.load import load

__all__ = ["Data", "Pair", "Split", "Tensors", "load"]
