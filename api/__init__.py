"""The outer ring: use cases, HTTP, the site and the command line. The only package that knows all the others."""
