"""What the words of a code list, and the texts of a free one, become in a block of a proposed mapping: ours, or a question.

Belongs here: those lines. Does not belong here: what a word means (words/evidence.py), or the rest of a block (part.py).

Words of a code list are shown, since a person must give them a meaning, and texts that come back; of others their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from sources.findings import amount_of
from sources.proposals.actions import (
    channel_of_letter,
    is_free,
    is_of_no_letter,
    level_of,
    lines_of_other_subjects,
    only_passed_over,
    way_of_contacts,
)
from sources.proposals.part import Part
from sources.proposals.said_beside import BESIDE, meanings_beside
from sources.reading.code_lists import LONGEST
from sources.reading.month_names import MONTH
from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.recognition.flags import OBJECTIONS, of_its_kind
from sources.recognition.lookup import BY_NAME_ONLY
from sources.recognition.texts import FREE_AGAIN, texts_of
from sources.recognition.word_lists import NOBODYS
from sources.words.blocks import Block, Choice
from sources.words.closed import is_closed
from sources.words.complexes import is_of_all
from sources.words.evidence import HALF, is_in_court, is_no_step, is_not_of_arrears, meaning_of, meanings_of, yes_or_no
from sources.words.names import fits_only, quoted
from sources.words.notes import Line, Note, answer, look, remark
from sources.words.profile import Profile
from sources.words.steps import PLAIN, is_plain_reminder
from sources.words.titles import concepts_of, is_free_text, words
from sources.words.yes_no import either_of, lines_of_either
from validations.landing import Column

AGAIN = 2  # how often a text comes back that is a kind's name, below the title of a kind
MOST_UNKNOWN = 20
FEW_WORDS, MOST_OFFERED = 12, 3  # of a list of kinds; columns of such words among which a person chooses
BY_CODES = "zo zegt de omschrijving van de code"
NO_MEANING = "nog geen betekenis"
PATTERNS = "aan woorden in de tekst herkend: welk woord wat wordt, staat onder patterns, en het bovenste telt"
# What a letter proves, and neither a title nor a word can say.
ASKS = {
    "demand_letter": "wijst deze brief op schuldhulp? zo niet: reminder_letter",
    "summons_letter": "biedt deze brief aan de gegevens door te geven? zo niet: demand_letter",
}
IS_SMALL = "zijn dat kleine verhuurders? die mogen ook zonder overeenkomst met de gemeente melden"
ALL_COMPLEXES = "geldt zo'n mandaat voor alle complexen van die opdrachtgever?"
CODE_OF_PLACE = "welke gemeentecode heeft deze gemeente? vier cijfers, zoals 0363 van Amsterdam (CBS, gemeentelijke indeling)"
BY_HIMSELF = "zo meldde de huurder het zelf, en wat via de gemeente kwam staat er apart: kwam het bij u binnen?"
FROM_TENANT = "van de huurder zelf: kwam het bezwaar dan bij u binnen?"
RENT_BESIDE_RENT = "naast huur is RENT rente"
RENT_OR_INTEREST = "is RENT huur, zoals in het Engels, of rente? Rente is interest"
# Which of two ways a word is, where the other stands beside it under its own name; post, which is read latest, lets nobody be
# reported too early.
APP = "app is hier WhatsApp; is het uw eigen app of portaal, zet dan portal"
MAIL, POST = "naast post is mail e-mail", "naast e-mail is mail post"
CLEAR = (MAIL, POST)
DUTCH_WAYS = re.compile(r"\b(telefoon|gebeld|deur|langs|bezoek|brief|bericht)")
OF_NOBODY = ("field", "system")  # columns of which no cell is about a person
_SIGN = "\0"  # in no text
# How a text names a month -> what fits any month named so.
_MONTHS = (
    (re.compile(r"(?<!\d)20\d\d[-/. ]?(?:0[1-9]|1[0-2])(?!\d)"), r"\d{4}[-/. ]?\d{2}"),
    (re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])[-/. ]20\d\d(?!\d)"), r"\d{1,2}[-/. ]\d{4}"),
    (re.compile(rf"(?<![a-z])(?:{MONTH})(?![a-z])\.?[-' ]*(?:20\d\d)?(?!\d)"), rf"({MONTH})\.?[- ]*(20\d{{2}})?"),
)


def add_words(part: Part, choices: Collection[Choice]) -> None:
    """The meaning of each word of a code column; what the words do not know is left to a person."""
    for choice in choices:
        column = TABLES[part.block.table].column(choice.column)
        if column.kind == "boolean" and not choice.profile.kinds["boolean"]:
            said = yes_or_no(column.name, choice.profile) or _kinds_of_owners(choice)
            part.values[column.name] = list(_word_lines(part, column, said, {}))
            is_marked = bool(said) and {meaning_of(column.name, text) for text in said} == {"true"}
            is_empty = column.required and not choice.profile.filled  # of a mark that nobody has, as SAP gives one
            if (is_marked and choice.profile.filled < part.block.layout.rows) or is_empty:
                part.values[column.name].append(Line("", "false", look("een lege cel is nee")))
        if column.name == "municipality_code" and BY_NAME_ONLY in choice.why.doubts:
            named = sorted(choice.profile.texts.items())
            part.values[column.name] = [Line(text, "", answer(CODE_OF_PLACE, times=count), waits=True) for text, count in named]
        if (part.block.table, column.name) == ("mandates", "complex_id") and not choice.part:
            all_said = [text for text in choice.profile.texts if is_of_all(text)]
            part.values[column.name] = [Line(text, "", look(ALL_COMPLEXES)) for text in sorted(all_said)]
        if column.kind != "code" or choice.part:
            continue
        if either_of(column.name, choice.profile):
            part.values[column.name] = list(lines_of_either(column.name, choice.profile))
            continue
        listed = choice.profile.words or (choice.profile.texts if choice.profile.means else Counter[str]())  # however few
        is_whole = is_closed(column.name, choice.profile)
        listed = choice.profile.texts if is_whole else listed
        own = part.block.only.get(choice.profile.title)  # of the other lines another block speaks
        listed = Counter({text: count for text, count in listed.items() if own is None or text in own})
        if not is_whole and (is_free(choice.profile) or not listed):
            add_patterns(part, column, choice.profile)
        else:
            passed = only_passed_over(part.block, choice.profile) if part.block.table == "collection_actions" else set[str]()
            passed |= _of_other_lines(part, choice)
            lines = _word_lines(part, column, listed, choice.profile.means)
            part.values[column.name] = [line for line in lines if not (line.waits and line.key in passed)]
            longer = {text.lower() for text in choice.profile.texts if text not in listed and (own is None or text in own)}
            if numbers := _lines_with(part, choice.profile, longer):
                part.ask(f"{NO_MEANING} onder values.{column.name}: wat er staat op {numbers}", waits=True)


def _of_other_lines(part: Part, choice: Choice) -> set[str]:
    """The words of a column that stand only on lines which another block takes, or none: nobody is to say what they mean."""
    is_all = not part.block.only or choice.profile.title in part.block.lookups
    own = {} if is_all else texts_of(part.block, choice.profile)
    return set() if is_all else {text for text in choice.profile.texts if text.lower() not in own}


def _kinds_of_owners(choice: Choice) -> Counter[str]:
    """The words of a list of kinds of owners, of which a person says whether they are small: `Institutioneel`, `Belegger`."""
    is_list = choice.column == "is_small_landlord" and "kind" in concepts_of(choice.profile.title)
    return choice.profile.texts if is_list else Counter()


def _word_lines(part: Part, column: Column, found: Counter[str], means: Mapping[str, str]) -> Iterator[Line]:
    kind = part.block.choices.get("entry_type")
    passed = {word for words_passed in part.block.suppliers.values() for word in words_passed}
    by_lines = cache(partial(meanings_beside, part.block, column.name))  # once, and only where a word is unknown
    for text, count in found.most_common():
        if text in passed and column.name == "entry_type":
            continue  # its lines are passed over
        said = means.get(text, text)
        if _is_of_no_letter(part, column, text, said):
            continue
        says_kind = column.name == "category" and kind is not None and kind.profile.words == found
        if says_kind and meaning_of("entry_type", said) not in (None, "charge"):
            continue  # what a receipt is for is not asked
        own = text.lower() if text.lower() in column.values else None
        ours = _plain_reminder(column, said, found, means) or (meaning_of(column.name, said) if text in means else None)
        ours = ours or own or (None if text in means else meaning_of(column.name, text))
        if not means and own == "rent" and column.name == "category" and not _has_interest(text, found):
            beside = any(re.search("huur|prol", word.lower()) for word in found)
            yield Line(
                text, "interest" if beside else "rent", look(RENT_BESIDE_RENT if beside else RENT_OR_INTEREST, times=count)
            )
        elif column.name == "channel" and (two := _of_two_ways(text, found)):
            yield Line(text, two[0], (remark if two[1] in CLEAR else look)(two[1]))
        elif column.name == "channel" and text not in means and (two := channel_of_letter(part.block, text)):
            note = look(two[1], times=count) if two[0] else answer(options=safest_first(column), times=count)
            yield Line(text, two[0], note, waits=not two[0])
        elif ours:
            is_news = text in means and ours != meaning_of(column.name, text)  # else the code itself says the same
            coded = BY_CODES if is_news and not _is_below_asked(column, ours, found, means) else None
            shown = said if text in means and said != text and count >= FREE_AGAIN else ""
            yield Line(text, ours, Note(_asks(column, ours, said) or coded, times=count, shown=shown))
        else:
            yield _unknown_word(part.block, column, found, text, said, by_lines().get(text, ""))


def _is_below_asked(column: Column, ours: str, found: Counter[str], means: Mapping[str, str]) -> bool:
    """Whether it is the reminder, which proves nothing, of a list of which a later letter is asked: that says whether the codes
    are read rightly.
    """
    return ours == PLAIN and any(meaning_of(column.name, means.get(each, each)) in ASKS for each in found)


def _plain_reminder(column: Column, said: str, found: Counter[str], means: Mapping[str, str]) -> str | None:
    """A second reminder that is no demand, since another word of its list is."""
    is_plain = column.name == "action_type" and is_plain_reminder(said, (means.get(each, each) for each in found))
    return PLAIN if is_plain else None


def _unknown_word(block: Block, column: Column, found: Counter[str], text: str, said: str, beside: str) -> Line:
    """A word that nobody knows: what its lines say `beside` it, or a question."""
    count = found[text]
    if column.name == "channel" and (way := way_of_contacts(block, text)):
        return Line(text, way, Note(times=count, is_derived=True))
    if _is_way_beside_the_municipality(column, said, found):
        return Line(text, "landlord", look(BY_HIMSELF, times=count))
    if beside:
        return Line(text, beside, look(BESIDE, times=count))
    likely = level_of(text, found) if column.name == "action_type" else ""
    asked = IS_SMALL if column.name == "is_small_landlord" else ""
    note = answer(asked, options=safest_first(column) or ("true", "false"), times=count)
    is_shown = said != text and count >= FREE_AGAIN
    return Line(text, likely, replace(note, shown=said) if is_shown else note, waits=True)


def _is_way_beside_the_municipality(column: Column, text: str, found: Collection[str]) -> bool:
    """Whether a word says how a tenant made his objection, `telefonisch`, or no more than that he did, in a column that says of
    others that the municipality passed them on.
    """
    is_said = column.name == "received_by" and any(meaning_of(column.name, each) == "municipality" for each in found)
    return is_said and (meaning_of("channel", text) is not None or of_its_kind(OBJECTIONS, text))


def _is_of_no_letter(part: Part, column: Column, text: str, said: str) -> bool:
    """Whether the lines of a word are passed over, or are no letters that are known: check asks it of one that proves to be."""
    is_none = column.name == "action_type" and (is_in_court(said) or is_no_step(said))
    return is_none or (column.name == "channel" and (is_not_of_arrears(said) or is_of_no_letter(part.block, text)))


def _has_interest(text: str, found: Counter[str]) -> bool:
    """Whether another word than RENT is interest, so that RENT is English."""
    return any(meaning_of("category", word) == "interest" for word in found if word != text)


def _of_two_ways(text: str, found: Counter[str]) -> tuple[str, str] | None:
    """(which of two channels a word likely is, beside the others of its list; what is asked of it); None of any other word."""
    if re.fullmatch("((via|per) )?app", text.lower()):
        return "sms", APP
    others = {meaning_of("channel", each) for each in found}
    if text.lower() == "m" and "post" in others and not others & {"email", "sms", "phone"}:  # `P` and `M`; an M may be a mobile
        return "email", "naast post is M e-mail"
    if text.lower() != "mail" or meaning_of("channel", text):
        return None
    if "post" in others:
        return "email", MAIL
    if "email" in others:
        return "post", POST
    is_dutch = any(DUTCH_WAYS.search(each.lower()) for each in found)  # in which mail is no post
    return ("email", "naast Nederlandse woorden is mail e-mail") if is_dutch else None


def _asks(column: Column, ours: str, said: str = "") -> str | None:
    """What neither a title nor a word can say of a letter, or of where an objection came in."""
    if column.name == "received_by" and re.search(r"\b(huurder|bewoner)", said.lower()):
        return FROM_TENANT
    return ASKS.get(ours) if column.name == "action_type" else None


def add_patterns(part: Part, column: Column, profile: Profile) -> None:
    """Free text given our words by what is in it: those of the sector's patterns that fit some cell, and no cell twice."""
    skipped = lines_of_other_subjects(part.block) if column.name == "action_type" else {}
    texts = texts_of(part.block, profile, column.name, skipped)
    lines = []
    for ours, pattern in words()["meanings"].get(column.name, {}).items():
        fitting = [text for text in texts if ours == meaning_of(column.name, text)]
        count = sum(texts[text] for text in fitting)
        if ours == "service_charges" and any({*meanings_of(column.name, text)} == {"rent", ours} for text in texts):
            lines.append(Line("huur.*serv|serv.*huur", "rent", remark("huur en servicekosten in een bedrag")))
        if count:
            lines.append(Line(pattern, ours, Note(_asks(column, ours, " ".join(fitting)), times=count)))
    several = {text for text in texts if len(meanings_of(column.name, text)) > 1 and not meaning_of(column.name, text)}
    twice = sum(texts[text] for text in several)
    if twice:
        lines.insert(
            0, Line("", "", look(f"{amount_of(twice, 'tekst past', 'teksten passen')} bij twee patronen; het bovenste telt"))
        )
    if not lines:
        none = answer("geen enkel bekend woord", options=safest_first(column))
        lines.append(Line("^begin van de tekst", column.values[0], none, waits=True))
    unknown = list(_unknown_lines(part, column, profile, texts))
    if len(unknown) >= MOST_UNKNOWN and (asked := _of_few_words(part, column, profile)):
        lines.insert(0, Line("", "", answer(asked), waits=True))
    lines += unknown
    part.patterns[column.name] = lines
    _doubt_free_text(part, column, profile)


