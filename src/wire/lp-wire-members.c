/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"
#include "lp-wire-scanner.h"

/* Typed access to members. A pointer is built only for a fault, so that reading a million tickets costs none. */

gboolean
lp_wire_take_fault (GError *fault, GError **error)
{
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

void
lp_wire_add_fault (GError **error, const char *pointer, const char *name, const char *detail)
{
  g_autofree char *place = lp_pointer_join (pointer != NULL ? pointer : "", name);

  lp_error_add_field (error, place, "%s", detail);
}

JsonNode *
lp_wire_get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/* The member, if it is there; its absence is a fault if it is required. */
static JsonNode *
find_member (JsonObject *object, const char *pointer, const char *name, gboolean required, GError **error)
{
  JsonNode *node = lp_wire_get_member (object, name);

  if (node == NULL && required)
    {
      if (json_object_has_member (object, name))
        lp_wire_add_fault (error, pointer, name, LP_WIRE_IS_NULL);
      else
        lp_wire_add_fault (error, pointer, name, LP_WIRE_IS_MISSING);
    }
  return node;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

const char *
lp_wire_get_string (JsonObject *object,
                    const char *pointer,
                    const char *name,
                    gboolean required,
                    GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);

  if (node == NULL)
    return NULL;
  if (!holds (node, G_TYPE_STRING))
    {
      lp_wire_add_fault (error, pointer, name, LP_WIRE_NO_STRING);
      return NULL;
    }
  return json_node_get_string (node);
}

char *
lp_wire_dup_string (JsonObject *object,
                    const char *pointer,
                    const char *name,
                    gboolean required,
                    GError **error)
{
  return g_strdup (lp_wire_get_string (object, pointer, name, required, error));
}

char *
lp_wire_describe_range (gint64 min, gint64 max)
{
  return g_strdup_printf ("This must be a whole number between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT
                          ".",
                          min, max);
}

gint64
lp_wire_get_int (JsonObject *object,
                 const char *pointer,
                 const char *name,
                 gint64 min,
                 gint64 max,
                 gboolean required,
                 gint64 fallback,
                 GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);
  g_autofree char *detail = NULL;

  if (node == NULL)
    return fallback;
  if (holds (node, G_TYPE_INT64))
    {
      gint64 value = json_node_get_int (node);

      if (value >= min && value <= max)
        return value;
    }

  detail = lp_wire_describe_range (min, max);
  lp_wire_add_fault (error, pointer, name, detail);
  return fallback;
}

gboolean
lp_wire_get_boolean (JsonObject *object,
                     const char *pointer,
                     const char *name,
                     gboolean required,
                     gboolean fallback,
                     GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);

  if (node == NULL)
    return fallback;
  if (!holds (node, G_TYPE_BOOLEAN))
    {
      lp_wire_add_fault (error, pointer, name, LP_WIRE_NO_BOOLEAN);
      return fallback;
    }
  return json_node_get_boolean (node);
}

LpDate
lp_wire_get_date (JsonObject *object,
                  const char *pointer,
                  const char *name,
                  gboolean required,
                  GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);
  LpDate date = LP_DATE_NONE;

  if (node == NULL)
    return LP_DATE_NONE;
  if (holds (node, G_TYPE_STRING))
    date = lp_date_parse (json_node_get_string (node));
  if (date == LP_DATE_NONE)
    lp_wire_add_fault (error, pointer, name, LP_WIRE_NO_DATE);
  return date;
}

char *
lp_wire_describe_enum (GType type)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);
  GString *text = g_string_new ("This must be one of: ");

  if (G_IS_ENUM_CLASS (type_class))
    for (guint i = 0; i < G_ENUM_CLASS (type_class)->n_values; i++)
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              G_ENUM_CLASS (type_class)->values[i].value_nick);
  else
    for (guint i = 0; i < G_FLAGS_CLASS (type_class)->n_values; i++)
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              G_FLAGS_CLASS (type_class)->values[i].value_nick);
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

int
lp_wire_get_enum (JsonObject *object,
                  const char *pointer,
                  const char *name,
                  GType type,
                  gboolean required,
                  int fallback,
                  GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);
  g_autofree char *detail = NULL;
  int value;

  if (node == NULL)
    return fallback;
  if (holds (node, G_TYPE_STRING) && lp_enum_from_nick (type, json_node_get_string (node), &value))
    return value;

  detail = lp_wire_describe_enum (type);
  lp_wire_add_fault (error, pointer, name, detail);
  return fallback;
}

