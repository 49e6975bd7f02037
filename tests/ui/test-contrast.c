/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <math.h>

#include "lp-timeline.h"

/* Whether everybody can read what has a colour of its own: WCAG 2, success criterion 1.4.3. */

#define LEAST_CONTRAST 4.5

static double
to_linear (double value)
{
  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * to_linear (color->red) + 0.7152 * to_linear (color->green) +
         0.0722 * to_linear (color->blue);
}

/* The colour that a text which lets the background through has in the end. */
static GdkRGBA
blend (const GdkRGBA *color, const GdkRGBA *background)
{
  float left = 1.0f - color->alpha;

  return (GdkRGBA){ color->red * color->alpha + background->red * left,
                    color->green * color->alpha + background->green * left,
                    color->blue * color->alpha + background->blue * left, 1.0f };
}

static double
get_contrast (const GdkRGBA *color, const GdkRGBA *background)
{
  GdkRGBA seen = blend (color, background);
  double a = get_luminance (&seen) + 0.05, b = get_luminance (background) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

static void
assert_readable (GtkStyleContext *context, const char *what)
{
  static const char *const grounds[] = { "window_bg_color", "view_bg_color" };
  GdkRGBA color, ground;

  gtk_style_context_get_color (context, &color);
  for (gsize i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_assert_true (gtk_style_context_lookup_color (context, grounds[i], &ground));
      g_test_message ("%s on %s: %.2f", what, grounds[i], get_contrast (&color, &ground));
      g_assert_cmpfloat (get_contrast (&color, &ground), >=, LEAST_CONTRAST);
    }
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_type_ensure (LP_TYPE_TIMELINE);
  gtk_css_provider_load_from_resource (provider, "/org/example/LicensePortal/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
test_colours_of_states (gconstpointer scheme)
{
  static const char *const classes[] = { "state-available", "state-activated", "state-expired",
                                         "state-revoked",   "deadline-soon",   "waiting" };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("Available");

  load_style ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), GPOINTER_TO_INT (scheme));
  gtk_window_set_child (GTK_WINDOW (window), label);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      const char *css[] = { classes[i], NULL };

      gtk_widget_set_css_classes (label, css);
      assert_readable (gtk_widget_get_style_context (label), classes[i]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT),
                        test_colours_of_states);
  g_test_add_data_func ("/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK),
                        test_colours_of_states);
  return g_test_run ();
}
