"""The parts that one cell can be taken apart into: a street with its number, a postcode with its town, a name as people write it.

Belongs here: a name and the patterns of a part, tried in order (RE2; one group; capitals do not matter; a dash in front is taken
off). Does not
belong here: taking apart (shapes.py), or what a valid postcode or name is (the models judge that).
"""

from __future__ import annotations

# Longest first, so that "van der" is not taken for "van".
NAME_PREFIXES = (
    "onder de",
    "voor den",
    "aan den",
    "uit den",
    "uit het",
    "van den",
    "van der",
    "van het",
    "voor de",
    "aan de",
    "bij de",
    "in den",
    "in het",
    "op den",
    "op het",
    "uit de",
    "van de",
    "van 't",
    "in de",
    "in 't",
    "op de",
    "op 't",
    "von der",
    "della",
    "dos",
    "das",
    "del",
    "den",
    "der",
    "des",
    "von",
    "da",
    "di",
    "du",
    "ten",
    "ter",
    "tot",
    "van",
    "de",
    "d'",
    "el",
    "la",
    "le",
    "'t",
    "te",
)
_APOSTROPHE_T = "['’‘`´]t"
DUTCH_BEGINS = frozenset({"van", "de", "der", "den", "ter", "ten", "te", "tot", "in", "op", "aan", "uit", "bij", "onder", "voor",
    _APOSTROPHE_T})  # fmt: skip
_PREFIX = "|".join(prefix.replace("'", "['’‘`´]") for prefix in NAME_PREFIXES)
# Prefixes that Dutch names have, in small letters before a surname with a capital: `de la Cruz` and `El Amrani` have none.
_DUTCH = "|".join(each for each in _PREFIX.split("|") if each.split(" ")[0] in DUTCH_BEGINS)
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])"
_INITIALS = r"(?:[A-Za-zÀ-ž]{1,2}\.\s?)+"
# Initials without their dots behind a comma: Jansen, P or Jansen, P J. In a name all in capitals, JAN is a first name.
_SURNAME_IN_SMALL = r"(?-i:[^,]*[a-zß-ž][^,]*)"
_BARE = r"(?-i:[A-Z](?:\s?[A-Z]){0,3})"
# How people are addressed; it stands in no column of ours.
_ADDRESS = (
    r"(?:(?:(?:de\s+)?heer|dhr|mevrouw|mevr|mw|mej|fam|familie|prof|drs|dr|mr|ing|ir)(?:\.\s*|\s+)|dhr\.?\s*/\s*mevr?\.?\s+)"
)
# What may stand behind a name: (mevr.), or how somebody is addressed. Of (overleden) nobody knows what it means: no name.
_BEHIND = r"(?:[\s,]*\(?(?:(?:de )?heer|dhr|mevr|mevrouw|mw|m|v)\.?\)?)?"
# Where initials stand in front, two letters are only those that Dutch first names begin with: Mw. is no initial.
_FRONT = r"(?:(?:[A-Za-zÀ-ž]|th|ph|ch|ij|tj|sj|st|wm|kl|chr|joh|jac|fr)\.\s?)+"
# A surname behind initials: words without a sign that could part two people, and not `en` or `of`.
_SIGNS = r"\s,;:.&/+()\d"
_WORD = rf"(?:[^eo{_SIGNS}][^{_SIGNS}]*|[eo]|e[^n{_SIGNS}][^{_SIGNS}]*|o[^f{_SIGNS}][^{_SIGNS}]*|(?:en|of)[^{_SIGNS}]+)"
_SURNAME = rf"{_WORD}(?:\s+{_WORD})*"
# Before the comma and behind it, words that name one person: Öztürk, E. en Smit, B. are two.
_ONE = rf"{_WORD}(?:[\s.]+{_WORD})*\.?"
_OF_ONE = rf"[\s,.]*(?:{_ADDRESS}[\s,.]*)*(?:{_WORD}(?:[\s,.]+{_WORD})*)?[\s,.]*"
# Kerkstraat 12-A, 1e Daalsedijk 15 bis: words that are more than a number, the number, what belongs to it. Of two loose
# numbers (Plein 1944 3, Dorpsstraat 12 3) nobody can say which is the house's: nothing is taken, and the lease is not reported.
_STREET = r"(?:\S*[^\d\s]\S*)(?:\s+\S*[^\d\s]\S*)*"
_SUFFIX = r"(?:\s*[-/]\s*\S+|\s*[A-Za-z]\S*(?:\s+\S{1,6})?)?"
# Kadijk 35 1 hg: a second number that says itself that it is a floor. A number of four figures before it may be a year.
_FLOOR = r"\s+\d{1,2}\s?(?:hg|hoog|et(?:age)?|e\s?(?:et(?:age)?|verd(?:ieping)?))\.?"

