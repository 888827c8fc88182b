/* SPDX-License-Identifier: MIT */
#include "extract/workplace.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

/* What a recruiter's tag says. */
static const char tag_regex[] =
    "\\#LI-(?:(remote)|(hybrid)|(onsite|on-site))\\b";

static const char field_regex[] =
    "(\\bhybrid\\b(?!\\ (?:cloud|model(?:ing|l)|infra|integration))|"
    "\\bremote\\s*/\\s*on-?site|\\bpartially\\ remote)|"
    "(\\bremote(?:ly)?\\b(?!\\s+(?:sensing|support|monitoring|access|hands|"
    "patient|diagnos|vehicle|control|operations?\\ cent))|"
    "\\bwork\\ from\\ home|\\bwfh\\b|\\btelecommute|\\banywhere\\b|"
    "\\bhome[- ]?office\\b|\\bremoto\\b|\\bt\\x{e9}l\\x{e9}travail)|"
    "(\\bon-?site\\b|\\bin-?office\\b|\\bin[- ]person\\b)";

/* No statement about this job, whatever follows. */
static const char none_regex[] =
    "\\b(?:hybrid,?\\ (?:office-based|on-?site|in-?office),?\\ (?:and|or)\\ "
    "remote|remote,\\ hybrid,?\\ (?:and|or)|remote\\ (?:workers?|teams?\\b|"
    "machines?|servers?|sensing|support|office\\ setup|setup|stipend|"
    "work\\ (?:stipend|options?|opportunit|flexib|polic)|monitoring|access|"
    "patient|options?\\b|or\\ isolated|and\\ "
    "isolated)|(?:occasional(?:ly)?|flexible)\\ remote|"
    "home\\ office\\ (?:stipend|set-?up|allowance|budget|equipment)|"
    "(?:stipend|budget|allowance|equipment)\\ (?:\\w+\\ ){0,5}"
    "(?:home\\ office|remote)|interview\\w*|(?:weeks?|days|months?)\\ (?:of\\ |"
    "per\\ year\\ )?(?:remote\\ work|work(?:ing)?\\ from\\ (?:anywhere|"
    "abroad))|work(?:ing)?\\ from\\ (?:anywhere|abroad)\\ (?:for|up\\ to|\\d))";

#define DAYS "(?:[1-4]|one|two|three|four|\\d\\s?(?:-|\\x{2013}|to)\\s?\\d)"
#define WEEK                                                                   \
    "(?:\\+)?\\s?(?:x|days?|times)\\s?(?:/|a\\ |per\\ |each\\ |every\\ "       \
    ")?\\s?(?:week)?"

/* Some days here, some there. */
static const char hybrid_regex[] =
    "\\bhybrid\\s*[-,/(]?\\s*(?:work(?:ing|place|force)?\\b|role|position|job|"
    "schedule|arrangement|set-?up|policy|team|office|format|basis|remote|"
    "in-?office|on-?site|opportunity|option|flex|company|culture|employee|"
    "based|location|in\\ (?:our|the)|from\\ (?:our|the))|"
    "\\b(?:role|position|job|opportunity|team|we|company|location|workplace|"
    "arrangement|onsite|on-site|remote)\\s*(?:is|are|be|as|:|-|/|or|,)?\\s+"
    "(?:an?\\ )?(?:\\w+\\ )?hybrid\\b(?!\\ (?:cloud|infra|env|it\\b))|"
    "(?:^|[:|(])\\s*hybrid\\b(?!\\ (?:cloud|infra|env|it\\b))|"
    "\\b" DAYS WEEK "\\s?(?:\\w+\\s){0,3}?(?:in|from|at)\\s(?:\\w+\\s){0,4}?"
    "(?:offices?|hq|headquarters|on-?site)\\b|"
    "\\b(?:offices?|on-?site|in-?person|in-?office(?:\\ presence)?|hq)\\s"
    "(?:\\w+\\s){0,3}?" DAYS "\\+?\\s?(?:x|days?|times)\\s?(?:/|a\\b|per\\b|"
    "each\\b|every\\b)|"
    "\\bcommut\\w+\\s(?:\\w+\\s){0,6}?" DAYS "\\+?\\s?days|"
    "\\bcommut(?:ing|able|e)\\ distance|"
    "\\bremote\\ days|\\b" DAYS "\\ days?\\ (?:\\w+\\ ){0,3}?(?:remote|wfh|"
    "from\\ home|home\\ ?office)|\\b(?:partially|part[- ]|semi[- ]?)remote|"
    "\\b(?:frequent|some|regular|certain)\\ days\\ in\\ (?:\\w+\\ ){0,3}office|"
    "\\bmix\\ of\\ (?:\\w+[- ]){0,3}(?:remote|home|office|in-person)|"
    "\\bco-?located\\ remote|\\bremote\\ co-?located|"
    "\\bt\\x{e9}l\\x{e9}travail\\ (?:partiel|\\d)|\\bh\\x{ed}brido\\b|"
    "\\bhybrides?\\ (?:arbeit|modell|arbeiten)";