/* As find_member(), but anything other than an object or an array, as @type says, is a fault. */
static JsonNode *
find_container (JsonObject *object,
                const char *pointer,
                const char *name,
                JsonNodeType type,
                gboolean required,
                GError **error)
{
  JsonNode *node = find_member (object, pointer, name, required, error);

  if (node == NULL || json_node_get_node_type (node) == type)
    return node;
  lp_wire_add_fault (error, pointer, name, type == JSON_NODE_OBJECT ? LP_WIRE_NO_OBJECT : LP_WIRE_NO_ARRAY);
  return NULL;
}

JsonObject *
lp_wire_get_object (JsonObject *object,
                    const char *pointer,
                    const char *name,
                    gboolean required,
                    GError **error)
{
  JsonNode *node = find_container (object, pointer, name, JSON_NODE_OBJECT, required, error);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
lp_wire_get_array (JsonObject *object,
                   const char *pointer,
                   const char *name,
                   gboolean required,
                   GError **error)
{
  JsonNode *node = find_container (object, pointer, name, JSON_NODE_ARRAY, required, error);

  return node != NULL ? json_node_get_array (node) : NULL;
}

char **
lp_wire_dup_strings (JsonObject *object,
                     const char *pointer,
                     const char *name,
                     gboolean required,
                     GError **error)
{
  JsonArray *array = lp_wire_get_array (object, pointer, name, required, error);
  guint length = array != NULL ? json_array_get_length (array) : 0;
  g_auto (GStrv) strings = NULL;

  if (array == NULL)
    return NULL;

  strings = g_new0 (char *, length + 1);
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!holds (node, G_TYPE_STRING))
        {
          g_autofree char *place = lp_pointer_join (pointer != NULL ? pointer : "", name);
          g_autofree char *index = g_strdup_printf ("%u", i);

          lp_wire_add_fault (error, place, index, LP_WIRE_NO_STRING);
          return NULL;
        }
      strings[i] = g_strdup (json_node_get_string (node));
    }
  return g_steal_pointer (&strings);
}

const char *
lp_wire_check_period (const char *text, gboolean months_only, LpPeriod *period)
{
  if (!lp_period_parse (text, period))
    return "This must be an ISO 8601 duration of one unit, such as \"P3M\" or \"P6W\".";
  if (months_only && lp_period_get_months (*period) < 1)
    return "This must be whole months or years, such as \"P1M\" or \"P1Y\".";
  return NULL;
}

LpPeriod
lp_wire_get_period (JsonObject *object,
                    const char *pointer,
                    const char *name,
                    gboolean months_only,
                    gboolean *given,
                    GError **error)
{
  JsonNode *node = lp_wire_get_member (object, name);
  LpPeriod period = { 0, months_only ? LP_PERIOD_MONTHS : LP_PERIOD_DAYS };
  const char *detail;

  if (given != NULL)
    *given = node != NULL;
  if (node == NULL)
    return period;
  detail = lp_wire_check_period (holds (node, G_TYPE_STRING) ? json_node_get_string (node) : "", months_only,
                                 &period);
  if (detail != NULL)
    lp_wire_add_fault (error, pointer, name, detail);
  return period;
}

char *
lp_wire_dup_scalar (JsonNode *node)
{
  LpToken token = { LP_TOKEN_NULL, NULL, 0, 0, 0 };

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (holds (node, G_TYPE_STRING))
    return json_node_dup_string (node);
  if (holds (node, G_TYPE_INT64))
    token = (LpToken){ .kind = LP_TOKEN_INT, .number = json_node_get_int (node) };
  else if (holds (node, G_TYPE_BOOLEAN))
    token = (LpToken){ .kind = LP_TOKEN_BOOLEAN, .number = json_node_get_boolean (node) };
  else if (holds (node, G_TYPE_DOUBLE))
    token = (LpToken){ .kind = LP_TOKEN_REAL, .real = json_node_get_double (node) };
  return lp_token_dup_text (&token);
}

void
lp_wire_finish (JsonObject *object, const char *pointer, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_autofree char *names = g_strjoinv (", ", (char **) known);
        g_autofree char *detail = NULL;

        if (known[0] != NULL)
          detail = g_strdup_printf ("There is no member of this name; known are: %s.", names);
        else
          detail = g_strdup ("There is no member of this name: leave it out.");
        lp_wire_add_fault (error, pointer, name, detail);
      }
}
