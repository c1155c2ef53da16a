"""What is held, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from api.services.container import Services
from api.services.export import expression_status
from api.services.status_answers import Count, Statistics
from api.services.summaries import kind_label
from schemas.documents import Level
from schemas.model import EDGE_KINDS, NODE_KINDS
from schemas.ports import GraphStore
from schemas.regions import region_name

_VERDICTS = {
    "resolved": "已链接",
    "ambiguous": "有多个候选",
    "not_held": "未收录",
    "unparsed": "未能识别",
    "pending": "待处理",
}


def build_statistics(services: Services, day: date) -> Statistics:
    """Counts over the whole store; statuses as of `day`."""
    store = services.store
    held = [(key, n) for key, n in store.count_by("Work", ("kind", "jurisdiction", "held")) if key[2] is not False]
    statuses = Counter(str(expression_status(e, day)) for e in store.find("Expression"))
    nodes = {kind: sum(n for _, n in store.count_by(kind)) for kind in NODE_KINDS}
    verdicts = {str(key[0]): n for key, n in store.count_by("Citation", ("verdict",))}
    return Statistics(
        on=day.isoformat(),
        works=sum(n for _, n in held),
        versions=nodes["Expression"],
        articles=_articles(store),
        index_entries=services.index.count(),
        nodes=_counts(nodes.items(), lambda k: NODE_KINDS[k].label),
        edges=_counts(store.edge_counts().items(), lambda k: EDGE_KINDS[k].meaning if k in EDGE_KINDS else k),
        levels=_counts(_summed((str(key[0]), n) for key, n in held), kind_label),
        regions=_counts(_summed((str(key[1]), n) for key, n in held), region_name),
        statuses=_counts(statuses.items(), str),
        citations=_counts(verdicts.items(), lambda v: _VERDICTS.get(v, v)),
    )


def _articles(store: GraphStore) -> int:
    return sum(n for key, n in store.count_by("Provision", ("level",)) if key[0] == Level.ARTICLE)


def _summed(pairs: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    total: Counter[str] = Counter()
    for value, count in pairs:
        total[value] += count
    return total.items()


def _counts(pairs: Iterable[tuple[str, int]], label: Callable[[str], str]) -> tuple[Count, ...]:
    return tuple(Count(v, label(v), n) for v, n in sorted(pairs, key=lambda p: (-p[1], p[0])) if n)
