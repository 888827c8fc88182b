/* SPDX-License-Identifier: MIT */
#include "report/stats_skills.h"
#include "report/stats_change.h"
#include <math.h>

struct log_odds stats_log_odds(const struct word_counts *c, double prior,
                               double prior_all)
{
    double in = c->in + prior, out = c->out + prior;
    double not_in = c->all_in + prior_all - in;
    double not_out = c->all_out + prior_all - out;
    struct log_odds r = {.ratio = log(in / not_in) - log(out / not_out)};
    r.z = r.ratio / sqrt(c->effect_in / in + c->effect_out / out);
    return r;
}

struct together stats_together(double both, double a, double b, double n)
{
    struct together t = {.support = n > 0 ? both / n : NAN,
                         .lift = NAN,
                         .npmi = NAN,
                         .a_given_b = b > 0 ? both / b : NAN,
                         .b_given_a = a > 0 ? both / a : NAN};
    if (!(a > 0 && b > 0))
        return t;
    t.lift = both * n / (a * b);
    if (both >= n)
        t.npmi = 1; /* both everywhere: the limit of the quotient */
    else if (both > 0)
        t.npmi = log(t.lift) / -log(t.support);
    else
        t.npmi = -1;
    return t;
}

double stats_together_chance(double both, double a, double b, double n,
                             double effect)
{
    if (!(a > 0 && n > a))
        return 1;
    struct sample with = {.share = both / a, .n = a / effect};
    struct sample without = {.share = (b - both) / (n - a),
                             .n = (n - a) / effect};
    return stats_two_shares(&without, &with);
}
