"""A ticket's page and what is done on it."""
