"""One module per source: its columns, its codes, its files."""