/* Clear enough to hold whatever else the sentence says. */
static const char hybrid_strong_regex[] =
    "\\bhybrid\\ (?:role|position|schedule|arrangement|work(?:ing|place)?\\ "
    "(?:arrangement|model|environment|schedule|set-?up|policy))\\b";

/* Who works elsewhere is welcome. */
static const char remote_open_regex[] =
    "\\b(?:support|hir(?:e|ing)|accept(?:ing)?|consider(?:ing)?|welcome|take|"
    "open\\ to)\\s+(?:\\w+\\ )?remote(?:ly)?\\ (?:work(?:ers?|ing)?|employees|"
    "candidates|applicants|hires|people|team\\ members|engineers|developers)"
    "\\b|\\bremote\\ (?:workers?\\ |work\\ )?(?:is\\ |are\\ )?(?:ok(?:ay)?|"
    "possible(?!\\ (?:for|\\d))|welcome|considered)\\b";

/* Clear only where no technology is spoken of. */
static const char hybrid_bare_regex[] =
    "\\bhybrid\\b(?!\\s*(?:cloud|infra|it\\b|app|react|mobile|search))";

static const char onsite_regex[] =
    "\\b(?:no|not|non|isn.t|is\\ not|cannot\\ be)\\s?-?(?:\\ a\\ |an?\\ )?"
    "(?:fully\\ )?remote\\b|\\bremote\\ (?:work\\ )?is\\ not\\b|"
    "\\b(?:fully|100%|strictly|only|exclusively|be|is|are|we.re|is\\ an|"
    "this\\ is\\ an|work(?:ing)?|works)\\ (?:\\w+\\ ){0,2}?(?:on-?site|"
    "in[- ]?office|in[- ]person|in\\ the\\ office)\\b|"
    "\\b(?:on-?site|in-?office|in-person)\\ (?:role|position|job|only|work\\b|"
    "requirement|culture|company|team|first|full)|"
    "\\bin-person\\ (?:at|in|with|from)\\b|\\bin-?person\\ must\\b|"
    "\\bweek\\ in[- ]person\\b|"
    "\\bbased\\ (?:out\\ of|in|at|from)\\ (?:our|the)\\ (?:[\\w.,/&]+\\ ){0,6}?"
    "(?:offices?|hq|headquarters)\\b|"
    "\\bwork(?:ing)?\\ (?:\\w+\\ ){0,4}?(?:in|from|at)\\ (?:our|the)\\ "
    "(?:\\w+\\ ){0,4}?(?:office|hq|headquarters)\\b|"
    "(?:^|[:|])\\s*(?:full[- ]?time,?\\ )?(?:on-?site|in-?office)\\b";

/* The two that are clear enough to hold among benefits too. */
static const char onsite_strong_regex[] =
    "\\b(?:5|five)\\s?(?:x|days?)\\s?(?:/|a\\ |per\\ |each\\ )?\\s?week\\s"
    "(?:\\w+\\s){0,4}?(?:in|from|at)\\b|"
    "\\b(?:role|position|job)\\ (?:is|will\\ be)\\ (?:[\\w-]+,?\\ ){0,5}?"
    "(?:based\\ (?:out\\ of|in|at|from)\\ (?:our|the)\\ (?:[\\w.,/&]+\\ ){0,6}?"
    "(?:offices?|hq|headquarters)|on-?site|in[- ]office|in[- ]person)\\b";

