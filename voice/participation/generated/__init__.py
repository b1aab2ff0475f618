"""Made-up authorities of any size, to see how pages and closing behave when there are many answers."""
