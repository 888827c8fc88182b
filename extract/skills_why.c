/* SPDX-License-Identifier: MIT */
#include "extract/skills_why.h"

static const struct {
    const char *name, *words;
} whys[] = {
    [WHY_STRONG] = {"strong", "a strong name, or a pattern"},
    [WHY_CONTEXT] = {"context", "a context of the concept is in its sentence"},
    [WHY_ASKED] = {"asked", "words beside it ask for it"},
    [WHY_ALONE] = {"alone", "it is all of a list item"},
    [WHY_LISTED] = {"listed", "it stands in a list with kindred names"},
    [WHY_BESIDE] = {"beside", "a strong tool or language is in its sentence"},
    [WHY_TITLED] = {"titled", "the posting's title names it"},
    [WHY_KNOWN] = {"known", "a strong name of it stands elsewhere in the text"},
    [WHY_NO_EVIDENCE] = {"no-evidence", "a weak name without evidence"},
    [WHY_JOINED] = {"joined", "it is a part of a longer word"},
    [WHY_PAIRED] = {"paired", "it is paired with another letter, as in R&D"},
    [WHY_INITIAL] = {"initial", "it is the initial of a person"},
    [WHY_EXCEPT] = {"except", "it lies in a phrase that is excepted"},
    [WHY_TORN] = {"torn", "it is a part of a name written as two words"},
    [WHY_EMPLOYER] = {"employer", "it is the employer's name, or in it"},
    [WHY_FIRMS] = {"firms", "it names a firm, a post or a team"},
    [WHY_COVERED] = {"covered", "another mention of the concept covers it"},
};

static struct str item(const struct str_list *names,
                       const struct str_list *patterns, uint16_t rule)
{
    const struct str_list *from = rule & RULE_IS_PATTERN ? patterns : names;
    size_t at = rule & ~RULE_IS_PATTERN;
    return rule != RULE_NONE && at < from->n ? from->v[at] : STR_NONE;
}

const char *skill_rule_kind(struct skill_reason r)
{
    if (r.rule & RULE_IS_PATTERN)
        return "pattern";
    return r.type == NAME_WEAK    ? "weak name"
           : r.type == NAME_CASED ? "cased name"
                                  : "name";
}

struct str skill_rule_text(const struct concept *c, struct skill_reason r)
{
    const struct str_list *names = r.type == NAME_WEAK    ? &c->weak
                                   : r.type == NAME_CASED ? &c->cased
                                                          : &c->names;
    return item(names, &c->patterns, r.rule);
}

struct str skill_evidence_text(const struct concept *c, struct skill_reason r)
{
    if (r.why == WHY_CONTEXT)
        return item(&c->context, &c->context, r.evidence);
    if (r.why == WHY_EXCEPT)
        return item(&c->except, &c->except_patterns, r.evidence);
    return STR_NONE;
}

const char *skill_why_name(enum skill_why why)
{
    return whys[why].name;
}

const char *skill_why_words(enum skill_why why)
{
    return whys[why].words;
}
