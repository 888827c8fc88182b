/* SPDX-License-Identifier: MIT */
#include "extract/demands.h"
#include "extract/language.h"
#include "extract/workplace.h"
#include "texts.h"
#include <stdio.h>

struct fixture {
    struct texts texts;
    struct demand_rules *demands;
    struct workplace_rules *workplaces;
    struct languages *languages;
};

static int setup(void **state)
{
    static struct fixture f;
    f.texts = texts_new();
    f.demands = demand_rules_new();
    f.workplaces = workplace_rules_new();
    f.languages = languages_new();
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    texts_done(&f->texts);
    demand_rules_free(f->demands);
    workplace_rules_free(f->workplaces);
    languages_free(f->languages);
    return 0;
}

static const struct {
    const char *text;
    int want;
} years[] = {
    {"5+ years of experience in data", 5},
    {"Requirements: 3-5 years of industry experience", 3},
    {"At least five years of experience", 5},
    {"ten to twelve years of relevant work experience are required", 10},
    {"Three (3) or more years of experience required", 3},
    {"0-3 years of experience", 0},
    {"# Requirements\n- 2–5+ years working in science", 2},
    {"Minimum of 4 yrs experience", 4},
    {"# Requirements\n- Master's and 3 years of experience or Bachelor's and 5 "
     "years of experience",
     3},
    {"# Requirements\n- 2+ years of Kubernetes\n- 3-5 years of industry "
     "experience",
     3},
    {"# Requirements\n- 10+ years of professional experience. More than 2 of "
     "those years with servers",
     10},
    {"# Requirements\n- 8+ years (or 6 years and a PhD) of work, with at least "
     "2 "
     "years of leading others",
     6},
    {"# Requirements\n- 5+ years in boats, including 2 years at sea", 5},
    {"# Requirements\n- 7+ years of statistics\n- 4+ years of experience "
     "working "
     "with sails",
     7},
    {"# Requirements\n- MS with 3 years or BS with 5 years", 3},
    {"# Requirements\n- 7+ years of boats, preferably in the Baltic", 7},
    {"# Requirements\n- Roughly 5 (or more) years of industry experience", 5},
    {"What you bring to Acme7+ years of experience with sails", 7},
    {"# Nice to have\n- 5 years of experience with boats", -1},
    {"# Requirements\n- 5+ years of experience preferred", -1},
    {"We have been in business for 20 years", -1},
    {"Over the last 10 years we have built boats", -1},
    {"You do more for the sea than 10 years of talk", -1},
    {"# Requirements\n- More than 10 years of experience", 10},
    {"# Requirements\n- 7+ years of boats; at least 2+ years of leading", 7},
    {"You must be 18 years old", -1},
    {"Must be eighteen years of age or older", -1},
    {"Stock options, vested over 4 years", -1},
    {"Years of experience matter less than skill", -1},
    {"Mindestens 3 Jahre Berufserfahrung", 3},
    {"3 ans d'expérience", 3},
    {"4 años de experiencia", 4},
    {"", -1},
};

static void general_years_asked_for_are_read(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(&f->texts, years[i].text, &doc);
        char got[16], want[16];
        snprintf(got, sizeof got, "%d",
                 demand_years(f->demands, f->texts.patterns, &doc, &s));
        snprintf(want, sizeof want, "%d", years[i].want);
        texts_check(&f->texts, years[i].text, got, want);
    }
    texts_check_end(&f->texts);
}

/* Under "# Requirements" where the text has no heading. */
static const struct {
    const char *text, *want;
} degrees[] = {
    {"- Bachelor's degree in Computer Science", "bachelor"},
    {"- BS/MS in Statistics", "bachelor"},
    {"- A BSc/Master's/PhD degree in Computer Science", "bachelor"},
    {"- Master’s or PhD in a quantitative field", "master"},
    {"- Masters or Ph.D.", "master"},
    {"- PhD in Physics", "phd"},
    {"- MS or PhD in Machine Learning", "master"},
    {"- Advanced degree in Economics", "master"},
    {"- A degree in Mathematics", "bachelor"},
    {"- Degree level education or equivalent experience", "bachelor"},
    {"- University degree", "bachelor"},
    {"- Master's degree or 10 years of work", "master"},
    {"- Bachelor's required, Master's preferred", "bachelor"},
    {"- PhD preferred", ""},
    {"- An Associate's degree from an accredited university", ""},
    {"- A degree is a plus", ""},
    {"# Nice to have\n- Master's degree", ""},
    {"- You are a master of SQL", ""},
    {"- We seek masters of building things", ""},
    {"- Knows MS Office and MS SQL", ""},
    {"- A high degree of care", ""},
    {"- Working with PhD scientists", ""},
    {"- Scrum Master", ""},
    {"- Abgeschlossenes Studium der Informatik", "bachelor"},
    {"- Bac+5 en informatique", "master"},
    {"- Python", ""},
};

