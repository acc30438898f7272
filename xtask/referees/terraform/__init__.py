"""The real terraform, with the real AWS provider."""
