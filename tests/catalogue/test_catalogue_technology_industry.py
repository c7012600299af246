"""What a reader of the report knows about its technologies and industries, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_four_explorations_of_quantum_computing() -> None:
    uses = rows("technology-applications", technology="technology:quantum-computing")
    assert column(uses, "field") == {
        "molecular-chemistry",
        "combinatorial-optimisation",
        "quantitative-finance",
        "artificial-intelligence",
    }
    assert column(uses, "modality") == {"Asserted"}


def test_dual_gigabit_networks_are_forecast_for_their_fields() -> None:
    uses = rows("technology-applications", technology="infrastructure:dual-gigabit-networks")
    assert column(uses, "modality") == {"Forecast"}
    assert "water-conservancy" in column(uses, "field")


def test_the_report_itself_puts_sensors_under_industrial_it() -> None:
    tree = rows("technology-tree", technology="technology:sensors")
    assert ("partOf", "industrial-it") in {(row["how"], row["parent"]) for row in tree}


def test_nothing_answers_the_weakness_of_domain_name_resolution() -> None:
    answers = rows("technology-weaknesses", technology="technology:domain-name-resolution")
    assert {(row["problem"], row["answer"]) for row in answers} == {
        ("weak-dns-resolution", ""),
        ("weak-network-foundations", ""),
    }


def test_convergence_of_it_and_ot_answers_what_industrial_internet_lacks() -> None:
    answers = rows("technology-weaknesses", technology="technology:industrial-internet")
    assert {row["basis"] for row in answers if row["answer"]} == {"Implied"}


def test_scanning_to_pay_transforms_finance() -> None:
    answer = rows("industry-transformation", thing="technology:scan-to-pay")
    assert {(row["how"], row["object"]) for row in answer} == {("transforms", "finance")}


def test_the_pandemic_drives_manufacturing_and_only_an_editor_says_so_of_living_services() -> None:
    driven = rows("trends-by-theme", within="section:caict-2021-2.4", other="event:covid-19-pandemic")
    assert "stronger-will-to-transform" in column(driven, "trend")
    assert "living-services-go-digital" not in column(driven, "trend")


def test_a_part_has_the_trends_of_its_sections() -> None:
    part = rows("trends-by-theme", within="part:caict-2021-2")
    sections = {f"caict-2021-2.{number}" for number in range(1, 6)}
    assert column(part, "section") >= sections
    assert column(part, "section") - sections <= {"caict-2021-2"}
