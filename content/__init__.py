"""The question bank: guides, topics, points and the questions that ask them. It never imports quiz."""
