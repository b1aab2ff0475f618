"""What the worker's and the lead's faces share: their frame, words, times, and the line of a promise."""
