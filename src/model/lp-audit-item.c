/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-audit-change.h"
#include "lp-audit-list.h"
#include "lp-audit-values.h"
#include "lp-format.h"

struct _LpAuditItem
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  LpAuditRecord *record;
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (LpAuditItem, lp_audit_item, G_TYPE_OBJECT)

enum
{
  PROP_SENTENCE = 1,
  PROP_WHEN,
  PROP_REASON,
  PROP_ACTOR,
  PROP_ICON_NAME,
  PROP_CHANGES,
  PROP_EXPANDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Each sentence takes who and what, in this order. */
typedef struct
{
  const char *action;
  const char *sentence;
  const char *icon_name;
} Phrase;

static const Phrase phrases[] = {
  /* Translators: in all of these, the first %s is a person and the second what she did it to: a ticket code, the
   * name of a group, a person, a product. */
  { "order.create", N_ ("%s created the licenses of order %s"), "list-add-symbolic" },
  { "order.request", N_ ("%s requested order %s"), "list-add-symbolic" },
  { "order.approve", N_ ("%s approved order %s"), "emblem-ok-symbolic" },
  { "order.reject", N_ ("%s rejected order %s"), "action-unavailable-symbolic" },
  { "ticket.create", N_ ("%s created ticket %s"), "list-add-symbolic" },
  { "ticket.allocate", N_ ("%s changed who sees %s"), "system-users-symbolic" },
  { "ticket.entries", N_ ("%s changed the details of %s"), "document-edit-symbolic" },
  { "ticket.revoke", N_ ("%s revoked %s"), "action-unavailable-symbolic" },
  { "subscription.cancel", N_ ("%s cancelled the subscription of %s"), "window-close-symbolic" },
  { "subscription.reinstate", N_ ("%s reinstated the subscription of %s"), "edit-undo-symbolic" },
  { "subscription.revoke", N_ ("%s revoked the subscription of %s"), "action-unavailable-symbolic" },
  { "group.create", N_ ("%s created the group %s"), "folder-new-symbolic" },
  { "group.change", N_ ("%s changed the group %s"), "document-edit-symbolic" },
  { "group.move", N_ ("%s moved the group %s"), "go-jump-symbolic" },
  { "group.archive", N_ ("%s archived the group %s"), "user-trash-symbolic" },
  { "membership.create", N_ ("%s added %s to the group"), "contact-new-symbolic" },
  { "membership.change", N_ ("%s changed the membership of %s"), "system-users-symbolic" },
  { "membership.remove", N_ ("%s removed %s from the group"), "list-remove-symbolic" },
  { "invitation.create", N_ ("%s invited %s"), "mail-send-symbolic" },
  { "category.create", N_ ("%s created the category %s"), "list-add-symbolic" },
  { "category.change", N_ ("%s changed the category %s"), "document-edit-symbolic" },
  { "category.archive", N_ ("%s archived the category %s"), "user-trash-symbolic" },
  { "product.create", N_ ("%s created the product %s"), "list-add-symbolic" },
  { "product.change", N_ ("%s changed the product %s"), "document-edit-symbolic" },
  { "product.archive", N_ ("%s archived the product %s"), "user-trash-symbolic" },
};

static const Phrase *
find_phrase (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_strcmp0 (phrases[i].action, action) == 0)
      return &phrases[i];
  return NULL;
}

