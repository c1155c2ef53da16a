"""What keeps a model's vectors in step with the store: lists what there is to find, and embeds what has no vector."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import numpy as np

from schemas.ports import VectorStore, VectorWriter
from schemas.queries import IndexDocument
from schemas.vectors import Entry, Vector, Version
from search.semantic.catalogue import read_entries
from search.semantic.encoding import Encoder
from search.semantic.vectors import round_vectors

ReadDocuments = Callable[[Sequence[str]], Iterator[IndexDocument]]

# Versions read from the store at a time.
_VERSIONS = 100
# Texts per publication: some ten seconds of work that a crash can cost.
_STEP = 1_000


@contextmanager
def open_filler(vectors: VectorStore) -> Iterator[Filler]:
    """Hold the writer's place: StoreBusy where another process has it, StoreUnavailable where it can't be written."""
    with vectors.open_writer() as writer:
        yield Filler(writer)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Texts that have no vector yet, by key, and the versions that were listed anew or dropped."""

    texts: Mapping[int, str]
    changed: int


class Filler:
    """Made by `open_filler`."""

    def __init__(self, writer: VectorWriter) -> None:
        self._writer = writer
        self._waiting: set[int] = set()

    def list_entries(self, stamps: Mapping[str, str], read: ReadDocuments) -> Wanted:
        """Bring the list of entries in line with the versions and their states; the texts that then lack a vector."""
        before, complete = self._writer.listed(), self._writer.complete()
        current = {i for i in complete if before[i] == stamps.get(i)}
        texts: dict[int, str] = {}

        def read_anew() -> Iterator[tuple[Version, list[Entry]]]:
            unread = iter([i for i in stamps if i not in current])
            while some := list(islice(unread, _VERSIONS)):
                for version, entries, found in read_entries(read(some), stamps):
                    texts.update(found)
                    yield version, entries

        self._waiting = self._writer.replace(before.keys() - current, read_anew())
        changed = sum(before.get(i) != stamp for i, stamp in stamps.items()) + len(before.keys() - stamps.keys())
        return Wanted({key: text for key, text in texts.items() if key in self._waiting}, changed)

    def add_vectors(
        self, texts: Mapping[int, str], encoder: Encoder, told: Callable[[int], None], is_stopped: Callable[[], bool]
    ) -> int:
        """Embed the texts and publish step by step, until done or stopped; how many were."""
        done = 0
        encoded = encoder.encode_all(texts.values())
        keys = iter(texts)
        while not is_stopped():
            step: dict[int, np.ndarray] = {}
            for key, vector in zip(keys, encoded, strict=False):
                step[key] = vector
                told(1)
                if len(step) >= _STEP or is_stopped():
                    break
            if not step:
                break
            self._add(dict(zip(step, round_vectors(np.stack(list(step.values()))), strict=True)))
            done += len(step)
        self._finish()
        return done

    def take_vectors(self, held: Iterable[tuple[int, Vector]], told: Callable[[int], None]) -> int:
        """Keep those vectors that are waited for, out of what another engine holds; how many were."""
        wanted = ((key, vector) for key, vector in held if key in self._waiting)
        done = 0
        while step := dict(islice(wanted, _STEP)):
            self._add(step)
            done += len(step)
            told(len(step))
        self._finish()
        return done

    def _add(self, step: Mapping[int, Vector]) -> None:
        self._writer.add(step)
        self._waiting -= step.keys()

    def _finish(self) -> None:
        if not self._waiting:
            self._writer.finish()
