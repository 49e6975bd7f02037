/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-timeline-layout.h"

#define SEAM      2 /* between two terms */
#define LINE      2 /* between two lines of text */
#define LEGEND    6 /* above the legend */
#define TO_TEXT   6 /* from a symbol of the legend to its text */
#define ENTRY_GAP 16
#define NARROWEST 1.0

typedef struct
{
  LpTimelineLayout *layout;
  const LpTimelineContent *content;
  int width;
  LpMeasureText measure;
  gpointer user_data;
} Placing;

static const LpTimelineSpan *
get_span (const LpTimelineContent *content, guint index)
{
  return &g_array_index (content->spans, LpTimelineSpan, index);
}

static const LpTimelineMark *
get_mark (const LpTimelineContent *content, guint index)
{
  return &g_array_index (content->marks, LpTimelineMark, index);
}

static double
get_x (const Placing *self, double at)
{
  const LpTimelineContent *content = self->content;

  return self->width * (at - content->first) / (double) MAX (content->beyond - content->first, 1);
}

static void
add_label (Placing *self, const LpTimelineLabel *label)
{
  g_array_append_val (self->layout->labels, *label);
  self->layout->height = MAX (self->layout->height, label->y + label->height);
}

static void
place_today (Placing *self)
{
  for (guint i = 0; i < self->content->marks->len; i++)
    {
      const LpTimelineMark *mark = get_mark (self->content, i);
      LpTimelineLabel label = { .kind = LP_LABEL_TODAY, .index = i, .text = mark->label };

      if (mark->kind != LP_MARK_TODAY || !mark->inside)
        continue;
      self->measure (mark->label, self->width, &label.width, &label.height, self->user_data);
      label.x = (int) get_x (self, mark->at) - label.width / 2;
      label.x = CLAMP (label.x, 0, MAX (self->width - label.width, 0));
      add_label (self, &label);
    }
}

static void
place_bars (Placing *self)
{
  for (guint i = 0; i < self->content->spans->len; i++)
    {
      const LpTimelineSpan *span = get_span (self->content, i);
      double left = get_x (self, span->first);
      double right = get_x (self, span->last + 1.0);
      LpTimelineBar bar = { left, MAX (right - left - SEAM, NARROWEST) };

      g_array_append_val (self->layout->bars, bar);
    }
  for (guint i = 0; i < self->content->marks->len; i++)
    {
      double x = get_x (self, get_mark (self->content, i)->at);

      g_array_append_val (self->layout->marks, x);
    }
}

static gboolean
has_room (const Placing *self, const LpTimelineLabel *label)
{
  for (guint i = 0; i < self->layout->labels->len; i++)
    {
      const LpTimelineLabel *other = &g_array_index (self->layout->labels, LpTimelineLabel, i);

      if (other->kind == LP_LABEL_DATE && label->x < other->x + other->width + LP_TIMELINE_GAP &&
          other->x < label->x + label->width + LP_TIMELINE_GAP)
        return FALSE;
    }
  return TRUE;
}

/* The first day of a term below its beginning, or not at all. */
static void
place_date (Placing *self, guint index, int y)
{
  const LpTimelineSpan *span = get_span (self->content, index);
  LpTimelineLabel label = { .kind = LP_LABEL_DATE, .index = index, .text = span->date, .y = y };
  int begin = (int) get_x (self, span->first);

  self->measure (span->date, -1, &label.width, &label.height, self->user_data);
  label.x = MAX (MIN (begin, self->width - label.width), 0);
  /* Moved too far from its term, it would seem to belong to the one before. */
  if (span->kind != LP_SPAN_RUNNING && begin - label.x > label.width / 2)
    return;
  if (!has_room (self, &label))
    return;
  add_label (self, &label);
}

static gboolean
is_running (const Placing *self, guint index)
{
  return get_span (self->content, index)->kind == LP_SPAN_RUNNING;
}

