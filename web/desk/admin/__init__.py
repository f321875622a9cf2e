"""Running the account: teams, menu, settings, health."""
