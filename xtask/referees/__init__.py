"""The referees: outsiders that judge what formwork emits.

Nothing here is imported by formwork, and nothing here knows how formwork made a
file; it reads the emitted tree as a user's pipeline would.
"""
