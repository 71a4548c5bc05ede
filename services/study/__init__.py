"""Study: sessions with sheets, records, outputs, sums; requirements, material, groups (rules §4, §14)."""
