/* SPDX-License-Identifier: MIT */
#include "extract/text.h"
#include "extract/text_html.h"
#include "tests/test.h"
#include <stdio.h>
#include <stdlib.h>

/* Blocks as one text: "P|", "H2|" or "I1|", the block, a newline. */
static void show(const struct doc *d, struct buf *out)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        buf_add_char(out, "PHI"[b->kind]);
        if (b->kind != BLOCK_PARAGRAPH)
            buf_printf(out, "%u", b->level);
        buf_printf(out, "|%.*s\n", (int)(b->end - b->start),
                   d->text.p + b->start);
    }
}

/* What text.h promises of a block; at is where the one before it ends. */
static void check_block(const char *label, const struct doc *d, size_t i,
                        size_t at)
{
    const struct block *b = &d->blocks[i];
    bool item = b->kind == BLOCK_ITEM;
    size_t want = (i > 0 ? 1u : 0u) + (item ? 2u : 0u);
    if (b->start >= b->end || b->end > d->text.n || b->start - at != want)
        fail_msg("%s: block %zu [%u, %u)", label, i, b->start, b->end);
    if (memchr(d->text.p + b->start, '\n', b->end - b->start))
        fail_msg("%s: block %zu has a line break", label, i);
    if (i > 0 && d->text.p[at] != '\n')
        fail_msg("%s: no line break before block %zu", label, i);
    if (item && memcmp(d->text.p + b->start - 2, "- ", 2) != 0)
        fail_msg("%s: no bullet before item %zu", label, i);
}

/* What text.h promises of every doc. */
static void check_promises(const char *label, const struct doc *d)
{
    size_t at = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        check_block(label, d, i, at);
        at = d->blocks[i].end;
    }
    if (at != d->text.n || d->text.p[at] != '\0')
        fail_msg("%s: the text does not end with its last block", label);
    if (strstr(d->text.p, "  ") || strstr(d->text.p, "\n\n"))
        fail_msg("%s: white space is not folded", label);
}

struct text_case {
    const char *label, *in, *want;
};

static void check(const struct text_case *cases, size_t n,
                  enum text_format format)
{
    struct arena *a = arena_new();
    struct buf got;
    buf_init(&got, 1 << 20);
    for (size_t i = 0; i < n; i++) {
        struct doc d;
        arena_reset(a);
        buf_clear(&got);
        text_normalise(str_from(cases[i].in), format, a, &d);
        check_promises(cases[i].label, &d);
        show(&d, &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: got\n%swant\n%s", cases[i].label, buf_cstr(&got),
                     cases[i].want);
    }
    buf_done(&got);
    arena_free(a);
}

#define CHECK(cases, format)                                                   \
    check((cases), sizeof(cases) / sizeof *(cases), (format))

