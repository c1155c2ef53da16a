from tests.api.held import client, data, services

__all__ = ["client", "data", "services"]
