"""Study of members: sessions, records, requirements, material, groups (rules §4, §14)."""
