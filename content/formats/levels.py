"""How a file writes a level."""

from content.drafts import Level

LEVELS = {**{str(int(level)): level for level in Level}, **{level.name.lower(): level for level in Level}}
"""Each level by its number and by its name, in lower case."""
