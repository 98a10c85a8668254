"""Inputs that offices hand in: the sheet, its check, its way to confirmation, who still owes what."""
