import { isObject } from '../json.ts';
import {
  anyObject,
  boolean,
  byType,
  type Check,
  integer,
  list,
  number,
  object,
  oneOf,
  type Problem,
  text,
  url,
} from './check.ts';
import { limits } from './limits.ts';

/** Slack documents no lengths for work objects. */
const words = text(Infinity, 1);

const entityTypes = ['task', 'file', 'item', 'incident', 'content_item'].map((name) => `slack#/entities/${name}`);

const icon = object({ alt_text: words, 'url?': url, 'slack_file?': object({ 'id?': words, 'url?': url }) });

const externalRef = object({ id: words, 'type?': words });

const attributes = object({
  title: object({ text: words, 'edit?': object({ enabled: boolean }) }),
  'display_type?': words,
  'display_id?': words,
  'product_icon?': icon,
  'product_name?': words,
  'locale?': words,
  'metadata_last_modified?': integer(0),
});

const user: Check = (value, pointer) =>
  isObject(value) && 'user_id' in value
    ? object({ user_id: words })(value, pointer)
    : object({ text: words, 'url?': url, 'email?': words, 'icon?': icon })(value, pointer);

const entityRef = object({
  entity_url: url,
  external_ref: externalRef,
  title: words,
  'display_type?': words,
  'icon?': icon,
});

const common = { 'icon?': icon, 'long?': boolean, 'tag_color?': words, 'format?': words } as const;
const wordField = { 'value?': text(), 'link?': url, ...common } as const;

/** What a field may hold, by its type: https://docs.slack.dev/messaging/work-objects-overview */
const byFieldType = {
  string: wordField,
  integer: { value: number, ...common },
  boolean: { boolean: (value: unknown, pointer: string) => (isObject(value) ? [] : words(value, pointer)), ...common },
  array: { value: list((value, pointer) => typedField({})(value, pointer)), 'item_type?': words, ...common },
  'slack#/types/date': { value: words, ...common },
  'slack#/types/timestamp': { value: integer(0), ...common },
  'slack#/types/image': { alt_text: words, 'image_url?': url, 'slack_file?': object({ 'id?': words, 'url?': url }) },
  'slack#/types/channel_id': { value: words, ...common },
  'slack#/types/user': { user, ...common },
  'slack#/types/entity_ref': { entity_ref: entityRef, ...common },
  'slack#/types/link': { value: url, ...common },
  'slack#/types/email': { value: words, ...common },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Check>>>>;

const typedField = (also: Readonly<Record<string, Check>>): Check =>
  byType(
    Object.fromEntries(
      Object.entries(byFieldType).map(([type, fields]) => [type, object({ type: words, ...also, ...fields })]),
    ),
  );

/** A field that Slack knows by name says its type only where it may have several. */
const namedField: Check = (value, pointer) => {
  if (!isObject(value)) return anyObject(value, pointer);
  if (value['type'] !== undefined) return typedField({ 'label?': words })(value, pointer);
  const isTimestamp = typeof value['value'] === 'number';
  if (value['image_url'] !== undefined || value['slack_file'] !== undefined) {
    return object({ 'label?': words, 'title?': words, ...byFieldType['slack#/types/image'] })(value, pointer);
  }
  return object({ 'label?': words, ...(isTimestamp ? { value: integer(0) } : wordField) })(value, pointer);
};

const fields: Check = (value, pointer) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, field]) => namedField(field, `${pointer}/${name}`))
    : anyObject(value, pointer);

const actionButton = object({
  text: text(limits.button.text, 1),
  action_id: text(limits.button.actionId, 1),
  'value?': text(limits.button.value),
  'style?': oneOf('primary', 'danger'),
  'url?': url,
  'accessibility_label?': text(limits.button.accessibilityLabel),
  'processing_state?': object({ enabled: boolean, 'interstitial_text?': words }),
});

const entityPayload = object({
  attributes,
  'fields?': fields,
  'custom_fields?': list(typedField({ label: words, key: words }), Infinity, 0),
  'slack_file?': object({ id: words, 'type?': words }),
  'display_order?': list(words, Infinity, 0),
  'actions?': object({
    'primary_actions?': list(actionButton, limits.entity.primaryActions, 0),
    'overflow_actions?': list(actionButton, limits.entity.overflowActions, 0),
  }),
});

/** A work object. Of `chat.unfurl` it says which link it stands for. */
export const checkEntity = (value: unknown, pointer: string, use: 'unfurl' | 'shown'): Problem[] =>
  object({
    entity_type: oneOf(...entityTypes),
    entity_payload: entityPayload,
    external_ref: externalRef,
    url,
    [use === 'unfurl' ? 'app_unfurl_url' : 'app_unfurl_url?']: url,
  })(value, pointer);

/** The metadata of a message or an unfurl that shows work objects. */
export const checkEntities = (value: unknown, pointer: string, use: 'unfurl' | 'shown'): Problem[] =>
  object({
    entities: list((entity, at) => checkEntity(entity, at, use)),
    'event_type?': words,
    'event_payload?': anyObject,
  })(value, pointer);
