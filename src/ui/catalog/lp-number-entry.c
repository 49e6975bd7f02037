/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpNumberEntry
{
  GtkSpinButton *spin;
  double shown; /* the last value whose text the spin button wrote itself */
};

static gboolean
read_number (LpNumberEntry *self, double *number)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->spin))));
  double min, max;
  gint64 value;

  gtk_spin_button_get_range (self->spin, &min, &max);
  if (!g_ascii_string_to_signed (text, 10, (gint64) min, (gint64) max, &value, NULL))
    return FALSE;
  *number = (double) value;
  return TRUE;
}

/* What cannot be read leaves the value as it was. */
static int
input_cb (GtkSpinButton *spin, double *value, LpNumberEntry *self)
{
  if (!read_number (self, value))
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

/* The text is written only for a value that the buttons, the keys or the program have given. */
static gboolean
output_cb (GtkSpinButton *spin, LpNumberEntry *self)
{
  double value = gtk_spin_button_get_value (spin);
  double number;

  if (value == self->shown && !read_number (self, &number))
    return TRUE;
  self->shown = value;
  return FALSE;
}

char *
lp_number_entry_dup_text (LpNumberEntry *self)
{
  double number;

  if (read_number (self, &number))
    return g_strdup_printf ("%.0f", number);
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->spin)));
}

void
lp_number_entry_set_text (LpNumberEntry *self, const char *text)
{
  double number;

  gtk_editable_set_text (GTK_EDITABLE (self->spin), text != NULL ? text : "");
  if (read_number (self, &number))
    gtk_spin_button_set_value (self->spin, number);
}

LpNumberEntry *
lp_number_entry_new (GtkSpinButton *spin)
{
  LpNumberEntry *self = g_new0 (LpNumberEntry, 1);

  self->spin = g_object_ref (spin);
  self->shown = gtk_spin_button_get_value (spin);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), self);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), self);
  /* GtkSpinButton of this baseline cannot be told to activate the default button. */
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (spin))), TRUE);
  return self;
}

void
lp_number_entry_free (LpNumberEntry *self)
{
  g_signal_handlers_disconnect_by_data (self->spin, self);
  g_object_unref (self->spin);
  g_free (self);
}
