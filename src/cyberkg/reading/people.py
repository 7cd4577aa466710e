"""Rules for posts, affiliations, memberships and units of bodies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import Ref, children, expand, prepositions, subjects
from cyberkg.reading.lexicon import words
from cyberkg.reading.mentions import normal
from cyberkg.reading.posts import Post
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = ["read_memberships", "read_posts", "read_representatives"]

PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
_MEMBERS = words("member members partner partners affiliate affiliates")
_NO_POST = words(
    "citizen expert specialist agent member delegate representative correspondent reporter partner"
)
_UNIT_OF = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:of|under|within|,\s*(?:a|an|the)\s+(?:unit|part|arm|division|branch|bureau|subsidiary)\s+of)\s+(?:the\s+)?"
)


def read_posts(scene: Scene) -> Iterator[Draft]:
    """Read the posts found beside names: ``holdsPost`` with a title, ``affiliatedWith`` without."""
    for sentence in scene.sentences:
        for post in sentence.passage.posts:
            if sentence.start <= post.person.start < sentence.end:
                yield from _post(scene, sentence, post)


def _post(scene: Scene, sentence: Sentence, post: Post) -> Iterator[Draft]:
    discourse = scene.discourse
    person = discourse.key(sentence.passage, post.person)
    if person is None or discourse.type_of(person) is not PERSON:
        return
    body = discourse.key(sentence.passage, post.organisation) if post.organisation else None
    if (
        post.organisation
        and (body is None or discourse.type_of(body) is not ORGANISATION)
        and post.organisation.strength < 2
    ):
        body = discourse.retype(post.organisation.name, ORGANISATION, sentence.passage, post.organisation)
    weight = 0.9
    if body is None and (post.organisation is None or normal(post.organisation.name) == "police"):
        body, weight = _implied_body(scene, sentence, post), 0.65
    if body is None or discourse.type_of(body) is not ORGANISATION:
        return
    if post.title and normal(post.title) not in _NO_POST:
        yield Draft(person, "holdsPost", body, sentence, post.person.start, post.title, weight=weight)
    else:
        yield Draft(person, "affiliatedWith", body, sentence, post.person.start, weight=weight)


def _implied_body(scene: Scene, sentence: Sentence, post: Post) -> str | None:
    """The body that *its chief*, *the committee's chairman*, *Commissioner of Police* leave to the context."""
    discourse = scene.discourse
    before = list(dict.fromkeys(discourse.before(sentence.passage, post.start, [ORGANISATION])))
    noun = post.reference.removeprefix("the ")
    if post.reference.startswith("the "):
        named = [k for k in before if noun in discourse.heads(k)]
        return (
            named[0]
            if named
            else (before[0] if before and noun in {"company", "firm", "group", "gang"} else None)
        )
    if post.reference:
        return before[0] if before else None
    if re.search(r"\bPolice\b", post.title) or post.organisation is not None:
        everywhere = [k for k, r in discourse.referents.items() if r.type is ORGANISATION]
        return next((k for k in everywhere if "police" in discourse.heads(k)), None)
    words_of_title = normal(post.title)
    if " " in words_of_title:
        of_office = [
            k
            for k, r in discourse.referents.items()
            if r.type is ORGANISATION and any(words_of_title in normal(n) for n in r.names)
        ]
        if of_office:
            return of_office[0]
    if before and _CORPORATE.search(post.title):
        return before[0]
    if normal(post.title) in _BARE_TITLES:
        other = [p for p in sentence.passage.posts if sentence.start <= p.start < post.start]
        if other:
            return _implied_or_named(scene, sentence, other[-1])
    if before and normal(post.title) in _BARE_TITLES:
        same = [k for k in before if discourse.heads(k) & {"committee", "association", "council", "board"}]
        return same[0] if same and same[0] == before[0] else None
    return None


def _implied_or_named(scene: Scene, sentence: Sentence, post: Post) -> str | None:
    if post.organisation is not None:
        return scene.discourse.key(sentence.passage, post.organisation)
    return _implied_body(scene, sentence, post)


# posts that only the company or body just spoken of can mean
_CORPORATE = re.compile(
    r"^(?:deputy |vice |acting |its )?(?:chief executive|ceo|general manager|managing director|spokes(?:man|woman|person)|chief (?:\w+ ){1,3}officer)\b",
    re.I,
)
_BARE_TITLES = words("chairman chairwoman chair president vice-chairman secretary treasurer") | {
    "vice chairman", "founding chairman", "vice president", "secretary general", "deputy chairman", "chief executive",
}  # fmt: skip


