"""All tests; the packages' names are mirrored below unit/."""
