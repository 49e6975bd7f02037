/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-call.h"

LcReply *
lc_reply_new (guint status)
{
  LcReply *reply = g_new0 (LcReply, 1);

  reply->status = status;
  return reply;
}

void
lc_reply_free (LcReply *reply)
{
  if (reply == NULL)
    return;

  if (reply->body != NULL)
    g_string_free (reply->body, TRUE);
  if (reply->kept != NULL)
    g_string_free (reply->kept, TRUE);
  g_free (reply->etag);
  g_free (reply->location);
  g_free (reply);
}

gboolean
lc_transaction_restart (const LcTransaction *tx, GError **error)
{
  lp_db_rollback (tx->db);
  return lp_db_begin (tx->db, error);
}

LcProgress *
lc_progress_new (void)
{
  LcProgress *progress = g_new0 (LcProgress, 1);

  progress->body = g_string_new (NULL);
  return progress;
}

void
lc_progress_free (LcProgress *progress)
{
  if (progress->data != NULL && progress->destroy != NULL)
    progress->destroy (progress->data);

  g_string_free (progress->body, TRUE);
  g_free (progress->id);
  g_free (progress);
}

/* RFC 9110, 13.1.1: a list of entity tags or `*`. Our tags contain no comma. */
static gboolean
matches (const char *header, const char *etag)
{
  g_auto (GStrv) tags = g_strsplit (header, ",", -1);

  for (gsize i = 0; tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (g_str_equal (tag, "*") || g_str_equal (tag, etag))
        return TRUE;
    }

  return FALSE;
}

gboolean
lc_call_check_match (const LcCall *call, gboolean required, const char *etag, GError **error)
{
  if (call->if_match == NULL)
    {
      if (!required)
        return TRUE;

      g_set_error_literal (error, LP_ERROR, LP_ERROR_PRECONDITION_REQUIRED,
                           "Send the etag of the object that you read as If-Match.");
      return FALSE;
    }

  if (matches (call->if_match, etag))
    return TRUE;

  g_set_error_literal (error, LP_ERROR, LP_ERROR_PRECONDITION,
                       "Somebody else has changed it in the meantime.");
  return FALSE;
}
