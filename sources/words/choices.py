"""Which titles of one sheet are which columns of one table: the best title for each, how sure that is and why.

Belongs here: choosing among titles. Does not belong here: which tables a sheet gives (recognition/sheets.py), what titles mean
(ways.py), or what cells say (evidence.py).

Nothing is certain on a title alone: the cells below it must be of the column's kind too, and no other title may want it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sources.reading.rules import TABLES
from sources.words.asking import answer_of
from sources.words.attachments import are_objects_of_owners, less_as_file
from sources.words.before_after import two_balances
from sources.words.belgian import town
from sources.words.blocks import LIKELY, SURE, Choice
from sources.words.dunning import without_blocked
from sources.words.evidence import FEW, HALF, SHORT_CODES, evidence, known_share, meaning_of
from sources.words.houses import is_of_a_house, less_as_house, without_rooms
from sources.words.less_beside import less_beside
from sources.words.notes import Evidence
from sources.words.notice import less_as_notice
from sources.words.owed import TWO_OWED, as_part, has_another_owed, how_narrow, is_not_of_rent
from sources.words.parts import seen_in
from sources.words.phones import phones_in_order, with_phones
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.rents import TWO_RENTS, has_another_rent, less_as_gross
from sources.words.short import by_short_days
from sources.words.split import PHONES, less_as_whole_name, taken_apart
from sources.words.stand_ins import AS_REFERENCE, as_code, as_component, as_number, as_reference, less_as_code
from sources.words.steps import TABLE as STEPPED
from sources.words.steps import with_further_steps
from sources.words.telling import telling
from sources.words.terms import less_as_term, why_not_the_term
from sources.words.titles import GENERAL, concepts_of, is_by_parts, is_free_text
from sources.words.versions import less_as_version
from sources.words.ways import BY_PARTS, Way, ways
from sources.words.whole_numbers import are_accounts, are_numbers

ANOTHER_KEY = "ook onder een andere titel heeft elke regel een eigen nummer"
PARTLY = 1.9  # added to the rank of a title with an unknown word beside what it says
LESS_BY_PARTS = 0.5  # added where the title is understood by its parts only
# Added where a title speaks of two numbers (`Contractnr. huurder`), more than for its parts; where an owner's has names below it.
OF_TWO, NAMED = 0.6, 1.2
MOSTLY = 0.8  # of what lines are for, where the words are those of kinds of entries


def first_titles(table: str, of: str, layout: Layout) -> dict[str, Profile]:
    """Each amount, or step with its days, and the first title that names it, in the order of the words."""
    layout = without_blocked(layout)
    found: dict[str, Profile] = {}
    for way in ways(table, of):
        is_amount = of == "also" and way.column in ("debit", "credit", "balance")
        columns = [each for each in layout.columns if each.filled and (each.date_kind or of != "steps")]
        fitting = (each for each in columns if way.is_taken_by(each.title) or _is_step(of, way, each))
        profile = next((each for each in fitting if not is_amount or _holds_amounts(each, layout)), None)
        if profile is not None:
            found.setdefault(way.column, profile)
    return with_further_steps(layout, found) if of == "steps" and table == STEPPED else found


def _is_step(of: str, way: Way, profile: Profile) -> bool:
    """Whether a column of days is named after a step, with a word that nobody knows: `Phone call made`."""
    return of == "steps" and bool(profile.date_kind) and way.is_part_of(profile.title)


def _holds_amounts(profile: Profile, layout: Layout) -> bool:
    is_of_numbers = are_numbers(profile) or are_accounts(profile, layout)
    return profile.share("money") > HALF and not profile.date_kind and not is_of_numbers


def choices_of(table: str, layout: Layout) -> dict[str, Choice]:
    """The best title for each column; a title is given away once, and one that says that nobody is dunned for now is asked."""
    layout = without_blocked(layout)
    taken: set[int] = set()
    choices: dict[str, Choice] = {}
    unclear = rivals_of(table, layout)
    for _, choice in sorted(_offers(table, layout), key=lambda each: each[0]):
        if choice.column not in choices and choice.profile.place not in taken:
            if choice.profile.title in unclear.get(choice.column, ()):
                continue
            choices[choice.column] = choice
            taken.add(choice.profile.place)
    for column, part, profile, why in taken_apart(table, layout, {name: each.profile for name, each in choices.items()}):
        choices[column] = Choice(column, profile, LIKELY, why, part)
    left = {title for titles in unclear.values() for title in titles}
    choices |= {choice.column: choice for choice in telling(table, layout, choices, left)}
    choices |= {choice.column: choice for choice in by_short_days(table, layout, choices, left)}
    choices = without_rooms(choices, layout)
    choices |= town(table, layout, choices)
    return with_phones(table, layout, phones_in_order(with_category(table, choices)))


def rivals_of(table: str, layout: Layout) -> dict[str, list[str]]:
    """Our column -> the titles that say it by their parts, where several do so equally well: none of them is taken."""
    found: dict[str, list[str]] = {}
    best: dict[str, tuple[float, ...]] = {}
    for key, choice in sorted(_offers(table, layout), key=lambda each: each[0]):
        if choice.column in PHONES or key[:3] != best.setdefault(choice.column, key[:3]):
            continue
        found.setdefault(choice.column, []).append(choice.profile.title)
    if table == "stated_balances" and (balances := two_balances(layout)):
        found["open_rent"] = balances
    unclear = {name for name, titles in found.items() if all(map(is_by_parts, titles)) or name == "open_rent"}
    return {name: titles for name, titles in found.items() if len(titles) > 1 and name in unclear}


def _offers(table: str, layout: Layout) -> Iterator[tuple[tuple[float, ...], Choice]]:
    for way in ways(table):
        for profile in layout.columns:
            is_coded = way.takes(as_code(table, way.column, profile))
            is_referred_to = way.takes(as_reference(way.column, profile))
            is_owed = way.column == "open_rent"
            is_number = (
                is_coded or is_referred_to or way.takes(as_number(profile)) or (is_owed and way.takes(as_part(profile.title)))
            ) or way.takes(as_component(table, way.column, profile))
            is_taken = is_number or way.is_taken_by(profile.title)
            if not is_taken and not way.is_part_of(profile.title):
                continue
            by_parts = is_number or (bool(way.wanted) and is_by_parts(profile.title))
            rank = way.rank + (0 if is_taken else PARTLY) + (LESS_BY_PARTS if by_parts else 0)
            rank += less_as_code(way.column, profile) if is_coded else AS_REFERENCE if is_referred_to else 0
            rank += OF_TWO if _is_number_of_two(table, way, profile) else 0
            rank += 1 if way.column == "agency_reference" and _is_the_agency_s(layout) and not _is_of_agency(profile) else 0
            is_of_two_rents = way.column == "monthly_rent" and has_another_rent(profile, layout)
            rank += less_as_gross(profile) if is_of_two_rents else 0
            rank += less_as_notice(table, way.column, profile.title) + less_as_whole_name(way.column, profile)
            rank += less_as_term(table, way.column, profile, layout) + less_beside(table, way.column, profile, layout)
            rank += less_as_version(table, way.column, profile, layout) + less_as_file(way.column, profile, layout)
            rank += less_as_house(way.column, profile, layout) if table == "leases" else 0
            if way.column == "house_number" and way.wanted <= {"nr", "unit"} and not is_of_a_house(table, profile, layout):
                continue
            is_bare = table == "leases" and way.column == "lease_id" and concepts_of(profile.title) == {"reference"}
            is_bare |= way.column in ("entry_id", "action_id") and _is_seldom(profile, layout)
            is_bare = is_bare or (way.column == "case_id" and _is_reference_beside_number(profile, layout))
            is_bare |= are_objects_of_owners(table, way.column, profile, layout)
            if is_bare or (is_owed and is_not_of_rent(profile.title)):  # a reference of what, other lists say
                continue
            if way.column == "document_ref" and (profile.words or not _may_be_document(way, profile, layout)):
                continue  # a code list says which kind of letter it is
            is_sure_of_title = way.rank == 0 and not by_parts
            is_telling = is_taken and (is_sure_of_title or (way.rank in (0, BY_PARTS) and len(way.wanted) > 1))
            fits, why = evidence(table, way.column, profile, is_title_sure=is_telling)
            term = why_not_the_term(table, way.column, profile, layout)
            why = why.but(term) if term else why
            if by_parts:
                why = replace(why, parts=seen_in(answer_of(profile.title) or profile.title))
            if fits is not None:
                is_sure = rank == 0 and fits and profile.filled and _is_alone(profile, layout) and SHORT_CODES not in why.doubts
                is_sure = is_sure and not (term or why.by_title or is_of_two_rents or _is_another(table, way, profile))
                is_of_two_owed = is_owed and has_another_owed(profile, layout)
                is_sure = is_sure and not is_of_two_owed
                why = why.but(TWO_RENTS) if is_of_two_rents else why.but(TWO_OWED) if is_of_two_owed else why
                if (
                    is_sure
                    and way.column in ("entry_id", "action_id")
                    and any(_is_another_key(each, profile, layout) for each in layout.columns)
                ):
                    is_sure, why = False, why.but(ANOTHER_KEY)
                choice = Choice(way.column, profile, SURE if is_sure else LIKELY, why)
                unknown = _unknown(table, way.column, profile)  # a code list none of whose words is ours comes last
                is_name = way.column == "landlord_id" and profile.filled and not profile.share("code")  # a number comes first
                first = how_narrow(profile.title) if is_owed else 0
                yield (rank + (not fits) + (unknown == 1) + NAMED * is_name - first, unknown, way.place, profile.place), choice


def _is_the_agency_s(layout: Layout) -> bool:
    """Whether a title speaks of a number of the agency's own: then one that does not is of the case itself."""
    return any(_is_of_agency(each) and concepts_of(each.title) & {"reference", "case", "nr"} for each in layout.columns)


