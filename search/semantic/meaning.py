"""Search by meaning as the rest of fatu sees it. Opens model and vectors when first asked; says why when it can't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from schemas.errors import FatuError, ModelUnavailable
from schemas.ports import VectorReader, VectorStore
from schemas.queries import Filters, Hit, MeaningStatus
from schemas.vectors import Facts
from search.semantic.local import LocalVectors
from search.semantic.model import BGE_SMALL_ZH, ModelFiles, ModelSpec, check_model, locate_model
from search.semantic.texts import PREPARATION

if TYPE_CHECKING:
    from search.semantic.encoding import Encoder
    from search.semantic.vectors import Vectors

# Questions whose vectors are kept: the pages and facets of one search ask for the same.
_REMEMBERED = 512

Stamp = tuple[int, int] | None


@dataclass(frozen=True)
class Inquiry:
    """A question put to one state of the vectors."""

    vector: Vectors
    reader: VectorReader

    def find_nearest(self, filters: Filters, today: str, limit: int) -> list[Hit]:
        """The nearest entries of those that pass the filters, by (cosine, id)."""
        return self.reader.find_nearest(self.vector.tolist(), filters, today, limit)

    def find_similarities(self, ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of those entries that has a vector."""
        return self.reader.find_similarities(self.vector.tolist(), ids)

    def find_facts(self, ids: Sequence[str]) -> list[Facts]:
        """What facets count of those entries."""
        return self.reader.find_facts(ids)


def find_fingerprint(spec: ModelSpec = BGE_SMALL_ZH) -> str:
    """Identifies what texts are embedded with."""
    return spec.fingerprint(PREPARATION)


def open_local(root: Path, spec: ModelSpec = BGE_SMALL_ZH) -> LocalVectors:
    """The vectors of a model in files below `root`."""
    return LocalVectors(root, find_fingerprint(spec), spec.dimensions)


class Meaning:
    """The model in a folder of models, and its vectors, wherever they are."""

    def __init__(self, models: Path, vectors: VectorStore, spec: ModelSpec = BGE_SMALL_ZH) -> None:
        self.spec, self.vectors = spec, vectors
        self.fingerprint = find_fingerprint(spec)
        self.files = locate_model(models, spec)
        self._lock = Lock()
        self._encode: Callable[[str], Vectors] | None = None
        self._failure: tuple[object, FatuError] | None = None

    def status(self) -> MeaningStatus:
        """Whether it is on, without opening anything large. Never raises."""
        model = self.spec.name
        try:
            check_installed()
            _check_sizes(self.files)
            state = self.vectors.state()
            if state is None:
                raise self._nothing()
            if self._failure and self._failure[0] == self._state():
                raise self._failure[1]
        except FatuError as error:
            return MeaningStatus(False, f"{error.message}; {error.hint}", model)
        note = f"{state.waiting:,} texts wait for their vectors: `fatu embed`" if state.waiting else ""
        return MeaningStatus(True, note, model, state.entries, state.vectors, state.waiting)

    def ask(self, text: str) -> Inquiry:
        """The vector of a question and the newest state of the vectors.

        Raises ModelUnavailable or IncompatibleData when it is off, StoreUnavailable for a server that is away.
        """
        check_installed()
        reader = self.open_reader()
        state = self._state()
        if self._failure and self._failure[0] == state:
            raise self._failure[1]
        try:
            if self._encode is None:
                with self._lock:
                    self._encode = self._encode or self._open_encoder()
            return Inquiry(self._encode(text), reader)
        except FatuError as error:
            self._failure = (state, error)
            raise

    def open_reader(self) -> VectorReader:
        """The newest state of the vectors. Raises ModelUnavailable where nothing of this model is embedded."""
        reader = self.vectors.open_reader()
        if reader is None:
            raise self._nothing()
        return reader

    def close(self) -> None:
        """Release what is held open."""
        self.vectors.close()

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

    def _state(self) -> object:
        """Changes when a failure of the model may be over."""
        return tuple(_stamp(path) for path, _ in self.files.pinned)

    def _nothing(self) -> ModelUnavailable:
        reason = "the vectors held are another model's" if self.vectors.has_others() else "nothing is embedded yet"
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
