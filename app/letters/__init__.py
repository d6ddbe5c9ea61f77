"""From a law, a recipient and some photos to a letter: pure text, nothing is sent."""
