"""From rows to pictures and cards; knows nothing else."""
