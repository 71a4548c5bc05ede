from services.kit.lookup import Lookup


def test_equal_values_have_equal_digests_and_others_do_not() -> None:
    lookup = Lookup(b"k" * 32)
    assert lookup.digest("id_number", "11010519491231002X") == lookup.digest("id_number", "11010519491231002X")
    assert lookup.digest("id_number", "11010519491231002X") != lookup.digest("id_number", "110105194912310021")
    assert lookup.digest("phone", "13800000000") != lookup.digest("id_number", "13800000000")
    assert Lookup(b"l" * 32).digest("phone", "13800000000") != lookup.digest("phone", "13800000000")
    assert lookup.short_digest("phone", "13800000000") == lookup.digest("phone", "13800000000")[:8]
