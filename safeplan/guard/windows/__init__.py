"""The guard where the console is Windows' own: the same roads, another system below them."""
