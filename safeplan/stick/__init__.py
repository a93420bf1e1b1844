"""Making a stick that starts with nothing installed, and tells nothing of what it is."""
