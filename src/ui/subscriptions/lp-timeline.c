/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-subscription-rules.h"
#include "lp-timeline.h"

/* Long histories show only their last terms. */
#define MAX_TERMS 4

/* Pixels: room for the deadline's words, the bar, room for the first days, and for the words about expiry. */
#define TOP    18
#define BAR    10
#define DAYS   18
#define EXPIRY 18
#define GAP    2
#define MARK   4

typedef struct
{
  LpDate first;
  LpDate last;
  gboolean committed;
} Term;

struct _LpTimeline
{
  GtkWidget parent_instance;

  GArray *terms; /* of Term, in order */
  LpDate today;
  LpDate deadline;
  LpDate technical;  /* the software runs until then */
  LpDate commercial; /* what is owed ends then, or the use of what was cancelled */
  char *text;
};

G_DEFINE_FINAL_TYPE (LpTimeline, lp_timeline, GTK_TYPE_WIDGET)

static void
add_term (LpTimeline *self, LpDate first, LpDate last, gboolean committed)
{
  Term term = { first, last, committed };

  if (!lp_date_is_valid (first) || !lp_date_is_valid (last) || last < first)
    return;

  g_array_append_val (self->terms, term);
  if (self->terms->len > MAX_TERMS)
    g_array_remove_index (self->terms, 0);
}

static void
collect_terms (LpTimeline *self, LpSubscription *subscription)
{
  int months = lp_period_get_months (subscription->term);

  g_array_set_size (self->terms, 0);
  if (!lp_date_is_valid (subscription->start))
    return;

  add_term (self, subscription->start, subscription->initial_expiry, TRUE);
  for (guint i = 0; i < subscription->renewals->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (subscription->renewals, LpRenewal, i);

      add_term (self, renewal->start, renewal->end, TRUE);
    }

  /* What follows unless somebody cancels in time. */
  if (subscription->state == LP_SUBSCRIPTION_ACTIVE && lp_date_is_valid (subscription->committed_until) &&
      months > 0)
    add_term (self, subscription->committed_until + 1,
              lp_term_end (subscription->committed_until + 1, months), FALSE);
}

/* Beside the mark; the same in the text. */
static char *
describe_expiry (LpTimeline *self)
{
  g_autofree char *technical = lp_format_date_short (self->technical);
  g_autofree char *commercial = lp_format_date_short (self->commercial);

  if (!lp_date_is_valid (self->technical))
    return NULL;
  if (self->technical == self->commercial || !lp_date_is_valid (self->commercial))
    /* Translators: technical expiry of a license, in a drawing; keep it short */
    return g_strdup_printf (_ ("software runs until %s"), technical);
  /* Translators: technical and commercial expiry of a license, in a drawing; keep it short */
  return g_strdup_printf (_ ("software runs until %s, owed until %s"), technical, commercial);
}

static char *
describe (LpTimeline *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *today = lp_format_date (self->today);
  g_autofree char *technical = lp_format_date (self->technical);
  g_autofree char *commercial = lp_format_date (self->commercial);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);
      g_autofree char *first = lp_format_date (term->first);
      g_autofree char *last = lp_format_date (term->last);

      g_string_append_printf (
          text,
          term->committed
              /* Translators: a term of a subscription that is paid for */
              ? _ ("Term from %s to %s. ")
              /* Translators: a term of a subscription that begins unless it is cancelled */
              : _ ("Then, unless cancelled, from %s to %s. "),
          first, last);
    }

  if (lp_date_is_valid (self->deadline))
    {
      g_autofree char *day = lp_format_date (self->deadline);

      /* Translators: last day for a cancellation */
      g_string_append_printf (text, _ ("Cancel by %s."), day);
    }
  if (text->len > 0)
    /* Translators: part of a description; keep the space in front */
    g_string_append_printf (text, _ (" Today is %s."), today);
  if (text->len > 0 && lp_date_is_valid (self->technical))
    /* Translators: technical and commercial expiry, two days; keep the space in front */
    g_string_append_printf (text, _ (" The software runs until %s; what is owed ends on %s."), technical,
                            commercial);
  return g_string_free (text, FALSE);
}

const char *
lp_timeline_get_text (LpTimeline *self)
{
  return self->text;
}

void
lp_timeline_set_subscription (LpTimeline *self, LpSubscription *subscription, LpDate today)
{
  g_array_set_size (self->terms, 0);
  self->today = today;
  self->deadline = self->technical = self->commercial = LP_DATE_NONE;
  if (subscription != NULL)
    {
      self->deadline = subscription->deadline;
      self->technical = subscription->technical_expiry;
      self->commercial = lp_date_is_valid (subscription->ends_on) ? subscription->ends_on
                                                                  : subscription->committed_until;
      collect_terms (self, subscription);
    }

  g_free (self->text);
  self->text = describe (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->terms->len > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static const Term *
get_end (LpTimeline *self, gboolean last)
{
  return &g_array_index (self->terms, Term, last ? self->terms->len - 1 : 0);
}

/* Where a day begins, in pixels from the left. */
static double
get_x (LpTimeline *self, LpDate day)
{
  LpDate first = get_end (self, FALSE)->first;
  LpDate beyond = get_end (self, TRUE)->last + 1;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double x = width * (CLAMP (day, first, beyond) - first) / (double) MAX (beyond - first, 1);

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

static GdkRGBA
get_color (LpTimeline *self, const char *name, float alpha)
{
  GdkRGBA color = { 0.2f, 0.5f, 0.9f, 1.0f };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color);
  color.alpha *= alpha;
  return color;
}

/* @anchor: 0 begins at @x, 1 ends there; always inside the widget. Returns where the text ends. */
static double
draw_text (LpTimeline *self,
           GtkSnapshot *snapshot,
           const char *text,
           double x,
           double y,
           double anchor,
           const GdkRGBA *color,
           double from)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (x - width * anchor, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - width, 0));
  if (x < from)
    return from;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return x + width + 8;
}

