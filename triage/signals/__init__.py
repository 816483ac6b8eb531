"""What can be read from a text. Each signal carries the words that show it, and says nothing where nothing shows."""
