"""Imports: read files by declared columns, stage by COPY, match, plan, and apply in one transaction."""
