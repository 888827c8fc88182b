/* SPDX-License-Identifier: MIT */
#include "extract/place.h"
#include "texts.h"

struct fixture {
    struct texts texts;
    struct places *places;
};

static int setup(void **state)
{
    static struct fixture f;
    f.texts = texts_new();
    f.places = places_new();
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    texts_done(&f->texts);
    places_free(f->places);
    return 0;
}

/* "city/region/country" of each place, joined by " + ". */
static const struct {
    const char *raw, *want;
} cases[] = {
    {"San Francisco, CA", "San Francisco/California/US"},
    {"San Francisco", "San Francisco/California/US"},
    {"SF / NY", "San Francisco/California/US + New York/New York/US"},
    {"NYC", "New York/New York/US"},
    {"New York City", "New York/New York/US"},
    {"New York, NY; Austin, TX", "New York/New York/US + Austin/Texas/US"},
    {"Austin, TX, USA", "Austin/Texas/US"},
    {"Springfield, VA", "Springfield/Virginia/US"},
    {"Smallville, KS", "Smallville/Kansas/US"},
    {"Cambridge", "Cambridge//GB"},
    {"Cambridge, MA", "Cambridge/Massachusetts/US"},
    {"London, United Kingdom", "London//GB"},
    {"London, ON, Canada", "London/Ontario/CA"},
    {"Toronto, CA", "Toronto/Ontario/CA"},
    {"Irvine, CA", "Irvine/California/US"},
    {"Berlin, DE", "Berlin//DE"},
    {"Dover, DE", "Dover/Delaware/US"},
    {"München", "Munich//DE"},
    {"Bengaluru, India", "Bengaluru/Karnataka/IN"},
    {"Remote, Italy", "//IT"},
    {"Remote - United States", "//US"},
    {"Remote (US)", "//US"},
    {"Remote", "//"},
    {"Washington, DC", "Washington/District of Columbia/US"},
    {"Georgia", "/Georgia/US"},
    {"San Francisco Bay Area", "/California/US"},
    {"Greater London", "London//GB"},
    {"EMEA", "//"},
    {"Atlantis", "//"},
    {"London or Paris", "London//GB + Paris//FR"},
    {"Trinidad and Tobago", "//TT"},
    {"Remote - North America", "//"},
    {"London, Paris, Berlin", "London//GB + Paris//FR + Berlin//DE"},
    {"San Francisco, New York",
     "San Francisco/California/US + New York/New York/US"},
    {"Venice, Los Angeles, CA, USA", "Venice/California/US"},
    {"New Orleans, LA", "New Orleans/Louisiana/US"},
    {"Brooklyn, New York", "Brooklyn/New York/US"},
    {"New York, New York", "New York/New York/US"},
    {"Melbourne, Victoria", "Melbourne/Victoria/AU"},
    {"DE-Berlin", "Berlin//DE"},
    {"US-Remote", "//US"},
    {"Remote-US", "//US"},
    {"Remote-Kuala Lumpur", "Kuala Lumpur//MY"},
    {"東京", "Tokyo//JP"},
    {"Dallas/Fort Worth", "Dallas/Texas/US"},
    {"Birmingham; AL", "Birmingham/Alabama/US"},
    {"San Francisco; CA; Austin; TX",
     "San Francisco/California/US + Austin/Texas/US"},
    {"London; Paris", "London//GB + Paris//FR"},
    {"Berlin | Munich", "Berlin//DE + Munich//DE"},
    {";; Berlin ;;", "Berlin//DE"},
    {"Singapore", "Singapore//SG"},
    {"", ""},
};

static void places_are_taken_apart(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct place in = {.raw = str_from(cases[i].raw)};
        size_t n;
        const struct place *p =
            places_parse(f->places, &in, 1, f->texts.arena, &n);
        struct buf got;
        buf_init(&got, 1024);
        for (size_t k = 0; k < n; k++)
            buf_printf(&got, "%s%.*s/%.*s/%.*s", k ? " + " : "",
                       STR_FMT(p[k].city), STR_FMT(p[k].region),
                       STR_FMT(p[k].country));
        texts_check(&f->texts, cases[i].raw, buf_cstr(&got), cases[i].want);
        buf_done(&got);
    }
    texts_check_end(&f->texts);
}

static void what_is_written_is_kept(void **state)
{
    struct fixture *f = *state;
    struct place in = {.raw = STR("Austin, TX; Remote - Italy")};
    size_t n;
    const struct place *p = places_parse(f->places, &in, 1, f->texts.arena, &n);
    assert_int_equal(n, 2);
    assert_str(p[0].raw, "Austin, TX");
    assert_str(p[1].raw, "Remote - Italy");
}

static void parts_from_the_source_stay(void **state)
{
    struct fixture *f = *state;
    struct place in = {.raw = STR("HQ"),
                       .city = STR("Small Town"),
                       .region = STR("TX"),
                       .country = STR("United States")};
    struct place out = place_parse(f->places, &in);
    assert_str(out.city, "Small Town");
    assert_str(out.region, "Texas");
    assert_str(out.country, "US");
}

static void no_more_places_than_a_posting_holds(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, 4096);
    for (int i = 0; i < 100; i++)
        buf_add_cstr(&b, "Paris;");
    struct place in = {.raw = buf_str(&b)};
    size_t n;
    places_parse(f->places, &in, 1, f->texts.arena, &n);
    assert_int_equal(n, POSTING_MAX_LOCATIONS);
    buf_done(&b);
}

static void a_text_tells_the_country_of_its_work(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *want;
    } texts[] = {
        {"A permanent post based in Cape Town with a view.", "ZA"},
        {"Location: Berlin", "DE"},
        {"We have an office in New York City.", "US"},
        {"We sail to Berlin.", ""},
        {"Based in Atlantis.", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str got =
            place_country_of_text(f->places, str_from(texts[i].text));
        texts_check(&f->texts, texts[i].text, got.p ? got.p : "",
                    texts[i].want);
    }
    texts_check_end(&f->texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_taken_apart),
        cmocka_unit_test(a_text_tells_the_country_of_its_work),
        cmocka_unit_test(what_is_written_is_kept),
        cmocka_unit_test(parts_from_the_source_stay),
        cmocka_unit_test(no_more_places_than_a_posting_holds),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
