/* SPDX-License-Identifier: MIT */
/* assets.h - the files of report/assets/, embedded in the program: gnuplot
 * scripts, and the style sheet and script of the page. Each ends in NUL. */
#ifndef REPORT_ASSETS_H
#define REPORT_ASSETS_H

extern const char asset_bars_gp[];   /* skills of a role */
extern const char asset_matrix_gp[]; /* roles x skills */
extern const char asset_months_gp[]; /* a role's first skills over months */
extern const char asset_beside_gp[]; /* skills beside each other */
extern const char asset_path_gp[];   /* a path of study */
extern const char asset_pay_gp[];    /* pay of a role */
extern const char asset_ranks_gp[];  /* a role's skills in two windows */
extern const char asset_frame_gp[];  /* what all charts share */
extern const char asset_page_gp[];   /* stand-ins for the page's colours */
extern const char asset_style_gp[];  /* colours of files */
extern const char asset_report_css[];
extern const char asset_report_js[];
/* The script's hash as a Content-Security-Policy writes it, "sha256-...". */
extern const char asset_report_js_sha256[];

#endif
