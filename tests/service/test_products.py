# SPDX-License-Identifier: Apache-2.0
"""Products: found by words and filters, chosen for a person, put into a routine, imported and exported."""
import json

import pytest

import photos
from lumen_server import Server, lumen, new_client

REQUIRED = {"product_id": str, "name": str, "brand": str, "description": str, "price_range": str, "amazon_url": str,
            "rating": (int, float), "review_count": int}
FRAGRANT = ("fragrance", "parfum", "limonene", "linalool", "citronellol", "geraniol")


@pytest.fixture(scope="module")
def shopper(shared_server):
    return new_client(shared_server, "shopper@example.org")


@pytest.fixture(scope="module")
def analysis(shopper):
    """A finished analysis of a face with many lesions."""
    analysis_id = shopper.upload(photos.face(seed=5, extra=("--lesions", 30)))
    done = shopper.wait_for(analysis_id)
    assert done["status"] == "completed", done
    return done


def products_of(answer, status=200):
    assert answer.status_code == status, answer.text
    products = answer.json()["products"]
    for product in products:
        for name, kind in REQUIRED.items():
            assert isinstance(product[name], kind) and not isinstance(product[name], bool), (name, product)
    return products


def lists(product):
    return " | ".join(product["ingredients"]).lower()


def test_words_with_conditions_keep_every_condition(shopper):
    answer = shopper.get("/products/search", params={"q": "fragance free moisturizer under $40", "limit": 10})
    products = products_of(answer)
    assert len(products) == 10
    for product in products:
        assert not any(name in lists(product) for name in FRAGRANT), product["name"]
        assert float(product["price_range"].lstrip("$").split("-")[0]) <= 40
    body = answer.json()
    assert body["q"] == "fragance free moisturizer under $40"
    assert sorted(body["filters"]) == ["at most $40", "without fragrance"]
    mothers = products_of(shopper.get("/products/search", params={"q": "safe while breastfeeding", "limit": 50}))
    assert mothers and not any("retin" in lists(one) for one in mothers)


def test_filters_of_the_request_hold_and_fill_the_answer(shopper):
    for filters in ({"vegan": "true"}, {"fragrance_free": "true"}, {"pregnancy_safe": "true"},
                    {"exclude": "parabens, Dimethicone"}, {"allergies": "nuts,lanolin"}, {"skin_type": "dry,sensitive"},
                    {"max_price": "30.50"}, {"min_rating": "4"}, {"min_price": "20", "max_price": "40"}):
        for path in ("/products/recommendations", "/products/search"):
            products = products_of(shopper.get(path, params={"limit": 5, **filters}))
            assert len(products) == 5, (path, filters)
            for product in products:
                if "min_rating" in filters:
                    assert product["rating"] >= 4
                if "exclude" in filters:
                    assert "paraben" not in lists(product) and "dimethicone" not in lists(product)
    nobody = shopper.get("/products/search", params={"q": "cream", "brand": "Nobody At All"})
    assert products_of(nobody) == [] and "No product" in nobody.json()["explanation"]


@pytest.mark.parametrize("filters", [{"skin_type": "purple"}, {"vegan": "maybe"}, {"max_price": "ten"},
                                     {"min_rating": "6"}, {"exclude": "a" * 1001}, {"min_price": "-1"}])
def test_a_bad_filter_is_refused(shopper, filters):
    answer = shopper.get("/products/search", params=filters)
    assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_filter"


def test_too_many_names_are_refused_and_the_limit_is_not(shopper):
    names = [f"x{number}" for number in range(51)]
    assert shopper.get("/products/search", params={"exclude": ",".join(names[:50])}).status_code == 200
    answer = shopper.get("/products/search", params={"exclude": ",".join(names)})
    assert answer.status_code == 400 and answer.json()["error"]["code"] == "too_many_exclusions"


def test_what_the_app_knows_stays_as_it_was(shopper):
    body = shopper.get("/products/recommendations", params={"condition": "Dark-Circles", "limit": 3}).json()
    assert body["condition"] == "Dark-Circles" and len(body["products"]) == 3 and body["explanation"]
    assert shopper.get("/products/recommendations", params={"limit": 0}).json()["error"]["code"] == "bad_limit"
    assert body["products"][0]["why"].startswith("For dark circles")


