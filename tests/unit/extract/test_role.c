/* SPDX-License-Identifier: MIT */
#include "extract/role.h"
#include "extract/role_text.h"
#include "extract/title.h"
#include "texts.h"

struct fixture {
    struct texts texts;
    struct taxonomy *taxonomy;
    struct role_rules *rules;
    struct role_texts *of_texts;
    struct role_scratch *scratch;
};

static int setup(void **state)
{
    static struct fixture f;
    struct err err = {0};
    f.texts = texts_new();
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &f.taxonomy, &err),
              err);
    assert_ok(role_rules_new(f.taxonomy, &f.rules, &err), err);
    f.of_texts = role_texts_new(f.taxonomy, f.rules);
    f.scratch = role_scratch_new(f.rules);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    texts_done(&f->texts);
    role_texts_free(f->of_texts);
    role_scratch_free(f->scratch);
    role_rules_free(f->rules);
    taxonomy_free(f->taxonomy);
    return 0;
}

static const struct {
    const char *title, *role;
} titles[] = {
    {"Data Engineer", "data-engineer"},
    {"Senior Data Engineer - AWS", "data-engineer"},
    {"AWS Data Engineer", "data-engineer"},
    {"Cloud Data Engineer", "data-engineer"},
    {"AI/ML Data Engineer", "data-engineer"},
    {"Data Engineer Manager", "data-engineer"},
    {"Engineering Manager, Data Platform", "data-engineer"},
    {"Big Data Developer", "data-engineer"},
    {"ETL Developer (Informatica)", "data-engineer"},
    {"Azure Databricks Architect", "data-engineer"},
    {"Data Warehouse Engineer", "data-engineer"},
    {"Staff Engineer, Data", "data-engineer"},
    {"Software Engineer, Data Platform", "data-engineer"},
    {"Data Eng.", "data-engineer"},
    {"Ingénieur Big Data H/F", "data-engineer"},
    {"Data Center Engineer", ""},
    {"Data Entry Clerk", ""},
    {"Data Visualization Developer", ""},
    {"Machine Learning Engineer", "ml-engineer"},
    {"Senior Staff ML Eng.", "ml-engineer"},
    {"MLOps Engineer", "ml-engineer"},
    {"MLE, Search", "ml-engineer"},
    {"Software Engineer, Machine Learning", "ml-engineer"},
    {"Computer Vision Engineer (m/w/d)", "ml-engineer"},
    {"ML Engineer / Data Scientist", "ml-engineer"},
    {"Machine Learning Scientist", "ml-engineer"},
    {"Machine Learning Product Manager", ""},
    {"HTML Developer", "software-engineer"},
    {"AI Engineer", "ai-engineer"},
    {"AI/ML Engineer", "ai-engineer"},
    {"Generative AI Developer", "ai-engineer"},
    {"Backend Engineer, AI", "ai-engineer"},
    {"AI Market Researcher", ""},
    {"Data Scientist", "data-scientist"},
    {"(Junior) Data Scientist (m/w/d)", "data-scientist"},
    {"Data Scientist / ML Engineer", "data-scientist"},
    {"AI Data Scientist", "data-scientist"},
    {"Director of Data Science", "data-scientist"},
    {"Data Scientist, Sales Analytics", "data-scientist"},
    {"Software Engineer - Data Scientist", "data-scientist"},
    {"Científico de datos", "data-scientist"},
    {"Software Engineer, Data Science", "software-engineer"},
    {"Data Science Product Manager", ""},
    {"Data Science Instructor", ""},
    {"Account Executive - Data Science", ""},
    {"Cloud Engineer", "cloud-engineer"},
    {"Cloud Solutions Architect", "cloud-engineer"},
    {"Cloud Security Engineer", "cloud-engineer"},
    {"Azure Administrator", "cloud-engineer"},
    {"Platform Engineer, Cloud Infrastructure", "cloud-engineer"},
    {"Software Engineer (Cloud Infrastructure)", "cloud-engineer"},
    {"Sales Engineer, Cloud", ""},
    {"Cloud Account Manager", ""},
    {"Cloud & DevOps Engineer", "devops-engineer"},
    {"Site Reliability Engineer", "devops-engineer"},
    {"Platform Engineer", "devops-engineer"},
    {"Data Analyst", "data-analyst"},
    {"Data Analyst / Data Engineer", "data-analyst"},
    {"Senior Data Science Analyst", "data-analyst"},
    {"BI Analyst", "data-analyst"},
    {"Analyst, Data Engineer", "data-engineer"},
    {"Senior Software Engineer", "software-engineer"},
    {"Full Stack Developer", "software-engineer"},
    {".NET Developer", "software-engineer"},
    {"Mobile App Developer, iOS", "software-engineer"},
    {"Développeuse web", "software-engineer"},
    {"Sr. SWE", "software-engineer"},
    {"Go to market lead", ""},
    {"Nurse", ""},
    {"", ""},
};