def _is_reference_beside_number(profile: Profile, layout: Layout) -> bool:
    """Whether a title speaks of a reference (`dossier_ref`), and each line has a number of its own too (`exi_id`)."""
    numbers = [each for each in layout.columns if "nr" in concepts_of(each.title) and _is_another_key(each, profile, layout)]
    others = {"contract", "tenant", "unit", "agency", "reference"}
    return "reference" in concepts_of(profile.title) and any(not concepts_of(each.title) & others for each in numbers)


def _may_be_document(way: Way, profile: Profile, layout: Layout) -> bool:
    """Whether a title says a document; `Dossieritem` does where each letter has a number of its own there, and another one; the
    number that each letter has does not where another title says its file.
    """
    is_number = profile.distinct == profile.filled > 0
    if way.wanted == {"voucher", "nr"} and is_number and profile.filled >= layout.rows > 1:
        return not any("reference" in concepts_of(each.title) and each.filled for each in layout.columns)
    keys = [each for each in layout.columns if _is_another_key(each, profile, layout)]
    is_own = is_number and profile.share("numbered") >= ENOUGH
    is_own = is_own and any(not concepts_of(each.title) & {"contract", "tenant", "unit"} for each in keys)
    return is_own or way.wanted != {"action"}


def _is_seldom(profile: Profile, layout: Layout) -> bool:
    """Whether a title is empty on most lines, so that it is the number of none: a reference that only some receipts have."""
    return 0 < profile.filled <= HALF * layout.rows


