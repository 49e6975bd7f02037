/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "lp-timeline-layout.h"
#include "lp-timeline.h"

/* Pixels. */
#define NARROWEST 120
#define NATURAL   300
#define HALO      1

/* How much of its colour a day keeps: less cannot be read by everybody (WCAG 2: a contrast of 4.5 to 1). */
#define PALE 0.72f

struct _LpTimeline
{
  GtkWidget parent_instance;

  LpTimelineContent *content;
};

G_DEFINE_FINAL_TYPE (LpTimeline, lp_timeline, GTK_TYPE_WIDGET)

const char *
lp_timeline_get_text (LpTimeline *self)
{
  return self->content->text;
}

void
lp_timeline_set_subscription (LpTimeline *self,
                              LpSubscription *subscription,
                              gboolean consumer,
                              LpDate today,
                              const char *credit,
                              int waiting)
{
  lp_timeline_content_free (self->content);
  self->content = lp_timeline_content_new (subscription, consumer, today, credit, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self), self->content->spans->len > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->content->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->content->text,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static PangoLayout *
new_text (LpTimeline *self, const char *text, int most)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, most < 0 ? -1 : most * PANGO_SCALE);
  return layout;
}

static void
measure_text (const char *text, int most, int *width, int *height, gpointer user_data)
{
  g_autoptr (PangoLayout) layout = new_text (user_data, text, most);
  PangoRectangle box;

  pango_layout_get_pixel_extents (layout, NULL, &box);
  *width = box.width;
  *height = box.height;
}

static LpTimelineLayout *
new_layout (LpTimeline *self, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return lp_timeline_layout_new (self->content, width, rtl, measure_text, self);
}

static GdkRGBA
get_color (LpTimeline *self, const char *name, float alpha)
{
  GdkRGBA color = { 0.2f, 0.5f, 0.9f, 1.0f };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color);
  color.alpha *= alpha;
  return color;
}

static void
draw_label (LpTimeline *self, GtkSnapshot *snapshot, const LpTimelineLabel *label)
{
  gboolean pale = label->kind == LP_LABEL_DATE;
  g_autoptr (PangoLayout) layout = new_text (self, label->text, label->width);
  GdkRGBA color = get_color (self, "window_fg_color", pale ? PALE : 1.0f);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) label->x, (float) label->y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* Colours alone may not be told apart: what does not begin is an outline, what is open a dashed one, and where the desktop asks for contrast every
 * term has one. */
static void
draw_span (LpTimeline *self, cairo_t *cr, LpSpanKind kind, double x, double y, double width)
{
  static const double dash[] = { 3, 2 };
  static const float alphas[] = {
    [LP_SPAN_PAST] = 0.4f,    [LP_SPAN_RUNNING] = 1.0f,  [LP_SPAN_TO_COME] = 0.65f,
    [LP_SPAN_FOLLOWS] = 0.2f, [LP_SPAN_UNBILLED] = 0.0f, [LP_SPAN_OPEN] = 0.1f
  };
  GdkRGBA color = get_color (self, "accent_bg_color", alphas[MIN ((gsize) kind, G_N_ELEMENTS (alphas) - 1)]);
  GdkRGBA edge = get_color (self, "window_fg_color", 0.55f);
  gboolean outlined = kind == LP_SPAN_UNBILLED || kind == LP_SPAN_OPEN;

  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, x, y, width, LP_TIMELINE_BAR);
  cairo_fill (cr);
  if (!outlined && !adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    return;
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dash, kind == LP_SPAN_OPEN ? G_N_ELEMENTS (dash) : 0, 0);
  cairo_rectangle (cr, x + 0.5, y + 0.5, MAX (width - 1, 0), LP_TIMELINE_BAR - 1);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
trace_polygon (cairo_t *cr, const double points[][2], gsize n, double x, double y)
{
  for (gsize i = 0; i < n; i++)
    cairo_line_to (cr, x + points[i][0], y + points[i][1]);
  cairo_close_path (cr);
}

/* Within a square of LP_TIMELINE_SYMBOL pixels, whose left upper corner is given. Each kind has its own shape. */
static void
trace_symbol (cairo_t *cr, LpMarkKind kind, double x, double y)
{
  static const double down[][2] = { { 0, 1 }, { 10, 1 }, { 5, 9 } };
  static const double up[][2] = { { 0, 9 }, { 10, 9 }, { 5, 1 } };
  static const double diamond[][2] = { { 5, 0 }, { 10, 5 }, { 5, 10 }, { 0, 5 } };
  static const double sent[][2] = { { 0, 0 }, { 10, 5 }, { 0, 10 }, { 3, 5 } };
  static const double cross[][2] = { { 0, 2 },  { 2, 0 },  { 5, 3 }, { 8, 0 },  { 10, 2 }, { 7, 5 },
                                     { 10, 8 }, { 8, 10 }, { 5, 7 }, { 2, 10 }, { 0, 8 },  { 3, 5 } };

  switch (kind)
    {
    case LP_MARK_DEADLINE:
      trace_polygon (cr, down, G_N_ELEMENTS (down), x, y);
      break;
    case LP_MARK_REVOKED:
      trace_polygon (cr, cross, G_N_ELEMENTS (cross), x, y);
      break;
    case LP_MARK_COMMERCIAL:
      trace_polygon (cr, diamond, G_N_ELEMENTS (diamond), x, y);
      break;
    case LP_MARK_WAITING:
      trace_polygon (cr, sent, G_N_ELEMENTS (sent), x, y);
      break;
    case LP_MARK_TECHNICAL:
    case LP_MARK_TODAY:
    default:
      trace_polygon (cr, up, G_N_ELEMENTS (up), x, y);
    }
}

