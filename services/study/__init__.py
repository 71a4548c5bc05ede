"""Study: sessions with their attendance sheets, records, outputs, sums by member and branch (rules §4)."""
