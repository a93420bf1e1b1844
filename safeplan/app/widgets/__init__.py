"""What screens are made of; see ``safeplan.app.screens`` for how to use them."""
