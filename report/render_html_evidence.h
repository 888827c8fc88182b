/* SPDX-License-Identifier: MIT */
/* render_html_evidence.h - the quotes behind a role's skills, in the page: each
 * list of them has the id "evidence-ROLE-SKILL". */
#ifndef REPORT_RENDER_HTML_EVIDENCE_H
#define REPORT_RENDER_HTML_EVIDENCE_H

#include "report/figures.h"

/* Append the cell of a skill with the postings that name it, which leads to
 * their quotes where there are any. */
void html_evidence_cell(const struct role_figure *role,
                        const struct skill_figure *skill, struct arena *a,
                        struct buf *out);

/* Append the quotes, a closed <details> a skill. The list in it has the id, so
 * that a browser that is led there opens it. */
void html_evidence(const struct role_figure *role, struct buf *out);

/* Append a note of ours as a paragraph, with its `code`. */
void html_note(struct str note, struct buf *out);

#endif