static void html_becomes_blocks(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"nothing", "", ""},
        {"only tags", "<p></p><ul><li></li></ul>", ""},
        {"paragraphs", "<p>One</p>\n<p>two  three</p>", "P|One\nP|two three\n"},
        {"inline tags do not part words",
         "<p>Post<b>gre</b>SQL and <i>Sp</i>ark</p>",
         "P|PostgreSQL and Spark\n"},
        {"br parts", "Python<br>Django<br/>SQL", "P|Python\nP|Django\nP|SQL\n"},
        {"list", "<ul><li>Go</li><li><p>Rust</p></li></ul>",
         "I1|Go\nI1|Rust\n"},
        {"bare items", "\n<li>Own it.</li>\n<li>Ship it.</li>",
         "I1|Own it.\nI1|Ship it.\n"},
        {"nested lists",
         "<ul><li>Cloud<ul><li>AWS</li><li>GCP</li></ul></li><li>SQL</li></ul>",
         "I1|Cloud\nI2|AWS\nI2|GCP\nI1|SQL\n"},
        {"second paragraph of an item",
         "<ul><li><p>a one</p><p>a two</p></li><li>b</li></ul>",
         "I1|a one\nP|a two\nI1|b\n"},
        {"headings", "<h1>Role</h1><h4>Stack</h4><p>x y</p>",
         "H1|Role\nH4|Stack\nP|x y\n"},
        {"table", "<table><tr><th>Pay</th><td>5</td></tr></table>",
         "H4|Pay\nP|5\n"},
        {"no block of its own for empty paragraphs",
         "<p>a</p><p>&nbsp;</p><p><br></p><p>b</p>", "P|a\nP|b\n"},
        {"script and style",
         "<p>a</p><style>p{}</style><script>if (1<2) x('<p>')</script><p>b</p>",
         "P|a\nP|b\n"},
        {"template and noscript",
         "a<template><p>t</p></template><noscript>n</noscript>b", "P|ab\n"},
        {"comment", "<p>a<!-- <p>no</p> -->b</p>", "P|ab\n"},
        {"CDATA guard", "<![CDATA[<p>Hello</p>]]>", "P|Hello\nP|]]>\n"},
        {"'>' in a quoted attribute", "<p title=\"a > b\">text</p>",
         "P|text\n"},
        {"attributes without quotes", "<p class=x id=y>text</p>", "P|text\n"},
        {"upper case", "<P>One<BR>Two</P><UL><LI>x</UL>",
         "P|One\nP|Two\nI1|x\n"},
        {"end tags left out", "<p>One<p>Two<ul><li>a<li>b</ul>",
         "P|One\nP|Two\nI1|a\nI1|b\n"},
        {"crossed tags", "<p><b>One</p><p>Two</b> three</p>",
         "H4|One\nP|Two three\n"},
        {"stray end tags", "</div></ul><p>One</p></p></b><p>Two</p>",
         "P|One\nP|Two\n"},
        {"unknown elements", "<o:p>One</o:p><my-tag>two</my-tag><p>x</p>",
         "P|Onetwo\nP|x\n"},
        {"less-than as text", "<p>if a < b or 3<4</p>", "P|if a < b or 3<4\n"},
        {"unclosed tag", "<p>One</p><p class=\"", "P|One\n"},
        {"preformatted",
         "<pre><code>  - one\n  - two\n    goes on\n</code></pre>",
         "I1|one\nI1|two goes on\n"},
        {"line breaks in the source are spaces", "<p>One\ntwo\r\n\tthree</p>",
         "P|One two three\n"},
        {"self-closing", "<div/>One<br />Two<hr/>Three",
         "P|One\nP|Two\nP|Three\n"},
        {"whole document",
         "<!DOCTYPE html><html><head><title>T</title></head><body><p>One</p>"
         "</body></html>",
         "P|One\n"},
    };
    CHECK(cases, TEXT_HTML);
}

static void lines_that_look_like_headings_are(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"bold alone", "<p><strong>The stack</strong></p><p>a b</p>",
         "H4|The stack\nP|a b\n"},
        {"bold with what shows nothing",
         "<p><b>The stack</b>&nbsp;: </p><p>a b</p>",
         "H4|The stack :\nP|a b\n"},
        {"bold start of a paragraph", "<p><b>Stack:</b> Go and SQL</p>",
         "P|Stack: Go and SQL\n"},
        {"bold by its style",
         "<p><span style=\"color: red; font-weight: bold\">The <span>stack"
         "</span></span></p><p><span style=\"font-weight:400\">Go "
         "here</span></p>",
         "H4|The stack\nP|Go here\n"},
        {"bold by its style, read by libxml2",
         "<p><span style='font-weight:700'>The stack</span></p></i><p>Go</p>",
         "H4|The stack\nP|Go\n"},
        {"a long bold sentence",
         "<p><b>We never ask for money, documents or gift cards, ever.</b></p>",
         "P|We never ask for money, documents or gift cards, ever.\n"},
        {"bold items stay items", "<ul><li><b>Python</b></li></ul>",
         "I1|Python\n"},
        {"colon before a list",
         "<p>In your first year with us you will do all of these things and a "
         "few more that no one has thought of:</p><ul><li>x</li></ul>",
         "H6|In your first year with us you will do all of these things and a "
         "few more that no one has thought of:\nI1|x\n"},
        {"colon before prose", "<p>Requirements:</p><p>Three years of SQL</p>",
         "H6|Requirements:\nP|Three years of SQL\n"},
        {"customary words", "<p>What you will bring</p><p>Some SQL skills.</p>",
         "P|What you will bring\nP|Some SQL skills.\n"},
        {"customary heading", "<p>Your core responsibilities</p><p>Do x.</p>",
         "H6|Your core responsibilities\nP|Do x.\n"},
        {"other words", "<p>Python experience</p><p>Do x.</p>",
         "P|Python experience\nP|Do x.\n"},
        {"capitals", "<div>WHO YOU ARE NOT</div><div>Do x.</div>",
         "H5|WHO YOU ARE NOT\nP|Do x.\n"},
        {"capitals that are a list of names", "<p>SQL, AWS, GCP, JAVA</p>",
         "P|SQL, AWS, GCP, JAVA\n"},
        {"a hashtag", "<p>#LI-REMOTE</p>", "P|#LI-REMOTE\n"},
        {"marks of Markdown",
         "<p>### Stack</p><p>== Role ==</p><p># of posts</p>"
         "<p>=====</p>",
         "H6|Stack\nH6|Role\nP|# of posts\nP|=====\n"},
        {"one short name in capitals", "<p>MYSQL</p>", "P|MYSQL\n"},
    };
    CHECK(cases, TEXT_HTML);
}