# A whole address in one cell: Kerkstraat 12-A, 3512 JE Utrecht; the parts may have commas between them.
_POSTCODE = r"[1-9]\d{3}\s?[A-Za-z]{2}"
_SUFFIX_WITHIN = r"(?:\s*[-/]\s*[^\s,]+|,?\s*[A-Za-z][^\s,]*(?:\s+[^\s,]{1,6})?)?"
_TOWN = rf"[,;\s]+{_POSTCODE}(?:[,;\s]+.*)?"

# Plein 1944 3, where the mapping says so: of two loose numbers the first is a year, by which the street is called.
_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)"
_OF_A_YEAR = rf"{_STREET}\s+{_YEAR}"

# A company's whole name is its last name; `B.V. Jansen` and `Jansen, B.V.` are people.
COMPANY = (
    r"[^,]*[^,\s]\s+(?:b\.?v|n\.?v|v\.?o\.?f|ltd|limited|llc|gmbh|bvba)\.?"
    r"|(?:stichting|stg\.?|vereniging|gemeente|holding|co[oö]peratie|maatschap|vve)\s.*"
)

# What stands in a cell beside the parts, and what makes that nobody can be named by it: who is dead has heirs.
NUMBER_WORD = r"\b(?:huis)?(?:nr|nummer)\b\.?\s*(\d)"  # Kerkstraat nr. 12 is Kerkstraat 12
NAMES = ("last_name", "surname", "surname_after_prefix")
OF_THE_DEAD = r"(?:^|\s)(?:erven|erfgenamen|erfgen|nalatenschap|boedel)(?:[\s.,]|$)"

_OF_HOUSES: dict[str, tuple[str, ...]] = {
    "street": (rf"^\s*({_STREET})\s+\d+{_SUFFIX_WITHIN}{_TOWN}$", rf"^\s*({_STREET})\s+\d+{_SUFFIX}\s*$",
               rf"^\s*({_STREET})\s+\d{{1,3}}{_FLOOR}\s*$"),
    "house_number": (rf"^\s*{_STREET}\s+(\d+){_SUFFIX_WITHIN}{_TOWN}$", rf"^\s*{_STREET}\s+(\d+){_SUFFIX}\s*$",
                     rf"^\s*{_STREET}\s+(\d{{1,3}}){_FLOOR}\s*$"),
    "house_number_suffix": (rf"^\s*{_STREET}\s+\d+({_SUFFIX_WITHIN}){_TOWN}$", rf"^\s*{_STREET}\s+\d+({_SUFFIX})\s*$",
                            rf"^\s*{_STREET}\s+\d{{1,3}}({_FLOOR})\s*$"),
}  # fmt: skip
_WITH_YEARS: dict[str, tuple[str, ...]] = {
    "street_year": (rf"^\s*({_OF_A_YEAR})\s+\d+{_SUFFIX_WITHIN}{_TOWN}$", rf"^\s*({_OF_A_YEAR})\s+\d+{_SUFFIX}\s*$"),
    "house_number_year": (rf"^\s*{_OF_A_YEAR}\s+(\d+){_SUFFIX_WITHIN}{_TOWN}$", rf"^\s*{_OF_A_YEAR}\s+(\d+){_SUFFIX}\s*$"),
    "house_number_suffix_year": (
        rf"^\s*{_OF_A_YEAR}\s+\d+({_SUFFIX_WITHIN}){_TOWN}$",
        rf"^\s*{_OF_A_YEAR}\s+\d+({_SUFFIX})\s*$",
    ),
}
TWO_NUMBERS = (rf"^\s*{_STREET}\s+\d+\s+\d+{_SUFFIX_WITHIN}{_TOWN}$", rf"^\s*{_STREET}\s+\d+\s+\d+{_SUFFIX}\s*$")
YEAR_AND_NUMBER = _WITH_YEARS["house_number_year"]
YEAR = "_year"  # behind the name of a part of an address: as that part, also where the street is called by a year

# AANMANING - contract 2113: the number behind that word, in what somebody wrote above a message.
_CONTRACT = r"\b(?:huur)?(?:contract|overeenkomst|ctr)[- ]?(?:nr|nummer|no)?\b\.?\s*[:#]?\s*"

# Storno van 1234: the number of the receipt behind the word that it went back; `Storno huur september 2026` names none.
_BACK = r"(?:terug|tegen)(?:ge)?boek\w*|teruggehaald\w*|mislukt\w*|geweigerd\w*"
_WENT_BACK = rf"\b(?:(?:ge)?storn\w*|{_BACK}|revers\w*|charge[- ]?back|bounced)"
_WHICH = (
    r"(?:[\s:#.(,-]+(?:van|voor|op|bij|zie|of|for|betr\w*|inzake|de|het|nr|nummer|no|ref\w*|boekstuk\w*|boeking\w*"
    r"|mutatie\w*|ontvangst\w*|ontv|betaling\w*|bet|incasso\w*|payment|receipt|post|regel)\b)*"
)
_RECEIPT = r"(?:(?-i:[A-Z]{1,5})[-./]?\d|\d{3})(?:[\w./-]*\w)?"

