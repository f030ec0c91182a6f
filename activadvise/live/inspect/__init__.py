"""Looking into a live model: one forward and one backward pass, layer by layer."""
