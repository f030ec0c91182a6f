"""Watching a training run: what every tensor means, and what reaches each loss."""
