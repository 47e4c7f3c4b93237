"""What the guide says: steps, rows, policy, models and texts. Knows no other room."""