static void texts_are_repaired(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"entities", "<p>R&amp;D &lt;now&gt; caf&eacute;</p>",
         "P|R&D <now> caf\xc3\xa9\n"},
        {"entities twice", "<p>R&amp;amp;D, it&amp;#39;s</p>", "P|R&D, it's\n"},
        {"escaped as a whole",
         "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;R&amp;amp;D&lt;/p&gt;",
         "P|One\nP|R&D\n"},
        {"escaped twice as a whole",
         "&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;&amp;lt;br&amp;gt;Two",
         "P|One\nP|Two\n"},
        {"escaped body, live footer",
         "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;<p>Apply</p>",
         "P|One\nP|Two\nP|Apply\n"},
        {"a tag that is talked of", "<p>Know &lt;div&gt; well</p>",
         "P|Know <div> well\n"},
        {"mojibake",
         "<p>we don\xc3\xa2\xc2\x80\xc2\x99t in Gda\xc3\x85\xc2\x84sk</p>",
         "P|we don\xe2\x80\x99t in Gda\xc5\x84sk\n"},
        {"mojibake by windows-1252",
         "<p>you\xc3\xa2\xe2\x82\xac\xe2\x84\xa2ll M\xc3\x83\xc2\xbcnchen</p>",
         "P|you\xe2\x80\x99ll M\xc3\xbcnchen\n"},
        {"honest text",
         "<p>\xc2\xab"
         "CAF\xc3\x89\xc2\xbb caf\xc3\xa9\xc2\xa0\xc2\xbb Fran\xc3\xa7ois</p>",
         "P|\xc2\xab"
         "CAF\xc3\x89\xc2\xbb caf\xc3\xa9 \xc2\xbb Fran\xc3\xa7ois\n"},
        {"zero width, soft hyphen, BOM",
         "\xef\xbb\xbf<p>Py\xe2\x80\x8bthon Kuber\xc2\xadnetes\xef\xbb\xbf</p>",
         "P|Python Kubernetes\n"},
        {"spaces of every kind",
         "<p>\xc2\xa0"
         "5\xe2\x80\xaf+\xe2\x80\x83years&nbsp;&nbsp;SQL\xc2\xa0</p>",
         "P|5 + years SQL\n"},
        {"no-break hyphen", "<p>real\xe2\x80\x91time</p>", "P|real-time\n"},
        {"directional marks", "<p>\xe2\x80\x8fSQL\xe2\x80\xae!</p>",
         "P|SQL!\n"},
        {"windows-1252 reference", "<p>it&#146;s</p>", "P|it\xe2\x80\x99s\n"},
        {"control characters",
         "<p>a\x01"
         "b\x7f c</p>",
         "P|ab c\n"},
        {"bad UTF-8", "<p>caf\xe9 au lait</p>", "P|caf\xef\xbf\xbd au lait\n"},
    };
    CHECK(cases, TEXT_HTML);
}

