"""Erasing a young person: asked by one, agreed by another, kept through a restore."""