def test_one_product_tells_its_ingredients_with_sources(shopper):
    found = products_of(shopper.get("/products/search", params={"q": "retinol", "limit": 1}))[0]
    shown = shopper.get("/products/" + found["product_id"]).json()
    assert shown["name"] == found["name"] and shown["facts"]["ingredients_known"] is True
    assert shown["facts"]["pregnancy_safe"] is False
    assert any("pregnancy" in note for note in shown["watch_for"])
    by_name = {one["name"]: one for one in shown["ingredient_facts"]}
    assert len(by_name) == len(shown["ingredients"])
    known = [one for one in by_name.values() if "functions" in one]
    assert known and all(source["url"].startswith("http") for one in known for source in one["sources"])
    assert any("retinoid" in one.get("groups", []) for one in by_name.values())


def test_an_unknown_product_is_not_found(shopper):
    for name in ("nobody", "%00", "a%2Fb", "x" * 300):
        answer = shopper.get("/products/" + name)
        assert answer.status_code == 404, name
        assert answer.json()["error"]["code"] in ("unknown_product", "not_found")


def test_products_for_a_person_speak_of_what_was_found(shopper, analysis):
    answer = shopper.get("/products/recommendations", params={"analysis_id": analysis["analysis_id"], "limit": 6})
    products = products_of(answer)
    body = answer.json()
    assert body["condition"] == analysis["prediction"]["condition"] and len(products) == 6
    assert answer.headers["Cache-Control"] == "no-store"
    serving = [product for product in products if product.get("serves")]
    assert serving
    for product in serving:
        assert "your " in product["why"]
        for one in product["serves"]:
            assert one["ingredient"] in product["why"] and one["reason"] in product["why"]
    assert any("citation" in one for product in serving for one in product["serves"])
    assert len({product["product_id"] for product in products}) == 6
    for conflict in body.get("conflicts", []):
        assert conflict["why"] and conflict["citation"]["url"] and len(conflict["product_ids"]) == 2
    vegan = products_of(shopper.get("/products/recommendations",
                                    params={"analysis_id": analysis["analysis_id"], "vegan": "true", "limit": 20}))
    assert vegan and not any(word in lists(one) for one in vegan for word in ("beeswax", "lanolin", "honey extract", "mel (honey"))


def test_a_routine_is_in_order_without_conflicts_at_one_time(shopper, analysis):
    path = f"/analysis/{analysis['analysis_id']}/routine"
    routine = shopper.get(path).json()
    kinds = [step["kind"] for step in routine["morning"]]
    order = ["cleanser", "treatment", "eye_care", "moisturizer", "sun_protection"]
    assert kinds == [kind for kind in order if kind in kinds]
    assert kinds[0] == "cleanser" and kinds[-1] == "sun_protection"
    evening = [step["kind"] for step in routine["evening"]]
    assert evening == [kind for kind in order if kind in evening] and "sun_protection" not in evening
    for step in routine["morning"] + routine["evening"] + routine["weekly"]:
        assert step["why"] and step["how"] and isinstance(step["watch_for"], list)
        assert set(REQUIRED) <= set(step["product"])
    assert not any("retin" in lists(step["product"]) for step in routine["morning"])
    assert routine["citations"] and routine["urgent"] is False and routine["analysis_id"] == analysis["analysis_id"]
    for conflict in routine["conflicts_avoided"]:
        assert conflict["product"] != conflict["beside"] and conflict["why"] and conflict["citation"]
    again = shopper.get(path).json()
    assert again == routine
    mothers = shopper.get(path, params={"pregnancy_safe": "true"}).json()
    for step in mothers["morning"] + mothers["evening"] + mothers["weekly"]:
        assert "retin" not in lists(step["product"])


def test_products_of_an_analysis_are_its_owners(shopper, stranger, analysis):
    for client, analysis_id in ((stranger, analysis["analysis_id"]), (shopper, "not-an-id"),
                                (shopper, "00000000-0000-4000-8000-000000000000")):
        first = client.get("/products/recommendations", params={"analysis_id": analysis_id})
        second = client.get(f"/analysis/{analysis_id}/routine")
        for answer in (first, second):
            assert answer.status_code == 403 and answer.json()["error"]["code"] == "forbidden"


