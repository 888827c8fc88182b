/* SPDX-License-Identifier: MIT */
/* stats_skills.h - which skills set a role apart, and which go together. Pure;
 * docs/method.md explains each formula with its source and an example. */
#ifndef REPORT_STATS_SKILLS_H
#define REPORT_STATS_SKILLS_H

/* Mentions of one skill, and of all skills, in a role and in the others. */
struct word_counts {
    double in, all_in;   /* the role */
    double out, all_out; /* what it is set beside */
    /* Design effects of both sides (stats_design_effect()), by which the
     * variances grow: mentions by one employer are no independent words. */
    double effect_in, effect_out;
};

struct log_odds {
    double ratio; /* natural logarithm; > 0: more in the role */
    double z;     /* over its standard error */
};

/* Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and
 * Quinn 2008, equations 16, 18 and 22): `prior` pseudo-counts of the skill out
 * of `prior_all` are added to each side. 0 < prior < prior_all. */
struct log_odds stats_log_odds(const struct word_counts *c, double prior,
                               double prior_all);

/* How often two skills stand in one posting. Of n postings, a name the one, b
 * the other, both name both. */
struct together {
    double support; /* both / n */
    double lift;    /* over what chance would bring; NAN: one is not named */
    double npmi;    /* normalised pointwise mutual information, -1..1; 1 in
                       every posting together, 0 by chance, -1 never; NAN */
    double a_given_b, b_given_a;
};

struct together stats_together(double both, double a, double b, double n);

/* Two-sided probability of such a difference between the shares of the second
 * skill among the postings that name the first and among the rest, by chance;
 * both groups are divided by `effect`, the larger of the two skills' design
 * effects. 1 where one group is empty. */
double stats_together_chance(double both, double a, double b, double n,
                             double effect);

#endif
