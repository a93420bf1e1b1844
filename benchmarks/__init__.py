"""Figures that the README claims, each a ratio taken in one run."""