/* The running term's first, then those from the last one back. */
static void
place_dates (Placing *self, int y)
{
  guint n = self->content->spans->len;

  for (guint i = 0; i < n; i++)
    if (is_running (self, i))
      place_date (self, i, y);
  for (guint i = n; i > 0; i--)
    if (!is_running (self, i - 1))
      place_date (self, i - 1, y);
}

/* Entries one after the other; a new line begins where there is no more room. */
typedef struct
{
  int x;
  int y;
  int line_height;
} Pen;

static void
place_entry (Placing *self, Pen *pen, LpTimelineLabelKind kind, guint index, const char *text)
{
  LpTimelineLabel label = { .kind = kind, .index = index, .text = text };
  int before = LP_TIMELINE_SYMBOL + TO_TEXT;
  int most = MAX (self->width - before, 1);

  self->measure (text, most, &label.width, &label.height, self->user_data);
  label.width = MIN (label.width, most);
  if (pen->x > 0 && pen->x + before + label.width > self->width)
    {
      pen->x = 0;
      pen->y += pen->line_height + LINE;
      pen->line_height = 0;
    }
  label.symbol_x = pen->x;
  label.x = pen->x + before;
  label.y = pen->y;
  add_label (self, &label);
  pen->x += before + label.width + ENTRY_GAP;
  pen->line_height = MAX (pen->line_height, label.height);
}

static gboolean
has_label (const LpTimelineContent *content, LpSpanKind kind, guint *index)
{
  for (guint i = 0; i < content->spans->len; i++)
    if (get_span (content, i)->kind == kind)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
place_legend (Placing *self, int y)
{
  const LpTimelineContent *content = self->content;
  Pen pen = { 0, y, 0 };
  guint index;

  for (guint i = 0; i < content->marks->len; i++)
    if (get_mark (content, i)->kind != LP_MARK_TODAY)
      place_entry (self, &pen, LP_LABEL_MARK, i, get_mark (content, i)->label);
  for (int kind = LP_SPAN_FOLLOWS; kind <= LP_SPAN_OPEN; kind++)
    if (has_label (content, (LpSpanKind) kind, &index))
      place_entry (self, &pen, LP_LABEL_SPAN, index, get_span (content, index)->label);
}

static void
mirror (LpTimelineLayout *self, int width)
{
  for (guint i = 0; i < self->labels->len; i++)
    {
      LpTimelineLabel *label = &g_array_index (self->labels, LpTimelineLabel, i);

      label->x = width - label->x - label->width;
      label->symbol_x = width - label->symbol_x - LP_TIMELINE_SYMBOL;
    }
  for (guint i = 0; i < self->bars->len; i++)
    {
      LpTimelineBar *bar = &g_array_index (self->bars, LpTimelineBar, i);

      bar->x = width - bar->x - bar->width;
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      double *x = &g_array_index (self->marks, double, i);

      *x = width - *x;
    }
}

void
lp_timeline_layout_free (LpTimelineLayout *self)
{
  g_array_unref (self->labels);
  g_array_unref (self->bars);
  g_array_unref (self->marks);
  g_free (self);
}

LpTimelineLayout *
lp_timeline_layout_new (const LpTimelineContent *content,
                        int width,
                        gboolean rtl,
                        LpMeasureText measure,
                        gpointer user_data)
{
  LpTimelineLayout *self = g_new0 (LpTimelineLayout, 1);
  Placing placing = { self, content, width, measure, user_data };

  self->labels = g_array_new (FALSE, FALSE, sizeof (LpTimelineLabel));
  self->bars = g_array_new (FALSE, FALSE, sizeof (LpTimelineBar));
  self->marks = g_array_new (FALSE, FALSE, sizeof (double));
  place_today (&placing);
  self->top = self->height;
  self->above = self->top + LP_TIMELINE_TICK;
  self->bar = self->above + LP_TIMELINE_SYMBOL;
  self->below = self->bar + LP_TIMELINE_BAR;
  self->height = self->below + LP_TIMELINE_SYMBOL;
  place_bars (&placing);
  place_dates (&placing, self->height + LINE);
  place_legend (&placing, self->height + LEGEND);
  if (rtl)
    mirror (self, width);
  return self;
}
