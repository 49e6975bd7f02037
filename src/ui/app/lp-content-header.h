/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpContentHeader:
 *
 * The header above the content: where one is, *New License*, the group's menu and the switch of the details.
 * Signal: `details-toggled` (boolean: shall be shown).
 */
#define LP_TYPE_CONTENT_HEADER (lp_content_header_get_type ())
G_DECLARE_FINAL_TYPE (LpContentHeader, lp_content_header, LP, CONTENT_HEADER, AdwBin)

/**
 * lp_content_header_set_place:
 * @self: a header
 * @title: name of the group, or `My Licenses`
 * @subtitle: (nullable): its path
 * @is_group: whether there is something to administer
 */
void lp_content_header_set_place (LpContentHeader *self,
                                  const char *title,
                                  const char *subtitle,
                                  gboolean is_group);

/**
 * lp_content_header_set_layout:
 * @self: a header
 * @folded: the sidebar is not beside it: a way back is needed
 * @alone: it is the window's last header, so it bears the window's buttons
 * @details_shown: the details are revealed
 */
void
lp_content_header_set_layout (LpContentHeader *self, gboolean folded, gboolean alone, gboolean details_shown);

G_END_DECLS
