from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/", "/docs", "/api/v1/stats", "/api/v1/nothing", "/static/style.css"])
def test_protective_headers_everywhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"].partition("script-src")[2].partition(";")[0]


def test_request_id_is_made_or_taken(client: TestClient) -> None:
    made = client.get("/healthz").headers["x-request-id"]
    assert made != client.get("/healthz").headers["x-request-id"]
    assert client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/healthz", headers={"X-Request-ID": "a b!"}).headers["x-request-id"] != "a b!"


def test_access_log_has_a_line_per_request(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    from api.http.logs import configure_logs

    configure_logs("info")
    client.get("/api/v1/search?q=监督", headers={"X-Request-ID": "line-1"})
    line = capsys.readouterr().err
    assert '"request_id": "line-1"' in line
    assert '"status": 200' in line
    assert "监督" not in line  # what people look for is theirs


def test_large_answers_are_packed(client: TestClient) -> None:
    response = client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