static void typed_lists_become_items(void **state)
{
    (void)state;
    static const struct text_case html[] = {
        {"paragraphs with bullets",
         "<p>\xe2\x80\xa2 Go</p><p>\xc2\xb7 Rust</p><p>* SQL</p><p>-Java</p>",
         "I1|Go\nI1|Rust\nI1|SQL\nI1|Java\n"},
        {"a bullet inside an item", "<ul><li>\xe2\x80\xa2 Go</li></ul>",
         "I1|Go\n"},
        {"bullets within a paragraph",
         "<p>You know: \xe2\x80\xa2 Go \xe2\x80\xa2 Rust\xe2\x80\xa2</p>",
         "H6|You know:\nI1|Go\nI1|Rust\n"},
        {"one bullet is a separator", "<p>Berlin \xe2\x80\xa2 full time</p>",
         "P|Berlin \xe2\x80\xa2 full time\n"},
        {"bullets behind line breaks in the source",
         "<p>You know\n\xe2\x80\xa2 Go\n \xe2\x80\xa2 Rust</p>",
         "P|You know\nI1|Go\nI1|Rust\n"},
        {"dashes that ran together",
         "<p>- Own the API - Manage the shop - Grow</p>",
         "I1|Own the API\nI1|Manage the shop\nI1|Grow\n"},
        {"a dash", "<p>- SQL - the old one</p>", "I1|SQL - the old one\n"},
        {"numbers", "<p>1. Go</p><p>2) Rust</p><p>(c) Java</p><p>2.5 years</p>",
         "I1|Go\nI1|Rust\nI1|Java\nP|2.5 years\n"},
    };
    CHECK(html, TEXT_HTML);
    static const struct text_case plain[] = {
        {"lines", "One\nTwo\n\nThree", "P|One\nP|Two\nP|Three\n"},
        {"CR LF", "One\r\nTwo\r\n", "P|One\nP|Two\n"},
        {"bullets", "You have\n- SQL\n\xe2\x80\xa2\tGo\n\xe2\x96\xaa Rust\n+ C",
         "P|You have\nI1|SQL\nI1|Go\nI1|Rust\nI1|C\n"},
        {"a bullet that stands alone", "\xe2\x80\xa2\nSQL\n\xe2\x80\xa2\nGo",
         "I1|SQL\nI1|Go\n"},
        {"second level", "- Cloud\n  - AWS\n  - GCP\n- SQL",
         "I1|Cloud\nI2|AWS\nI2|GCP\nI1|SQL\n"},
        {"Word's second level",
         "\xe2\x80\xa2 Cloud\no AWS\no GCP\n\xe2\x80\xa2 SQL",
         "I1|Cloud\nI2|AWS\nI2|GCP\nI1|SQL\n"},
        {"a word that is o", "o AWS", "P|o AWS\n"},
        {"an item that goes on", "- one and\n  a half\n- two",
         "I1|one and a half\nI1|two\n"},
        {"headings",
         "REQUIRED SKILLS\nSQL\nPreferred qualifications\nGo\n"
         "Your tasks:\nwork",
         "H5|REQUIRED SKILLS\nP|SQL\nH6|Preferred qualifications\nP|Go\n"
         "H6|Your tasks:\nP|work\n"},
        {"entities", "R&amp;D &ndash; caf&eacute;",
         "P|R&D \xe2\x80\x93 caf\xc3\xa9\n"},
        {"a few signs are no HTML", "if a<b and c>d then <p>",
         "P|if a<b and c>d then <p>\n"},
        {"HTML all the same", "<p>One</p><p>Two</p>", "P|One\nP|Two\n"},
    };
    CHECK(plain, TEXT_PLAIN);
}

