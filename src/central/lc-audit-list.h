/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-answer.h"

G_BEGIN_DECLS

/**
 * LcAuditFilter:
 *
 * Which of the records in the caller's scope a list shows.
 */
typedef struct
{
  const char *object; /* nullable: id of the object */
  gint64 actor;       /* 0: anybody; -1: nobody that exists */
  gint64 group;       /* row of a group: it and those below it; 0: all */
  LpDate from;        /* both days included; LP_DATE_NONE: open */
  LpDate to;
} LcAuditFilter;

/**
 * lc_audit_list:
 * @tx: the transaction
 * @filter: which
 * @page: filled, newest first
 * @error: %LP_ERROR_RIGHT_MISSING for who is only member or finance
 *
 * Returns: success
 */
gboolean lc_audit_list (const LcTransaction *tx, const LcAuditFilter *filter, LcPage *page, GError **error);

G_END_DECLS
