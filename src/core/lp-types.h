/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lp-date.h"
#include "lp-enums.h"
#include "lp-period.h"

G_BEGIN_DECLS

/* The nouns of the domain (design: domain). Each struct is a reference-counted box that is filled by whoever
 * makes it and never changed afterwards: share it between threads, never write to it. `new` returns an empty
 * one: zeroed, days LP_DATE_NONE, inheritable settings -1, arrays empty, each with the right free function.
 * Strings are owned by it; a `char **` is NULL-terminated, never NULL in a finished object. Members that the
 * viewer may not see are NULL (design: api, "present and null").
 *
 * The nick of every enumeration value is its name on the wire and in the database; see lp_enum_get_nick(). */

typedef enum
{
  LP_GROUP_VENDOR,   /*< nick=vendor >*/
  LP_GROUP_RESELLER, /*< nick=reseller >*/
  LP_GROUP_CLIENT,   /*< nick=client >*/
  LP_GROUP_UNIT,     /*< nick=unit >*/
} LpGroupKind;

typedef enum
{
  LP_VISIBILITY_VISIBLE, /*< nick=visible >*/
  LP_VISIBILITY_ADMINS,  /*< nick=admins >*/
} LpVisibility;

typedef enum
{
  LP_ROLE_ADMIN,   /*< nick=admin >*/
  LP_ROLE_SUPPORT, /*< nick=support >*/
  LP_ROLE_FINANCE, /*< nick=finance >*/
  LP_ROLE_MEMBER,  /*< nick=member >*/
} LpRole;

/* What an admin may do with the products of one category: a set, as bits. */
typedef enum /*< flags >*/
{
  LP_RIGHT_CREATE = 1 << 0, /*< nick=create >*/
  LP_RIGHT_MODIFY = 1 << 1, /*< nick=modify >*/
  LP_RIGHT_REVOKE = 1 << 2, /*< nick=revoke >*/
} LpRights;

typedef enum
{
  LP_PERSON_INVITED,  /*< nick=invited >*/
  LP_PERSON_ACTIVE,   /*< nick=active >*/
  LP_PERSON_DISABLED, /*< nick=disabled >*/
} LpPersonState;

typedef enum
{
  LP_PRODUCT_PERPETUAL,    /*< nick=perpetual >*/
  LP_PRODUCT_SUBSCRIPTION, /*< nick=subscription >*/
  LP_PRODUCT_TRIAL,        /*< nick=trial >*/
} LpProductKind;

typedef enum
{
  LP_ENTRY_TEXT,    /*< nick=text >*/
  LP_ENTRY_INTEGER, /*< nick=integer >*/
  LP_ENTRY_DECIMAL, /*< nick=decimal >*/
  LP_ENTRY_DATE,    /*< nick=date >*/
  LP_ENTRY_BOOLEAN, /*< nick=boolean >*/
  LP_ENTRY_CHOICE,  /*< nick=choice >*/
  LP_ENTRY_EMAIL,   /*< nick=email >*/
} LpEntryKind;

typedef enum
{
  LP_START_PURCHASE,   /*< nick=purchase >*/
  LP_START_ACTIVATION, /*< nick=activation >*/
} LpStartMode;

typedef enum
{
  LP_EXPIRY_ANNIVERSARY,       /*< nick=anniversary >*/
  LP_EXPIRY_CALENDAR_YEAR_END, /*< nick=calendar_year_end >*/
  LP_EXPIRY_FISCAL_YEAR_END,   /*< nick=fiscal_year_end >*/
  LP_EXPIRY_FIXED,             /*< nick=fixed >*/
} LpExpiryMode;

typedef enum
{
  LP_TICKET_AVAILABLE, /*< nick=available >*/
  LP_TICKET_ACTIVATED, /*< nick=activated >*/
  LP_TICKET_EXPIRED,   /*< nick=expired >*/
  LP_TICKET_REVOKED,   /*< nick=revoked >*/
} LpTicketState;

typedef enum
{
  LP_REMOVAL_NONE,      /*< nick=none >*/
  LP_REMOVAL_PENDING,   /*< nick=pending >*/
  LP_REMOVAL_CONFIRMED, /*< nick=confirmed >*/
} LpRemoval;

typedef enum
{
  LP_ORDER_COMPLETED, /*< nick=completed >*/
  LP_ORDER_REQUESTED, /*< nick=requested >*/
  LP_ORDER_REJECTED,  /*< nick=rejected >*/
} LpOrderState;

