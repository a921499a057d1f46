"""Open data: what is public as JSON, CSV and Excel, with its OpenAPI description."""
