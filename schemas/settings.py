"""Settings, from the environment (`FATU_…`) or the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set. Each has a default, so that nothing needs to be."""

    model_config = SettingsConfigDict(env_prefix="FATU_", extra="ignore", frozen=True)

    data: Path = Field(Path("fatu-data"), description="directory of the graph, the index and caches")
    models: Path | None = Field(None, description="directory of models; empty: models/ in the data directory")
    host: str = Field("127.0.0.1", description="address that `fatu serve` listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that `fatu serve` listens on")
    workers: int = Field(0, ge=0, description="processes that read documents in an ingest; 0: one per core")
    log_level: str = Field("info", description="debug, info, warning or error")
    max_body: int = Field(1 << 20, ge=0, description="bytes of a request's body that `fatu serve` takes")

    graph_url: str = Field(
        "", description="Neo4j for the graph, e.g. bolt://host:7687; empty: a file in the data directory"
    )
    graph_auth_file: Path | None = Field(None, description="file with one line `user/password` for Neo4j")
    graph_user: str = Field("neo4j", description="user of Neo4j, where no file says so")
    graph_password: SecretStr = Field(SecretStr(""), description="password of Neo4j, where no file says so")
    graph_timeout: float = Field(60.0, gt=0, description="seconds that one question to Neo4j may take")
    search_url: str = Field(
        "", description="Elasticsearch for index and vectors, e.g. http://host:9200; empty: files in the data directory"
    )
    search_auth_file: Path | None = Field(None, description="file with one line `user/password` for Elasticsearch")
    search_user: str = Field("", description="user of Elasticsearch, where no file says so")
    search_password: SecretStr = Field(SecretStr(""), description="password of Elasticsearch, where no file says so")
    search_key_file: Path | None = Field(None, description="file with one line: an API key of Elasticsearch")
    search_ca_file: Path | None = Field(None, description="certificates to trust for Elasticsearch")
    search_timeout: float = Field(10.0, gt=0, description="seconds that one question to Elasticsearch may take")
    search_shards: int = Field(1, ge=1, le=1024, description="shards of an index that is made anew")
    search_replicas: int = Field(0, ge=0, le=16, description="copies of each shard of an index that is made anew")
    search_exact: bool = Field(
        False, description="compare a question with every vector in Elasticsearch, instead of walking their graph"
    )
    dataset: str = Field(
        "fatu", pattern="^[a-z][a-z0-9]{0,29}$", description="name of the data on the servers, which hold several"
    )
    patience: float = Field(30.0, ge=0, description="seconds that a write waits for a server that is away")
