/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lc-caller.h"

G_BEGIN_DECLS

/* A database with the groups and people of data/tree.json, and calls of the real handlers on it, each in its own
 * savepoint as the writer thread runs them: what HTTP adds is tested elsewhere. */

typedef struct
{
  char *directory;
  LpDb *db;
  LcTransaction tx;
} Fixture;

/* What a call answered. */
typedef struct
{
  guint status;
  JsonObject *body; /* of the answer or of the problem; an array as the member "items"; NULL without */
  char *etag;
  char *location;
  char *text;
} Answer;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/**
 * fixture_call:
 * @fixture: the fixture
 * @who: (nullable): the part before the @ of an address, %NULL for a call without sign-in
 * @method: `GET`, …
 * @target: path and query
 * @body: (nullable): JSON text with ' for "
 * @if_match: (nullable): precondition
 *
 * Returns: (transfer full): the answer
 */
Answer *fixture_call (Fixture *fixture,
                      const char *who,
                      const char *method,
                      const char *target,
                      const char *body,
                      const char *if_match);
void answer_free (Answer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* (transfer full): the id of a group by its customer number ("root" for the vendor), of a person by the part of
 * the address before the @, of a product by code, of a category by name. */
char *fixture_group (Fixture *fixture, const char *external_id);
char *fixture_person (Fixture *fixture, const char *who);
char *fixture_product (Fixture *fixture, const char *code);
char *fixture_category (Fixture *fixture, const char *name);

gint64 fixture_count (Fixture *fixture, const char *sql);

/* The `code` of a problem; its first pointer. */
const char *answer_code (const Answer *answer);
gboolean answer_has_pointer (const Answer *answer, const char *pointer);

#define assert_status(answer, expected)                                                                      \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if ((answer)->status != (expected))                                                                      \
      g_error ("%s:%d: status %u, expected %u: %s", __FILE__, __LINE__, (answer)->status,                    \
               (guint) (expected), (answer)->text != NULL ? (answer)->text : "");                            \
  }                                                                                                          \
  G_STMT_END

G_END_DECLS
