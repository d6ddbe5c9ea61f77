"""The cupboard: the one encrypted file that holds the catalogue, and the keyring that holds every secret."""
