/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica.h"
#include "lp-session.h"
#include "lp-sight.h"

G_BEGIN_DECLS

/**
 * LpSightText:
 *
 * Why one person sees one ticket, or does not, in sentences. Follows the replica; signal `changed`.
 */
#define LP_TYPE_SIGHT_TEXT (lp_sight_text_get_type ())
G_DECLARE_FINAL_TYPE (LpSightText, lp_sight_text, LP, SIGHT_TEXT, GObject)

/* How the answer begins, for a sign beside it. */
typedef enum
{
  LP_SIGHT_ANSWER_NONE,    /* ticket or person is missing, or the answer is not there yet */
  LP_SIGHT_ANSWER_UNKNOWN, /* there is no such ticket here */
  LP_SIGHT_ANSWER_USES,    /* she may activate it */
  LP_SIGHT_ANSWER_SEES,    /* she sees it, but may not activate it */
  LP_SIGHT_ANSWER_HIDDEN,  /* she does not see it */
} LpSightAnswer;

/**
 * lp_sight_text_new:
 * @session: an open session
 *
 * Returns: (transfer full): a question without ticket and person
 */
LpSightText *lp_sight_text_new (LpSession *session);

/**
 * lp_sight_text_set_code:
 * @self: a question
 * @code: (nullable): a ticket code in any form that a person types
 */
void lp_sight_text_set_code (LpSightText *self, const char *code);

/**
 * lp_sight_text_set_person:
 * @self: a question
 * @person_id: (nullable): a person
 */
void lp_sight_text_set_person (LpSightText *self, const char *person_id);

/* What the answer is, without words. */
LpSightAnswer lp_sight_text_get_answer (LpSightText *self);

/* The answer in one sentence, and each reason in one; borrowed until the next `changed`. */
const char *lp_sight_text_get_headline (LpSightText *self);
const char *const *lp_sight_text_get_reasons (LpSightText *self);

/* The ticket in words, such as “CAD Pro, in CAD team”; NULL without one. Borrowed likewise. */
const char *lp_sight_text_get_ticket_text (LpSightText *self);

/**
 * lp_sight_describe:
 * @replica: the replica that knows the names of groups
 * @sight: one reason of lp_sight_explain()
 * @ticket: the ticket that is seen
 *
 * Returns: (transfer full): the reason in one sentence about “this person”
 */
char *lp_sight_describe (LpReplica *replica, const LpSight *sight, const LpTicket *ticket);

G_END_DECLS
