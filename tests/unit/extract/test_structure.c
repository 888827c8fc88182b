/* SPDX-License-Identifier: MIT */
#include "extract/structure.h"
#include "texts.h"

static int setup(void **state)
{
    static struct texts t;
    t = texts_new();
    *state = &t;
    return 0;
}

static int teardown(void **state)
{
    texts_done(*state);
    return 0;
}

/* The sentences of a text, joined by " | ". */
static const struct {
    const char *text, *want;
} cuts[] = {
    {"One thing. Another thing! A third?",
     "One thing. | Another thing! | A third?"},
    {"Tools, e.g. Python or R, i.e. scripts.",
     "Tools, e.g. Python or R, i.e. scripts."},
    {"Python, SQL, etc. You will like it.",
     "Python, SQL, etc. | You will like it."},
    {"Python, SQL, etc. and more.", "Python, SQL, etc. and more."},
    {"A Ph.D. in Physics or a B.S. in Math.",
     "A Ph.D. in Physics or a B.S. in Math."},
    {"Based in the U.S. Army depot.", "Based in the U.S. Army depot."},
    {"We are in the U.S. You may be too.",
     "We are in the U.S. | You may be too."},
    {"Know .NET and ASP.NET Core well.", "Know .NET and ASP.NET Core well."},
    {"Use Node.js and Vue.js daily.", "Use Node.js and Vue.js daily."},
    {"Python 3.9 or 3.10, and Java 17.", "Python 3.9 or 3.10, and Java 17."},
    {"Write code in R. You own it.", "Write code in R. | You own it."},
    {"Acme Inc. builds boats.", "Acme Inc. builds boats."},
    {"You bring skill.We bring tea.", "You bring skill. | We bring tea."},
    {"Use of Spark (or so).Then more work.",
     "Use of Spark (or so). | Then more work."},
    {"Runs on ASP.Net core.", "Runs on ASP.Net core."},
    {"Plan it • Build it • Run it", "Plan it | Build it | Run it"},
    {"1. Know C well. 2. Know SQL.", "1. Know C well. | 2. Know SQL."},
    {"a good degree in science,4 years of hard work,experience with big data "
     "tools,some sense of humour",
     "a good degree in science, | 4 years of hard work, | experience with big "
     "data tools, | some sense of humour"},
    {"Knows Python,SQL and R, earns 10,000 a month",
     "Knows Python,SQL and R, earns 10,000 a month"},
    {"- First item\n- Second item", "First item | Second item"},
    {"# A heading\nNo stop here\nNor here",
     "A heading | No stop here | Nor here"},
    {"Strong in Python and more - Build pipelines - Own data",
     "Strong in Python and more | Build pipelines - Own data"},
};

static void sentences_end_where_a_reader_ends_them(void **state)
{
    struct texts *f = *state;
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(f, cuts[i].text, &doc);
        struct buf got;
        buf_init(&got, 4096);
        for (size_t k = 0; k < s.n; k++) {
            buf_add_cstr(&got, k ? " | " : "");
            buf_add_str(&got, str_slice(doc.text, s.v[k].start, s.v[k].end));
        }
        texts_check(f, cuts[i].text, buf_cstr(&got), cuts[i].want);
        buf_done(&got);
    }
    texts_check_end(f);
}

/* The section and label of the sentence that holds '@' (which is no letter,
 * so it changes nothing). */
