"""The nouns of the house: values that read nothing, send nothing and draw nothing."""
