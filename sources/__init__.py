"""What other systems give, turned into landing tables. No Dagster, no judgement of arrears."""