/* Families of titles that a careless rule takes for one another: three that
 * are the role, three beside them that are not. */
static const struct {
    const char *title, *role;
} families[] = {
    /* a manager of the trade; of products, projects and sales in it */
    {"Data Engineer Manager", "data-engineer"},
    {"Manager, Data and Analytics Engineering", "data-engineer"},
    {"Head of Data Engineering", "data-engineer"},
    {"Project Manager, Data Engineering", ""},
    {"Data Product Manager", ""},
    {"Account Manager, Data Platform", ""},
    {"Machine Learning Manager", "ml-engineer"},
    {"Director of Machine Learning", "ml-engineer"},
    {"Engineering Manager, Machine Learning", "ml-engineer"},
    {"Product Manager, Machine Learning", ""},
    {"Machine Learning Instructor", ""},
    {"Technical Writer, Machine Learning", ""},
    {"Cloud Engineering Manager", "cloud-engineer"},
    {"Solutions Engineer, Cloud", "cloud-engineer"},
    {"Cloud Support Engineer", "cloud-engineer"},
    {"Sales Engineer, Cloud", ""},
    {"Pre-Sales Engineer - Cloud Infrastructure", ""},
    {"Cloud Partner Manager", ""},
    /* levels and short words */
    {"Senior Staff ML Eng.", "ml-engineer"},
    {"Sr ML Engr, Ranking", "ml-engineer"},
    {"Staff MLE", "ml-engineer"},
    {"HTML Eng.", "software-engineer"},
    {"XML Developer", ""},
    {"AML Analyst", ""},
    /* two trades: the first; the last of a compound */
    {"Data Scientist / ML Engineer", "data-scientist"},
    {"ML Engineer / Data Scientist", "ml-engineer"},
    {"Data & AI Engineer", "data-engineer"},
    {"DevOps / Data Engineer", "devops-engineer"},
    {"DevOps Data Engineer", "data-engineer"},
    {"Data/Software Engineer", "data-engineer"},
    {"Data Scientist - Analyst", "data-scientist"},
    {"Data Scientist Analyst", "data-analyst"},
    {"Data Scientist Sr. Analyst", "data-analyst"},
    {"Java Programmer / Data Analyst / ML", "software-engineer"},
    {"Engineer, Data Analytics", "data-engineer"},
    {"Analyst, Data Analytics", "data-analyst"},
    {"Member of Technical Staff - ML Inference Engineer", "ml-engineer"},
    {"Member of Technical Staff, Multimodal AI", "ai-engineer"},
    {"Member of Technical Staff, Backend", "software-engineer"},
    {"Security Engineer, AI", ""},
    /* a field of data that is another trade */
    {"Solutions Architect: Big Data", "data-engineer"},
    {"Data Tech Lead", "data-engineer"},
    {"Data Scientist, Data Center Products", "data-scientist"},
    {"Solutions Architect: Data Center", ""},
    {"Software Engineer in Test - Big Data", "software-engineer"},
    {"Python Developer (not a Data Engineer)", "software-engineer"},
    /* other languages */
    {"Ingénieur de données (H/F)", "data-engineer"},
    {"Ingénieure Data F/H", "data-engineer"},
    {"Ingeniero de datos", "data-engineer"},
    {"Engenheiro de Dados Pleno", "data-engineer"},
    {"Dateningenieur (m/w/d)", "data-engineer"},
    {"Inżynier danych", "data-engineer"},
    {"Ingénieur de production", ""},
    {"Ingeniero civil", ""},
    {"Datenschutzbeauftragter (m/w/d)", ""},
    {"Datenanalyst (m/w/d)", "data-analyst"},
    {"Analista de datos", "data-analyst"},
    {"Analyste de données", "data-analyst"},
    {"Analista contable", ""},
    {"Datentypist", ""},
    {"Analyste financier", ""},
    {"Científica de datos", "data-scientist"},
    {"Cientista de Dados Sênior", "data-scientist"},
    {"Datenwissenschaftler", "data-scientist"},
    {"Científico ambiental", ""},
    {"Wissenschaftlicher Mitarbeiter", ""},
    {"Scientifique alimentaire", ""},
};

