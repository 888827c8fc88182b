/* SPDX-License-Identifier: MIT */
/* preset_text.h - the text of a posting out of the parts that a preset names.
 */
#ifndef EXTRACT_PRESET_TEXT_H
#define EXTRACT_PRESET_TEXT_H

#include "extract/preset_spec.h"

/* Fill description, format and truncated of at->r->raw from parts, which
 * preset.h describes. Parts that are not there leave what is there. */
void preset_text(const char *const *parts, const struct spec_at *at);

#endif