static const struct {
    const char *why, *lines, *want;
} sections[] = {
    {"a heading", "# Requirements\n- @ Python", "requirements/required"},
    {"capitals", "# WHO YOU ARE\n- @ Python", "requirements/required"},
    {"you", "# You\n- Have @ Linux", "requirements/required"},
    {"company in heading", "# What you'll do at Acme\n- @ Python",
     "duties/unspecified"},
    {"curly apostrophe", "# What you’ll bring\n- @ Python",
     "requirements/required"},
    {"hyphens", "# Nice-to-haves\n- @ Spark", "requirements/preferred"},
    {"preferred first", "# Preferred qualifications\n- @ Spark",
     "requirements/preferred"},
    {"bonus points", "# Bonus points if you have\n- @ Spark",
     "requirements/preferred"},
    {"desired", "# Desired skills and experience\n- @ Spark",
     "requirements/preferred"},
    {"not wanted", "# Who you are not\n- A @ Java person",
     "requirements/negated"},
    {"ampersand", "# Perks & Benefits\n- @ courses", "benefits/unspecified"},
    {"pay before bonus", "# Compensation and bonus\n- @ Spark stock",
     "benefits/unspecified"},
    {"about the firm", "# About Acme\n- @ Kafka at heart", "about/unspecified"},
    {"about the role", "# About the role\nA place for @ Kafka",
     "duties/unspecified"},
    {"about you", "# About you\n- @ Kafka", "requirements/required"},
    {"stack", "# Our tech stack\n- @ Kafka", "other/unspecified"},
    {"legal", "# Equal Opportunity\nAll are @ welcome", "legal/unspecified"},
    {"unmarked line", "Qualifications\nSome @ Kafka", "requirements/required"},
    {"unmarked with colon", "Key responsibilities include:\nSome @ Kafka",
     "duties/unspecified"},
    {"inline heading", "Requirements: @ Python and SQL",
     "requirements/required"},
    {"inline heading holds on", "Requirements: SQL\nAnd @ Python",
     "requirements/required"},
    {"inline bonus in a list", "# Requirements\n- Bonus: @ Spark\n- SQL",
     "requirements/preferred"},
    {"inline bonus ends with its item",
     "# Requirements\n- Bonus: Spark\n- Strong @ SQL", "requirements/required"},
    {"topic headings inherit", "# Responsibilities\n# Modelling\n- @ SQL",
     "duties/unspecified"},
    {"lost breaks, colon",
     "We are a firm that makes boats and sells them to people who like "
     "boats and the sea, in many countries, and we like our work a lot. "
     "Responsibilities: build boats and more boats and test them at sea. "
     "Requirements: knots, sails and @ Python. Benefits: boats.",
     "requirements/required"},
    {"lost breaks, no colon",
     "We are a firm that makes boats and sells them to people who like "
     "boats and the sea, in many countries, and we like our work a lot. So "
     "do they, mostly, and the sea does not mind either. "
     "Key Responsibilities Build boats and more boats and test them at sea "
     "Qualifications Knots, sails and @ Python",
     "requirements/required"},
    {"by words: years",
     "You need to know much. 5 years of experience with @ SQL",
     "requirements/required"},
    {"by words: degree", "Bachelor's degree in @ Statistics",
     "requirements/required"},
    {"by words: proficiency", "Proficiency in @ Python",
     "requirements/required"},
    {"by words: duties", "You will build @ pipelines", "duties/unspecified"},
    {"by words: verb first", "Design and build @ pipelines",
     "duties/unspecified"},
    {"by words: about", "We are a leading maker of @ AI boats",
     "about/unspecified"},
    {"by words: founded", "Acme was founded in 2012 to sell @ AI boats",
     "about/unspecified"},
    {"by words: benefits", "401(k) and dental insurance, @ SQL lessons",
     "benefits/unspecified"},
    {"by words: legal", "Acme is an equal opportunity employer of @ Java",
     "legal/unspecified"},
    {"legal under requirements",
     "# Requirements\n- SQL\nWe hire regardless of race or @ Java",
     "legal/unspecified"},
    {"demand in an overview",
     "# About the role\nThis role requires deep knowledge of @ statistics.",
     "requirements/required"},
    {"firm behind a list",
     "# Requirements\n- SQL\nAt Acme we are on a mission to bring @ AI to all "
     "and our customers love it",
     "about/unspecified"},
    {"the firm goes on",
     "You need to know much. 5 years of experience with SQL. Our boats run on "
     "@ Kafka.",
     "about/unspecified"},
    {"the firm wants more",
     "You need to know much. 5 years of experience with SQL. We also want "
     "@ Kafka.",
     "requirements/required"},
    {"stack heading that has words of duties",
     "# Tech stack you'll work with:\n- @ Kafka", "other/unspecified"},
    {"duties heading stays", "# What you'll do\n- Work with @ SQL every day",
     "duties/unspecified"},
    {"German", "# Das bringst du mit\n- @ Python", "requirements/required"},
    {"German duties", "# Deine Aufgaben\n- @ Python", "duties/unspecified"},
    {"German capital umlaut", "# ÜBER UNS\n- @ Python", "about/unspecified"},
    {"French", "# Profil recherché\n- @ Python", "requirements/required"},
    {"Spanish", "# Requisitos\n- @ Python", "requirements/required"},
    {"Portuguese", "# O que oferecemos\n- @ Python", "benefits/unspecified"},
    {"nothing known", "@ Python", "other/unspecified"},
};

