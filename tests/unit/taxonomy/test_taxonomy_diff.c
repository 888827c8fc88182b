/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_diff.h"
#include "tests/test.h"

static const char old_skills[] =
    "- {id: data, name: Data, kind: theme}\n"
    "- {id: hadoop, name: Hadoop, kind: tool, parent: data,\n"
    "   names: [hadoop, yarn], except: [hadoop elephant]}\n"
    "- {id: npm, name: npm, kind: tool, names: [npm]}\n"
    "- {id: spark, name: Spark, kind: tool, names: [spark, apache spark],\n"
    "   onet: [Apache Spark]}\n"
    "- {id: flash, name: Flash, kind: tool, names: [flash]}\n";
static const char new_skills[] =
    "- {id: flink, name: Flink, kind: tool, names: [flink, Apache-Flink]}\n"
    "- {id: npm, name: npm and Yarn, kind: tool, parent: big, weak: [Yarn],\n"
    "   names: [npm]}\n"
    "- {id: big, name: Data, kind: theme}\n"
    "- {id: hadoop, name: Hadoop, kind: concept, parent: big, names: "
    "[hadoop],\n"
    "   patterns: ['\\bmap (reduce)'], wikidata: Q1,\n   vendor: V}\n"
    "- {id: spark, name: Spark, kind: tool, names: [apache spark], \n"
    "   weak: [Spark], onet: [Apache Spark]}\n";
static const char old_groups[] =
    "- {id: any, name: Any, any_of: [hadoop, spark]}\n"
    "- {id: gone, name: Gone, any_of: [hadoop, spark]}\n";
static const char new_groups[] =
    "- {id: any, name: Any engine, any_of: [spark, flink]}\n";
static const char old_roles[] = "- {id: cook, name: Cook, titles: [cook]}\n";
static const char new_roles[] =
    "- {id: cook, name: Cook, titles: [cook, chef]}\n"
    "- {id: baker, name: Baker}\n";

static struct taxonomy *parse(const char *skills, const char *roles,
                              const char *groups)
{
    struct taxonomy *t = NULL;
    struct err err = {0};
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", str_from(skills)},
        .roles = {"roles.yaml", str_from(roles)},
        .groups = {"groups.yaml", str_from(groups)}};
    assert_ok(taxonomy_parse(&texts, &t, &err), err);
    return t;
}

/* "scope id what list text before after" of a change, for comparing. */
static struct str say(struct arena *a, const struct taxonomy_change *c)
{
    return arena_printf(
        a, "%s %.*s %s %s [%.*s] %.*s>%.*s", change_scope_name(c->scope),
        STR_FMT(c->id), change_what_name(c->what), c->list ? c->list : "-",
        STR_FMT(c->text), STR_FMT(c->before), STR_FMT(c->after));
}

static void each_kind_of_change_is_told(void **state)
{
    (void)state;
    static const char *const want[] = {
        "concept big added - [] >Data",
        "concept data removed - [] Data>",
        "concept flash removed - [] Flash>",
        "concept flink added - [] >Flink",
        "concept hadoop changed kind [] tool>concept",
        "concept hadoop changed parent [] data>big",
        "concept hadoop changed vendor [] >V",
        "concept hadoop changed wikidata [] >Q1",
        "concept hadoop entry_added patterns [\\bmap (reduce)] >",
        "concept hadoop entry_removed except [hadoop elephant] >",
        "concept hadoop moved weak [Yarn] hadoop>npm",
        "concept npm changed name [] npm>npm and Yarn",
        "concept npm changed parent [] >big",
        "concept spark relisted weak [Spark] names>weak",
        "role baker added - [] >Baker",
        "role cook entry_added titles [chef] >",
        "group any changed name [] Any>Any engine",
        "group any entry_added any_of [flink] >",
        "group any entry_removed any_of [hadoop] >",
        "group gone removed - [] Gone>",
    };
    AUTO(auto_taxonomy_free)
    struct taxonomy *x = parse(old_skills, old_roles, old_groups);
    AUTO(auto_taxonomy_free)
    struct taxonomy *y = parse(new_skills, new_roles, new_groups);
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct taxonomy_changes changes;
    taxonomy_diff(x, y, a, &changes);
    size_t n = sizeof want / sizeof want[0];
    for (size_t i = 0; i < changes.n && i < n; i++)
        assert_str(say(a, &changes.v[i]), want[i]);
    assert_int_equal(changes.n, n);
}

static void a_taxonomy_does_not_differ_from_itself(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct taxonomy_changes changes;
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &t, &err), err);
    taxonomy_diff(t, t, a, &changes);
    assert_int_equal(changes.n, 0);
}

static void the_order_in_the_files_does_not_count(void **state)
{
    (void)state;
    AUTO(auto_taxonomy_free)
    struct taxonomy *x = parse("- {id: a, name: A, kind: tool, names: [b, c]}\n"
                               "- {id: d, name: D, kind: tool}\n",
                               old_roles, NULL);
    AUTO(auto_taxonomy_free)
    struct taxonomy *y =
        parse("- {id: d, name: D, kind: tool}\n"
              "- {id: a, name: A, kind: tool, names: [c, b]}\n",
              old_roles, NULL);
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct taxonomy_changes changes;
    taxonomy_diff(x, y, a, &changes);
    assert_int_equal(changes.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_change_is_told),
        cmocka_unit_test(a_taxonomy_does_not_differ_from_itself),
        cmocka_unit_test(the_order_in_the_files_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
