"""One router per resource, each built over the services it asks."""
