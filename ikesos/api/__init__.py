"""The index in the API: calculations and nodes, and flat rows for other systems."""
