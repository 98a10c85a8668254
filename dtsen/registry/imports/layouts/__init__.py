"""Layouts of the sources: data, not code."""
