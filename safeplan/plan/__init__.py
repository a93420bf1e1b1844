"""What a plan is: answers, the guide that asks for them, and what may be shown of them."""
