"""API of the case work: the same use cases as the pages, in JSON; one module a subject."""
