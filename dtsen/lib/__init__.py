"""Floor 0: plain Python values of the field. Imports nothing of ours and no Django."""
