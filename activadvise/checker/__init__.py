"""The static checker: reads PyTorch source without running it."""
