"""The controlled experiment: candidates trained under the same conditions, and what may be said of the difference."""
