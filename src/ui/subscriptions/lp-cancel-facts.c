/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cancel-facts.h"
#include "lp-decision-words.h"
#include "lp-format.h"
#include "lp-value-row.h"

struct _LpCancelFacts
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *note_box;
  GtkLabel *note;
  LpValueRow *last_day;
  LpValueRow *deadline;
  AdwPreferencesGroup *owed;
};

G_DEFINE_FINAL_TYPE (LpCancelFacts, lp_cancel_facts, ADW_TYPE_BIN)

static char *
describe_deadline (const LpCancelOutlook *outlook, LpDate today)
{
  g_autofree char *day = lp_format_date_short (outlook->deadline);
  int left = outlook->deadline - today;

  if (left < 0)
    /* Translators: a day that has passed, and how many days ago */
    return g_strdup_printf (ngettext ("%s, passed %d day ago", "%s, passed %d days ago", -left), day, -left);
  if (left == 0)
    /* Translators: %s is the day of today */
    return g_strdup_printf (_ ("%s, today"), day);
  /* Translators: a day to come, and how many days are left */
  return g_strdup_printf (ngettext ("%s, in %d day", "%s, in %d days", left), day, left);
}

static void
add_term (LpCancelFacts *self, const char *title, const LpOwedTerm *term)
{
  g_autofree char *text = lp_owed_term_dup_text (term);
  GtkWidget *row = lp_value_row_new (title, text);

  lp_value_row_set_wraps (LP_VALUE_ROW (row), TRUE);
  adw_preferences_group_add (self->owed, row);
}

static void
add_owed (LpCancelFacts *self, const LpOwedTerm *term, LpDate today)
{
  /* Translators: of a term that is owed: the one that has begun, and one that has not */
  add_term (self, term->first <= today ? _ ("Running term") : _ ("Next term"), term);
}

static LpCancelFacts *
new_facts (const char *note)
{
  LpCancelFacts *self = g_object_new (LP_TYPE_CANCEL_FACTS, NULL);

  gtk_widget_set_visible (self->note_box, note != NULL);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  return self;
}

GtkWidget *
lp_cancel_facts_new (const LpCancelOutlook *outlook, LpDate today, const char *note)
{
  LpCancelFacts *self = new_facts (note);
  g_autofree char *last_day = lp_format_date (outlook->ends_on);

  lp_value_row_set_value (self->last_day, last_day);
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), lp_date_is_valid (outlook->deadline));
  if (lp_date_is_valid (outlook->deadline))
    {
      g_autofree char *deadline = describe_deadline (outlook, today);

      lp_value_row_set_value (self->deadline, deadline);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->owed), outlook->owed->len > 0);
  for (guint i = 0; i < outlook->owed->len; i++)
    add_owed (self, &g_array_index (outlook->owed, LpOwedTerm, i), today);
  return GTK_WIDGET (self);
}

GtkWidget *
lp_cancel_facts_new_for_revocation (const LpRevokeOutlook *outlook, LpDate today, const char *note)
{
  LpCancelFacts *self = new_facts (note);
  g_autofree char *last_day = lp_format_date (outlook->last_day);

  lp_value_row_set_value (self->last_day, last_day);
  gtk_widget_set_visible (GTK_WIDGET (self->last_day), lp_date_is_valid (outlook->last_day));
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), FALSE);
  if (lp_date_is_valid (outlook->running.first))
    add_owed (self, &outlook->running, today);
  else
    /* Translators: under “Still Owed” */
    adw_preferences_group_add (self->owed, lp_value_row_new (_ ("Nothing"), ""));
  for (guint i = 0; i < outlook->unbilled->len; i++)
    add_term (self, _ ("No longer billed"), &g_array_index (outlook->unbilled, LpOwedTerm, i));
  return GTK_WIDGET (self);
}

static void
lp_cancel_facts_class_init (LpCancelFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_VALUE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/cancel-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, LpCancelFacts, note_box);
  gtk_widget_class_bind_template_child (widget_class, LpCancelFacts, note);
  gtk_widget_class_bind_template_child (widget_class, LpCancelFacts, last_day);
  gtk_widget_class_bind_template_child (widget_class, LpCancelFacts, deadline);
  gtk_widget_class_bind_template_child (widget_class, LpCancelFacts, owed);
}

static void
lp_cancel_facts_init (LpCancelFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lp_value_row_set_wraps (self->last_day, TRUE);
  lp_value_row_set_wraps (self->deadline, TRUE);
}
