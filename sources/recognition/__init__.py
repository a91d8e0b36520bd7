"""Which of an export's sheets give which landing tables, and from which title each column: what `map` sees in the files.

`sheets` is the order of the work: each `with_...` takes the blocks found so far and the sheets seen. Belongs here: what
lists say beside each other and by their cells. Does not belong here: one title or column by itself (words/), or the lines of
the proposed file (proposals/).

Where to look:
- the files: `files`, `described` (titles that a dictionary of fields explains), `abbreviated` (names of fields), `bank` (until
  which day), `statements`, `bank_said` (what stands above a list)
- which table: `others` (more likely about something else), `no_actions`, `no_contracts`, `suppliers`,
  `counter_accounts` (the other leg), `aged` (balances), `rent_of_total`,
  `rivals` (of several sheets), `further` (a list that goes on), `copies` (the same entries again), `again` (cases)
- by what stands in them: `structure`, `structure_columns`, `structure_ledger`, `structure_shared`, `values`, `word_lists`,
  `texts`, `meanings`, `texts_of_codes` (read instead), `covering` (lists that no title names),
  `lookup_tables` (called after a field)
- keys and lookups: `keys`, `named`, `lookup`, `joined_leases` (in two columns), `in_texts`, `elsewhere`,
  `weaker` (a contract's own kind), `same_title`, `whose`, `rented` (whose address), `links` (titles that say little)
- contracts and people: `people`, `parties`, `roles`, `beside`, `beside_co_tenants` (guarantors), `of_contracts` (owners there),
  `in_contracts` (tenants there), `one_kind`, `numbers_before_names`, `numbers_of_owners`, `places`, `complexes`, `suffixes`,
  `street_years`, `month_days`, `fields` (which may go along), `contact_persons`
- entries: `amounts`, `open_parts` (of invoices), `month_sheets` (a sheet of each month), `fuller_kinds`, `sides`,
  `halves` (what a word means on each of two), `which_side`, `purposes`, `entries` (reversals), `named_in_texts` (which receipt),
  `went_back` (a list of them), `taken_back` (a column of them), `settled`,
  `numbers_of_two` (voucher and line), `settled_invoices`, `receipts_of_invoices` (beside a list of them), `settled_pairs`,
  `settled_sides` (which way about),  `settled_documents` (which charges bear), `settled_matched`,
  `settled_totals`
- letters and what happened: `step_columns`, `items`, `templates`, `flags`, `logged_objections`,
  `logged_evictions`, `cases`, `kinds_of_cases`,
  `evictions` (among them), `plans` (done or made), `offers` (days), `changed` (of a line), `rising_days` (with the lines)
- how sure: `agreed`, `proved` (by other lists), `proved_entries` and `proved_lines` (by their own), `harmless` (whatever is
  read), `weightless` (whatever it is)
"""
