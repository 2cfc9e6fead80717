"""Cloze: the name of a term for its definition, where it is known what else counts as its name."""

from content.drafts import Option, QuestionDraft, QuestionKind, Term, TopicDraft
from content.generators.masking import content_words
from content.generators.phrasing import lead, one_line

LONGEST = 3
"""Words of a term that one can be expected to type."""


def cloze(topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each term with accepted names; without them a right answer in other words would be refused."""
    name = lead(topic)
    questions = []
    for point in topic.points:
        term = point.body
        if not isinstance(term, Term) or not term.accepted or len(term.term.split()) > LONGEST:
            continue
        names = (term.term, *term.accepted)
        definition = one_line(term.definition).rstrip(".")
        spoken_of = {word for one in names for word in content_words(one)}
        if spoken_of & set(content_words(definition)):
            continue
        where = "" if spoken_of & set(content_words(name)) else f"{name}: "
        questions.append(
            QuestionDraft(
                kind=QuestionKind.CLOZE,
                topic=topic.slug,
                point=point.slug,
                variant="term",
                stem=f"{where}“{definition}” describes ____.",
                options=(Option(text=" | ".join(names), is_key=True),),
            )
        )
    return questions