static const char remote_strong_regex[] =
    "\\b(?:fully|100\\s?%|completely|entirely|all|permanently)[- ]remote\\b|"
    "\\bremote[- ]first\\b|\\bremote\\ (?:company|work(?:ing)?\\ "
    "environment|only)\\b|\\b100\\s?%\\ (?:\\w+\\ )?(?:from\\ home|"
    "telecommut|virtual)|\\bdistributed\\ (?:company|workforce|first)|"
    "\\b(?:fully|globally|remote,?|our|are\\ an?)\\ (?:\\w+,?\\ )?"
    "distributed\\ team|"
    "\\bregardless\\ of\\ location|\\bfrom\\ any\\ location|"
    "\\bwork(?:ing)?\\ from\\ anywhere\\b|\\bwork\\ remotely\\ from\\b|"
    "\\bremote[- ]friendly|(?:^|[:|])\\s*(?:fully\\ )?remote\\b|"
    "\\b(?:full|100%|complete)\\ (?:remote|homeoffice|home\\ office)";

static const char remote_regex[] =
    "\\bremote[- ](?:\\w+\\ )?(?:role|position|job|opportunity|basis|contract|"
    "employment|candidates?)\\b|"
    "\\bremote[- ](?:team|work(?:er|ing)?\\b|based|setup|eligible|within|from|"
    "in\\b|across|anywhere|or\\b|\\(|us\\b|usa\\b|uk\\b|europe|canada|india|"
    "latam|emea)|"
    "\\b(?:role|position|job|team|work|location|this|opportunity|engineer|"
    "it)\\ (?:is|can\\ be|may\\ be|will\\ be|are)\\ (?:\\w+\\ ){0,3}?"
    "remote(?:ly)?\\b|\\bwork(?:ing|s)?\\ (?:\\w+\\ ){0,2}?remotely\\b|"
    "\\bremote\\s*(?:-|\\x{2013}|,|/|\\()|\\bwork(?:ing)?\\ (?:\\w+\\ )?from\\ "
    "home\\b|\\bhome-based\\b|\\b(?:perform|done|based)\\w*\\ remotely|"
    "\\bcan\\ (?:be\\ |work\\ )?(?:fully\\ )?remote\\b|"
    "\\b(?:en|de)\\ remoto\\b|\\b(?:100%|full)\\ t\\x{e9}l\\x{e9}travail|"
    "\\btrabajo\\ remoto|\\btrabalho\\ remoto|\\bteletrabajo\\b";

struct workplace_rules {
    struct pattern *tag, *field, *none, *hybrid, *bare, *onsite;
    struct pattern *hybrid_strong, *onsite_strong, *remote_strong, *remote;
    struct pattern *remote_open;
};

struct workplace_rules *workplace_rules_new(void)
{
    struct workplace_rules *r = xalloc(sizeof *r);
    r->tag = pattern_built_in(tag_regex);
    r->field = pattern_built_in(field_regex);
    r->none = pattern_built_in(none_regex);
    r->hybrid = pattern_built_in(hybrid_regex);
    r->bare = pattern_built_in(hybrid_bare_regex);
    r->onsite = pattern_built_in(onsite_regex);
    r->remote_open = pattern_built_in(remote_open_regex);
    r->hybrid_strong = pattern_built_in(hybrid_strong_regex);
    r->onsite_strong = pattern_built_in(onsite_strong_regex);
    r->remote_strong = pattern_built_in(remote_strong_regex);
    r->remote = pattern_built_in(remote_regex);
    return r;
}

void workplace_rules_free(struct workplace_rules *r)
{
    if (!r)
        return;
    pattern_free(r->tag);
    pattern_free(r->field);
    pattern_free(r->none);
    pattern_free(r->hybrid);
    pattern_free(r->bare);
    pattern_free(r->onsite);
    pattern_free(r->remote_open);
    pattern_free(r->hybrid_strong);
    pattern_free(r->onsite_strong);
    pattern_free(r->remote_strong);
    pattern_free(r->remote);
    free(r);
}

