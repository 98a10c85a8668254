"""Targets of the RPJMD 2025-2029: what was promised, what came of it, where it is going, and who says so."""