def _is_of_agency(profile: Profile) -> bool:
    return "agency" in concepts_of(profile.title)


def _is_another(table: str, way: Way, profile: Profile) -> bool:
    """Whether the same title names another column of the table as surely, or as amounts it holds hardly any."""
    others = (other for other in ways(table) if other.rank == 0 and other.column != way.column and other.wanted)
    is_empty = way.column == "amount" and profile.kinds["none"] > HALF * profile.filled
    return is_empty or any(
        other.wanted > way.wanted or not other.wanted <= way.wanted for other in others if other.is_taken_by(profile.title)
    )


def _is_number_of_two(table: str, way: Way, profile: Profile) -> bool:
    """Whether a title speaks of this number and of another of the table's: the contract of a tenant."""
    if not way.wanted or not way.column.endswith("_id"):
        return False
    said = concepts_of(profile.title)
    others = (other.wanted - GENERAL for other in ways(table) if other.column.endswith("_id") and other.column != way.column)
    return any(other and other <= said and not other <= way.wanted for other in others)


def _unknown(table: str, column: str, profile: Profile) -> float:
    """The part of a code list whose words are none of ours, in tenths; all of one that is empty, beside one that is not."""
    if TABLES[table].column(column).kind == "code" and not profile.filled:
        return 1.0
    is_list = TABLES[table].column(column).kind == "code" and profile.words
    return round(1 - known_share(column, profile.said_words), 1) if is_list else 0.0


