/* SPDX-License-Identifier: MIT */
#include "report/stats.h"
#include <math.h>

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

double stats_design_effect(const struct cluster_sums *s)
{
    if (s->n < 2 || s->clusters < 2 || s->x <= 0 || s->x >= s->n)
        return 1;
    double p = s->x / s->n;
    double squares = s->xx - 2 * p * s->xn + p * p * s->nn;
    double between = s->clusters / (s->clusters - 1) * squares / (s->n * s->n);
    double simple = p * (1 - p) / (s->n - 1);
    return between / simple;
}

struct interval stats_share_interval(const struct cluster_sums *s)
{
    if (!(s->n > 0))
        return (struct interval){0, 1};
    double effect = fmax(1, stats_design_effect(s));
    return stats_wilson(s->x / s->n, s->n / effect, STATS_Z95);
}
