"""The tree of our own errors.

NiangjiaError
├── SettingsError      the configuration cannot be used; its text says what to mend
├── KeyMissing         stored text was sealed with a key that is not configured
├── SealBroken         stored text does not open: damaged or sealed for another place
├── NaiveTime          a time without a zone was given where an instant is needed
├── Repeated           this message was already answered by somebody else; nothing of ours was kept
└── Stale              the follower's dialogue moved on while we worked; work again from the new state
"""


class NiangjiaError(Exception):
    """Anything we raise ourselves."""


class SettingsError(NiangjiaError):
    """The configuration cannot be used; the text is one sentence a person can act on."""


class KeyMissing(NiangjiaError):
    """Stored text names a key id that is not in `[keys] data`."""


class SealBroken(NiangjiaError):
    """Stored text fails its authentication tag."""


class NaiveTime(NiangjiaError):
    """A datetime without a zone was given."""


class Repeated(NiangjiaError):
    """The once-key already has a row: another process was first."""


class Stale(NiangjiaError):
    """The follower's dialogue has a newer version than the one we worked from."""
