"""Points of members (党员积分, rules §5): rules, ledger, publication, objections."""
