"""What every calculator asks can be answered: choices read back as they stand, defaults are values of their field."""

import pytest
from rights_support import CALCULATORS

from rights.inputs import Field, Kind

FIELDS = [(f"{one.name}.{field.name}", field) for one in CALCULATORS.values() for field in one.fields]


@pytest.mark.parametrize("field", [field for _name, field in FIELDS], ids=[name for name, _field in FIELDS])
def test_choices_and_defaults_read_back(field: Field) -> None:
    assert [field.read(choice) for choice in field.choices] == list(field.choices)
    if field.default is not None:
        text = {True: "是", False: "否"}[field.default] if field.kind is Kind.FLAG else str(field.default)
        assert field.read(text) == field.default


@pytest.mark.parametrize("name", CALCULATORS)
def test_names_of_fields_are_unique(name: str) -> None:
    names = [field.name for field in CALCULATORS[name].fields]
    assert len(set(names)) == len(names)
