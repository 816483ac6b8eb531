"""Template tags and filters of the inbox."""