def _of_few_words(part: Part, column: Column, profile: Profile) -> str:
    """The question whether a column that nothing takes, with a short list of words, is the one: free texts of which so many mean
    nothing are hardly kinds.
    """
    taken = {choice.profile.place for choice in part.block.choices.values()} | {profile.place}
    free = [each for each in part.block.layout.columns if each.place not in taken and 2 <= len(each.words) <= FEW_WORDS]
    free = [each for each in free if not each.date_kind and each.filled >= HALF * profile.filled]
    free = [each for each in free if not concepts_of(each.title) & NOBODYS and each.share("money") < HALF]
    if not free:
        return ""
    named = " of ".join(f"{quoted(each.title)} ({len(each.words)} woorden)" for each in free[:MOST_OFFERED])
    return (
        f"eerst dit: {quoted(profile.title)} heeft veel verschillende teksten; is het misschien {named}? Zet dan die titel bij "
        f"{column.name} onder columns, haal patterns.{column.name} weg, en geef haar woorden een betekenis onder "
        f"values.{column.name}"
    )


def _doubt_free_text(part: Part, column: Column, profile: Profile) -> None:
    """What is said of a free text beside its title: that its patterns count from above. What they do not know is asked."""
    for at, line in enumerate(part.columns):
        if line.key == column.name and line.value == profile.title and line.note.asks:
            evidence = line.note.evidence
            part.columns[at] = replace(line, note=replace(line.note, evidence=evidence.but(PATTERNS)))


