"""How a plan leaves, on paper or in codes, and comes back in again."""
