"""The rules for writing questions, by theme; `content.generators.lint` applies them. Pure: no database, no Django."""
