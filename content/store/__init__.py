"""Between drafts and the bank's tables: plan an import, apply it, merge edits, make versions. Never imports admin."""
