/* SPDX-License-Identifier: MIT */
/* render_html_evidence.h - the quotes behind a role's skills, in the page. */
#ifndef REPORT_RENDER_HTML_EVIDENCE_H
#define REPORT_RENDER_HTML_EVIDENCE_H

#include "report/figures.h"

/* Append "evidence-ROLE-SKILL" as an id or fragment: where the quotes of a
 * skill stand. */
void html_evidence_id(const struct role_figure *role, struct str skill,
                      struct buf *out);

/* True when there are quotes of the skill to lead to. */
bool html_evidence_has(const struct role_figure *role, uint32_t concept);

/* Append the quotes, a closed <details> a skill. The list in it has the id, so
 * that a browser that is led there opens it. */
void html_evidence(const struct role_figure *role, struct buf *out);

/* Append a note of ours as a paragraph, with its `code`. */
void html_note(struct str note, struct buf *out);

#endif