static void the_lowest_degree_that_satisfies_is_read(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof degrees / sizeof degrees[0]; i++) {
        struct doc doc;
        const char *head = degrees[i].text[0] == '#' ? "" : "# Requirements\n";
        struct str lines =
            arena_printf(f->texts.arena, "%s%s", head, degrees[i].text);
        struct structure s = texts_split(&f->texts, lines.p, &doc);
        const char *got =
            degree_name(demand_degree(f->demands, f->texts.patterns, &doc, &s));
        texts_check(&f->texts, degrees[i].text, got ? got : "",
                    degrees[i].want);
    }
    texts_check_end(&f->texts);
}

static const struct {
    const char *text, *want;
} remotes[] = {
    {"This is a fully remote role.", "remote"},
    {"We are a remote-first company.", "remote"},
    {"Location: Remote", "remote"},
    {"You can work remotely, from our hub, or a bit of both.", "remote"},
    {"#LI-Remote", "remote"},
    {"Work is performed 100% from home.", "remote"},
    {"We are a distributed company and hire regardless of location.", "remote"},
    {"This role is hybrid.", "hybrid"},
    {"#LI-Hybrid", "hybrid"},
    {"We work from the office 3 days per week.", "hybrid"},
    {"It requires in-office presence three days per week.", "hybrid"},
    {"You live within commuting distance of Paris.", "hybrid"},
    {"# Benefits\n- Remote days and lunch", "hybrid"},
    {"You need to commute to the city 3+ days a week.", "hybrid"},
    {"This role is in-office in New York.", "onsite"},
    {"Everybody works 5 days/week in one of our offices.", "onsite"},
    {"Work and collaborate in-person at our headquarters.", "onsite"},
    {"This is not a remote position.", "onsite"},
    {"# Benefits\n- This role is based out of our Paris office", "onsite"},
    {"Location: Paris, in-person must.", "onsite"},
    {"Acme | Paris | Full-time onsite", "onsite"},
    {"The position is full-time, salaried, exempt and in-person.", "onsite"},
    {"Work 70 hours a week in person with us.", "onsite"},
    {"A global role with hybrid work arrangement: flexible remote work.",
     "hybrid"},
    {"Travel may include remote or isolated sites.", ""},
    {"On-site in Paris. Can remote.", "remote"},
    {"We can support REMOTE workers.", "remote"},
    {"Paris, remote ok", "remote"},
    {"We support remote offices of banks.", ""},
    {"# Benefits\n- Massages in our Paris office", ""},
    {"Experience with private or hybrid cloud platforms.", ""},
    {"Experience in SaaS Cloud or Hybrid Cloud Environments", ""},
    {"# Benefits\n- Home office stipend", ""},
    {"# Benefits\n- A stipend to support their remote office setup", ""},
    {"# Benefits\n- Work from anywhere for four weeks a year", ""},
    {"The number of hybrid, office-based, and remote workers varies.", ""},
    {"We have offices in Mexico City.", ""},
    {"Monitor remote sensing data", ""},
    {"", ""},
};

static void the_place_of_work_is_read_and_perks_are_not(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof remotes / sizeof remotes[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(&f->texts, remotes[i].text, &doc);
        const char *got = remote_name(
            remote_of_text(f->workplaces, f->texts.patterns, &doc, &s));
        texts_check(&f->texts, remotes[i].text, got ? got : "",
                    remotes[i].want);
    }
    texts_check_end(&f->texts);
}

