"""The subcommands of `niangjia`, by subject; bot/cli.py puts them together."""
