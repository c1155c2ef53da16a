"""docker-compose.yml is one of the Compose specification; it and Dockerfile agree with the code and keep to the rules.

compose-spec.json is the specification's schema as compose-go 2.16.2 carries it (Apache-2.0).
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main
import yaml

from api.cli.application import app
from schemas.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf8")
SETTINGS = {f"FATU_{name.upper()}" for name in Settings.model_fields}
COMMANDS: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})


SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("compose-spec.json").read_text("utf8"))


@pytest.mark.parametrize("file", ["docker-compose.yml", "tests/servers/compose.yml"])
def test_files_are_of_the_specification(file: str) -> None:
    jsonschema.validate(yaml.safe_load((ROOT / file).read_text("utf8")), SCHEMA)


@pytest.mark.parametrize(
    ("key", "value"), [("imagee", "x"), ("mem_limit", []), ("healthcheck", {"tset": ["CMD"]}), ("depends_on", 1)]
)
def test_the_schema_refuses_what_is_wrong(key: str, value: object) -> None:
    wrong = copy.deepcopy(COMPOSE)
    wrong["services"]["app"][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def services() -> list[Any]:
    return [pytest.param(s, id=name) for name, s in COMPOSE["services"].items()]


@pytest.mark.parametrize("service", services())
def test_rules(service: dict[str, Any]) -> None:
    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"\d+g", service["deploy"]["resources"]["limits"]["memory"])
    assert "healthcheck" in service or "HEALTHCHECK" in DOCKERFILE
    assert ":" in service["image"]
    assert not service["image"].endswith("latest")
    # What is open to other machines is for the user to open.
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert not any("PASSWORD" in name.upper() or name.upper() == "AUTH" for name in service["environment"])


@pytest.mark.parametrize("service", services())
def test_what_it_names_is_declared(service: dict[str, Any]) -> None:
    for secret in service.get("secrets", []):
        assert secret in COMPOSE["secrets"]
    for volume in service["volumes"]:
        assert volume.split(":")[0] in COMPOSE["volumes"]
    for name, condition in service.get("depends_on", {}).items():
        assert condition == {"condition": "service_healthy"}
        assert "healthcheck" in COMPOSE["services"][name]
    writable = [v.split(":")[1] for v in service["volumes"]] + service["tmpfs"]
    assert len(writable) == len(set(writable))


def test_settings_and_commands_are_those_of_fatu() -> None:
    service = COMPOSE["services"]["app"]
    assert set(service["environment"]) <= SETTINGS
    assert set(re.findall(r"FATU_[A-Z_]+", DOCKERFILE)) <= SETTINGS
    command, *options = service["command"]
    known = {o for p in COMMANDS[command].params for o in p.opts}
    assert set(options) <= known
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"]
    assert service["image"] == f"fatu:{version}"


def test_secrets_stay_out_of_repository_and_image() -> None:
    place = "secrets/neo4j_auth"
    assert place in COMPOSE["secrets"]["neo4j_auth"]["file"]
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert "secrets" in (ROOT / ".dockerignore").read_text().splitlines()


def test_image_is_built_from_locked_packages() -> None:
    for file in re.findall(r"requirements/\w+\.txt", DOCKERFILE):
        assert "--hash=sha256:" in (ROOT / file).read_text()
    assert DOCKERFILE.count("--require-hashes") == 2
    assert re.search(r"^USER \d+$", DOCKERFILE, re.M)
    assert len(re.findall(r"^FROM ", DOCKERFILE, re.M)) == 2


def test_script_of_the_test_servers_is_sound() -> None:
    script = ROOT / "tests" / "servers" / "compose"
    subprocess.run(["bash", "-n", script], check=True)
    extra = yaml.safe_load(script.with_name("compose.yml").read_text())
    assert set(extra["services"]) < set(COMPOSE["services"])
    said = subprocess.run([script, "env"], check=True, capture_output=True, text=True).stdout
    for service in extra["services"].values():
        (port,) = service["ports"]
        assert port.rpartition(":")[0] in said


@pytest.mark.slow
def test_steps_of_the_image_run(tmp_path: Path) -> None:
    """Those of the first stage, in a folder instead of an image: the locked packages, the wheel, and it runs alone."""
    uv = ROOT / ".uv" / "bin" / "uv"
    if not uv.exists():
        pytest.skip("no .uv: run `make setup`")
    ignored = [line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text().splitlines()]
    shutil.copytree(ROOT, tmp_path / "src", ignore=shutil.ignore_patterns(*ignored))
    steps = re.findall(r"^RUN (.*)", DOCKERFILE.split("\nFROM ")[1].replace("\\\n", " "), re.M)
    commands = [
        c.strip() for step in steps for c in step.split("&&") if "-m venv /uv" not in c and "/uv/bin/pip " not in c
    ]
    assert len(commands) == 3
    for command in commands:
        # With the packages that `make setup` has fetched before.
        here = command.replace("/uv/bin/uv", str(uv)).replace("/opt/fatu", str(tmp_path / "fatu"))
        here = re.sub(r"^python ", f"{sys.executable} ", here).replace("--no-cache ", "")
        subprocess.run(here, shell=True, check=True, cwd=tmp_path / "src", capture_output=True)
    asked: list[str | Path] = [tmp_path / "fatu" / "bin" / "fatu", "search", "x", "--data", tmp_path / "none"]
    done = subprocess.run(
        asked, check=False, capture_output=True, text=True, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"}
    )
    assert (done.returncode, done.stdout) == (4, ""), done
    assert "fatu ingest" in done.stderr