typedef enum
{
  LP_SUBSCRIPTION_PENDING,   /*< nick=pending >*/
  LP_SUBSCRIPTION_ACTIVE,    /*< nick=active >*/
  LP_SUBSCRIPTION_CANCELLED, /*< nick=cancelled >*/
  LP_SUBSCRIPTION_ENDED,     /*< nick=ended >*/
  LP_SUBSCRIPTION_REVOKED,   /*< nick=revoked >*/
} LpSubscriptionState;

/* Declares `lp_x_new`, `_ref`, `_unref`, the boxed GType and g_autoptr for a box. lp_x_new returns an empty
 * box with one reference; fill it before sharing it. _ref and _unref are thread-safe. */
#define LP_DECLARE_BOX(Type, prefix)                                                                         \
  Type *prefix##_new (void);                                                                                 \
  Type *prefix##_ref (Type *self);                                                                           \
  void prefix##_unref (Type *self);                                                                          \
  GType prefix##_get_type (void);                                                                            \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_unref)

/**
 * LpGroupSettings:
 *
 * What a subgroup inherits unless it sets its own. In `LpGroup.settings` are the group's own values;
 * `LpGroup.effective` has the inherited ones filled in.
 */
typedef struct
{
  char *fiscal_year_end;   /* MM-DD, or NULL: inherited */
  int default_visibility;  /* LpVisibility, or -1: inherited */
  int allocate_to_creator; /* TRUE, FALSE, or -1: inherited */
  char *approval;          /* "none", "always", "above_quantity:N", or NULL: inherited */
  char *currency;          /* ISO 4217, or NULL: inherited */
  char *country;           /* ISO 3166-1 alpha-2, or NULL: inherited */
  int consumer;            /* TRUE, FALSE, or -1: inherited */
  int bills_clients;       /* TRUE, FALSE, or -1: inherited */
} LpGroupSettings;

typedef struct
{
  char *id;
  char *parent_id; /* NULL: the root, or a parent that the viewer may not see */
  char *name;
  LpGroupKind kind;
  char *external_id; /* nullable: customer number */
  char *path;        /* names from the root, joined by '/' */
  LpGroupSettings settings;
  LpGroupSettings effective;
  char *etag;
} LpGroup;
#define LP_TYPE_GROUP (lp_group_get_type ())
LP_DECLARE_BOX (LpGroup, lp_group)

typedef struct
{
  char *id;
  char *email;
  char *name; /* nullable: not accepted the invitation yet */
  LpPersonState state;
  char *etag;
} LpPerson;
#define LP_TYPE_PERSON (lp_person_get_type ())
LP_DECLARE_BOX (LpPerson, lp_person)

/**
 * lp_person_get_display_name:
 * @self: a person
 *
 * Returns: (transfer none): the name; of whoever has none yet, since the invitation waits, the address.
 */
const char *lp_person_get_display_name (const LpPerson *self);

typedef struct
{
  char *category_id;
  LpRights rights;
} LpCategoryRights;

typedef struct
{
  char *group_id;
  LpPerson *person;
  LpRole role;
  GArray *rights; /* of LpCategoryRights; empty unless role is admin, and empty for an admin of the root */
  char *etag;
} LpMembership;
#define LP_TYPE_MEMBERSHIP (lp_membership_get_type ())
LP_DECLARE_BOX (LpMembership, lp_membership)

typedef struct
{
  char *id;
  char *name;
  char *etag;
} LpCategory;
#define LP_TYPE_CATEGORY (lp_category_get_type ())
LP_DECLARE_BOX (LpCategory, lp_category)

/* Minor units of a currency (ISO 4217). */
typedef struct
{
  gint64 amount;
  char currency[4];
} LpMoney;

/* What one seat of a product costs, or one of a module, in the list's currency. */
typedef struct
{
  char *product_id;
  char *module; /* code; NULL: the product itself */
  gint64 amount;
} LpPrice;

typedef struct
{
  char *id;
  char *name; /* `end-user`, `reseller`, … */
  char *currency;
  LpDate valid_from;
  gboolean per_month; /* else per term, and once for what is no subscription */
  GPtrArray *prices;  /* of LpPrice */
  char *etag;
} LpPriceList;
#define LP_TYPE_PRICE_LIST (lp_price_list_get_type ())
LP_DECLARE_BOX (LpPriceList, lp_price_list)

/* A typed question that the person answers when creating a license. Bounds are texts in the entry's own form:
 * whole numbers for text (its length) and integer, decimals for decimal, days for date. */