/* Colours alone may not be told apart: each term gets an outline where the desktop asks for contrast. */
static void
draw_bar (LpTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *color, double left, double width)
{
  graphene_rect_t rectangle = GRAPHENE_RECT_INIT ((float) left, TOP, (float) width, BAR);
  GdkRGBA edge = get_color (self, "window_fg_color", 1.0f);
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA edges[4] = { edge, edge, edge, edge };
  GskRoundedRect outline;

  gtk_snapshot_append_color (snapshot, color, &rectangle);
  if (!adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    return;
  gsk_rounded_rect_init_from_rect (&outline, &rectangle, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

static void
draw_terms (LpTimeline *self, GtkSnapshot *snapshot)
{
  GdkRGBA text = get_color (self, "window_fg_color", 0.55f);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from = 0;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, rtl ? self->terms->len - 1 - i : i);
      gboolean now = term->committed && self->today >= term->first && self->today <= term->last;
      GdkRGBA color = get_color (self, "accent_bg_color", now ? 1.0f : term->committed ? 0.5f : 0.2f);
      double a = get_x (self, term->first), b = get_x (self, term->last + 1);
      g_autofree char *day = lp_format_date_short (term->first);

      draw_bar (self, snapshot, &color, MIN (a, b), MAX (ABS (b - a) - GAP, 1));
      from = draw_text (self, snapshot, day, a, TOP + BAR + 3, rtl ? 1 : 0, &text, from);
    }
}

static void
draw_mark (LpTimeline *self, GtkSnapshot *snapshot, LpDate day, const GdkRGBA *color, float overhang)
{
  float x = (float) get_x (self, day);

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x - 1, TOP - overhang, 2, BAR + 2 * overhang));
}

/* A triangle below the bar that points at the end of a day. */
static void
draw_expiry (LpTimeline *self, GtkSnapshot *snapshot, LpDate day, const GdkRGBA *color)
{
  double x = get_x (self, day + 1);
  double top = TOP + BAR + DAYS;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x - MARK, TOP + BAR, 2 * MARK, DAYS + MARK);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, TOP + BAR);
  cairo_line_to (cr, x, top);
  cairo_stroke (cr);
  cairo_move_to (cr, x - MARK, TOP + BAR + MARK);
  cairo_line_to (cr, x + MARK, TOP + BAR + MARK);
  cairo_line_to (cr, x, TOP + BAR);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
lp_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LpTimeline *self = LP_TIMELINE (widget);
  GdkRGBA foreground, red;

  if (self->terms->len == 0)
    return;

  foreground = get_color (self, "window_fg_color", 0.9f);
  red = get_color (self, "error_color", 1.0f);
  draw_terms (self, snapshot);
  if (self->today >= get_end (self, FALSE)->first && self->today <= get_end (self, TRUE)->last)
    draw_mark (self, snapshot, self->today, &foreground, 3);
  if (lp_date_is_valid (self->technical))
    {
      g_autofree char *words = describe_expiry (self);
      gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

      draw_expiry (self, snapshot, self->technical, &foreground);
      draw_text (self, snapshot, words, get_x (self, self->technical + 1), TOP + BAR + DAYS, rtl ? 0 : 1,
                 &foreground, 0);
    }
  if (lp_date_is_valid (self->deadline))
    {
      g_autofree char *day = lp_format_date_short (self->deadline);
      /* Translators: beside a mark in a drawing; %s is the last day for a cancellation; keep it short */
      g_autofree char *text = g_strdup_printf (_ ("cancel by %s"), day);

      draw_mark (self, snapshot, self->deadline, &red, 5);
      draw_text (self, snapshot, text, get_x (self, self->deadline), 0, 0.5, &red, 0);
    }
}

static void
lp_timeline_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : TOP + BAR + DAYS + EXPIRY;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : *minimum;
}

static void
lp_timeline_finalize (GObject *object)
{
  LpTimeline *self = LP_TIMELINE (object);

  g_array_unref (self->terms);
  g_free (self->text);

  G_OBJECT_CLASS (lp_timeline_parent_class)->finalize (object);
}

static void
lp_timeline_class_init (LpTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_timeline_finalize;
  widget_class->snapshot = lp_timeline_snapshot;
  widget_class->measure = lp_timeline_measure;

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lp_timeline_init (LpTimeline *self)
{
  self->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  self->deadline = self->technical = self->commercial = LP_DATE_NONE;
}
