"""One file is one paper; rights/paper.py finds them."""
