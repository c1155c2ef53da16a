"""Plans and conditions as tantivy queries. Built from parts, never parsed, so that no text is a syntax error."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from search.conditions import AllOf, AnyOf, Between, Condition, InARow, Not, OneOf, StartsWith
from search.entries import split_characters
from search.planning import QueryPlan
from search.ranking import PROXIMITY_SLOP
from search.scoring import GroupPart, NearPart, ScoredPart, TermPart, TitlePart, WordPart, build_parts

# What tantivy's regular expressions take for operators. Not < and >: with a backslash they are the ends of a word.
_OPERATORS = re.compile(r"([\\.+*?()|\[\]{}^$#&~-])")


class Compiler:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def compile_ranking(self, plan: QueryPlan) -> Query:
        """What is scored: the sum of all parts."""
        return Query.boolean_query([(Occur.Should, self.compile_part(part)) for part in build_parts(plan)])

    def compile_part(self, part: ScoredPart | TermPart) -> Query:
        """A query whose score is the part's."""
        schema = self._schema
        match part:
            case WordPart(field, word, boost):
                found = Query.term_query(schema, field, word)
                return found if boost == 1.0 else Query.boost_query(found, boost)
            case NearPart(pair, points):
                near = Query.phrase_query(schema, "words", list(pair), slop=PROXIMITY_SLOP)
                return Query.const_score_query(near, points)
            case TitlePart(key, points):
                return Query.const_score_query(self._term("title_key", key), points)
            case TermPart(_, parts, weight):
                whole = Query.boolean_query([(Occur.Should, self.compile_part(p)) for p in parts])
                return Query.boost_query(whole, weight)
            case GroupPart(_, terms, others):
                return Query.disjunction_max_query([self.compile_part(t) for t in terms], others)

    def compile_entry(self, entry: str) -> Query:
        """The entry of that id."""
        return self._term("id", entry)

    def compile_matching(
        self, plan: QueryPlan, threshold: int, scored: Query | None = None
    ) -> list[tuple[Occur, Query]]:
        """Clauses that at least `threshold` of the needs are met; with the scores of `scored`, if given."""
        terms = [self._need(need) for need in plan.needs]
        if threshold == len(terms):
            clauses = [(Occur.Must, Query.const_score_query(t, 0.0)) for t in terms]
        else:
            enough = Query.boolean_query([(Occur.Should, t) for t in terms], threshold)
            clauses = [(Occur.Must, Query.const_score_query(enough, 0.0))]
        return clauses if scored is None else [*clauses, (Occur.Should, scored)]

    def compile_filters(self, conditions: Sequence[Condition]) -> list[tuple[Occur, Query]]:
        """Clauses that hold entries to the conditions and add nothing to the score."""
        return [self._clause(c) for c in conditions]

    def compile_title(self, typed: str, *, beginning: bool) -> Query | None:
        """Titles that contain what was typed, or begin with it; None when nothing of it can be searched."""
        words = split_characters(typed, beginning=beginning).split()
        if len(words) > 1:
            return Query.phrase_query(self._schema, "title_chars", list(words))
        return self._term("title_chars", words[0]) if words and not beginning else None

    def _need(self, alternatives: Sequence[Sequence[str]]) -> Query:
        ways = [self._all(words) for words in alternatives]
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def _all(self, words: Sequence[str]) -> Query:
        terms = [self._term("words", w) for w in words]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Must, t) for t in terms])

    def _clause(self, condition: Condition) -> tuple[Occur, Query]:
        if isinstance(condition, Not):
            return Occur.MustNot, self._condition(condition.condition)
        return Occur.Must, Query.const_score_query(self._condition(condition), 0.0)

    def _condition(self, condition: Condition) -> Query:
        match condition:
            case AnyOf(field, (value,)):
                return self._term(field, value)
            case AnyOf(field, values):
                return Query.term_set_query(self._schema, field, list(values))
            case Between(field, low, high):
                return Query.range_query(self._schema, field, tantivy.FieldType.Integer, low, high)
            case StartsWith(field, prefixes):
                pattern = "|".join(_OPERATORS.sub(r"\\\1", p) + r"(.|\n)*" for p in prefixes)
                return Query.regex_query(self._schema, field, pattern)
            case InARow(field, (word,)):
                return self._term(field, word)
            case InARow(field, words):
                return Query.phrase_query(self._schema, field, list(words))
            case OneOf(parts):
                return Query.boolean_query([(Occur.Should, self._condition(p)) for p in parts])
            case AllOf(parts):
                return Query.boolean_query([self._clause(p) for p in parts])
            case Not(part):
                everything = (Occur.Must, Query.all_query())
                return Query.boolean_query([everything, (Occur.MustNot, self._condition(part))])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)
