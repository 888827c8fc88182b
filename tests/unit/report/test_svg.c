/* SPDX-License-Identifier: MIT */
#include "report/svg.h"
#include "tests/test.h"

#define HEAD                                                                   \
    "<?xml version=\"1.0\"?>\n<svg \n width=\"9\" height=\"9\"\n "             \
    "viewBox=\"0 0 9 9\"\n xmlns=\"http://www.w3.org/2000/svg\"\n>"
#define WANT_HEAD                                                              \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "                  \
    "aria-label=\"a &quot;chart&quot;\" viewBox=\"0 0 9 9\">"

static const struct str texts[] = {
    {"R&D <b>", 7},
    {"`touch /tmp/pwn1`", 17},
};

static enum st clean(const char *in, struct buf *out)
{
    struct svg_texts t = {texts, 2};
    struct err err;
    return svg_clean(str_from(in), &t, STR("a \"chart\""), out, &err);
}

static void shapes_and_words_come_through_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in, *want;
    } cases[] = {
        {"nothing", "", ""},
        {"path", "<path d='M1,2 L3,4' stroke='black'/>",
         "<path d=\"M1,2 L3,4\" stroke=\"black\"/>"},
        {"spaces round =", "<rect fill = 'none' x=\"1\"/>",
         "<rect fill=\"none\" x=\"1\"/>"},
        {"title and desc", "<title>Gnuplot</title><desc>x<g/></desc>", ""},
        {"definitions", "<defs><path id='p' d='M0,0'/></defs>", ""},
        {"empty groups", "<g fill=\"none\">\n\t<g>\n</g>\n</g>", ""},
        {"id", "<g id=\"x\"><rect x='1'/></g>", "<g><rect x=\"1\"/></g>"},
        {"point",
         "<use xlink:href='#gpPt6' transform='scale(2)' "
         "color='rgb(  1,   2,   3)'/>",
         "<circle r=\"1\" stroke=\"none\" transform=\"scale(2)\" "
         "fill=\"var(--i3)\"/>"},
        {"page colours",
         "<g fill=\"rgb(1,3,9)\" stroke='rgb(1, 4, 0)'><rect/></g>",
         "<g fill=\"var(--h9)\" stroke=\"var(--k0)\"><rect/></g>"},
        {"other colours", "<rect fill='rgb(1,5,2)'/>",
         "<rect fill=\"rgb(1,5,2)\"/>"},
        {"plain label", "<text>20 %</text>", "<text>20 %</text>"},
        {"stand-in", "<text><tspan>@t0</tspan></text>",
         "<text><tspan>R&amp;D &lt;b&gt;</tspan></text>"},
        {"second stand-in", "<text>\n@t1 </text>",
         "<text>`touch /tmp/pwn1`</text>"},
        {"font", "<text font-family=\"x\" font-size=\"9\">1</text>",
         "<text font-size=\"9\">1</text>"},
        {"script", "<script>alert(1)</script><rect/>", "<rect/>"},
        {"handler", "<rect onload=\"alert(1)\" x='1'/>", "<rect x=\"1\"/>"},
        {"style", "<rect style=\"fill:url(http://x)\"/>", "<rect/>"},
        {"reference in a value", "<rect fill='url(#x)'/>", "<rect/>"},
        {"link", "<a xlink:href='http://x'><rect/></a>", ""},
        {"image", "<image href='http://x'/>", ""},
        {"foreign", "<foreignObject><svg><rect/></svg></foreignObject>", ""},
        {"entity in a value", "<rect x='&#49;'/>", "<rect/>"},
        {"comment", "<!-- <rect/> --><rect/>", "<rect/>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf in, out, want;
        buf_init(&in, 4096);
        buf_init(&out, 4096);
        buf_init(&want, 4096);
        buf_printf(&in, HEAD "%s</svg>\n", cases[i].in);
        buf_printf(&want, WANT_HEAD "%s</svg>", cases[i].want);
        if (clean(buf_cstr(&in), &out) != ST_OK ||
            strcmp(buf_cstr(&out), buf_cstr(&want)) != 0)
            fail_msg("%s: got \"%s\"", cases[i].label, buf_cstr(&out));
        buf_done(&in);
        buf_done(&out);
        buf_done(&want);
    }
}

static void what_gnuplot_would_not_write_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in;
    } cases[] = {
        {"empty", ""},
        {"no svg", "<g></g>"},
        {"words alone", "Cannot open script file"},
        {"cut in a tag", HEAD "<rect x='1"},
        {"cut in an element", HEAD "<g>"},
        {"not closed", HEAD},
        {"crossed", HEAD "<g><text></g></text></svg>"},
        {"closed twice", HEAD "</svg></svg>"},
        {"no such text", HEAD "<text>@t2</text></svg>"},
        {"no number", HEAD "<text>@tx</text></svg>"},
        {"huge number", HEAD "<text>@t99999999999999999999</text></svg>"},
        {"entity in a label", HEAD "<text>a &amp; b</text></svg>"},
        {"attribute without value", HEAD "<rect x/></svg>"},
        {"attribute without quotes", HEAD "<rect x=1/></svg>"},
        {"open comment", HEAD "<!-- </svg>"},
        {"open instruction", "<?xml"},
        {"lone <", HEAD "< ></svg>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 4096);
        buf_add_cstr(&out, "before");
        if (clean(cases[i].in, &out) != ST_BAD_INPUT)
            fail_msg("%s: taken as \"%s\"", cases[i].label, buf_cstr(&out));
        assert_str(buf_str(&out), "before");
        buf_done(&out);
    }
}

static void depth_and_size_are_bounded(void **state)
{
    (void)state;
    struct buf in, out;
    buf_init(&in, 1u << 16);
    buf_init(&out, 1u << 16);
    buf_add_cstr(&in, HEAD);
    for (int i = 0; i < 1000; i++)
        buf_add_cstr(&in, "<g>");
    for (int i = 0; i < 1000; i++)
        buf_add_cstr(&in, "</g>");
    buf_add_cstr(&in, "</svg>");
    assert_int_equal(clean(buf_cstr(&in), &out), ST_BAD_INPUT);
    buf_done(&out);
    buf_init(&out, 50); /* too small for the result */
    assert_int_equal(clean(HEAD "<rect/></svg>", &out), ST_BAD_INPUT);
    buf_done(&in);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_and_words_come_through_and_nothing_else),
        cmocka_unit_test(what_gnuplot_would_not_write_is_refused),
        cmocka_unit_test(depth_and_size_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
