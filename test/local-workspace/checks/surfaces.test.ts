import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  SectionBlockAccessory,
} from '@slack/types';
import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';

import { blocks, elements } from './typed-samples.ts';

const plain = { type: 'plain_text', text: 'a' };
const surfaces: readonly Surface[] = ['message', 'modal', 'home', 'unfurl'];
const problems = (block: object, surface: Surface) => describeProblems(checkBlocks([block], surface, '/blocks'));

const describePlaces = (
  places: Readonly<Record<string, readonly Surface[]>>,
  build: (type: string) => object,
  pointer: string,
) =>
  describe.each(Object.entries(places))('%s', (type, on) => {
    it.each(surfaces.filter((surface) => on.includes(surface)))('is taken in a %s', (surface) =>
      expect(problems(build(type), surface)).toEqual([]),
    );
    it.each(surfaces.filter((surface) => !on.includes(surface)))('is refused in a %s', (surface) =>
      expect(problems(build(type), surface)).toEqual([`unsupported type: ${type} [json-pointer:${pointer}/type]`]),
    );
  });

const everywhere = surfaces;
const messages: readonly Surface[] = ['message', 'unfurl'];
const notModals: readonly Surface[] = ['message', 'home', 'unfurl'];

describe('the block', () => {
  const places: Record<KnownBlock['type'], readonly Surface[]> = {
    actions: everywhere,
    alert: ['modal'],
    card: everywhere,
    carousel: notModals,
    container: notModals,
    context: everywhere,
    context_actions: ['message'],
    data_table: notModals,
    divider: everywhere,
    file: ['unfurl'],
    header: everywhere,
    image: everywhere,
    input: everywhere,
    markdown: messages,
    plan: ['message'],
    rich_text: everywhere,
    section: everywhere,
    table: notModals,
    task_card: ['message'],
    video: everywhere,
  };
  describePlaces(places, (type) => Object.entries(blocks).find(([key]) => key === type)?.[1] ?? {}, '/blocks/0');
});

describe('in actions, the element', () => {
  const places: Record<ActionsBlockElement['type'], readonly Surface[]> = {
    button: everywhere,
    channels_select: everywhere,
    checkboxes: everywhere,
    conversations_select: everywhere,
    datepicker: everywhere,
    datetimepicker: ['message', 'modal', 'unfurl'],
    external_select: everywhere,
    multi_channels_select: everywhere,
    multi_conversations_select: everywhere,
    multi_external_select: everywhere,
    multi_static_select: everywhere,
    multi_users_select: everywhere,
    overflow: everywhere,
    radio_buttons: everywhere,
    rich_text_input: ['modal', 'home'],
    static_select: everywhere,
    timepicker: everywhere,
    users_select: everywhere,
    workflow_button: messages,
  };
  const inActions = (type: string) => ({ type: 'actions', elements: [elementOf(type)] });
  describePlaces({ ...places, ...strangersTo(places) }, inActions, '/blocks/0/elements/0');
});

describe('beside a section, the element', () => {
  const places: Record<SectionBlockAccessory['type'], readonly Surface[]> = {
    button: everywhere,
    channels_select: everywhere,
    checkboxes: everywhere,
    conversations_select: everywhere,
    datepicker: everywhere,
    external_select: everywhere,
    image: everywhere,
    multi_channels_select: everywhere,
    multi_conversations_select: everywhere,
    multi_external_select: everywhere,
    multi_static_select: everywhere,
    multi_users_select: everywhere,
    overflow: everywhere,
    radio_buttons: everywhere,
    static_select: everywhere,
    timepicker: everywhere,
    users_select: everywhere,
    workflow_button: messages,
  };
  const beside = (type: string) => ({ type: 'section', text: plain, accessory: elementOf(type) });
  describePlaces({ ...places, ...strangersTo(places) }, beside, '/blocks/0/accessory');
});

describe('in an input, the element', () => {
  const places: Record<InputBlockElement['type'], readonly Surface[]> = {
    channels_select: everywhere,
    checkboxes: everywhere,
    conversations_select: everywhere,
    datepicker: everywhere,
    datetimepicker: ['message', 'modal', 'unfurl'],
    email_text_input: ['modal'],
    external_select: everywhere,
    file_input: ['modal'],
    multi_channels_select: everywhere,
    multi_conversations_select: everywhere,
    multi_external_select: everywhere,
    multi_static_select: everywhere,
    multi_users_select: everywhere,
    number_input: ['modal'],
    plain_text_input: everywhere,
    radio_buttons: everywhere,
    rich_text_input: ['modal', 'home'],
    static_select: everywhere,
    timepicker: everywhere,
    url_text_input: ['modal'],
    users_select: everywhere,
  };
  const within = (type: string) => ({ type: 'input', label: plain, element: elementOf(type) });
  describePlaces({ ...places, ...strangersTo(places) }, within, '/blocks/0/element');
});

describe('in context actions, the element', () => {
  const places: Record<ContextActionsBlockElement['type'], readonly Surface[]> = {
    feedback_buttons: ['message'],
    icon_button: ['message'],
  };
  const within = (type: string) => ({ type: 'context_actions', elements: [elementOf(type)] });
  it.each(Object.keys(places))('%s is taken', (type) => expect(problems(within(type), 'message')).toEqual([]));
  it.each(Object.keys(strangersTo(places)))('%s is refused', (type) =>
    expect(problems(within(type), 'message')).toEqual([
      `unsupported type: ${type} [json-pointer:/blocks/0/elements/0/type]`,
    ]),
  );
});

describe('in a container, the block', () => {
  const children = new Set([
    'actions',
    'context',
    'divider',
    'header',
    'image',
    'input',
    'rich_text',
    'section',
    'table',
    'video',
  ]);
  const within = (child: object) => ({ type: 'container', title: plain, child_blocks: [child] });
  it.each(Object.entries(blocks))('%s is taken or refused as Slack does', (type, block) =>
    expect(problems(within(block), 'message')).toEqual(
      children.has(type) ? [] : [`unsupported type: ${type} [json-pointer:/blocks/0/child_blocks/0/type]`],
    ),
  );
});

function elementOf(type: string): object {
  return Object.entries(elements).find(([key]) => key === type)?.[1] ?? {};
}

/** The elements that a parent never holds. */
function strangersTo(places: Readonly<Record<string, unknown>>): Record<string, readonly Surface[]> {
  return Object.fromEntries(
    Object.keys(elements)
      .filter((type) => !(type in places))
      .map((type) => [type, []]),
  );
}