# 06-12345678 / 020-1234567: two numbers and nothing beside them, for of `06-12345678 (moeder)` nobody knows whose it is.
_PHONE = r"[+(]?\d[\d ().-]{7,15}\d"
_OTHER = r"\s*(?:[/;,&|\n]|\ben\b|\bof\b)\s*"
TWO_PHONES = rf"^\s*({_PHONE}){_OTHER}({_PHONE})\s*$"

PARTS: dict[str, tuple[str, ...]] = {
    "contract": (rf"^.*?{_CONTRACT}((?:[a-z]{{1,4}}[-./]?)?\d[\w./-]*)",),
    "receipt": (rf"^.*?{_WENT_BACK}{_WHICH}[\s:#.(,-]+({_RECEIPT})",),
    "number_before_name": (r"^\s*(\d+)\s+\D*[^\W\d]\D*$",),  # 1012 J. de Vries; two people have two numbers, and give nothing
    "first_phone": (rf"^\s*({_PHONE}){_OTHER}{_PHONE}\s*$", r"^\s*([\s\S]*?)\s*$"),
    "second_phone": (rf"^\s*{_PHONE}{_OTHER}({_PHONE})\s*$",),
    **_OF_HOUSES,
    **{name: _OF_HOUSES[name.removesuffix(YEAR)] + patterns for name, patterns in _WITH_YEARS.items()},
    "number": (r"^\s*(\d+)",),  # 36 A, beside a street of its own
    "suffix": (rf"^\s*\d+({_SUFFIX})\s*$",),
    "postcode": (rf"^\s*({_POSTCODE})\b", rf"^{_STREET}\s+\d.*?[,;\s]({_POSTCODE})(?:[,;\s]|$)"),  # 3512 JE Utrecht
    "city": (rf"^\s*{_POSTCODE}\s+(.+)$", rf"^{_STREET}\s+\d.*?[,;\s]{_POSTCODE}[,;\s]+(.+)$"),
    # Berg, M.A. van den; M.A. van den Berg; Mevr. Van den Berg. Two people, or a first name, give nothing: not reported.
    "last_name": (
        rf"^\s*{_ADDRESS}*({_ONE})\s*,{_OF_ONE}{_BEHIND}\s*$",
        rf"^\s*{_ADDRESS}*{_FRONT}\s*(?:(?:{_PREFIX})\s+)?({_SURNAME}){_BEHIND}\s*$",
        rf"^\s*{_ADDRESS}+(?:(?:{_PREFIX})\s+)?({_WORD})\s*$",
        rf"^\s*({COMPANY})\s*$",
    ),
    "surname": (rf"^\s*([^,()]+?)\s*(?:,[^()]*?)?{_BEHIND}\s*$",),  # Horst, ter, in a column of surnames beside one of initials
    # de Vries, van den Berg, in a column of surnames: without the prefix apart a municipality finds nobody.
    "surname_after_prefix": (rf"^\s*(?-i:{_DUTCH})\s+({_CAPITAL}.*?)\s*$", r"^\s*(.*?)\s*$"),
    "prefix_before_surname": (rf"^\s*((?-i:{_DUTCH}))\s+{_CAPITAL}.*$",),
    "initials": (
        rf"^[^,]+,\s*(?:(?:{_PREFIX})\s*,?\s+)?{_ADDRESS}*({_INITIALS})",
        rf"^{_SURNAME_IN_SMALL},\s*(?:(?:{_PREFIX})\s*,?\s+)?{_ADDRESS}*({_BARE})(?:\s+(?:{_PREFIX}))?{_BEHIND}\s*$",
        rf"^\s*{_ADDRESS}*({_FRONT})\s*{_SURNAME}{_BEHIND}\s*$",
    ),
    # Behind the comma a prefix stands first or last, whatever else stands there: without it a municipality finds nobody.
    "name_prefix": (
        rf"^[^,]+,(?:.*?[\s.])?({_PREFIX}){_BEHIND}\s*$",
        rf"^[^,]+,\s*({_PREFIX})\s*(?:,.*|\s.*)$",
        rf"^\s*{_ADDRESS}*{_FRONT}\s*({_PREFIX})\s+{_SURNAME}{_BEHIND}\s*$",
        rf"^\s*{_ADDRESS}+({_PREFIX})\s+{_WORD}\s*$",
    ),
}
