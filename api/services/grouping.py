"""Near-identical local articles as one hit: cities and provinces repeat the law above them, and each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.services.answers import SearchHit
from schemas.authority import Kind

_LOCAL = frozenset({Kind.LOCAL_REGULATION, Kind.AUTONOMOUS_REGULATION, Kind.SEZ_REGULATION, Kind.LOCAL_RULE})
# What tells copies apart and says nothing: marks, numbers, names of the place (本市, 本省, 省人民政府).
_IDLE = re.compile(r"[\W\d_]+|[一二三四五六七八九十百千万零〇]+|本[省市区州县]|自治[区州县]|[省市区县州]")
# Share of pairs of characters that two texts have in common. Among the local articles of 15 queries' first 20 hits, 13
# pairs read one by one: the 4 from 0.85 on say the same; the 9 from 0.5 to 0.75 leave out, add or change a rule.
SIMILAR = 0.8
_LONGEST = 600


def group_similar(hits: Sequence[SearchHit], texts: Mapping[str, str]) -> tuple[SearchHit, ...]:
    """The hits, each local article with those behind it that say nearly the same in other instruments.

    `texts` are the whole texts by id. Order and number of hits stay, but for those that stand below another.
    """
    leaders: list[tuple[SearchHit, frozenset[str], list[SearchHit]]] = []
    for hit in hits:
        pairs = _pairs(texts.get(hit.id, "")) if hit.kind in _LOCAL and hit.article else frozenset()
        home = next((g for g in leaders if pairs and g[0].work != hit.work and _is_similar(pairs, g[1])), None)
        if home is not None:
            home[2].append(hit)
        else:
            leaders.append((hit, pairs, []))
    return tuple(replace(hit, similar=tuple(below)) if below else hit for hit, _, below in leaders)


def _pairs(text: str) -> frozenset[str]:
    bare = _IDLE.sub("", text[:_LONGEST])
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def _is_similar(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((len(one), len(other)))
    # Without enough in common in number there is not in fact.
    return bool(small) and small >= SIMILAR * large and len(one & other) >= SIMILAR * len(one | other)
