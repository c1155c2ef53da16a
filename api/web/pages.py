"""The pages: search at /, an instrument at /works/{id}, a provision at /provisions/{id}, an item at /items/{id}."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from api.http.urls import Urls
from api.services.calendar import parse_day, today
from api.services.container import Services
from api.services.items import show_item
from api.services.provisions import Paging, show_provision
from api.services.works import read_version, show_work
from api.web.contexts import ItemPage, ProblemPage, ProvisionPage, WorkPage
from api.web.rendering import render
from api.web.searches import SearchForm, build_search_page
from schemas.dates import parse_iso_date

_STATIC = Path(__file__).parent / "static"


def build_pages(services: Services) -> APIRouter:
    """The routes of all pages over these services."""
    router = APIRouter()
    router.mount("/static", StaticFiles(directory=_STATIC))

    @router.get("/")
    def home(form: Annotated[SearchForm, Query()]) -> Response:
        return _html("search.html", build_search_page(services, form))

    @router.get("/works/{id}")
    def work(id: str, on: str | None = None, citing: str | None = None) -> Response:
        day = parse_day(on or None, "on")
        answer = show_work(services, id, day, contents=False)
        text = read_version(services, answer.version.id, day)[1] if answer.version else []
        return _html("work.html", WorkPage.build(services, answer, text, on or "", citing or None))

    @router.get("/provisions/{id}")
    def provision(id: str, on: str | None = None, cited: str | None = None, citing: str | None = None) -> Response:
        day = parse_iso_date(on, "on") if on else None
        now = today()
        answer = show_provision(services, id, now, day, Paging(20, cited or None, citing or None))
        page = ProvisionPage.build(services, answer, day or now, on or "", cited or "", citing or "")
        return _html("provision.html", page)

    @router.get("/items/{id}")
    def item(id: str) -> Response:
        return _html("item.html", ItemPage.build(show_item(services, id, today())))

    @router.get("/search")
    def search(request: Request) -> Response:
        return RedirectResponse(f"{Urls.home}?{request.url.query}", 308)

    return router


def _html(template: str, page: object) -> Response:
    return HTMLResponse(render(template, page))


def render_problem(request: Request, problem: dict[str, object], headers: dict[str, str] | None = None) -> Response:
    """An error as a page."""
    status = problem["status"]
    page = ProblemPage.build(problem)
    return HTMLResponse(render("problem.html", page), status if isinstance(status, int) else 500, headers)
