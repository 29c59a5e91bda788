import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  SectionBlockAccessory,
} from '@slack/types';

type OfType<Union, Type> = Extract<Union, { type: Type }>;
type Element = ActionsBlockElement | ContextActionsBlockElement | InputBlockElement | SectionBlockAccessory;

const plain = { type: 'plain_text', text: 'a', emoji: true } as const;
const marked = { type: 'mrkdwn', text: 'a', verbatim: true } as const;
const option = { text: plain, value: '1', description: plain };
const confirm = { title: plain, text: marked, confirm: plain, deny: plain, style: 'danger' } as const;
const common = { action_id: 'a', confirm, focus_on_load: true };
const menu = { ...common, placeholder: plain };
const picture = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' } as const;
const paragraph = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] } as const;
const richText = (): OfType<KnownBlock, 'rich_text'> => JSON.parse(JSON.stringify(paragraph));

/** One of each element that Slack's types know, with every field it may have. */
export const elements: { [Type in Element['type']]: OfType<Element, Type> } = {
  button: {
    type: 'button',
    action_id: 'a',
    text: plain,
    value: 'a',
    url: 'https://example.com',
    style: 'primary',
    confirm,
    accessibility_label: 'a',
  },
  channels_select: { type: 'channels_select', ...menu, initial_channel: 'C1', response_url_enabled: true },
  checkboxes: { type: 'checkboxes', ...common, options: [option], initial_options: [option] },
  conversations_select: {
    type: 'conversations_select',
    ...menu,
    initial_conversation: 'C1',
    default_to_current_conversation: true,
    filter: { include: ['im'], exclude_bot_users: true, exclude_external_shared_channels: true },
    response_url_enabled: true,
  },
  datepicker: { type: 'datepicker', ...menu, initial_date: '2028-02-29' },
  datetimepicker: { type: 'datetimepicker', ...common, initial_date_time: 1_628_633_820 },
  email_text_input: {
    type: 'email_text_input',
    action_id: 'a',
    initial_value: 'a@example.com',
    placeholder: plain,
    focus_on_load: true,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
  },
  external_select: { type: 'external_select', ...menu, initial_option: option, min_query_length: 0 },
  feedback_buttons: {
    type: 'feedback_buttons',
    action_id: 'a',
    positive_button: { text: plain, value: 'a', accessibility_label: 'a' },
    negative_button: { text: plain, value: 'b' },
  },
  file_input: { type: 'file_input', action_id: 'a', filetypes: ['pdf'], max_files: 1 },
  icon_button: {
    type: 'icon_button',
    action_id: 'a',
    icon: 'trash',
    text: plain,
    accessibility_label: 'a',
    value: 'a',
    visible_to_user_ids: ['U1'],
    confirm,
  },
  image: picture,
  multi_channels_select: { type: 'multi_channels_select', ...menu, initial_channels: ['C1'], max_selected_items: 1 },
  multi_conversations_select: {
    type: 'multi_conversations_select',
    ...menu,
    initial_conversations: ['C1'],
    max_selected_items: 1,
    default_to_current_conversation: true,
    filter: { include: ['public'] },
  },
  multi_external_select: {
    type: 'multi_external_select',
    ...menu,
    initial_options: [option],
    max_selected_items: 1,
    min_query_length: 3,
  },
  multi_static_select: {
    type: 'multi_static_select',
    ...menu,
    option_groups: [{ label: plain, options: [option] }],
    initial_options: [option],
    max_selected_items: 1,
  },
  multi_users_select: { type: 'multi_users_select', ...menu, initial_users: ['U1'], max_selected_items: 1 },
  number_input: {
    type: 'number_input',
    action_id: 'a',
    is_decimal_allowed: true,
    initial_value: '1.5',
    min_value: '-1',
    max_value: '2',
    placeholder: plain,
    focus_on_load: true,
    dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
  },
  overflow: { type: 'overflow', action_id: 'a', options: [{ ...option, url: 'https://example.com' }], confirm },
  plain_text_input: {
    type: 'plain_text_input',
    action_id: 'a',
    initial_value: 'abc',
    multiline: true,
    min_length: 0,
    max_length: 3,
    placeholder: plain,
    focus_on_load: true,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
  },
  radio_buttons: {
    type: 'radio_buttons',
    ...common,
    options: [{ text: marked, value: '1' }],
    initial_option: { text: marked, value: '1' },
  },
  rich_text_input: {
    type: 'rich_text_input',
    action_id: 'a',
    initial_value: richText(),
    placeholder: plain,
    focus_on_load: true,
    min_lines: 1,
    max_lines: 100,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
  },
  static_select: { type: 'static_select', ...menu, options: [option], initial_option: option },
  timepicker: { type: 'timepicker', ...menu, initial_time: '23:59', timezone: 'America/Chicago' },
  url_text_input: {
    type: 'url_text_input',
    action_id: 'a',
    initial_value: 'https://example.com',
    placeholder: plain,
    focus_on_load: true,
  },
  users_select: { type: 'users_select', ...menu, initial_user: 'U1' },
  workflow_button: {
    type: 'workflow_button',
    action_id: 'a',
    text: plain,
    style: 'danger',
    accessibility_label: 'a',
    workflow: {
      trigger: { url: 'https://slack.com/shortcuts/Ft1/a', customizable_input_parameters: [{ name: 'a', value: 'b' }] },
    },
  },
};

