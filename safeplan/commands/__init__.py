"""The commands, one room each, and what they share: passwords, an open vault, refusals."""
