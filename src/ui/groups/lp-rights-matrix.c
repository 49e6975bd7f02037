/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-rights-matrix.h"
#include "lp-rights-row.h"

struct _LpRightsMatrix
{
  AdwBin parent_instance;

  /* Template */
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (LpRightsMatrix, lp_rights_matrix, ADW_TYPE_BIN)

/* The rows stay as long as there are as many categories, so that the keyboard stays where it is. */
void
lp_rights_matrix_show (LpRightsMatrix *self, LpMemberDraft *draft)
{
  guint n = lp_member_draft_get_n_categories (draft);
  GtkListBoxRow *row;

  gtk_widget_set_visible (GTK_WIDGET (self), lp_member_draft_has_matrix (draft));
  for (guint i = 0; i < n; i++)
    {
      if (gtk_list_box_get_row_at_index (self->rows, (int) i) == NULL)
        gtk_list_box_append (self->rows, lp_rights_row_new ());
      lp_rights_row_show (LP_RIGHTS_ROW (gtk_list_box_get_row_at_index (self->rows, (int) i)), draft, i);
    }
  while ((row = gtk_list_box_get_row_at_index (self->rows, (int) n)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

static void
lp_rights_matrix_class_init (LpRightsMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/rights-matrix.ui");
  gtk_widget_class_bind_template_child (widget_class, LpRightsMatrix, rows);
}

static void
lp_rights_matrix_init (LpRightsMatrix *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
