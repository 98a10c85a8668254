"""Programmes at work: rules and their confirmation, recipients by month, who would enter and leave."""