enum remote remote_of_field(const struct workplace_rules *r,
                            struct pattern_scratch *s, struct str field)
{
    struct span g[4];
    if (!field.n || !pattern_find(r->field, s, field, 0, g, 4))
        return REMOTE_NONE;
    if (g[1].start != SIZE_MAX)
        return REMOTE_HYBRID;
    return g[2].start != SIZE_MAX ? REMOTE_REMOTE : REMOTE_ONSITE;
}

static enum remote read_tag(const struct workplace_rules *r,
                            struct pattern_scratch *s, struct str text)
{
    struct span g[4];
    if (!memchr(text.p, '#', text.n) || !pattern_find(r->tag, s, text, 0, g, 4))
        return REMOTE_NONE;
    if (g[1].start != SIZE_MAX)
        return REMOTE_REMOTE;
    return g[2].start != SIZE_MAX ? REMOTE_HYBRID : REMOTE_ONSITE;
}

static bool is_hybrid(const struct workplace_rules *r,
                      struct pattern_scratch *s, struct str text,
                      enum section section)
{
    if (pattern_find(r->hybrid, s, text, 0, NULL, 0))
        return true;
    return section != SECTION_REQUIREMENTS && section != SECTION_DUTIES &&
           pattern_find(r->bare, s, text, 0, NULL, 0);
}

/* What a sentence states in words that hold in any section. */
static enum remote stated_firmly(const struct workplace_rules *r,
                                 struct pattern_scratch *s, struct str text,
                                 enum section section, uint64_t kinds)
{
    bool remote = kinds & CUE_REMOTE, hybrid = kinds & CUE_HYBRID;
    if (hybrid && is_hybrid(r, s, text, section))
        return REMOTE_HYBRID;
    if (remote && pattern_find(r->remote_strong, s, text, 0, NULL, 0))
        return REMOTE_REMOTE;
    return pattern_find(r->onsite_strong, s, text, 0, NULL, 0) ? REMOTE_ONSITE
                                                               : REMOTE_NONE;
}

/* What a sentence says in which the given kinds of cues (CUE_REMOTE and the
 * like) were found: only the patterns that these words may start are tried. */
static enum remote read_sentence(const struct workplace_rules *r,
                                 struct pattern_scratch *s, struct str text,
                                 enum section section, uint64_t kinds)
{
    bool remote = kinds & CUE_REMOTE, hybrid = kinds & CUE_HYBRID;
    if (hybrid && pattern_find(r->hybrid_strong, s, text, 0, NULL, 0))
        return REMOTE_HYBRID;
    if (remote && pattern_find(r->remote_open, s, text, 0, NULL, 0))
        return REMOTE_REMOTE;
    if ((remote || hybrid) && pattern_find(r->none, s, text, 0, NULL, 0))
        return REMOTE_NONE;
    enum remote firm = stated_firmly(r, s, text, section, kinds);
    if (firm || section == SECTION_BENEFITS) /* else a perk */
        return firm;
    if (pattern_find(r->onsite, s, text, 0, NULL, 0))
        return REMOTE_ONSITE;
    return remote && pattern_find(r->remote, s, text, 0, NULL, 0)
               ? REMOTE_REMOTE
               : REMOTE_NONE;
}

enum remote remote_of_text(const struct workplace_rules *r,
                           struct pattern_scratch *s, const struct doc *doc,
                           const struct structure *in)
{
    static const uint64_t all = CUE_REMOTE | CUE_HYBRID | CUE_ON_SITE;
    bool said[REMOTE_REMOTE + 1] = {false};
    for (size_t i = 0; i < in->cues.n;) {
        uint64_t kinds = in->cues.v[i].kinds & all;
        size_t at = kinds ? structure_find(in, in->cues.v[i].start) : SIZE_MAX;
        i++;
        if (at == SIZE_MAX)
            continue;
        const struct sentence *v = &in->v[at];
        for (; i < in->cues.n && in->cues.v[i].start < v->end; i++)
            kinds |= in->cues.v[i].kinds & all;
        struct str text = str_slice(doc->text, v->start, v->end);
        enum remote tag = read_tag(r, s, text);
        if (tag)
            return tag; /* settles it */
        said[read_sentence(r, s, text, v->section, kinds)] = true;
    }
    if (said[REMOTE_HYBRID])
        return REMOTE_HYBRID;
    if (said[REMOTE_REMOTE])
        return REMOTE_REMOTE;
    return said[REMOTE_ONSITE] ? REMOTE_ONSITE : REMOTE_NONE;
}