static void lost_line_breaks_are_put_back(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"glued sentences", "We build maps.Our team is small.You will code.",
         "P|We build maps.\nP|Our team is small.\nP|You will code.\n"},
        {"names are no sentences", "We like Node.Js, Vue.Js and Amazon.Com.",
         "P|We like Node.Js, Vue.Js and Amazon.Com.\n"},
        {"camel case", "JavaScript, PostgreSQL, TensorFlow, GitHub",
         "P|JavaScript, PostgreSQL, TensorFlow, GitHub\n"},
        {"glued headings",
         "Job DescriptionThe team needs helpResponsibilities:Python daily",
         "H6|Job Description\nP|The team needs help\nH6|Responsibilities:\n"
         "P|Python daily\n"},
        {"glued items", "attention to accuracyAbility to write SQLStrong mind",
         "P|attention to accuracy\nP|Ability to write SQLStrong mind\n"},
        {"experienceStrong", "hands-on experienceStrong knowledge of SQL",
         "P|hands-on experience\nP|Strong knowledge of SQL\n"},
        {"all breaks lost",
         "What you will doDevelop maps of APIs and reportsWalk hillsTest "
         "bridges with JavaScript and moreSQL or postgreSQLWhat we askTwo "
         "years of SQLExperience with R (or Python)Tact for3+ years",
         "P|What you will do\nP|Develop maps of APIs and reports\n"
         "P|Walk hills\nP|Test bridges with JavaScript and more\n"
         "P|SQL or postgreSQL\nP|What we ask\nP|Two years of SQL\n"
         "P|Experience with R (or Python)\nP|Tact for\nP|3+ years\n"},
        {"names with a small first letter",
         "Made with javaScript, deviantArt, rewardStyle; rewardStyle, devOps",
         "P|Made with javaScript, deviantArt, rewardStyle; rewardStyle, "
         "devOps\n"},
        {"comma-joined items",
         "Five years of SQL or more,Experience with Java, Go and C,Masters "
         "degree is nice,3 years in a team",
         "I1|Five years of SQL or more\nI1|Experience with Java, Go and C\n"
         "I1|Masters degree is nice,3 years in a team\n"},
        {"commas in brackets",
         "Five years of SQL or more,Small tongues (Scala,Haskell,Clojure or "
         "so) "
         "are a plus,Experience with boats of all kinds",
         "I1|Five years of SQL or more\nI1|Small tongues "
         "(Scala,Haskell,Clojure "
         "or so) are a plus\nI1|Experience with boats of all kinds\n"},
        {"commas of one list", "Knowledge of Python,R,SQL,Java",
         "P|Knowledge of Python,R,SQL,Java\n"},
        {"headings within one long line",
         "We make maps for people who hike, and we have done that for nine "
         "years with a small team in Berlin. Requirements: SQL and Python, "
         "three years of each and a sound degree Nice To Have: Kafka, and some "
         "patience.",
         "P|We make maps for people who hike, and we have done that for nine "
         "years with a small team in Berlin.\nH6|Requirements:\nP|SQL and "
         "Python, three years of each and a sound degree\nH6|Nice To Have:\n"
         "P|Kafka, and some patience.\n"},
        {"wrapped lines",
         "This is a letter that a mailer wrapped at some seventy columns, as\n"
         "they used to do in the old days, when screens were narrow and the\n"
         "paper was too, so that nobody minded what it did to a text. We\n"
         "build maps, and we like people who can write SQL and Python for\n"
         "them. It is a small team, with some money and much patience for\n"
         "those who learn.\n\n- one\n- two",
         "P|This is a letter that a mailer wrapped at some seventy columns, as "
         "they used to do in the old days, when screens were narrow and the "
         "paper was too, so that nobody minded what it did to a text. We "
         "build maps, and we like people who can write SQL and Python for "
         "them. It is a small team, with some money and much patience for "
         "those who learn.\nI1|one\nI1|two\n"},
    };
    CHECK(cases, TEXT_PLAIN);
}

