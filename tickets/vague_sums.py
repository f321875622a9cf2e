"""What is asked of one who told a sum that may not be all that is owed, or all that still is."""

from typing import Any

from knowledge.money import remainder, yuan

ASK_SUM = "您说的「{said}」，准数是多少元？说个数就行，比如 3500。说不准就回复「跳过」。"
ASK_LEFT = "您说的「{said}」，那现在还欠{left}吗？是就回复「是」；不是，说个准数，比如 3500。说不准就回复「跳过」。"


def confirm_owed(said: str) -> tuple[str, dict[str, Any]]:
    """Asks one who told vaguely what they are owed for the sum; a yes answers what follows from their words."""
    if left := remainder(f"欠{said}"):
        return ASK_LEFT.format(said=said, left=yuan(left.fen)), {"amount_fen": left.fen}
    return ASK_SUM.format(said=said), {}
