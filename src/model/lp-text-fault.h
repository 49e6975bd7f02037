/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with a text and what would be right, in the person's language, before anything is sent. The rules are
 * those of core (lp_text_validate() and its like), which the service applies again in English. Each function returns
 * (transfer full) (nullable): one sentence; %NULL if the text is fine. */

/**
 * lp_text_explain_fault:
 * @text: an optional text, as typed
 * @max_chars: greatest number of characters
 */
char *lp_text_explain_fault (const char *text, int max_chars);

/**
 * lp_name_explain_fault:
 * @text: the name of a group or of the vendor, as typed
 */
char *lp_name_explain_fault (const char *text);

/**
 * lp_email_explain_fault:
 * @text: an e-mail address, as typed
 */
char *lp_email_explain_fault (const char *text);

/**
 * lp_new_password_explain_fault:
 * @text: a password that somebody gives herself
 */
char *lp_new_password_explain_fault (const char *text);

G_END_DECLS