static void markdown_is_read(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"headings", "# Role\n\n## Stack ##\nSQL\n\nTasks\n-----\nwork\nA\n===",
         "H1|Role\nH2|Stack\nP|SQL\nH2|Tasks\nP|work\nH1|A\n"},
        {"bold line", "**Requirements**\n\nSome **bold** and *slanted* text",
         "H4|Requirements\nP|Some bold and slanted text\n"},
        {"lists", "* Go\n* **Rust**: fast\n  - tokio\n\n1. one\n2. two",
         "I1|Go\nI1|Rust: fast\nI2|tokio\nI1|one\nI1|two\n"},
        {"indented lists", "   * Go\n     * Rust\n   * C\ntext\n* SQL",
         "I1|Go\nI2|Rust\nI1|C\nP|text\nI1|SQL\n"},
        {"links", "See [our page](https://a.example/x_(y)) ![logo](l.png) now",
         "P|See our page logo now\n"},
        {"brackets that are no link", "Remote [EU only] (really)",
         "P|Remote [EU only] (really)\n"},
        {"escapes", "C\\# and 3 \\* 4, 401\\(k\\), a\\_b, C:\\temp",
         "P|C# and 3 * 4, 401(k), a_b, C:\\temp\n"},
        {"snake case and code", "use `scikit_learn` or my_own_name",
         "P|use scikit_learn or my_own_name\n"},
        {"a star between spaces", "3 * 4 * 5", "P|3 * 4 * 5\n"},
        {"rules, quotes, code", "a\n\n***\n> b\n\n```\nint x_y;\n```\nc",
         "P|a\nP|b\nP|int x_y;\nP|c\n"},
        {"table", "| Pay | Days |\n|---|---|\n| 5 | 30 |",
         "P|Pay\nP|Days\nP|5\nP|30\n"},
        {"HTML inside", "One<br>Two <b>bold</b> &amp; x<y",
         "P|One\nP|Two bold & x<y\n"},
        {"struck out", "~~Java~~ Kotlin", "P|Java Kotlin\n"},
    };
    CHECK(cases, TEXT_MARKDOWN);
    static const struct text_case told[] = {
        {"told by its marks", "## Role\nWe like **SQL**\n\n**Tasks**\n* work",
         "H2|Role\nP|We like SQL\nH4|Tasks\nI1|work\n"},
    };
    CHECK(told, TEXT_HTML);
    CHECK(told, TEXT_PLAIN);
}

static void short_fields_are_unescaped(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"Sales &amp; Marketing", "Sales & Marketing"},
        {"  R&amp;D\n Engineer\t", "R&D Engineer"},
        {"&amp;lt;", "&lt;"},
        {"Zo\xc3\xab \xe2\x80\x8b&#128512;", "Zo\xc3\xab \xf0\x9f\x98\x80"},
        {"", ""},
        {"caf\xe9", "caf\xef\xbf\xbd"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(text_unescape(str_from(cases[i].in), a), cases[i].want);
    assert_null(text_unescape(STR_NONE, a).p);
    arena_free(a);
}

/* unit repeated to n bytes. */
static struct str repeated(const char *head, const char *unit, size_t n,
                           struct arena *a)
{
    size_t head_n = strlen(head), unit_n = strlen(unit);
    char *p = arena_alloc(a, head_n + n + unit_n);
    memcpy(p, head, head_n);
    size_t at = head_n;
    while (at < head_n + n) {
        memcpy(p + at, unit, unit_n);
        at += unit_n;
    }
    return (struct str){p, at};
}

static void hostile_texts_take_bounded_time(void **state)
{
    (void)state;
    static const struct {
        const char *label, *head, *unit;
        size_t bytes;
    } cases[] = {
        {"a million <b>", "", "<b>", 3000000},
        {"many </b> within open elements", "<p>a<i><i><i>", "</b>x", 300000},
        {"many <", "<p>", "<", 300000},
        {"lists within lists", "", "<ul><li>x", 300000},
        {"100,000 attributes", "<p ", "a=1 ", 400000},
        {"one line of 10 MB", "", "word ", 10000000},
        {"ampersands", "<p>", "&", 300000},
        {"escaped tags", "<p>", "&lt;p", 300000},
        {"bullets", "<p>",
         "\xe2\x80\xa2"
         "a ",
         300000},
        {"comments", "<p>", "a<!--", 300000},
        {"tags without end", "<p>", "a<b x=\"", 300000},
        {"links without end", "# x\n# y\n", "[a](", 300000},
        {"stars", "# x\n# y\n", "**a ", 300000},
        {"pre", "<pre>", "- a\n", 300000},
        {"scripts", "<p>x</p>", "<script>", 300000},
        {"colons", "", "About: ", 300000},
        {"mojibake", "<p>", "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2", 300000},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena_reset(a);
        struct str in =
            repeated(cases[i].head, cases[i].unit, cases[i].bytes, a);
        bool is_small = in.n < 1u << 20;
        int last = is_small ? TEXT_MARKDOWN : TEXT_HTML;
        for (int format = TEXT_HTML; format <= last; format++) {
            struct doc d;
            text_normalise(in, (enum text_format)format, a, &d);
            check_promises(cases[i].label, &d);
            assert_true(d.text.n <= TEXT_OUTPUT_MAX_BYTES);
        }
    }
    arena_free(a);
}

