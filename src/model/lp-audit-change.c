/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-audit-change.h"
#include "lp-audit-values.h"
#include "lp-decision-words.h"
#include "lp-format.h"

typedef char *(*DupWords) (LpSession *session, const char *value);

static LpReplica *
get_replica (LpSession *session)
{
  return session != NULL ? lp_session_get_replica (session) : NULL;
}

char *
lp_audit_change_dup_person (LpSession *session, const char *id)
{
  LpReplica *replica = get_replica (session);

  return replica != NULL ? lp_replica_dup_person_name (replica, id) : NULL;
}

char *
lp_audit_change_dup_group (LpSession *session, const char *id)
{
  LpReplica *replica = get_replica (session);

  return replica != NULL ? lp_replica_dup_group_name (replica, id) : NULL;
}

static char *
dup_day (LpSession *session, const char *value)
{
  LpDate day = lp_date_parse (value);

  return day != LP_DATE_NONE ? lp_format_date (day) : NULL;
}

static char *
dup_period (LpSession *session, const char *value)
{
  LpPeriod period;

  return lp_period_parse (value, &period) ? lp_format_period (period) : NULL;
}

static char *
dup_answer (LpSession *session, const char *value)
{
  return g_strdup (g_str_equal (value, "true") ? _ ("Yes") : _ ("No"));
}

static char *
dup_credit (LpSession *session, const char *value)
{
  return g_strdup (lp_credit_get_name (value));
}

#define DEFINE_DUP_ENUM(name, TYPE, format)                                                                  \
  static char *name (LpSession *session, const char *value)                                                  \
  {                                                                                                          \
    int number;                                                                                              \
    return lp_enum_from_nick (TYPE, value, &number) ? g_strdup (format (number)) : NULL;                     \
  }

DEFINE_DUP_ENUM (dup_role, LP_TYPE_ROLE, lp_format_role)
DEFINE_DUP_ENUM (dup_group_kind, LP_TYPE_GROUP_KIND, lp_format_group_kind)
DEFINE_DUP_ENUM (dup_start_mode, LP_TYPE_START_MODE, lp_format_start_mode)
DEFINE_DUP_ENUM (dup_expiry_mode, LP_TYPE_EXPIRY_MODE, lp_format_expiry_mode)

/* What has no words here either follows from the rest or is no concern of people: ids, etags, instants. */
static const struct
{
  const char *member;
  const char *name;
  DupWords dup_words; /* NULL: as it stands */
} words[] = {
  { "approval", N_ ("Orders need approval"), NULL },
  { "cancelled_on", N_ ("Cancelled on"), dup_day },
  { "code", N_ ("Code"), NULL },
  { "committed_until", N_ ("Runs until"), dup_day },
  { "country", N_ ("Country"), NULL },
  { "credit", N_ ("Credit"), dup_credit },
  { "deadline", N_ ("Cancel by"), dup_day },
  { "description", N_ ("Description"), NULL },
  { "ends_on", N_ ("Ends"), dup_day },
  { "expiry_mode", N_ ("First term ends"), dup_expiry_mode },
  { "external_id", N_ ("Customer number"), NULL },
  { "group_id", N_ ("Group"), lp_audit_change_dup_group },
  { "initial_expiry", N_ ("Initial expiry date"), dup_day },
  { "kind", N_ ("Kind"), dup_group_kind },
  { "licenses", N_ ("Number of licenses"), NULL },
  { "modules", N_ ("Modules"), NULL },
  { "name", N_ ("Name"), NULL },
  { "notice", N_ ("Cancellation period"), dup_period },
  { "parent_id", N_ ("Group above"), lp_audit_change_dup_group },
  { "quantity", N_ ("Seats"), NULL },
  { "reference", N_ ("Reference"), NULL },
  { "revoked_on", N_ ("Revoked on"), dup_day },
  { "role", N_ ("Role"), dup_role },
  { "settings.allocate_to", N_ ("New tickets are allocated to"), NULL },
  { "settings.consumer", N_ ("Consumer"), dup_answer },
  { "settings.country", N_ ("Country"), NULL },
  { "settings.default_visibility", N_ ("New tickets are seen by"), NULL },
  { "settings.fiscal_year_end", N_ ("Fiscal year ends"), NULL },
  { "start", N_ ("Start"), dup_day },
  { "start_mode", N_ ("Starts"), dup_start_mode },
  { "technical_expiry", N_ ("Expires"), dup_day },
};

