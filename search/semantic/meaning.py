"""Search by meaning as the rest of fatu sees it. Opens model and vectors when first asked; says why when it can't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from schemas.errors import FatuError, IncompatibleData, ModelUnavailable
from schemas.queries import Hit, MeaningStatus
from search.conditions import Condition
from search.semantic.model import BGE_SMALL_ZH, ModelFiles, ModelSpec, check_model, locate_model
from search.semantic.shelf import find_stamp, load_manifest
from search.semantic.texts import PREPARATION

if TYPE_CHECKING:
    from search.semantic.encoding import Encoder
    from search.semantic.reading import Snapshot
    from search.semantic.vectors import Vectors
    from search.semantic.versions import Facts

# Questions whose vectors are kept: the pages and facets of one search ask for the same.
_REMEMBERED = 512

Stamp = tuple[int, int] | None


@dataclass(frozen=True)
class Inquiry:
    """A question put to one state of the vectors."""

    vector: Vectors
    snapshot: Snapshot

    def find_nearest(self, conditions: Sequence[Condition], limit: int) -> list[Hit]:
        """The nearest entries of those that meet the conditions, by (cosine, id)."""
        return self.snapshot.find_nearest(self.vector, conditions, limit)

    def find_similarities(self, ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of those entries that has a vector."""
        return self.snapshot.find_similarities(self.vector, ids)

    def facts_of(self, identifier: str) -> Facts:
        """What facets count of an entry."""
        return self.snapshot.facts_of(identifier)


class Meaning:
    """The model in a folder of models and its vectors below `root`."""

    def __init__(self, root: Path, models: Path, spec: ModelSpec = BGE_SMALL_ZH) -> None:
        self.spec = spec
        self.fingerprint = spec.fingerprint(PREPARATION)
        self.root, self.folder = root, root / self.fingerprint
        self.files = locate_model(models, spec)
        self._lock = Lock()
        self._encode: Callable[[str], Vectors] | None = None
        self._snapshot: Snapshot | None = None
        self._opened: Stamp = None
        self._failure: tuple[object, FatuError] | None = None

    def status(self) -> MeaningStatus:
        """Whether it is on, without opening anything large. Never raises."""
        model = self.spec.name
        try:
            check_installed()
            _check_sizes(self.files)
            manifest = load_manifest(self.folder)
            if manifest is None:
                raise self._nothing()
            if self._failure and self._failure[0] == self._state():
                raise self._failure[1]
        except FatuError as error:
            return MeaningStatus(False, f"{error.message}; {error.hint}", model)
        note = f"{manifest.waiting:,} texts wait for their vectors: `fatu embed`" if manifest.waiting else ""
        return MeaningStatus(True, note, model, manifest.entries, manifest.rows, manifest.waiting)

    def ask(self, text: str) -> Inquiry:
        """The vector of a question and the newest state of the vectors.

        Raises ModelUnavailable or IncompatibleData when it is off.
        """
        state = self._state()
        if self._failure and self._failure[0] == state:
            raise self._failure[1]
        try:
            check_installed()
            snapshot = self._refresh()
            if self._encode is None:
                with self._lock:
                    self._encode = self._encode or self._open_encoder()
            return Inquiry(self._encode(text), snapshot)
        except FatuError as error:
            self._failure = (state, error)
            raise

    def check_model(self) -> None:
        """Raises ModelUnavailable unless the libraries are there and the model's files are those expected."""
        check_installed()
        check_model(self.files)

    def open_model(self, threads: int) -> Encoder:
        """The encoder of documents, after its files were checked against their checksums."""
        self.check_model()
        from search.semantic.encoding import Encoder

        files = self.files
        return Encoder(files.weights, files.tokenizer, threads=threads, query_prefix=self.spec.query_prefix)

    def open_tuned(self) -> Encoder:
        """The encoder of questions: the same files, and the delta that tunes them for questions.

        Raises ModelUnavailable for a delta that is damaged or was trained for another model.
        """
        self.check_model()
        from search.semantic.encoding import Encoder
        from search.semantic.tuning import load_delta

        delta = load_delta(self.spec.delta) if self.spec.delta else None
        if delta and delta.base != self.spec.weights.sha256:
            raise ModelUnavailable(f"{self.spec.delta} was trained for another model", "install fatu again")
        files = self.files
        return Encoder(files.weights, files.tokenizer, query_prefix=self.spec.query_prefix, delta=delta)

    def _open_encoder(self) -> Callable[[str], Vectors]:
        return lru_cache(_REMEMBERED)(self.open_tuned().encode_query)

    def _refresh(self) -> Snapshot:
        """Follow what was published: one `stat` when nothing was."""
        stamp = find_stamp(self.folder)
        if self._snapshot is None or stamp != self._opened:
            with self._lock:
                if self._snapshot is None or stamp != self._opened:
                    self._snapshot, self._opened = self._open_snapshot(), stamp
        return self._snapshot

    def _open_snapshot(self) -> Snapshot:
        from search.semantic.reading import open_snapshot

        for attempt in (1, 2, 3):
            manifest = load_manifest(self.folder)
            if manifest is None or not manifest.catalogue:
                raise self._nothing()
            try:
                return open_snapshot(self.folder, manifest)
            except IncompatibleData:
                # What was published since then may have replaced the files of this manifest.
                if attempt == 3 or load_manifest(self.folder) == manifest:
                    raise
        raise self._nothing()

    def _state(self) -> object:
        """Changes when a failure may be over."""
        sizes = tuple(_stamp(path) for path, _ in self.files.pinned)
        return sizes, find_stamp(self.folder)

    def _nothing(self) -> ModelUnavailable:
        others = self.root.is_dir() and any(p.is_dir() for p in self.root.iterdir() if p != self.folder)
        reason = "the vectors held are another model's" if others else "nothing is embedded yet"
        return ModelUnavailable(reason, "run `fatu embed`")


@cache
def _is_installed() -> bool:
    return all(find_spec(name) for name in ("numpy", "onnxruntime", "tokenizers"))


def check_installed() -> None:
    """Raises ModelUnavailable where the libraries of the extra are missing."""
    if not _is_installed():
        raise ModelUnavailable("the extra `semantic` is not installed", "install fatu[semantic]")


def _check_sizes(files: ModelFiles) -> None:
    for path, pinned in files.pinned:
        found = _stamp(path)
        if found is None:
            raise ModelUnavailable("its model is not there", "run `fatu model pull`")
        if found[1] != pinned.size:
            raise ModelUnavailable(f"{path} is cut off or another file", "run `fatu model pull`")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        at = path.stat()
    except OSError:
        return None
    return at.st_mtime_ns, at.st_size
