"""What runs: the only package that imports torch. Its modules are imported on first use."""
