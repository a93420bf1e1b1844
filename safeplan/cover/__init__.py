"""An ordinary household notebook: shopping and notes. It knows of nothing else."""
