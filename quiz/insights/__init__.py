"""What a learner's rows say: mastery, weak topics, what returns when. Reads only; imports no accounts and no pages."""
