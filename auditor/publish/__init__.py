"""What is drawn from the store, or brought back into it."""
