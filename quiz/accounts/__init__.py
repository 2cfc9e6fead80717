"""From guest to account: who a browser's learner is, and two histories made one. Imports no pages."""
