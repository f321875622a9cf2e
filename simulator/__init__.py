"""A WeChat platform on your own machine: for trying, for tests, for load. It imports nothing of the bot."""
