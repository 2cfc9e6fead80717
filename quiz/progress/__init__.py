"""What the reviews say: cards by replay, undo, what is due and what is new. Imports models and the scheduler only."""
