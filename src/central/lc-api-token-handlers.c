/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include "lc-answer.h"
#include "lc-api-token.h"
#include "lc-session.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

#define MAX_NAME     100
#define DAY          (G_GINT64_CONSTANT (24) * 60 * 60)
#define MAX_DAYS     366
#define DEFAULT_DAYS 365

static void
write_members (GString *out, const LcApiToken *token)
{
  g_string_append (out, "{\"id\":");
  lp_wire_write_string (out, token->id);
  g_string_append (out, ",\"name\":");
  lp_wire_write_string (out, token->name);
  g_string_append (out, ",\"scope\":");
  lp_wire_write_string (out, lc_token_scope_get_name (token->scope));
  g_string_append (out, ",\"created_at\":");
  lp_wire_write_string (out, token->created_at);
  g_string_append (out, ",\"expires_at\":");
  lp_wire_write_string (out, token->expires_at);
  g_string_append (out, ",\"etag\":");
  lp_wire_write_string (out, token->etag);
}

/* The token with its secret, which is NULL wherever it is not shown for the first time. */
static GString *
write_created (const LcApiToken *token, const char *secret)
{
  GString *out = g_string_new (NULL);

  write_members (out, token);
  g_string_append (out, ",\"token\":");
  lp_wire_write_string (out, secret);
  g_string_append_c (out, '}');
  return out;
}

static char *
read_expiry (const LcCall *call, GError **error)
{
  gint64 now = lc_session_parse_instant (call->tx->now);
  const char *text = lp_wire_get_string (call->body, "", "expires_at", FALSE, error);
  gint64 second = text != NULL ? lc_session_parse_instant (text) : now + DEFAULT_DAYS * DAY;
  char instant[LC_INSTANT_SIZE];

  lc_session_format_instant (second, instant);
  if (text != NULL && g_strcmp0 (text, instant) != 0)
    lp_error_add_field (error, "/expires_at", "An instant is in UTC, such as 2027-03-31T22:00:00Z.");
  else if (second <= now || second > now + MAX_DAYS * DAY)
    lp_error_add_field (error, "/expires_at", "A token ends in the future, and within a year.");
  return g_strdup (instant);
}

static gboolean
read_token (const LcCall *call, LcApiToken *token, GError **error)
{
  static const char *const known[] = { "name", "scope", "expires_at", NULL };
  GError *fault = NULL;
  const char *name = lp_wire_get_string (call->body, "", "name", TRUE, &fault);
  const char *scope = lp_wire_get_string (call->body, "", "scope", TRUE, &fault);

  if (name != NULL)
    token->name = lp_text_validate (name, "/name", 1, MAX_NAME, &fault);
  if (scope != NULL && !lc_token_scope_from_name (scope, &token->scope))
    lp_error_add_field (&fault, "/scope", "This must be one of: read, reports.");
  token->expires_at = read_expiry (call, &fault);
  lp_wire_finish (call->body, "", known, &fault);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcReply *
lc_handle_api_token_create (const LcCall *call, char **current, GError **error)
{
  g_auto (LcApiToken) token = { 0 };
  g_autofree char *secret = NULL;
  LcReply *reply;

  if (!read_token (call, &token, error) || !lc_api_token_create (call->tx, &token, &secret, error))
    return NULL;
  reply = lc_answer_object (201, write_created (&token, secret), g_strdup (token.etag));
  reply->kept = write_created (&token, NULL);
  return reply;
}

LcReply *
lc_handle_api_token_list (const LcCall *call, char **current, GError **error)
{
  GError *fault = NULL;
  gboolean more = TRUE;
  LcPage page;

  if (!lc_page_init (&page, call, error))
    return NULL;
  for (gint64 after = page.after; more && fault == NULL;)
    {
      g_auto (LcApiToken) token = { 0 };

      more = lc_api_token_next (call->tx, after, &token, &fault) && lc_page_take (&page, token.row);
      after = token.row;
      if (!more)
        continue;
      write_members (page.body, &token);
      g_string_append_c (page.body, '}');
    }
  if (fault == NULL)
    return lc_page_finish (&page, call);
  lc_page_clear (&page);
  g_propagate_error (error, fault);
  return NULL;
}

LcReply *
lc_handle_api_token_revoke (const LcCall *call, char **current, GError **error)
{
  g_auto (LcApiToken) token = { 0 };
  GString *now;

  if (!lc_api_token_find (call->tx, call->path[0], &token, error) || !lc_answer_check_given (call, error))
    return NULL;
  now = g_string_new (NULL);
  write_members (now, &token);
  g_string_append_c (now, '}');
  if (!lc_answer_match (call, token.etag, now, current, error) ||
      !lc_api_token_revoke (call->tx, &token, error))
    return NULL;
  return lc_reply_new (204);
}
