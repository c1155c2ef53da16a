from tests.servers.places import both_servers, places

__all__ = ["both_servers", "places"]