static void sections_come_from_headings_then_words(void **state)
{
    struct texts *f = *state;
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(f, sections[i].lines, &doc);
        size_t at = str_find(doc.text, STR("@"));
        size_t k = structure_find(&s, (uint32_t)at);
        if (k == SIZE_MAX)
            fail_msg("%s: no sentence", sections[i].why);
        struct str got =
            arena_printf(f->arena, "%s/%s", section_name(s.v[k].section),
                         label_name(s.v[k].label));
        texts_check(f, sections[i].why, got.p, sections[i].want);
    }
    texts_check_end(f);
}

/* Under "# Requirements" unless head says otherwise: the labels of the words
 * in [brackets], in order. */
static const struct {
    const char *head, *line, *want;
} labels[] = {
    {NULL, "[Python] required, [Scala] a plus", "required preferred"},
    {NULL, "[Python] is required; [Scala] preferred", "required preferred"},
    {NULL, "Experience with [Python], [Spark] and [Kafka] is a plus",
     "preferred preferred preferred"},
    {NULL, "Strong [Python] skills, experience with [Spark] is a plus",
     "required preferred"},
    {NULL, "[Python], [Java] and [SQL]; [Spark] would be nice",
     "required required required preferred"},
    {NULL, "Knows [SQL], [Scala] is a plus", "required preferred"},
    {NULL, "[PyTorch] (preferred) or [TensorFlow]", "required required"},
    {NULL, "One [cloud] ([AWS] or [GCP] preferred)",
     "required preferred preferred"},
    {NULL, "Experience with [Airflow] (preferred)", "preferred"},
    {NULL, "Experience with [Airflow] (nice to have)", "preferred"},
    {NULL, "Ideally you know [Kafka] and [Spark]", "preferred preferred"},
    {NULL, "Knowledge of [Linux], preferably [Ubuntu]", "required preferred"},
    {NULL, "Warehouses (bonus for [Redshift] and [Snowflake])",
     "preferred preferred"},
    {NULL, "Nice to have: [Kafka]", "preferred"},
    {NULL, "Preferred: [Kafka], [Spark]", "preferred preferred"},
    {NULL, "Bonus points for [Kafka]", "preferred"},
    {NULL, "Experience with [Go] or willingness to learn", "preferred"},
    {NULL, "[SQL] skills; experience with [ETL] tools is a plus",
     "required preferred"},
    {NULL, "[MBA] desirable", "preferred"},
    {NULL, "Bachelor's in [CS] required, [Master's] preferred",
     "required preferred"},
    {NULL,
     "Experience with our tools is a plus, but by no means required: "
     "[GCP], [Terraform]",
     "preferred preferred"},
    {NULL, "[Rust] is helpful but not required", "preferred"},
    {NULL, "[Rust] preferred, but not required", "preferred"},
    {NULL, "[SQL] not necessary", "negated"},
    {NULL, "[SQL] is not required", "negated"},
    {NULL, "No [Java] required", "negated"},
    {NULL, "No prior experience with [Java]", "negated"},
    {NULL, "You don't need [Java], but you know [SQL]", "negated required"},
    {NULL, "No nonsense, and [Java] is required", "required"},
    {NULL, "There is no limit to what [Java] can do", "required"},
    {NULL, "Not only [Java] but [SQL] too", "required required"},
    {NULL, "A hands on plus person for [SQL]", "required"},
    {NULL, "[Python] plus [SQL]", "required required"},
    {NULL, "[Python], and a bonus plan", "required"},
    {"# Nice to have", "[Kafka], or the like", "preferred"},
    {"# Nice to have", "[Kafka] is required", "required"},
    {"# What you'll do",
     "Write code (languages like [Python] or [Go] are a plus)",
     "preferred preferred"},
    {"# What you'll do", "Write [Python]", "unspecified"},
    {"# Who you are not", "A [Java] fan", "negated"},
};