const card: OfType<KnownBlock, 'card'> = {
  type: 'card',
  hero_image: picture,
  icon: picture,
  title: marked,
  subtitle: marked,
  body: marked,
  actions: [elements.button],
};
const task = {
  type: 'task_card',
  task_id: 'a',
  title: 'a',
  status: 'complete',
  details: richText(),
  output: richText(),
  sources: [{ type: 'url', url: 'https://example.com', text: 'a' }],
} as const;

/** One of each block that Slack's types know, with every field it may have. */
export const blocks: { [Type in KnownBlock['type']]: OfType<KnownBlock, Type> } = {
  actions: { type: 'actions', block_id: 'a', elements: [elements.button] },
  alert: { type: 'alert', text: marked, level: 'warning' },
  card,
  carousel: { type: 'carousel', elements: [card] },
  container: {
    type: 'container',
    title: plain,
    rich_text_title: richText(),
    subtitle: marked,
    child_blocks: [{ type: 'divider' }],
    width: 'full',
    icon: picture,
    is_collapsible: true,
    default_collapsed: true,
    has_header_divider: true,
  },
  context: { type: 'context', elements: [picture, plain, marked] },
  context_actions: {
    type: 'context_actions',
    elements: [elements.feedback_buttons, { ...elements.icon_button, action_id: 'b' }],
  },
  data_table: {
    type: 'data_table',
    caption: 'a',
    page_size: 5,
    row_header_column_index: 1,
    rows: [
      [
        { type: 'raw_text', text: 'a' },
        { type: 'raw_number', value: 1, text: '1' },
      ],
      [richText(), { type: 'raw_text', text: 'b' }],
    ],
  },
  divider: { type: 'divider' },
  file: { type: 'file', source: 'remote', external_id: 'a' },
  header: { type: 'header', text: plain },
  image: { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', title: plain },
  input: {
    type: 'input',
    label: plain,
    hint: plain,
    optional: true,
    dispatch_action: true,
    element: elements.plain_text_input,
  },
  markdown: { type: 'markdown', text: '**a**' },
  plan: { type: 'plan', title: 'a', tasks: [task, { task_id: 'b', title: 'b', status: 'pending' }] },
  rich_text: richText(),
  section: { type: 'section', text: marked, fields: [plain, marked], accessory: elements.overflow, expand: true },
  table: {
    type: 'table',
    rows: [[{ type: 'raw_text', text: 'a' }], [richText()], [{ type: 'raw_number', value: 1, text: '1' }]],
    column_settings: [{ align: 'right', is_wrapped: true }],
  },
  task_card: { ...task, sources: [...task.sources] },
  video: {
    type: 'video',
    alt_text: 'a',
    title: plain,
    title_url: 'https://example.com/a',
    description: plain,
    video_url: 'https://example.com/a',
    thumbnail_url: 'https://example.com/a.png',
    author_name: 'a',
    provider_name: 'a',
    provider_icon_url: 'https://example.com/a.png',
  },
};
