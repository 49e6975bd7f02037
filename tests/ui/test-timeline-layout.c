/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pango/pangocairo.h>
#include <string.h>

#include "lp-subscription-outlook.h"
#include "lp-timeline-layout.h"
#include "random-subscription.h"

/* Where the words and symbols of a timeline stand: over thousands of subscriptions, widths and sizes of letters, nothing
 * is written over anything else and nothing is left out that has to be there. */

#define N_SUBSCRIPTIONS 20000
#define N_WITH_FONTS    300

/* Letters of one width, as in a terminal: wraps as text does. */
static void
measure_letters (const char *text, int most, int *width, int *height, gpointer user_data)
{
  int letter = *(const int *) user_data;
  int n = (int) g_utf8_strlen (text, -1);
  int in_line = most < 0 ? n : MAX (most / letter, 1);
  int lines = (n + in_line - 1) / MAX (in_line, 1);

  *width = MIN (n, in_line) * letter;
  *height = MAX (lines, 1) * 2 * letter;
}

static void
measure_fonts (const char *text, int most, int *width, int *height, gpointer user_data)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (user_data);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, most < 0 ? -1 : most * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, width, height);
}

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} Box;

static gboolean
overlap (const Box *a, const Box *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* All that is drawn as boxes: labels, their symbols, and the stripe of bar and symbols as one. */
static GArray *
list_boxes (const LpTimelineLayout *layout, int width)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  Box stripe = { 0, layout->top, width, layout->below + LP_TIMELINE_SYMBOL - layout->top };

  g_array_append_val (boxes, stripe);
  for (guint i = 0; i < layout->labels->len; i++)
    {
      const LpTimelineLabel *label = &g_array_index (layout->labels, LpTimelineLabel, i);
      Box box = { label->x, label->y, label->width, label->height };
      Box symbol = { label->symbol_x, label->y, LP_TIMELINE_SYMBOL, label->height };

      g_array_append_val (boxes, box);
      if (label->kind == LP_LABEL_MARK || label->kind == LP_LABEL_SPAN)
        g_array_append_val (boxes, symbol);
    }
  return boxes;
}

static void
assert_apart (const LpTimelineLayout *layout, int width)
{
  g_autoptr (GArray) boxes = list_boxes (layout, width);

  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *box = &g_array_index (boxes, Box, i);

      g_assert_cmpint (box->x, >=, 0);
      g_assert_cmpint (box->x + box->width, <=, width);
      g_assert_cmpint (box->y, >=, 0);
      g_assert_cmpint (box->y + box->height, <=, layout->height);
      for (guint j = i + 1; j < boxes->len; j++)
        g_assert_false (overlap (box, &g_array_index (boxes, Box, j)));
    }
}

static gboolean
has_label (const LpTimelineLayout *layout, LpTimelineLabelKind kind, guint index)
{
  for (guint i = 0; i < layout->labels->len; i++)
    {
      const LpTimelineLabel *label = &g_array_index (layout->labels, LpTimelineLabel, i);

      if (label->kind == kind && label->index == index)
        return TRUE;
    }
  return FALSE;
}

/* Nothing is drawn without words for it. */
static void
assert_named (const LpTimelineContent *content, const LpTimelineLayout *layout)
{
  for (guint i = 0; i < content->marks->len; i++)
    {
      const LpTimelineMark *mark = &g_array_index (content->marks, LpTimelineMark, i);

      if (mark->kind != LP_MARK_TODAY)
        g_assert_true (has_label (layout, LP_LABEL_MARK, i));
      else
        g_assert_cmpint (has_label (layout, LP_LABEL_TODAY, i), ==, mark->inside);
    }
  for (guint i = 0; i < content->spans->len; i++)
    if (g_array_index (content->spans, LpTimelineSpan, i).kind == LP_SPAN_RUNNING)
      g_assert_true (has_label (layout, LP_LABEL_DATE, i));
}

/* To scale: what is later stands further on, terms follow each other, and each mark lies in its term. */
static void
assert_to_scale (const LpTimelineContent *content, const LpTimelineLayout *layout, int width)
{
  for (guint i = 1; i < layout->bars->len; i++)
    {
      const LpTimelineBar *one = &g_array_index (layout->bars, LpTimelineBar, i - 1);
      const LpTimelineBar *next = &g_array_index (layout->bars, LpTimelineBar, i);

      g_assert_cmpfloat (next->x, >, one->x);
    }
  for (guint i = 0; i < content->marks->len; i++)
    {
      const LpTimelineMark *mark = &g_array_index (content->marks, LpTimelineMark, i);
      double expected = width * (mark->at - content->first) / (content->beyond - content->first);

      if (!mark->inside)
        continue;
      g_assert_cmpfloat_with_epsilon (g_array_index (layout->marks, double, i), expected, 0.001);
      g_assert_cmpfloat (expected, >=, 0);
      g_assert_cmpfloat (expected, <=, width);
    }
}

