"""`python -m bench.limit`: the platform over HTTP beside the limit (pgbench) and beside two peers, in one rotation."""