def _unknown_lines(part: Part, column: Column, profile: Profile, texts: Counter[str]) -> Iterator[Line]:
    """What no pattern knows, for a person to give a meaning: texts that come back, which are names of kinds, with those that
    differ in their month only as one; of others, which may be names of people, their lines. A desk, or a field that may go
    along, is nobody's name.
    """
    unknown = {
        text: count for text, count in texts.items() if not (meanings_of(column.name, text) or _is_no_charge(column, text))
    }
    by_himself = [text for text in unknown if _is_way_beside_the_municipality(column, text, texts)]
    if by_himself:
        times = sum(unknown.pop(text) for text in by_himself)
        named = ", ".join(map(quoted, sorted(by_himself)))
        yield Line("|".join(map(fits_only, sorted(by_himself))), "landlord", look(f"{named}: {BY_HIMSELF}", times=times))
    least = FREE_AGAIN if is_free_text(profile.title) else AGAIN
    least = 1 if column.name in OF_NOBODY else least
    by_shape: dict[str, Counter[str]] = {}
    for text, count in unknown.items():
        if count >= least and len(text) <= LONGEST:
            by_shape.setdefault(_month_out(text)[0], Counter())[text] = count
    shown = list(by_shape.values())[:MOST_UNKNOWN]
    patterns = [fits_only(next(iter(alike))) if len(alike) == 1 else _of_any_month(next(iter(alike))) for alike in shown]
    for pattern, alike in sorted(zip(patterns, shown, strict=True), key=lambda each: -each[1].total()):
        note = answer(options=safest_first(column), times=alike.total())
        yield Line(pattern, "", replace(note, shown=next(iter(alike)), is_of_months=len(alike) > 1), waits=True)
    hidden = {text for text in unknown if not any(re.fullmatch(pattern, text) for pattern in patterns)}
    if lines := _lines_with(part, profile, hidden):
        yield Line("", "", answer(f"{NO_MEANING}: wat er staat op {lines}"), waits=True)