def test_an_analysis_without_result_has_no_products(shopper):
    waiting = shopper.start_upload()["analysis_id"]
    for answer in (shopper.get("/products/recommendations", params={"analysis_id": waiting}),
                   shopper.get(f"/analysis/{waiting}/routine")):
        assert answer.status_code == 409 and answer.json()["error"]["code"] == "analysis_not_completed"


def test_without_a_token_there_are_no_products(shared_server):
    import requests
    for path in ("/products/search", "/products/x", "/analysis/x/routine"):
        assert requests.get(shared_server.address + path, timeout=30).status_code == 401


CSV = ("Label,Brand,Name,Price,Rank,Ingredients,Combination,Dry,Normal,Oily,Sensitive\r\n"
       'Cleanser,EXAMPLE,Foam,12,4.1,"Water, Glycerin, Coco-Glucoside.",0,1,0,0,0\r\n'
       'Treatment,EXAMPLE,Zinc Drops,19,0,"Water, Niacinamide, Zinc PCA.",0,0,0,0,0\r\n')


def test_a_table_is_imported_renewed_replaced_and_exported(data, tmp_path):
    table = tmp_path / "table.csv"
    table.write_bytes(CSV.encode())
    first = json.loads(lumen("products", "import", table, "--json", "--data", data).stdout)
    assert first["preset"] == "sephora-2018"
    assert (first["imported"], first["added"], first["refused"], first["doubtful"]) == (2, 2, 0, 1)
    assert first["missing"] > 100 and first["removed"] == 0

    table.write_bytes(CSV.replace("Zinc Drops,19", "Zinc Drops,21").encode())
    second = lumen("products", "import", table, "--data", data).stdout
    assert "0 added, 1 changed, 1 unchanged, 0 removed" in second and "--replace" in second
    third = json.loads(lumen("products", "import", table, "--replace", "--json", "--data", data).stdout)
    assert third["unchanged"] == 2 and third["removed"] == first["missing"]

    for name in ("catalog.json", "catalog.ndjson"):
        out = tmp_path / name
        assert "2 products" in lumen("products", "export", out, "--data", data).stdout
        other = tmp_path / ("data-" + name)
        back = json.loads(lumen("products", "import", out, "--replace", "--json", "--data", other).stdout)
        assert back["imported"] == 2 and back["doubtful"] == 0 and back["refused"] == 0
        copy = tmp_path / ("copy-" + name)
        lumen("products", "export", copy, "--data", other)
        assert copy.read_bytes() == out.read_bytes()
    wrong = lumen("products", "import", table, "--preset", "nobody", "--data", data, check=False)
    assert wrong.returncode != 0 and "sephora-2018" in wrong.stdout + wrong.stderr


def test_import_and_export_work_while_the_server_runs(data, tmp_path):
    table = tmp_path / "table.csv"
    table.write_bytes(CSV.encode())
    with Server(data) as server:
        client = new_client(server, "importer@example.org")
        lumen("products", "import", table, "--replace", "--data", data)
        found = products_of(client.get("/products/search", params={"q": "", "limit": 50}))
        assert sorted(product["name"] for product in found) == ["Foam", "Zinc Drops"]
        dry = products_of(client.get("/products/search", params={"skin_type": "dry"}))
        assert "Foam" in [product["name"] for product in dry]
        out = tmp_path / "all.ndjson"
        lumen("products", "export", out, "--data", data)
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        assert sorted(row["name"] for row in rows) == ["Foam", "Zinc Drops"] and "why" not in rows[0]


def test_search_on_the_command_line_reads_conditions(data):
    text = lumen("products", "search", "no fragrance serum for acne", "--data", data).stdout
    assert "Filter: without fragrance" in text
    found = json.loads(lumen("products", "search", "vegan eye cream", "--json", "--data", data).stdout)
    assert found["filters"] == ["vegan"] and len(found["products"]) == 10