static void check_title(struct fixture *f, const char *title, const char *want)
{
    struct str clean = title_clean(str_from(title), f->texts.arena);
    struct role_found r = role_of_title(f->rules, f->scratch, clean);
    texts_check(&f->texts, title, r.role.p ? r.role.p : "", want);
}

static void titles_give_the_role_named_first(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        check_title(f, titles[i].title, titles[i].role);
    texts_check_end(&f->texts);
}

static void titles_that_look_alike_are_told_apart(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        check_title(f, families[i].title, families[i].role);
    texts_check_end(&f->texts);
}

static void the_rule_that_fired_is_named(void **state)
{
    struct fixture *f = *state;
    struct role_found r =
        role_of_title(f->rules, f->scratch, STR("Data Engineer"));
    assert_str(r.rule, "title:data-engineer:1");
    r = role_of_title(f->rules, f->scratch, STR("ETL Developer"));
    assert_str(r.rule, "title:data-engineer:2");
    r = role_of_title(f->rules, f->scratch, STR("Nurse"));
    assert_null(r.rule.p);
}

static const struct {
    const char *title, *clean;
} cleaned[] = {
    {"  Data   Scientist ", "Data Scientist"},
    {"Data Scientist (m/w/d)", "Data Scientist"},
    {"Data Scientist (f/m/div.)", "Data Scientist"},
    {"Data Scientist (all genders)", "Data Scientist"},
    {"Data Engineer H/F", "Data Engineer"},
    {"Data Engineer m/w/d - Berlin", "Data Engineer - Berlin"},
    {"#4711 - Data Engineer", "- Data Engineer"},
    {"[Job-9587] Data Architect", "Data Architect"},
    {"Data Scientist (R-14532)", "Data Scientist"},
    {"ML Eng.", "ML engineer"},
    {"Dev Ops Engineer", "Dev Ops Engineer"},
    {"Data Engineer (Remote)", "Data Engineer (Remote)"},
    {"AI/ML Engineer", "AI/ML Engineer"},
};

static void titles_are_cleaned_of_what_names_no_job(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cleaned / sizeof cleaned[0]; i++)
        texts_check(&f->texts, cleaned[i].title,
                    title_clean(str_from(cleaned[i].title), f->texts.arena).p,
                    cleaned[i].clean);
    texts_check_end(&f->texts);
}

static const struct {
    const char *title, *level;
} levels[] = {
    {"Senior Data Engineer", "senior"},
    {"Sr. Data Engineer", "senior"},
    {"Senior/Staff ML Engineer", "senior"},
    {"Senior Staff ML Engineer", "lead"},
    {"Staff Data Scientist", "lead"},
    {"Principal Engineer", "lead"},
    {"Lead AI Engineer", "lead"},
    {"(Junior) Data Scientist", "junior"},
    {"Data Engineer I", "junior"},
    {"Data Engineer II", "mid"},
    {"Data Engineer 2", "mid"},
    {"Data Engineer III", "senior"},
    {"Graduate Data Analyst", "junior"},
    {"Data Engineering Manager", "manager"},
    {"Director of Data Science", "manager"},
    {"Head of Machine Learning", "manager"},
    {"Senior Manager, Data", "manager"},
    {"Data Science Intern", "intern"},
    {"Werkstudent Data Engineering", "intern"},
    {"Member of Technical Staff", ""},
    {"Data Engineer (Middle East)", ""},
    {"Middle Data Engineer", "mid"},
    {"Account Manager", ""},
    {"Senior Product Manager", "senior"},
    {"Engineering Manager, Product", "manager"},
    {"Internal Data Engineer", ""},
    {"Data Scientist (NYC, L5/L6)", ""},
    {"Data Engineer", ""},
};

