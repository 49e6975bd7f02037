/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-timeline-content.h"

G_BEGIN_DECLS

/* Where things stand in a drawing of terms, as a pure function of its width and of the sizes of its texts. From top to
 * bottom: the word for today; a row of symbols above the bar; the bar of terms; a row of symbols below it; the first
 * days of the terms; a legend, which names every other mark. All in pixels. */

#define LP_TIMELINE_SYMBOL 10 /* width and height of a symbol */
#define LP_TIMELINE_BAR    10 /* height of the bar */
#define LP_TIMELINE_TICK   4  /* height of the line of today above all symbols */
#define LP_TIMELINE_GAP    8  /* between texts side by side */

typedef enum
{
  LP_LABEL_TODAY,
  LP_LABEL_DATE,
  LP_LABEL_MARK, /* in the legend, with the symbol of a mark */
  LP_LABEL_SPAN, /* in the legend, with a piece of the bar */
} LpTimelineLabelKind;

typedef struct
{
  LpTimelineLabelKind kind;
  guint index;      /* of the mark; of the span for LP_LABEL_DATE and LP_LABEL_SPAN */
  const char *text; /* of the content, borrowed */
  int x;
  int y;
  int width;
  int height;
  int symbol_x; /* left edge of its symbol, in the legend only; on the first line of the text */
} LpTimelineLabel;

typedef struct
{
  double x;
  double width;
} LpTimelineBar;

/**
 * LpTimelineLayout:
 * @labels: (element-type LpTimelineLabel): none of them touches another, nor the bar, nor a symbol
 * @bars: (element-type LpTimelineBar): one for each span, from the first in time
 * @marks: (element-type double): x of each mark of the content; meaningless for one that is not inside
 * @top: y of the upper end of the line of today, which goes down to the end of the symbols below the bar: all symbols
 *   may lie on it, and its end is still seen
 * @above: y of the symbols above the bar: deadline or revocation
 * @bar: y of the bar; commercial expiry stands on it
 * @below: y of the symbols below it: technical expiry
 * @height: of all
 */
typedef struct
{
  GArray *labels;
  GArray *bars;
  GArray *marks;
  int top;
  int above;
  int bar;
  int below;
  int height;
} LpTimelineLayout;

/**
 * LpMeasureText:
 * @text: a text
 * @most: the width at which it wraps, or -1: in one line
 * @width: (out): of the text
 * @height: (out): of the text
 * @user_data: what was given
 */
typedef void (*LpMeasureText) (const char *text, int most, int *width, int *height, gpointer user_data);

/**
 * lp_timeline_layout_new:
 * @content: what to place, with at least one span; outlives the layout
 * @width: of the drawing
 * @rtl: whether time goes from right to left
 * @measure: tells the sizes of texts
 * @user_data: for @measure
 *
 * A first day that has no room is left out, the running term's last of all; the words for today and the legend always
 * stand, the legend in as many lines as it needs.
 *
 * Returns: (transfer full): the places
 */
LpTimelineLayout *lp_timeline_layout_new (const LpTimelineContent *content,
                                          int width,
                                          gboolean rtl,
                                          LpMeasureText measure,
                                          gpointer user_data);
void lp_timeline_layout_free (LpTimelineLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpTimelineLayout, lp_timeline_layout_free)

G_END_DECLS
