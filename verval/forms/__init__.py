"""Shape of what is typed on the pages of the case work; whether it is right the use cases say."""
