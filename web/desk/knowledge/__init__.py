"""Keeping the knowledge base true."""
