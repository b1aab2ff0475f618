"""What can go wrong with sealed text."""


class CannotOpen(Exception):
    """A sealed value was changed, moved to another row or field, or sealed by a key that isn't here."""


class Erased(CannotOpen):
    """Its key was destroyed: nobody can read it again."""
