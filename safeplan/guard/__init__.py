"""The supervisor that owns the terminal: the line, the way out, the lock. Standard library only."""
