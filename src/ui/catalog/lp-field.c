/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field.h"

#include <glib/gi18n-lib.h>

#include "lp-entry-text.h"
#include "lp-enums.h"
#include "lp-order-rules.h"

struct _LpField
{
  LpLicenseDraft *draft;
  char *pointer;
  GtkWidget *row;    /* owned by the form */
  LpFaultRow *fault; /* nullable; owned by the form */
  gboolean showing;  /* the row is being set, not edited */
};

static const char *
get_entry_key (const char *pointer)
{
  return g_str_has_prefix (pointer, "/entries/") ? pointer + strlen ("/entries/") : NULL;
}

static gboolean
is_number (const char *pointer)
{
  static const char *const numbers[] = { "/licenses", "/quantity", "/subscription/notice", NULL };

  return g_strv_contains (numbers, pointer);
}

static char *
dup_draft_value (LpField *self)
{
  LpLicenseDraft *draft = self->draft;
  const char *key = get_entry_key (self->pointer);

  if (key != NULL)
    return g_strdup (lp_license_draft_get_entry (draft, key));
  if (is_number (self->pointer))
    return lp_license_draft_dup_number (draft, self->pointer);
  if (g_str_equal (self->pointer, "/reference"))
    return g_strdup (lp_license_draft_get_reference (draft));
  if (g_str_equal (self->pointer, "/subscription/start_mode"))
    return g_strdup (lp_enum_get_nick (LP_TYPE_START_MODE, lp_license_draft_get_start_mode (draft)));
  if (g_str_equal (self->pointer, "/subscription/expiry_mode"))
    return g_strdup (lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, lp_license_draft_get_expiry_mode (draft)));
  return NULL;
}

static void
store_mode (LpField *self, const char *value)
{
  int mode;

  if (g_str_equal (self->pointer, "/subscription/start_mode") &&
      lp_enum_from_nick (LP_TYPE_START_MODE, value, &mode))
    lp_license_draft_set_start_mode (self->draft, mode);
  else if (g_str_equal (self->pointer, "/subscription/expiry_mode") &&
           lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, value, &mode))
    lp_license_draft_set_expiry_mode (self->draft, mode);
}

static void
store (LpField *self, const char *value)
{
  const char *key = get_entry_key (self->pointer);

  if (key != NULL)
    lp_license_draft_set_entry (self->draft, key, value);
  else if (is_number (self->pointer))
    lp_license_draft_set_number (self->draft, self->pointer, value);
  else if (g_str_equal (self->pointer, "/reference"))
    lp_license_draft_set_reference (self->draft, value);
  else if (g_str_equal (self->pointer, "/subscription/initial_expiry"))
    lp_license_draft_set_initial_expiry (self->draft, lp_date_parse (value));
  else
    store_mode (self, value);
}

static void
value_changed_cb (LpField *self)
{
  g_autofree char *value = lp_field_row_get_value (self->row);

  if (!self->showing)
    store (self, value);
}

/* What was typed stays as typed: a row is set only where the draft says something else, as after Create Another. */
static void
draft_changed_cb (LpField *self)
{
  g_autofree char *wanted = dup_draft_value (self);
  g_autofree char *shown = lp_field_row_get_value (self->row);

  if (wanted != NULL && g_strcmp0 (wanted, shown) != 0)
    {
      self->showing = TRUE;
      lp_field_row_set_value (self->row, wanted);
      self->showing = FALSE;
    }
  if (self->fault != NULL)
    lp_field_row_set_fault (self->row, self->fault, lp_license_draft_get_fault (self->draft, self->pointer));
}

LpField *
lp_field_new (LpLicenseDraft *draft, const char *pointer, GtkWidget *row, LpFaultRow *fault)
{
  LpField *self = g_new0 (LpField, 1);

  self->draft = g_object_ref (draft);
  self->pointer = g_strdup (pointer);
  self->row = g_object_ref (row);
  g_set_object (&self->fault, fault);
  draft_changed_cb (self);
  g_signal_connect_swapped (row, "notify::value", G_CALLBACK (value_changed_cb), self);
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (draft_changed_cb), self);
  return self;
}

