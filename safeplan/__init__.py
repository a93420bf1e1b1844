"""A private safety and exit plan: see README.md and docs/ for what it is and is not."""