/* Take the brackets out of line; their places go to start and end. */
static size_t take_brackets(const char *line, struct buf *out, uint32_t *start,
                            uint32_t *end, uint32_t base)
{
    size_t n = 0;
    for (; *line; line++) {
        uint32_t at = base + (uint32_t)out->n;
        if (*line == '[')
            start[n] = at;
        else if (*line == ']')
            end[n++] = at;
        else
            buf_add_char(out, *line);
    }
    return n;
}

static void labels_follow_the_clause(void **state)
{
    struct texts *f = *state;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        uint32_t start[8], end[8];
        const char *head = labels[i].head ? labels[i].head : "# Requirements";
        struct buf line, got;
        buf_init(&line, 4096);
        buf_init(&got, 4096);
        uint32_t base = (uint32_t)strlen(head) - 2 + 3; /* "# " off; "\n- " */
        size_t n = take_brackets(labels[i].line, &line, start, end, base);
        struct doc doc;
        struct str lines = arena_printf(f->arena, "%s\n- %s", head, line.p);
        struct structure s = texts_split(f, lines.p, &doc);
        for (size_t k = 0; k < n; k++)
            buf_printf(&got, "%s%s", k ? " " : "",
                       label_name(structure_label(&doc, &s, start[k], end[k])));
        texts_check(f, labels[i].line, buf_cstr(&got), labels[i].want);
        buf_done(&line);
        buf_done(&got);
    }
    texts_check_end(f);
}

static void no_text_has_no_sentences(void **state)
{
    struct texts *f = *state;
    struct doc doc;
    struct structure s = texts_split(f, "", &doc);
    assert_int_equal(s.n, 0);
    assert_true(structure_find(&s, 0) == SIZE_MAX);
    assert_int_equal(structure_label(&doc, &s, 0, 0), LABEL_UNSPECIFIED);
}

static void a_place_between_sentences_is_in_none(void **state)
{
    struct texts *f = *state;
    struct doc doc;
    struct structure s = texts_split(f, "One. Two.", &doc);
    assert_int_equal(structure_find(&s, 0), 0);
    assert_int_equal(structure_find(&s, 3), 0);
    assert_true(structure_find(&s, 4) == SIZE_MAX);
    assert_int_equal(structure_find(&s, 5), 1);
    assert_true(structure_find(&s, 9) == SIZE_MAX);
}

/* A megabyte without any end of a sentence is done in time that grows with
 * its length: the test's time limit would show the square of it. */
static void one_endless_line_is_done_in_time(void **state)
{
    struct texts *f = *state;
    struct buf lines;
    buf_init(&lines, TEXT_OUTPUT_MAX_BYTES);
    while (buf_add_cstr(&lines, "a plus (,b,preferred "))
        ;
    struct doc doc;
    struct structure s = texts_split(f, buf_cstr(&lines), &doc);
    for (uint32_t at = 0; at + 8 < doc.text.n; at += 21)
        structure_label(&doc, &s, at + 8, at + 9);
    buf_done(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_where_a_reader_ends_them),
        cmocka_unit_test(sections_come_from_headings_then_words),
        cmocka_unit_test(labels_follow_the_clause),
        cmocka_unit_test(no_text_has_no_sentences),
        cmocka_unit_test(a_place_between_sentences_is_in_none),
        cmocka_unit_test(one_endless_line_is_done_in_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
