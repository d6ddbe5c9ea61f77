"""A real Bluesky data server on this computer, for the tests and for trying the app out."""
