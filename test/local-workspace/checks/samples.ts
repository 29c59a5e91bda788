/** Plain text. */
export const plain = (text: string) => ({ type: 'plain_text', text });

/** Marked text. */
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

/** A text of so many characters. */
export const long = (count: number) => 'x'.repeat(count);

/** So many of a thing. */
export const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));

/** An option of a menu. */
export const option = (index: number) => ({ text: plain(`Option ${index}`), value: `v${index}` });

/** A button. */
export const button = (more: object = {}) => ({ type: 'button', text: plain('Press'), ...more });

/** The question before an action. */
export const confirm = (more: object = {}) => ({
  title: plain('Sure?'),
  text: plain('It can’t be undone.'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});

/** A picture by its address. */
export const picture = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'a',
  ...more,
});

/** Paragraphs of rich text. */
export const richText = (paragraphs = 1, text = 'a') => ({
  type: 'rich_text',
  elements: many(paragraphs, () => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })),
});

/** A row of elements. */
export const actions = (...elements: object[]) => [{ type: 'actions', elements }];

/** A field of a form. */
export const input = (element: object, more: object = {}) => [
  { type: 'input', label: plain('Label'), element, ...more },
];

/** A section of text, fields or an element. */
export const section = (more: object) => [{ type: 'section', ...more }];

/** An element beside a text. */
export const accessory = (element: object) => section({ text: plain('a'), accessory: element });

/** A menu of given options. */
export const select = (more: object) => ({ type: 'static_select', ...more });

/** A task by itself. */
export const task = (more: object = {}) => ({
  type: 'task_card',
  task_id: 't',
  title: 'Task',
  status: 'complete',
  ...more,
});

/** A cell of a table. */
export const cell = (text = 'cell') => ({ type: 'raw_text', text });

/** A table that people page through: a header, and rows below it. */
export const dataTable = (rows: number, columns = 1, more: object = {}) => ({
  type: 'data_table',
  caption: 'Table',
  rows: many(rows, () => many(columns, () => cell())),
  ...more,
});

/** A film. */
export const video = (more: object = {}) => ({
  type: 'video',
  alt_text: 'a',
  title: plain('Film'),
  thumbnail_url: 'https://example.com/a.png',
  video_url: 'https://example.com/embed/a',
  ...more,
});

/** A modal. */
export const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  blocks: [{ type: 'divider' }],
  ...more,
});
