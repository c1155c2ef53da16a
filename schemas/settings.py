"""Settings, from the environment (`FATU_…`) or the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set. Each has a default, so that nothing needs to be."""

    model_config = SettingsConfigDict(env_prefix="FATU_", extra="ignore", frozen=True)

    data: Path = Field(Path("fatu-data"), description="directory of the graph, the index and caches")
    host: str = Field("127.0.0.1", description="address that `fatu serve` listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that `fatu serve` listens on")
    workers: int = Field(0, ge=0, description="processes that read documents in an ingest; 0: one per core")
    log_level: str = Field("info", description="debug, info, warning or error")
    max_body: int = Field(1 << 20, ge=0, description="bytes of a request's body that `fatu serve` takes")