def _is_alone(profile: Profile, layout: Layout) -> bool:
    """Whether no other title says the same."""
    return sum(concepts_of(each.title) == concepts_of(profile.title) for each in layout.columns) == 1


def _is_another_key(other: Profile, profile: Profile, layout: Layout) -> bool:
    """Whether every line has a number of its own below another title too."""
    is_number = other.share("code") >= ENOUGH and other.share("money") <= other.share("number") and not other.date_kind
    return other is not profile and is_number and other.distinct == other.filled >= layout.rows > 1


def with_category(table: str, choices: dict[str, Choice]) -> dict[str, Choice]:
    """One code list that says both what kind of entry it is and what a charge is for; also where another title may say that, but
    in no word that is known (a number of an account).
    """
    kind = choices.get("entry_type")
    if table != "ledger_entries" or kind is None:
        return choices
    if "category" in choices and not _says_what_for(kind.profile, choices["category"]):
        few = kind.profile.texts if kind.profile.distinct <= FEW else {}  # of a short list no word comes back
        kinds = {meaning_of("entry_type", kind.profile.said(text)) for text in kind.profile.words or few}
        has_charges = not kinds or None in kinds or "charge" in kinds  # only of these it is asked what they are for
        if not has_charges:
            return {name: each for name, each in choices.items() if name != "category"}
    said = kind.profile.said
    is_empty = "category" in choices and not choices["category"].profile.filled  # then the texts of a few lines may say it
    listed = kind.profile.texts if is_empty and known_share("entry_type", kind.profile.said_texts) > HALF else kind.profile.words
    charges = {text: count for text, count in listed.items() if meaning_of("entry_type", said(text)) == "charge"}
    known = sum(count for text, count in charges.items() if meaning_of("category", said(text)))
    if "category" in choices and not _says_what_for(kind.profile, choices["category"]):
        text = choices["category"].profile
        is_seldom = is_free_text(text.title) and text.filled < known == sum(charges.values())  # the word says it of each charge
        if known_share("category", text.said_texts) and not is_seldom:
            return choices
    if not known or ("category" in choices and known < sum(charges.values())):
        return choices
    why = Evidence(("het woord van een vordering zegt waarvoor zij is",), known, sum(charges.values()))
    category = Choice("category", kind.profile, LIKELY, why)
    if charges.keys() == listed.keys():  # what charges are for, in a list of nothing but charges
        kind = replace(kind, certainty=LIKELY, why=kind.why.but("alles is een vordering"))
    return choices | {"entry_type": kind, "category": category}


def with_kind(table: str, layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """What a charge is for, in a list of words that names receipts among them: it says the kind of each entry too, where no other
    text does.
    """
    category = choices.get("category")
    if (
        table != "ledger_entries"
        or "entry_type" in choices
        or category is None
        or not category.profile.words
        or is_free_text(category.profile.title)
    ):
        return choices
    said = category.profile.said_words
    kinds = {meaning_of("entry_type", text) for text in said}
    texts = [each for each in layout.columns if each is not category.profile and "description" in concepts_of(each.title)]
    is_said_elsewhere = any(known_share("entry_type", each.said_texts) >= ENOUGH for each in texts)
    if is_said_elsewhere or not {"charge", "payment"} <= kinds or known_share("entry_type", said) < MOSTLY:
        return choices
    known = sum(count for text, count in said.items() if meaning_of("entry_type", text))
    kind = Choice(
        "entry_type", category.profile, LIKELY, Evidence(("het woord zegt ook het soort boeking",), known, said.total())
    )
    return choices | {"entry_type": kind}


def _says_what_for(profile: Profile, category: Choice) -> bool:
    """Whether a list of nothing but kinds of charges says for each what it is for, and another title may say it too, that is not
    one of components most of whose words do: a text then says less.
    """
    is_of_components = "component" in concepts_of(category.profile.title)
    if (
        is_of_components
        and known_share("category", category.profile.said_words) > HALF
        and "description" in concepts_of(profile.title)
    ):
        return False
    said = (meaning_of("entry_type", text) == "charge" and meaning_of("category", text) for text in profile.said_words)
    return category.certainty != SURE and category.profile is not profile and bool(profile.words) and all(said)
