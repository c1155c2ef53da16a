"""What a typed query means beyond its words."""

from search.understanding.pinpoint_queries import PinpointQuery, parse_pinpoint_query

__all__ = ["PinpointQuery", "parse_pinpoint_query"]
