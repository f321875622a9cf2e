"""The inbox: lists, search, who is where."""