static void
assert_mirrored (const LpTimelineLayout *layout, const LpTimelineLayout *other, int width)
{
  g_assert_cmpint (layout->height, ==, other->height);
  g_assert_cmpuint (layout->labels->len, ==, other->labels->len);
  for (guint i = 0; i < layout->labels->len; i++)
    {
      const LpTimelineLabel *a = &g_array_index (layout->labels, LpTimelineLabel, i);
      const LpTimelineLabel *b = &g_array_index (other->labels, LpTimelineLabel, i);

      g_assert_cmpint (a->x + a->width, ==, width - b->x);
      g_assert_cmpint (a->y, ==, b->y);
    }
}

static void
check (GRand *random, int width, LpMeasureText measure, gpointer user_data)
{
  LpDate today;
  g_autoptr (LpSubscription) subscription = random_recorded_subscription (random, &today);
  g_autoptr (LpTimelineContent)
      content = lp_timeline_content_new (subscription, FALSE, today, NULL,
                                         g_rand_int_range (random, -1, LP_DECISION_REVOKE + 1));
  g_autoptr (LpTimelineLayout) layout = lp_timeline_layout_new (content, width, FALSE, measure, user_data);
  g_autoptr (LpTimelineLayout) mirrored = lp_timeline_layout_new (content, width, TRUE, measure, user_data);

  assert_apart (layout, width);
  assert_apart (mirrored, width);
  assert_named (content, layout);
  assert_to_scale (content, layout, width);
  assert_mirrored (layout, mirrored, width);
}

static void
test_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (87);

  for (int n = 0; n < N_SUBSCRIPTIONS; n++)
    {
      int letter = g_rand_int_range (random, 5, 12);

      check (random, g_rand_int_range (random, 280, 901), measure_letters, &letter);
    }
}

static void
test_with_fonts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (88);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  for (int size = 8; size <= 18; size += 5)
    {
      g_autoptr (PangoFontDescription) font = pango_font_description_new ();

      pango_font_description_set_family (font, "Cantarell");
      pango_font_description_set_size (font, size * PANGO_SCALE);
      pango_context_set_font_description (context, font);
      for (int n = 0; n < N_WITH_FONTS; n++)
        check (random, g_rand_int_range (random, 280, 901), measure_fonts, context);
    }
  g_object_unref (context);
}

/* A year, renewed, its deadline today: the days on which everything meets. */
static void
test_all_at_once (void)
{
  LpSubscriptionTerms terms = { .start = lp_date_from_ymd (2025, 11, 25),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 12,
                                .notice = { 0, LP_PERIOD_DAYS } };
  LpDate today = lp_date_from_ymd (2026, 11, 24);
  g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, today);
  g_autoptr (LpTimelineContent) content = NULL;
  g_autoptr (LpTimelineLayout) layout = NULL;
  int letter = 7;

  subscription->technical_expiry = subscription->committed_until;
  content = lp_timeline_content_new (subscription, FALSE, today, NULL, -1);
  layout = lp_timeline_layout_new (content, 320, FALSE, measure_letters, &letter);
  g_assert_cmpuint (content->marks->len, ==, 4);
  for (guint i = 0; i < content->marks->len; i++)
    g_assert_true (g_array_index (content->marks, LpTimelineMark, i).inside);
  assert_apart (layout, 320);
  assert_named (content, layout);
  /* The line of today begins above every symbol, so that it is seen whatever lies on it. */
  g_assert_cmpint (layout->top, <, layout->above);
  g_assert_cmpint (layout->above + LP_TIMELINE_SYMBOL, <=, layout->bar);
  g_assert_cmpint (layout->bar + LP_TIMELINE_BAR, <=, layout->below);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/timeline-layout/any", test_any);
  g_test_add_func ("/ui/timeline-layout/with-fonts", test_with_fonts);
  g_test_add_func ("/ui/timeline-layout/all-at-once", test_all_at_once);
  return g_test_run ();
}