typedef struct
{
  char *key;
  char *label;
  LpEntryKind kind;
  gboolean required;
  char *min;           /* nullable */
  char *max;           /* nullable */
  char *pattern;       /* nullable: a PCRE pattern that must match the whole value */
  char **choices;      /* only for choice */
  char *default_value; /* nullable, in text form: "8", "12.50", "true", "2026-03-31" */
  char *unit;          /* nullable: shown behind the field */
  char *help;          /* nullable */
} LpEntry;

typedef struct
{
  char *code;
  char *name;
  gboolean is_default;
  char **requires;
  char **excludes;
} LpModule;

typedef struct
{
  char *id;
  char *code;
  char *name;
  char *description; /* nullable */
  LpProductKind kind;
  int trial_days; /* only for trial */
  int max_machines;
  char **category_ids;
  GPtrArray *entries; /* of LpEntry, owned */
  GPtrArray *modules; /* of LpModule, owned */
  /* Subscription defaults, only for kind subscription */
  LpPeriod term;
  LpPeriod notice;
  LpStartMode start_mode;
  LpExpiryMode expiry_mode;
  char *etag;
} LpProduct;
#define LP_TYPE_PRODUCT (lp_product_get_type ())
LP_DECLARE_BOX (LpProduct, lp_product)

typedef struct
{
  char *id;
  char *name;
  char *activated_at; /* instant, RFC 3339 UTC */
} LpContainer;

typedef struct
{
  char *key;
  char *value; /* text form, see LpEntry.default_value */
} LpEntryValue;

typedef struct
{
  char *id;
  char *code; /* canonical */
  LpTicketState state;
  LpRemoval removal;
  char *product_id;
  char *product_code;
  char *product_name;
  char **modules;
  GArray *entries; /* of LpEntryValue, in the product's order */
  int quantity;
  char *group_id;
  char *assignee_id; /* nullable */
  gboolean visible_to_group;
  char *order_id;     /* nullable */
  char *order_number; /* nullable */
  char *reference;    /* nullable */
  char *created_at;   /* instant */
  char *created_by;   /* nullable: person id */
  LpDate technical_expiry;
  char *subscription_id; /* nullable */
  GPtrArray *containers; /* of LpContainer, owned */
  char *etag;
} LpTicket;
#define LP_TYPE_TICKET (lp_ticket_get_type ())
LP_DECLARE_BOX (LpTicket, lp_ticket)

typedef struct
{
  char *id;
  char *number; /* O-2026-NRTH-000123 */
  LpOrderState state;
  char *group_id;
  char *product_id;
  int licenses;
  int quantity;
  char *reference;  /* nullable */
  char *created_at; /* instant */
  char *created_by; /* person id */
  char *decided_by; /* nullable: who approved or rejected */
  char *reason;     /* nullable: why rejected */
  char *etag;
} LpOrder;
#define LP_TYPE_ORDER (lp_order_get_type ())
LP_DECLARE_BOX (LpOrder, lp_order)

typedef struct
{
  int number; /* 1 for the second term */
  LpDate start;
  LpDate end; /* inclusive */
  LpDate committed_on;
} LpRenewal;

typedef struct
{
  char *id;
  char *ticket_code;
  char *group_id;
  char *product_id;
  LpSubscriptionState state;
  LpStartMode start_mode;
  LpExpiryMode expiry_mode;
  LpDate start;
  LpDate initial_expiry; /* last day of the first term */
  LpPeriod term;
  LpPeriod notice;
  LpDate committed_until;
  LpDate technical_expiry;
  LpDate deadline;
  LpDate cancelled_on;
  LpDate ends_on;
  LpDate revoked_on;
  GArray *renewals; /* of LpRenewal */
  char *etag;
} LpSubscription;
#define LP_TYPE_SUBSCRIPTION (lp_subscription_get_type ())
LP_DECLARE_BOX (LpSubscription, lp_subscription)

typedef struct
{
  char *id;
  char *at;          /* instant */
  char *actor_id;    /* nullable: the service itself */
  char *actor_name;  /* nullable */
  char *action;      /* stable name, such as "ticket.allocate" */
  char *object_kind; /* "ticket", "group", … */
  char *object_id;
  char *object_label; /* what a person would call it: the ticket code, the group's name */
  char *group_id;     /* nullable */
  char *reason;       /* nullable */
  char *before;       /* nullable: JSON text */
  char *after;        /* nullable: JSON text */
} LpAuditRecord;
#define LP_TYPE_AUDIT_RECORD (lp_audit_record_get_type ())
LP_DECLARE_BOX (LpAuditRecord, lp_audit_record)

