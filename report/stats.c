/* SPDX-License-Identifier: MIT */
#include "report/stats.h"
#include <math.h>

#define PI 3.14159265358979323846

static double clamp(double x, double low, double high)
{
    return fmin(fmax(x, low), high);
}

struct interval stats_wilson(double share, double n, double z)
{
    if (!(n > 0))
        return (struct interval){0, 1};
    double z2 = z * z;
    double scale = 1 / (1 + z2 / n);
    double middle = scale * (share + z2 / (2 * n));
    double half = scale * z * sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    /* The clamps only undo rounding: in exact numbers the share lies inside. */
    return (struct interval){
        .low = clamp(middle - half, 0, share),
        .high = clamp(middle + half, share, 1),
    };
}

/* Hill's expansion about the normal quantile, in his own letters, and the one
 * for few degrees of freedom, both for the two-sided probability P. */
double stats_t95(double df)
{
    const double P = 0.05;
    double n = fmax(df, 2);
    double a = 1 / (n - 0.5), b = 48 / (a * a);
    double c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
    double d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * PI / 2) * n;
    double y = pow(d * P, 2 / n);
    if (y <= 0.05 + a) {
        y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) +
              0.5 / (n + 4)) *
                 y -
             1) *
                (n + 1) / (n + 2) +
            1 / y;
        return sqrt(n * y);
    }
    double x = -STATS_Z95;
    y = x * x;
    if (n < 5)
        c += 0.3 * (n - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    return sqrt(n * expm1(a * y * y));
}

/* The variance with clusters as the units over that without; 1 where it is not
 * defined. 1 - nn/n^2 is (m - 1)/m with m equal clusters, and makes up for what
 * a large one draws the share towards itself. */
static double measured_effect(const struct cluster_sums *s)
{
    double rest = 1 - s->nn / (s->n * s->n);
    if (!(rest > 0) || s->x <= 0 || s->x >= s->n)
        return 1;
    double p = s->x / s->n;
    double squares = s->xx - 2 * p * s->xn + p * p * s->nn;
    double between = squares / (s->n * s->n) / rest;
    return between / (p * (1 - p) / (s->n - 1));
}

double stats_effective_n(const struct cluster_sums *s)
{
    if (s->n < 2)
        return fmax(0, s->n);
    double least = 1 + STATS_LEAST_ALIKE * (s->nn / s->n - 1);
    double effect = fmax(fmax(1, least), measured_effect(s));
    double t = stats_t95(s->n - 1) / stats_t95(s->n * s->n / s->nn - 1);
    return s->n / effect * fmin(1, t * t);
}

double stats_design_effect(const struct cluster_sums *s)
{
    return s->n > 0 ? s->n / stats_effective_n(s) : 1;
}

struct interval stats_share_interval(const struct cluster_sums *s)
{
    if (!(s->n > 0))
        return (struct interval){0, 1};
    return stats_wilson(s->x / s->n, stats_effective_n(s), STATS_Z95);
}