static const struct {
    const char *field, *want;
} fields[] = {
    {"Senior Cloud Engineer - REMOTE", "remote"},
    {"Data Scientist (Remote)", "remote"},
    {"Remote, Italy", "remote"},
    {"Anywhere (USA)", "remote"},
    {"Data Engineer, Hybrid", "hybrid"},
    {"On-site Engineer", "onsite"},
    {"Hybrid Cloud Engineer", ""},
    {"Remote Sensing Scientist", ""},
    {"San Francisco", ""},
};

static void titles_and_places_tell_it_too(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const char *got = remote_name(remote_of_field(
            f->workplaces, f->texts.patterns, str_from(fields[i].field)));
        texts_check(&f->texts, fields[i].field, got ? got : "", fields[i].want);
    }
    texts_check_end(&f->texts);
}

static const struct {
    const char *word, *want;
} types[] = {
    {"FULL_TIME", "full-time"},
    {"FullTime", "full-time"},
    {"Permanent", "full-time"},
    {"Part-time", "part-time"},
    {"CONTRACTOR", "contract"},
    {"Freelance", "contract"},
    {"TEMPORARY", "temporary"},
    {"Fixed-term", "temporary"},
    {"INTERN", "internship"},
    {"Vollzeit", "full-time"},
    {"OTHER", ""},
    {"", ""},
};

static void employment_words_are_mapped(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct str got = employment_of_word(str_from(types[i].word));
        texts_check(&f->texts, types[i].word, got.p ? got.p : "",
                    types[i].want);
    }
    texts_check_end(&f->texts);
    assert_str(employment_of_title(STR("Data Intern")), "internship");
    assert_str(employment_of_title(STR("Analyst (Contract)")), "contract");
    assert_null(employment_of_title(STR("Internal Auditor")).p);
    struct doc doc;
    struct structure s = texts_split(
        &f->texts, "Full-time employees get tea. This is a contract position.",
        &doc);
    assert_str(employment_of_text(&doc, &s), "contract");
}

static const struct {
    const char *text, *want;
} languages[] = {
    {"We are looking for a person who likes to work with the data.", "en"},
    {"Wir suchen eine Person, die gerne mit Daten und Booten arbeitet.", "de"},
    {"Nous cherchons une personne qui aime les bateaux et la mer avec nous.",
     "fr"},
    {"Buscamos una persona para trabajar en el equipo con los datos.", "es"},
    {"Procuramos uma pessoa para trabalhar com dados na nossa equipe e no mar.",
     "pt"},
    {"Cerchiamo una persona che ama il mare e la barca con il nostro team.",
     "it"},
    {"Wij zoeken een persoon die van de zee houdt en met ons werkt.", "nl"},
    {"Szukamy osoby do pracy w zespole oraz na morzu i nie tylko.", "pl"},
    {"Vi söker en person som gillar båtar och havet med oss.", "sv"},
    {"私たちはデータが好きな人を探しています。", "ja"},
    {"我们正在寻找喜欢数据的人。", "zh"},
    {"Мы ищем того, кто любит море.", "ru"},
    {"데이터를 좋아하는 사람을 찾습니다", "ko"},
    {"Python SQL Spark", ""},
    {"", ""},
};

static void a_language_is_told_by_its_common_words(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        struct str got =
            language_of_text(f->languages, str_from(languages[i].text));
        texts_check(&f->texts, languages[i].text, got.p ? got.p : "",
                    languages[i].want);
    }
    texts_check_end(&f->texts);
}

static void a_declared_language_becomes_its_code(void **state)
{
    (void)state;
    assert_str(language_declared(STR("en-US")), "en");
    assert_str(language_declared(STR("de_DE")), "de");
    assert_str(language_declared(STR("English")), "en");
    assert_str(language_declared(STR("FR")), "fr");
    assert_null(language_declared(STR("xx")).p);
    assert_null(language_declared(STR("")).p);
    assert_null(language_declared(STR_NONE).p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(general_years_asked_for_are_read),
        cmocka_unit_test(the_lowest_degree_that_satisfies_is_read),
        cmocka_unit_test(the_place_of_work_is_read_and_perks_are_not),
        cmocka_unit_test(titles_and_places_tell_it_too),
        cmocka_unit_test(employment_words_are_mapped),
        cmocka_unit_test(a_language_is_told_by_its_common_words),
        cmocka_unit_test(a_declared_language_becomes_its_code),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