/* What a person asks for: POST /v1/orders. */
typedef struct
{
  char *group_id;
  char *product_id;
  int licenses;    /* 1 to 500 */
  int quantity;    /* seats of each license, 1 to 1,000,000 */
  char **modules;  /* the exact set, or NULL: the product's defaults */
  GArray *entries; /* of LpEntryValue, as given */
  char *reference; /* nullable */
  gboolean has_allocation;
  char *assignee_id; /* nullable */
  gboolean visible_to_group;
  gboolean has_subscription; /* asked for anything of the next five; the rest comes from the product */
  int start_mode;            /* LpStartMode, or -1: the product's */
  int expiry_mode;           /* LpExpiryMode, or -1: the product's */
  LpDate initial_expiry;     /* LP_DATE_NONE: by the mode */
  gboolean has_notice;
  LpPeriod notice;
  gboolean dry_run; /* say what it would bring, and create nothing */
} LpOrderRequest;
#define LP_TYPE_ORDER_REQUEST (lp_order_request_get_type ())
LP_DECLARE_BOX (LpOrderRequest, lp_order_request)

/* What an order would bring. */
typedef struct
{
  LpOrderState state; /* completed, or requested: it would wait for approval */
  char *group_id;
  char *product_id;
  int licenses;
  int quantity;
  char **modules;
  GArray *entries;   /* of LpEntryValue, with defaults */
  char *reference;   /* nullable */
  char *assignee_id; /* nullable */
  gboolean visible_to_group;
  int seen_by;             /* how many persons would find it among their licenses */
  LpDate technical_expiry; /* LP_DATE_NONE: none, or not known before approval */
  LpDate committed_until;  /* of a subscription that starts at once */
  LpDate deadline;         /* the last day to cancel for that day */
  gboolean has_price;
  LpMoney price; /* of all seats: once, or for a term */
} LpOrderPreview;
#define LP_TYPE_ORDER_PREVIEW (lp_order_preview_get_type ())
LP_DECLARE_BOX (LpOrderPreview, lp_order_preview)

/**
 * lp_category_rights_new:
 *
 * Returns: (transfer full): an empty array of #LpCategoryRights that frees its elements' contents, as in
 *   `LpMembership.rights`.
 */
GArray *lp_category_rights_new (void);

/**
 * lp_category_rights_add:
 * @rights: an array of #LpCategoryRights
 * @category_id: copied
 * @value: what is allowed in that category
 */
void lp_category_rights_add (GArray *rights, const char *category_id, LpRights value);

/**
 * lp_category_rights_get:
 * @rights: (nullable): an array of #LpCategoryRights
 * @category_id: which
 *
 * Returns: what is allowed in that category; 0 if it is not named.
 */
LpRights lp_category_rights_get (GArray *rights, const char *category_id);

/**
 * lp_entry_values_new:
 *
 * Returns: (transfer full): an empty array of #LpEntryValue that frees its elements' contents.
 */
GArray *lp_entry_values_new (void);

/**
 * lp_entry_values_add:
 * @values: an array of #LpEntryValue
 * @key: copied
 * @value: (nullable): copied
 */
void lp_entry_values_add (GArray *values, const char *key, const char *value);

/**
 * lp_entry_values_get:
 * @values: an array of #LpEntryValue
 * @key: which
 *
 * Returns: (transfer none) (nullable): the value.
 */
const char *lp_entry_values_get (GArray *values, const char *key);

/**
 * lp_entry_new:
 *
 * Returns: (transfer full): a zeroed entry for `LpProduct.entries`, whose free function is lp_entry_free().
 */
LpEntry *lp_entry_new (void);
void lp_entry_free (LpEntry *entry);

/**
 * lp_module_new:
 *
 * Returns: (transfer full): a zeroed module for `LpProduct.modules`, whose free function is lp_module_free().
 */
LpModule *lp_module_new (void);
void lp_module_free (LpModule *module);

/**
 * lp_container_new:
 *
 * Returns: (transfer full): a zeroed container for `LpTicket.containers`.
 */
LpContainer *lp_container_new (void);
void lp_container_free (LpContainer *container);

/**
 * lp_enum_get_nick:
 * @type: the GType of an enumeration or of flags of this file, such as LP_TYPE_ROLE
 * @value: one of its values; of flags, exactly one bit
 *
 * Returns: (transfer none) (nullable): its name on the wire, such as `calendar_year_end`; %NULL for a value that
 *   @type does not have.
 */
const char *lp_enum_get_nick (GType type, int value);

/**
 * lp_enum_from_nick:
 * @type: the GType of an enumeration
 * @nick: (nullable): a name off the wire
 * @value: (out): set on success
 *
 * Returns: %FALSE if @nick names none of its values.
 */
gboolean lp_enum_from_nick (GType type, const char *nick, int *value);

G_END_DECLS