/* The type for a word that stands in a field, a title or a phrase. */
static const struct {
    const char *word, *type;
} types[] = {
    {"intern", "internship"},
    {"this internship", "internship"},
    {"summer internship", "internship"},
    {"praktik", "internship"},
    {"werkstudent", "internship"},
    {"stage", "internship"},
    {"stagiaire", "internship"},
    {"trainee", "internship"},
    {"part", "part-time"},
    {"teilzeit", "part-time"},
    {"temps partiel", "part-time"},
    {"media jornada", "part-time"},
    {"temporary", "temporary"},
    {"temp", "temporary"},
    {"seasonal", "temporary"},
    {"fixed", "temporary"},
    {"befristet", "temporary"},
    {"cdd", "temporary"},
    {"permanent", "full-time"},
    {"contract", "contract"},
    {"freelance", "contract"},
    {"independent contract", "contract"},
    {"month contract", "contract"},
    {"months contract", "contract"},
    {"full", "full-time"},
    {"vollzeit", "full-time"},
    {"festanstellung", "full-time"},
    {"unbefristet", "full-time"},
    {"regular", "full-time"},
    {"cdi", "full-time"},
    {"temps plein", "full-time"},
    {"tiempo completo", "full-time"},
    {"jornada completa", "full-time"},
    {"tempo in", "full-time"},
};

static struct str type_of_start(struct str word)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t n = strlen(types[i].word);
        if (word.n >= n &&
            str_eq_ascii_nocase(str_slice(word, 0, n), str_from(types[i].word)))
            return str_from(types[i].type);
    }
    return STR_NONE;
}

struct str employment_of_word(struct str word)
{
    return type_of_start(str_trim(word));
}

struct str employment_of_title(struct str clean)
{
    static const char *const signs[] = {
        "internship", "part-time",  "part time",       "contractor",
        "(contract",  "- contract", "freelance",       "temporary",
        "fixed-term", "fixed term", "werkstudent",     "praktik",
        "full-time",  "full time",  "contract to hire"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        struct str sign = str_from(signs[i]);
        if (str_find_ascii_nocase(clean, sign) == SIZE_MAX)
            continue;
        while (sign.n && !ascii_is_alpha(sign.p[0]))
            sign = str_slice(sign, 1, sign.n);
        return type_of_start(sign);
    }
    size_t at = str_find_ascii_nocase(clean, STR("intern"));
    bool word = at != SIZE_MAX &&
                (at == 0 || !ascii_is_alnum(clean.p[at - 1])) &&
                (at + 6 == clean.n || !ascii_is_alnum(clean.p[at + 6]));
    return word ? STR("internship") : STR_NONE;
}

/* What stands alone: "Full Time | Onsite", "Berlin, full-time". */
static bool is_item(struct str text, size_t end)
{
    while (end < text.n && text.p[end] == ' ')
        end++;
    return end == text.n || strchr("|,;)/\n", text.p[end]);
}

/* "Full-time employees enjoy ..." says nothing of this job. */
static bool is_of_others(struct str text, size_t end)
{
    static const char *const words[] = {"employee", "staff",     "team",
                                        "student",  "eligible",  "experience",
                                        "benefit",  "colleague", "personnel"};
    while (end < text.n && text.p[end] == ' ')
        end++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        if (str_eq_ascii_nocase(str_slice(text, end, end + n),
                                str_from(words[i])))
            return true;
    }
    return false;
}

struct str employment_of_text(const struct doc *doc, const struct structure *in)
{
    for (size_t i = 0; i < in->cues.n; i++) {
        const struct cue_hit *h = &in->cues.v[i];
        if (!(h->kinds & CUE_EMPLOYMENT) || is_of_others(doc->text, h->end))
            continue;
        size_t at = structure_find(in, h->start);
        if (at == SIZE_MAX || in->v[at].section == SECTION_LEGAL ||
            (in->v[at].section == SECTION_REQUIREMENTS &&
             !is_item(doc->text, h->end)))
            continue;
        return type_of_start(str_slice(doc->text, h->start, h->end));
    }
    return STR_NONE;
}