static void
draw_symbol (LpTimeline *self, cairo_t *cr, LpMarkKind kind, double x, double y)
{
  gboolean red = kind == LP_MARK_DEADLINE || kind == LP_MARK_REVOKED;
  GdkRGBA color = get_color (self, red ? "error_color" : "window_fg_color", 1.0f);
  GdkRGBA halo = get_color (self, "window_bg_color", 1.0f);

  trace_symbol (cr, kind, x, y);
  gdk_cairo_set_source_rgba (cr, &halo);
  cairo_set_line_width (cr, 2 * HALO);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
}

/* Below the symbols, and longer than they are together. */
static void
draw_today (LpTimeline *self, cairo_t *cr, const LpTimelineLayout *layout, double x)
{
  GdkRGBA color = get_color (self, "window_fg_color", 1.0f);
  GdkRGBA halo = get_color (self, "window_bg_color", 1.0f);
  double height = layout->below + LP_TIMELINE_SYMBOL - layout->top;

  gdk_cairo_set_source_rgba (cr, &halo);
  cairo_rectangle (cr, x - 1 - HALO, layout->top, 2 + 2 * HALO, height);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, x - 1, layout->top, 2, height);
  cairo_fill (cr);
}

static int
get_row (const LpTimelineLayout *layout, LpMarkKind kind)
{
  switch (kind)
    {
    case LP_MARK_DEADLINE:
    case LP_MARK_REVOKED:
      return layout->above;
    case LP_MARK_COMMERCIAL:
      return layout->bar;
    case LP_MARK_TODAY:
    case LP_MARK_WAITING:
    case LP_MARK_TECHNICAL:
    default:
      return layout->below;
    }
}

static void
draw_marks (LpTimeline *self, cairo_t *cr, const LpTimelineLayout *layout)
{
  double right = gtk_widget_get_width (GTK_WIDGET (self)) - LP_TIMELINE_SYMBOL;
  const LpTimelineContent *content = self->content;

  for (guint i = 0; i < content->marks->len; i++)
    {
      const LpTimelineMark *mark = &g_array_index (content->marks, LpTimelineMark, i);
      double x = g_array_index (layout->marks, double, i);
      double left = CLAMP (x - LP_TIMELINE_SYMBOL / 2.0, 0, MAX (right, 0));

      if (!mark->inside)
        continue;
      if (mark->kind == LP_MARK_TODAY)
        draw_today (self, cr, layout, x);
      else
        draw_symbol (self, cr, mark->kind, left, get_row (layout, mark->kind));
    }
}

static void
draw_legend (LpTimeline *self, cairo_t *cr, const LpTimelineLayout *layout)
{
  const LpTimelineContent *content = self->content;

  for (guint i = 0; i < layout->labels->len; i++)
    {
      const LpTimelineLabel *label = &g_array_index (layout->labels, LpTimelineLabel, i);
      double y = label->y + 3;

      if (label->kind == LP_LABEL_MARK)
        draw_symbol (self, cr, g_array_index (content->marks, LpTimelineMark, label->index).kind,
                     label->symbol_x, y);
      else if (label->kind == LP_LABEL_SPAN)
        draw_span (self, cr, g_array_index (content->spans, LpTimelineSpan, label->index).kind,
                   label->symbol_x, y, LP_TIMELINE_SYMBOL);
    }
}

static void
lp_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LpTimeline *self = LP_TIMELINE (widget);
  int width = gtk_widget_get_width (widget);
  g_autoptr (LpTimelineLayout) layout = NULL;
  cairo_t *cr;

  if (self->content->spans->len == 0 || width <= 0)
    return;
  layout = new_layout (self, width);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-HALO, 0, (float) width + 2 * HALO,
                                                                 (float) layout->height));
  for (guint i = 0; i < layout->bars->len; i++)
    {
      const LpTimelineBar *bar = &g_array_index (layout->bars, LpTimelineBar, i);

      draw_span (self, cr, g_array_index (self->content->spans, LpTimelineSpan, i).kind, bar->x, layout->bar,
                 bar->width);
    }
  draw_marks (self, cr, layout);
  draw_legend (self, cr, layout);
  cairo_destroy (cr);
  for (guint i = 0; i < layout->labels->len; i++)
    draw_label (self, snapshot, &g_array_index (layout->labels, LpTimelineLabel, i));
}

static GtkSizeRequestMode
lp_timeline_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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
  LpTimeline *self = LP_TIMELINE (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL : 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->content->spans->len > 0)
    {
      g_autoptr (LpTimelineLayout) layout = new_layout (self, for_size > 0 ? for_size : NARROWEST);

      *minimum = *natural = layout->height;
    }
}

static void
lp_timeline_finalize (GObject *object)
{
  lp_timeline_content_free (LP_TIMELINE (object)->content);

  G_OBJECT_CLASS (lp_timeline_parent_class)->finalize (object);
}

static void
lp_timeline_class_init (LpTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_timeline_finalize;
  widget_class->snapshot = lp_timeline_snapshot;
  widget_class->get_request_mode = lp_timeline_get_request_mode;
  widget_class->measure = lp_timeline_measure;

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lp_timeline_init (LpTimeline *self)
{
  self->content = lp_timeline_content_new (NULL, FALSE, LP_DATE_NONE, NULL, -1);
}
