"""The API's description (OpenAPI 3.1) and its page, which needs nothing from the internet."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.http.examples import EXAMPLES
from api.http.problems import MEDIA_TYPE, Problem
from api.http.urls import Urls
from schemas.errors import InvalidDate, NotFound, StoreUnavailable

DESCRIPTION = (
    "Laws, regulations and responsible bodies of China as one graph with full-text search.\n\n"
    "Every answer comes as `{data, meta, notice}`; every error as `application/problem+json` with `code`, `detail` and "
    "`hint`. Dates are ISO, spans are code points, status (时效性) is as of `meta.on`. Chinese in addresses has to be "
    "percent-encoded (`curl -G --data-urlencode q=听证`). 供参考，不是法律意见。"
)

_ERRORS = {
    404: ("Nothing is held under the identifier", NotFound),
    422: ("A parameter is not as expected", InvalidDate),
    503: ("Store or index can't be reached", StoreUnavailable),
}

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>法图 fatu API</title>
<link rel="icon" href="{icon}">
<link rel="stylesheet" href="{style}">
</head>
<body>
<div id="swagger-ui" data-openapi="{openapi}"></div>
<noscript><p>This page needs JavaScript; the description itself is at <a href="{openapi}">{openapi}</a>.</p></noscript>
<script src="{bundle}"></script>
<script src="{start}"></script>
</body>
</html>
"""


def describe(*errors: int) -> dict[int | str, dict[str, object]]:
    """The problems that an operation may have; its answer is described by its model and example."""
    return {status: {"description": _ERRORS[status][0], "model": Problem} for status in errors}


def add_documentation(app: FastAPI) -> None:
    """Serve the description and the page of it."""
    page = _PAGE.format(
        icon=Urls.static("icon.svg"),
        style=Urls.docs_asset("swagger-ui.css"),
        bundle=Urls.docs_asset("swagger-ui-bundle.js"),
        start=Urls.static("docs.js"),
        openapi=Urls.openapi,
    )

    def show_docs(request: Request) -> Response:
        return HTMLResponse(page)

    app.add_route(Urls.docs, show_docs, include_in_schema=False)
    app.mount(Urls.docs_asset("").rstrip("/"), StaticFiles(directory=Path(str(files("fastapi_swagger") / "resources"))))
    app.openapi = lambda: _build_description(app)  # type: ignore[method-assign]


def _build_description(app: FastAPI) -> dict[str, object]:
    if app.openapi_schema is None:
        described = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=_TAGS
        )
        for operations in described["paths"].values():
            for operation in operations.values():
                # Set here, since FastAPI leaves nulls out of examples that it is given.
                answer = operation["responses"]["200"]["content"]["application/json"]
                answer["example"] = EXAMPLES[operation["operationId"]]
                _name_problems(operation["responses"])
        # Through JSON, so that examples are plain values.
        app.openapi_schema = orjson.loads(orjson.dumps(described))
    return app.openapi_schema


_TAGS = [
    {"name": "search", "description": "Full text, facets, completions"},
    {"name": "works", "description": "Instruments and their versions"},
    {"name": "provisions", "description": "Articles and the places in them"},
    {"name": "citations", "description": "Citations of a text that is sent"},
    {"name": "graph", "description": "The edges, with their evidence"},
    {"name": "service", "description": "What is held, and whether it can be asked"},
]


def _name_problems(responses: dict[str, dict[str, object]]) -> None:
    """Errors are problem+json, which FastAPI's `model` can't say, each with an example of its class."""
    for status, response in responses.items():
        content = response.get("content")
        if int(status) < 400 or not isinstance(content, dict) or "application/json" not in content:
            continue
        error = _ERRORS[int(status)][1]
        example = {
            "type": f"urn:fatu:problem:{error.code}",
            "title": error.title,
            "status": error.status,
            "code": error.code,
            **_EXAMPLES[error.code],
            "errors": [],
        }
        response["content"] = {MEDIA_TYPE: {**content["application/json"], "example": example}}


_EXAMPLES = {
    NotFound.code: {
        "detail": "nothing is held under cn:law:无此法",
        "hint": "search for its title or name",
        "instance": "/api/v1/works/cn:law:无此法",
    },
    InvalidDate.code: {
        "detail": "on: '2023-13-01' is no date",
        "hint": "expected YYYY-MM-DD, e.g. 2024-05-01",
        "instance": "/api/v1/search",
    },
    StoreUnavailable.code: {
        "detail": "not ready: the index can't be opened",
        "hint": "see `fatu doctor`",
        "instance": "/api/v1/readyz",
    },
}
