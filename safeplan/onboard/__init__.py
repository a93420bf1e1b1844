"""What runs on a stick, and nowhere else: finding our code there, and the first steps."""