def _is_no_charge(column: Column, text: str) -> bool:
    """Whether a text says that its entry is none that is for something: `Bankontvangst`, where no word says the kind of entry."""
    return column.name == "category" and meaning_of("entry_type", text) in ("payment", "reversal", "write_off")


def _lines_with(part: Part, profile: Profile, texts: Collection[str]) -> str:
    """The lines on which texts stand that are not shown; nothing where no line has them."""
    above = part.block.layout.above
    rows = part.block.sheet.rows[above:]
    cells = ((line, row[profile.place]) for line, row in enumerate(rows, start=above + 1) if len(row) > profile.place)
    lines = [line for line, cell in cells if cell.strip().lower() in texts]
    return f"regel {', '.join(map(str, lines[:10]))}{' en meer' if len(lines) > 10 else ''}" if lines else ""


def _month_out(text: str) -> tuple[str, str]:
    """A text with a sign for the month in it, and what fits any month written so; as it stands where it names none."""
    for month, any_month in _MONTHS:
        if month.search(text):
            return month.sub(_SIGN, text, count=1), any_month
    return text, ""


def _of_any_month(text: str) -> str:
    """A pattern that fits a text whichever month it names: `prolongatie 2025-04`."""
    without, any_month = _month_out(text)
    return fits_only(without).replace(_SIGN, any_month, 1)