def read_representatives(scene: Scene) -> Iterator[Draft]:
    """Read *representatives of X including A and B*, *the X team, led by A*: A and B belong to X."""
    for sentence in scene.sentences:
        for token in sentence.tokens:
            if sentence.mention(token) is None and token.pos_ in {"NOUN", "PROPN"}:
                yield from _whole_and_listed(sentence, token)


def _whole_and_listed(sentence: Sentence, token: object) -> Iterator[Draft]:
    refs = expand(sentence, token, depth=1)  # without what is joined to the noun by "as well as"
    whole = [r for r in refs if r.how == "whole" and sentence.discourse.type_of(r.key) is ORGANISATION]
    listed = [r for r in refs if r.how == "listed"]
    people = [r for r in listed if sentence.discourse.type_of(r.key) is PERSON]
    companies = [r for r in listed if sentence.discourse.type_of(r.key) is ORGANISATION]
    low = getattr(token, "lower_", "")
    if len(whole) == 1 and low in words(
        "representatives representative delegation delegates members officials executives experts team staff officers"
    ):
        for ref in people:
            yield Draft(
                ref.key, "affiliatedWith", whole[0].key, sentence, sentence.offset(ref.token), weight=0.85
            )
    if low in _MEMBERS:
        bodies = whole or _owner(sentence, token)
        for ref in companies:
            for body in bodies:
                if ref.key != body.key:
                    yield Draft(
                        ref.key, "memberOf", body.key, sentence, sentence.offset(ref.token), weight=0.85
                    )


def _owner(sentence: Sentence, token: object) -> list[Ref]:
    """The body whose members are meant where none is named: the last association before."""
    key = next(
        (
            k
            for k in sentence.discourse.all_before(sentence.passage, sentence.end, ORGANISATION)
            if sentence.discourse.heads(k)
            & words("association society alliance federation chamber union forum institute")
        ),
        None,
    )
    return [Ref(key, token, "antecedent")] if key else []


def read_memberships(scene: Scene) -> Iterator[Draft]:
    """Read *X is a member of Y*, *X joined Y*, *the corporate members X and Y*, *the X Bureau of the Y Force*."""
    for sentence in scene.sentences:
        yield from _units(scene, sentence)
        for token in sentence.tokens:
            if token.lemma_ in {"member", "partner"} and token.lower_ in _MEMBERS:
                yield from _appositive_members(sentence, token)
                yield from _is_member(sentence, token)


def _appositive_members(sentence: Sentence, token: object) -> Iterator[Draft]:
    """*The corporate members X, Y and Z took part*: X, Y and Z behind the noun."""
    named = [r for c in children(token, "appos") for r in expand(sentence, c, [ORGANISATION])]
    if not named:
        following = [t for t in sentence.tokens if t.i == getattr(token, "i", -2) + 1]
        if following and sentence.mention(following[0]) and getattr(token, "dep_", "") == "compound":
            named = expand(sentence, following[0], [ORGANISATION])
    for ref in named:
        for body in _owner(sentence, token):
            if body.key != ref.key:
                yield Draft(ref.key, "memberOf", body.key, sentence, sentence.offset(ref.token), weight=0.8)


def _is_member(sentence: Sentence, token: object) -> Iterator[Draft]:
    verb = getattr(token, "head", None)
    if (
        verb is None
        or verb.lemma_ not in {"be", "become", "join"}
        or getattr(token, "dep_", "") not in {"attr", "pobj"}
    ):
        return
    bodies = [r for o in prepositions(token, "of") for r in expand(sentence, o, [ORGANISATION])]
    for s in subjects(verb):
        for ref in expand(sentence, s, [ORGANISATION]):
            for body in bodies:
                if ref.key != body.key:
                    yield Draft(ref.key, "memberOf", body.key, sentence, sentence.offset(token), weight=0.85)


def _units(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """*The Crime Bureau (CCB) of the Police Force*: two named bodies with *of the* between them."""
    bodies = sentence.mentions(ORGANISATION)
    text = sentence.passage.text
    for unit, whole in itertools.pairwise(bodies):
        if _UNIT_OF.fullmatch(text, unit.end, whole.start) and len(unit.name.split()) > 1:
            a, b = (scene.discourse.key(sentence.passage, m) for m in (unit, whole))
            if a and b and a != b:
                yield Draft(a, "partOf", b, sentence, unit.start, weight=0.85)