static void titles_give_the_level(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        const char *got =
            seniority_name(title_seniority(str_from(levels[i].title)));
        texts_check(&f->texts, levels[i].title, got ? got : "",
                    levels[i].level);
    }
    texts_check_end(&f->texts);
}

static const struct {
    const char *text, *role, *level;
} texts[] = {
    {"We are looking for a Senior Data Engineer to join our team.",
     "data-engineer", "senior"},
    {"As a data scientist at Acme, you will talk to engineers.",
     "data-scientist", ""},
    {"# Machine Learning Engineer\nGreat fun.", "ml-engineer", ""},
    {"You will work with data scientists and a data engineer.", "", ""},
    {"We make boats. Data is great.", "", ""},
    {"Acme | Data Engineer | Paris | ONSITE\nWe make boats.", "data-engineer",
     ""},
    {"Acme | Sailor | Paris | ONSITE\nWe know a data engineer.", "", ""},
    {"The Data Scientist, reporting to the captain, counts fish.",
     "data-scientist", ""},
    {"The captain, reporting to a Data Scientist, counts fish.", "", ""},
    {"You will work side by side with our team of data scientists. We are "
     "looking for a machine learning engineer.",
     "ml-engineer", ""},
    {"You will support data engineers and mentor a data engineer.", "", ""},
    {"We're hiring a data engineer and we're hiring a data scientist.", "", ""},
    {"As a Junior Cloud Engineer, you will tend the cloud. You report to the "
     "Head of Data.",
     "cloud-engineer", "junior"},
    {"", "", ""},
};

static void a_text_gives_the_role_it_is_for_or_none(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(&f->texts, texts[i].text, &doc);
        struct role_found r =
            role_of_text(f->of_texts, f->scratch, &doc, &s, f->texts.arena);
        const char *level = seniority_name(seniority_of_text(&doc, &s));
        struct str got =
            arena_printf(f->texts.arena, "%s %s", r.role.p ? r.role.p : "",
                         level ? level : "");
        struct str want = arena_printf(f->texts.arena, "%s %s", texts[i].role,
                                       texts[i].level);
        texts_check(&f->texts, texts[i].text, got.p, want.p);
    }
    texts_check_end(&f->texts);
}

static void titles_of_the_field_leave_the_role_to_the_text(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *title;
        bool open;
    } open[] = {
        {"Data Specialist", true},
        {"Data & Applied Scientist", true},
        {"Machine Learning Consultant", true},
        {"Director of Sales", false},
        {"Data Science Instructor", false},
        {"Nurse", false},
        {"Aide", false},
        {"Data Center Technician", false},
    };
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        texts_check(
            &f->texts, open[i].title,
            role_title_is_open(f->rules, f->scratch, str_from(open[i].title))
                ? "open"
                : "",
            open[i].open ? "open" : "");
    texts_check_end(&f->texts);
}

static void only_titles_without_an_occupation_are_empty(void **state)
{
    (void)state;
    assert_true(role_title_is_empty(STR("")));
    assert_true(role_title_is_empty(STR_NONE));
    assert_true(role_title_is_empty(STR("Engineer")));
    assert_true(role_title_is_empty(STR("We are hiring!")));
    assert_false(role_title_is_empty(STR("Nurse")));
    assert_false(role_title_is_empty(STR("Sales Engineer")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_give_the_role_named_first),
        cmocka_unit_test(titles_that_look_alike_are_told_apart),
        cmocka_unit_test(the_rule_that_fired_is_named),
        cmocka_unit_test(titles_are_cleaned_of_what_names_no_job),
        cmocka_unit_test(titles_give_the_level),
        cmocka_unit_test(a_text_gives_the_role_it_is_for_or_none),
        cmocka_unit_test(titles_of_the_field_leave_the_role_to_the_text),
        cmocka_unit_test(only_titles_without_an_occupation_are_empty),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
