"""How involved young people feel, in numbers that cannot be turned back into a young person."""