static char *
dup_value (LpSession *session, DupWords dup_words, const char *value)
{
  char *text = NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("–");
  if (dup_words != NULL)
    text = dup_words (session, value);
  return text != NULL ? text : g_strdup (value);
}

static void
add_line (GString *lines, const char *name, const char *before, const char *after)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  if (before == NULL)
    /* Translators: the name of something, and what it is. */
    g_string_append_printf (lines, _ ("%s: %s"), name, after);
  else
    /* Translators: the name of something, what it was, and what it is now. */
    g_string_append_printf (lines, _ ("%s: %s → %s"), name, before, after);
}

/* Person and visibility are one thing to people. */
static char *
dup_allocation (LpSession *session, const char *json)
{
  g_autofree char *assignee = lp_audit_values_dup_text (json, "assignee_id");
  char *person;

  if (!lp_audit_values_has (json, "visible_to_group"))
    return NULL;
  if (assignee == NULL)
    return g_strdup (lp_audit_values_is_true (json, "visible_to_group") ? _ ("Everyone in group")
                                                                        : _ ("Admins only"));
  person = lp_audit_change_dup_person (session, assignee);
  return person != NULL ? person : g_strdup (_ ("A person"));
}

static void
add_allocation (GString *lines, LpSession *session, const LpAuditRecord *record)
{
  g_autofree char *before = dup_allocation (session, record->before);
  g_autofree char *after = dup_allocation (session, record->after);

  if (after != NULL && g_strcmp0 (before, after) != 0)
    add_line (lines, _ ("Allocated to"), before, after);
}

static void
add_words (GString *lines,
           LpSession *session,
           const char *name,
           DupWords dup_words,
           const LpAuditValue *value,
           gboolean changed)
{
  g_autofree char *before = changed ? dup_value (session, dup_words, value->before) : NULL;
  g_autofree char *after = dup_value (session, dup_words, value->after);

  if (changed || value->after != NULL)
    add_line (lines, name, before, after);
}

static void
add_value (GString *lines, LpSession *session, const LpAuditValue *value, gboolean changed)
{
  if (g_str_has_prefix (value->name, "entries."))
    {
      add_words (lines, session, value->name + strlen ("entries."), NULL, value, changed);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].member, value->name))
      add_words (lines, session, _ (words[i].name), words[i].dup_words, value, changed);
}

static void
add_rights (GString *lines, LpSession *session, const LpAuditValue *value, gboolean changed)
{
  LpReplica *replica = get_replica (session);
  const char *id = value->name + strlen ("rights.");
  g_autoptr (LpCategory) category = replica != NULL ? lp_replica_get_category (replica, id) : NULL;

  add_words (lines, session, category != NULL ? category->name : _ ("Rights"), NULL, value, changed);
}

char *
lp_audit_change_dup_text (LpSession *session, const LpAuditRecord *record)
{
  g_autoptr (GPtrArray) values = lp_audit_values_compare (record->before, record->after);
  gboolean changed = record->before != NULL && *record->before != '\0';
  GString *lines = g_string_new (NULL);

  add_allocation (lines, session, record);
  for (guint i = 0; i < values->len; i++)
    {
      const LpAuditValue *value = g_ptr_array_index (values, i);

      if (g_str_has_prefix (value->name, "rights."))
        add_rights (lines, session, value, changed);
      else if (changed || !g_str_equal (value->name, "group_id"))
        add_value (lines, session, value, changed);
    }
  return g_string_free (lines, FALSE);
}
