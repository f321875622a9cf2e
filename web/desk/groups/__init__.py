"""Group tickets."""
