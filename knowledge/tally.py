"""How often each answer is given: counted here, and added to the table now and then, as a write each would cost."""

from collections import Counter
from datetime import date

from bot.core.crypt import Keyring
from bot.core.database import Database
from knowledge.missed import Missed


class Tally:
    """Counts of one process; what was counted since the last `flush` is lost with it."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, date]] = Counter()

    def add(self, slug: str, day: date) -> None:
        """One more answer with this entry."""
        self._counts[slug, day] += 1

    async def flush(self, database: Database, keys: Keyring) -> int:
        """Adds what was counted to the table; what cannot be written is counted on. How many rows."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return 0
        try:
            async with database.session() as session:
                missed = Missed(session, keys)
                for (slug, day), given in sorted(counts.items()):
                    await missed.count(slug, day, given=given)
        except Exception:
            self._counts.update(counts)
            raise
        return len(counts)
