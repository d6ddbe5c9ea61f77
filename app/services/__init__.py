"""What a person can do: one verb a module, synchronous, without threads and without a window."""
