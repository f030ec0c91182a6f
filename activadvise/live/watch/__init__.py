"""Watching a training run: the statistics of `inspect`, on sampled steps only."""
