"""The way into the command `niangjia`."""

import gc


def main() -> None:
    """Runs the command; what it is made of is not looked through for garbage, now nor later: that takes a third of the
    time of a start.
    """
    gc.disable()
    from bot.app import GARBAGE
    from bot.cli import main as command

    gc.freeze()
    gc.set_threshold(*GARBAGE)
    gc.enable()
    command()