void
lp_field_free (LpField *self)
{
  g_signal_handlers_disconnect_by_data (self->row, self);
  g_signal_handlers_disconnect_by_data (self->draft, self);
  g_object_unref (self->row);
  g_clear_object (&self->fault);
  g_object_unref (self->draft);
  g_free (self->pointer);
  g_free (self);
}

gboolean
lp_fields_focus_fault (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      LpField *field = fields->pdata[i];

      if (lp_license_draft_get_fault (field->draft, field->pointer) == NULL)
        continue;
      gtk_widget_child_focus (field->row, GTK_DIR_TAB_FORWARD);
      return TRUE;
    }
  return FALSE;
}

static GtkWidget *
make_choice (const LpEntry *entry)
{
  LpChoiceRow *row = g_object_new (LP_TYPE_CHOICE_ROW, NULL);

  if (entry->default_value == NULL)
    /* Translators: in a list of choices: nothing is chosen. */
    lp_choice_row_add (row, "", entry->required ? _ ("Choose…") : _ ("None"));
  for (guint i = 0; entry->choices != NULL && entry->choices[i] != NULL; i++)
    lp_choice_row_add (row, entry->choices[i], entry->choices[i]);
  return GTK_WIDGET (row);
}

/* An entry row has no second line, so its unit stands in the label. */
static char *
make_title (const LpEntry *entry, gboolean with_unit)
{
  g_autofree char *label = with_unit && entry->unit != NULL && *entry->unit != '\0'
                               /* Translators: the label of a field and its unit, such as "Storage in TB". */
                               ? g_strdup_printf (_ ("%s in %s"), entry->label, entry->unit)
                               : g_strdup (entry->label);

  /* Translators: the label of a field that must be filled in. */
  return entry->required && entry->kind != LP_ENTRY_BOOLEAN ? g_strdup_printf (_ ("%s (required)"), label)
                                                            : g_steal_pointer (&label);
}

static GtkWidget *
make_date (const LpEntry *entry)
{
  LpDateRow *row = g_object_new (LP_TYPE_DATE_ROW, NULL);

  lp_date_row_set_may_clear (row, !entry->required);
  return GTK_WIDGET (row);
}

/* A spin button is never empty, so it fits only where there is always a number. */
static GtkWidget *
make_integer (const LpEntry *entry)
{
  LpNumberRow *row;
  GtkWidget *text;

  if (entry->default_value == NULL && !(entry->required && entry->min != NULL))
    {
      text = g_object_new (LP_TYPE_TEXT_ROW, "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
      return text;
    }
  row = g_object_new (LP_TYPE_NUMBER_ROW, NULL);
  lp_number_row_set_range (row, entry->min != NULL ? g_ascii_strtod (entry->min, NULL) : G_MININT,
                           entry->max != NULL ? g_ascii_strtod (entry->max, NULL) : G_MAXINT);
  return GTK_WIDGET (row);
}

GtkWidget *
lp_field_make_entry_row (const LpEntry *entry)
{
  g_autofree char *title = NULL;
  g_autofree char *hint = lp_entry_dup_hint (entry);
  GtkWidget *row;

  switch (entry->kind)
    {
    case LP_ENTRY_BOOLEAN:
      row = g_object_new (LP_TYPE_SWITCH_ROW, NULL);
      break;
    case LP_ENTRY_CHOICE:
      row = make_choice (entry);
      break;
    case LP_ENTRY_DATE:
      row = make_date (entry);
      break;
    case LP_ENTRY_INTEGER:
      row = make_integer (entry);
      break;
    case LP_ENTRY_DECIMAL:
      row = g_object_new (LP_TYPE_TEXT_ROW, "input-purpose", GTK_INPUT_PURPOSE_NUMBER, NULL);
      break;
    case LP_ENTRY_EMAIL:
      row = g_object_new (LP_TYPE_TEXT_ROW, "input-purpose", GTK_INPUT_PURPOSE_EMAIL, NULL);
      break;
    case LP_ENTRY_TEXT:
    default:
      row = g_object_new (LP_TYPE_TEXT_ROW, NULL);
    }
  title = make_title (entry, ADW_IS_ENTRY_ROW (row));
  g_object_set (row, "use-markup", FALSE, "title", title, NULL);
  if (ADW_IS_ACTION_ROW (row))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hint);
  else
    gtk_widget_set_tooltip_text (row, *hint != '\0' ? hint : NULL);
  return row;
}
