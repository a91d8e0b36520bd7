"""The mapping file that `map` proposes, line by line as data: what was recognised, written as blocks, notes and questions.

`draft` is the order of the work, `tables` one sheet's blocks, `part` one block. Belongs here: blocks and their lines. Does
not belong here: what was recognised (recognition/), or the file's text and its Dutch (documents/proposal_*.py).

Where to look:
- entries: `ledger`, `charges`, `charged_by_kind` (what for), `reversals`, `named_reversals`, `due_days`, `line_blocks`,
  `month_blocks`, `month_groups`, `month_sheets`, `empty_kinds` and `openings` (no word), `allocations`, `decimals`,
  `provisional` (drafts), `written_off`
- letters and what happened: `step_blocks`, `actions`, `log`, `statuses` and `promises` (arrangements),
  `objected` (to what)
- words and codes: `meant`, `codes`, `said_beside` (by their lines); `companies` (names of organisations); `fields` (which may
  go along in a report)
- `owners`: what no title says of mandates
- `vacant`: lines of units that nobody rents; `undone`: letters that never left, contracts in draft
- `implied`: titles that another question says
- `as_in_file`: titles that a dictionary of fields explains, as their file has them
- what stays open: `unread` (what a check would refuse), `left` (titles that may be what is lacking), `reasons` (why a sheet
  gives nothing), `unknown` (which those are), `chosen` (what a person says one is), `aside` (open items that are entries
  already), `listed_again` (owners of another list); `answers` (what a person's answer changes), `following` (what one
  answer settles beside it), `numbers` (made of what, once no title has one), `taken` (the words by which a block takes its
  lines)
"""
