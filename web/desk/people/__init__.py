"""Staff: signing in, accounts, rights, the audit."""