/* What an allocation became is worth more than that it changed. */
static char *
describe_allocation (LpSession *session, const LpAuditRecord *record, const char *actor, const char *object)
{
  g_autofree char *assignee = lp_audit_values_dup_text (record->after, "assignee_id");
  g_autofree char *from = lp_audit_values_dup_text (record->before, "group_id");
  g_autofree char *to = lp_audit_values_dup_text (record->after, "group_id");
  g_autofree char *name = lp_audit_change_dup_person (session, assignee);
  g_autofree char *group = lp_audit_change_dup_group (session, to);

  if (!lp_audit_values_has (record->after, "visible_to_group"))
    return NULL;
  if (from != NULL && to != NULL && !g_str_equal (from, to) && group != NULL)
    /* Translators: the first %s is a person, the second a ticket code, the third the name of a group. */
    return g_strdup_printf (_ ("%s moved %s to %s"), actor, object, group);
  if (from != NULL && to != NULL && !g_str_equal (from, to))
    return g_strdup_printf (_ ("%s moved %s to another group"), actor, object);
  if (name != NULL)
    /* Translators: the first %s is a person, the second a ticket code, the third the person who may use it now. */
    return g_strdup_printf (_ ("%s allocated %s to %s"), actor, object, name);
  if (assignee != NULL)
    /* Translators: the first %s is a person, the second a ticket code. */
    return g_strdup_printf (_ ("%s allocated %s to a person"), actor, object);
  if (lp_audit_values_is_true (record->after, "visible_to_group"))
    return g_strdup_printf (_ ("%s made %s visible to everyone in the group"), actor, object);
  return g_strdup_printf (_ ("%s made %s visible to admins only"), actor, object);
}

static char *
dup_sentence (LpAuditItem *self)
{
  const LpAuditRecord *record = self->record;
  const Phrase *phrase = find_phrase (record->action);
  /* Translators: who did something, where it was no person. */
  const char *actor = record->actor_name != NULL ? record->actor_name : _ ("License Central");
  const char *object = record->object_label != NULL ? record->object_label : record->object_id;
  char *sentence = NULL;

  if (g_strcmp0 (record->action, "ticket.allocate") == 0)
    sentence = describe_allocation (self->session, record, actor, object);
  if (sentence != NULL)
    return sentence;
  if (phrase == NULL)
    /* Translators: who did what to what: "Ada Byron: price.change EUR". */
    return g_strdup_printf (_ ("%s: %s %s"), actor, record->action, object);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (_ (phrase->sentence), actor, object);
#pragma GCC diagnostic pop
  return sentence;
}

static void
lp_audit_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpAuditItem *self = LP_AUDIT_ITEM (object);
  const Phrase *phrase = find_phrase (self->record->action);

  switch (id)
    {
    case PROP_SENTENCE:
      g_value_take_string (value, dup_sentence (self));
      break;
    case PROP_WHEN:
      g_value_take_string (value, lp_format_instant (self->record->at));
      break;
    case PROP_REASON:
      g_value_set_string (value, self->record->reason != NULL ? self->record->reason : "");
      break;
    case PROP_ACTOR:
      g_value_set_string (value, self->record->actor_name != NULL ? self->record->actor_name : "");
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, phrase != NULL ? phrase->icon_name : "document-properties-symbolic");
      break;
    case PROP_CHANGES:
      g_value_take_string (value, lp_audit_change_dup_text (self->session, self->record));
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_audit_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    LP_AUDIT_ITEM (object)->expanded = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_audit_item_finalize (GObject *object)
{
  g_clear_object (&LP_AUDIT_ITEM (object)->session);
  lp_audit_record_unref (LP_AUDIT_ITEM (object)->record);
  G_OBJECT_CLASS (lp_audit_item_parent_class)->finalize (object);
}

static void
lp_audit_item_class_init (LpAuditItemClass *klass)
{
  static const char *const names[PROP_EXPANDED] = { NULL,    "sentence",  "when",   "reason",
                                                    "actor", "icon-name", "changes" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_audit_item_get_property;
  object_class->set_property = lp_audit_item_set_property;
  object_class->finalize = lp_audit_item_finalize;
  for (guint id = PROP_SENTENCE; id < PROP_EXPANDED; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_audit_item_init (LpAuditItem *self)
{
}

LpAuditItem *
lp_audit_item_new (LpSession *session, LpAuditRecord *record)
{
  LpAuditItem *self = g_object_new (LP_TYPE_AUDIT_ITEM, NULL);

  g_set_object (&self->session, session);
  self->record = lp_audit_record_ref (record);
  return self;
}

LpAuditRecord *
lp_audit_item_get_record (LpAuditItem *self)
{
  return self->record;
}