static void text_below_thousands_of_elements_is_kept(void **state)
{
    (void)state;
    static const char *const units[] = {"<div>", "<b>", "<ul><li>", "<x-y>"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct doc d;
        struct str deep = repeated("<p>above</p>", units[i], 100000, a);
        struct str in = arena_printf(a, "%.*sbelow", STR_FMT(deep));
        text_normalise(in, TEXT_HTML, a, &d);
        check_promises(units[i], &d);
        assert_true(str_starts(d.text, STR("above")));
        assert_true(str_ends(d.text, STR("below")));
    }
    arena_free(a);
}

static void long_texts_are_cut_and_marked(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct doc d;
    text_normalise(repeated("", "\xc3\xa9t\xc3\xa9 ", 3u << 20, a), TEXT_PLAIN,
                   a, &d);
    assert_true(d.truncated);
    assert_true(d.text.n > TEXT_OUTPUT_MAX_BYTES - 32);
    check_promises("cut output", &d);
    text_normalise(repeated("<p>x</p>", "<br>", TEXT_INPUT_MAX_BYTES, a),
                   TEXT_HTML, a, &d);
    assert_true(d.truncated);
    assert_str(d.text, "x");
    text_normalise(STR_NONE, TEXT_HTML, a, &d);
    assert_str(d.text, "");
    text_normalise(STR("<p>short</p>"), TEXT_HTML, a, &d);
    assert_false(d.truncated);
    arena_free(a);
}

/* The quick reader may give up, but where it does not, libxml2 reads the
 * same. */
static void both_html_readers_agree(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "<p>One</p><p>two &amp; three</p>",
        "<h2>A</h2><ul><li>b<ul><li>c</li></ul></li><li>d</li></ul>e",
        "text<p>para<p><a href=\"x>y\" rel='z'>link</a>&#x27;s<p>end",
        "<div><div>a<br>b</div>c<img src=\"i\">d</div>",
        "<p><strong>Head</strong></p><ol><li><p>x</p></li></ol>",
        "<pre><code>  - a &gt; b\n  - c\n</code></pre><p>d",
        "<iframe src=\"x\"></iframe><p>a</p>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str s = str_from(cases[i]);
        struct text_out quick, sax;
        struct doc q, x;
        text_out_init(&quick, a, s.n, 2);
        if (!html_quick_read(s, &quick))
            fail_msg("the quick reader gives up on %s", cases[i]);
        text_out_finish(&quick, &q);
        text_out_init(&sax, a, s.n, 1);
        html_sax_read(s, &sax);
        text_out_finish(&sax, &x);
        assert_str(q.text, x.text.p);
        assert_int_equal(q.n_blocks, x.n_blocks);
        assert_memory_equal(q.blocks, x.blocks, q.n_blocks * sizeof *q.blocks);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_becomes_blocks),
        cmocka_unit_test(lines_that_look_like_headings_are),
        cmocka_unit_test(texts_are_repaired),
        cmocka_unit_test(typed_lists_become_items),
        cmocka_unit_test(lost_line_breaks_are_put_back),
        cmocka_unit_test(markdown_is_read),
        cmocka_unit_test(short_fields_are_unescaped),
        cmocka_unit_test(hostile_texts_take_bounded_time),
        cmocka_unit_test(text_below_thousands_of_elements_is_kept),
        cmocka_unit_test(long_texts_are_cut_and_marked),
        cmocka_unit_test(both_html_readers_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
