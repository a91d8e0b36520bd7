"""Letters to tenants: the texts as data that a lawyer can change, and the letters that fall due on a day."""
