"""Whether a mapping reads an export as it is: what it leaves unread, or reads as something that it is not.

A guard makes a finding: a refusal where the fault would report somebody wrongly or nobody at all, a warning elsewhere.
Belongs here: those findings. Does not belong here: a mapping file or a cell that cannot be read at all (reading/), or the
landing tables by themselves (`sources/landing_*.py`).

Where to look:
- read from the wrong title: `wrong_title`, `left_out`, `days_elsewhere`, `duties` (a mandate's four days),
  `all_complexes`, `surnames`, `order` (of letters), `looked_up` (elsewhere, though the list has it), `ends_beside` (by another
  kind of line alone)
- read from nowhere: `unused`, `limits` (what ends a permission, by any title), `remarks`, `set_aside` (said to be of no matter),
  `money`, `unread` (cells that cannot be read), `fitting` (what fits no line answers for no title),
  `said_of_lists` (which list a title speaks of), `two_numbers` (an address of which nobody can say the house number)
- lines that are something else: `kinds`, `kinds_of_cases`, `said` (words), `all_alike` (codes), `mixed_up` (people and firms),
  `accounts` (all rent), `reports` (another table's list), `shared` (co-tenants), `two_events`, `statuses` (arrangements that
  run), `promises`, `skipped_matters` (passed over, and they count), `subjects` (contacts about something else)
- a day that last month's list had: `fixed_days`; a number that is one with another title beside it: `number_of_two`
- money twice or missing: `again`, `open_part`, `receipts`, `received_nowhere` (words), `reversals`, `settled`; numbers that are
  none: `no_amounts`
- several contracts taken as one: `one_contract`; one person by two numbers, of whom one objects: `objectors`
- tables that do not speak of the same: `named`; `places` says where a row comes from
- `ways`: the answers that resolve a title which nothing reads (a question of `check --ask`)
"""
