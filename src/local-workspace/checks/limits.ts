/**
 * The most that Slack takes, and the least where that is not one: characters of a text, items of a list, bytes where the
 * name says so. Each group stands under the page that says it.
 */
export const limits = {
  // https://docs.slack.dev/reference/block-kit/composition-objects/text-object
  textObject: 3_000,
  // https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
  confirmation: { title: 100, text: 300, confirm: 30, deny: 30 },
  // https://docs.slack.dev/reference/block-kit/composition-objects/option-object
  option: { text: 75, value: 150, description: 75 },
  // https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
  optionGroup: { label: 75, options: 100 },

  // https://docs.slack.dev/reference/block-kit/block-elements/button-element
  button: { actionId: 255, text: 75, value: 2_000, accessibilityLabel: 75 },
  // the same page, and every other that says how long an address may be
  url: 3_000,
  // https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
  checkboxes: { options: 10 },
  // https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element: ten digits
  datetimepicker: { leastSeconds: 1_000_000_000, seconds: 9_999_999_999 },
  // https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
  feedbackButton: { text: 75, value: 2_000, accessibilityLabel: 75 },
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
  fileInput: { files: 10 },
  // https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element; the text's limit is the button's
  iconButton: { text: 75, value: 2_000, accessibilityLabel: 75 },
  // https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element
  overflow: { options: 5 },
  // https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
  plainTextInput: { text: 3_000, placeholder: 150 },
  // https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element
  radioButtons: { options: 10 },
  // https://docs.slack.dev/reference/block-kit/block-elements/rich-text-input-element
  richTextInput: { lines: 100 },
  // https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
  menu: { options: 100, optionGroups: 100, placeholder: 150 },

  // https://docs.slack.dev/reference/block-kit/blocks
  blocks: { message: 50, view: 100, blockId: 255 },
  // https://docs.slack.dev/reference/block-kit/blocks/actions-block
  actions: { elements: 25 },
  // https://docs.slack.dev/reference/block-kit/blocks/alert-block
  alert: { text: 200 },
  // https://docs.slack.dev/reference/block-kit/blocks/card-block
  card: { title: 150, subtitle: 150, body: 200, subtext: 200, actions: 3 },
  // https://docs.slack.dev/reference/block-kit/blocks/carousel-block
  carousel: { cards: 10 },
  // https://docs.slack.dev/reference/block-kit/blocks/container-block
  container: { title: 150, subtitle: 150, childBlocks: 10 },
  // https://docs.slack.dev/reference/block-kit/blocks/context-block
  context: { elements: 10 },
  // https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
  contextActions: { elements: 5 },
  // https://docs.slack.dev/reference/block-kit/blocks/data-table-block; the header is one of the rows
  dataTable: { leastRows: 2, rows: 201, columns: 20, pageSize: 100, characters: 20_000 },
  // https://docs.slack.dev/reference/block-kit/blocks/header-block
  header: { text: 150, level: 4 },
  // https://docs.slack.dev/reference/block-kit/blocks/image-block
  image: { altText: 2_000, title: 2_000 },
  // https://docs.slack.dev/reference/block-kit/blocks/input-block
  input: { label: 2_000, hint: 2_000 },
  // https://docs.slack.dev/reference/block-kit/blocks/markdown-block: of all such blocks together
  markdown: { characters: 12_000 },
  // https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element
  richTextList: { indent: 8 },
  // https://docs.slack.dev/reference/block-kit/blocks/section-block
  section: { text: 3_000, field: 2_000, fields: 10 },
  // https://docs.slack.dev/reference/block-kit/blocks/table-block
  table: { rows: 100, columns: 20, columnSettings: 20, characters: 10_000 },
  // https://docs.slack.dev/reference/block-kit/blocks/video-block: "less than" 200 and 50
  video: { title: 199, description: 199, authorName: 49 },

  // https://docs.slack.dev/reference/views/modal-views
  view: { title: 24, submit: 24, close: 24, privateMetadata: 3_000, callbackId: 255, externalId: 255 },
  // https://docs.slack.dev/reference/methods/views.open
  viewBytes: 250_000,
  // https://docs.slack.dev/surfaces/modals: the root view is one of them
  viewsOfStack: 3,
  // https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
  suggestions: { options: 100, optionGroups: 100 },

  // https://docs.slack.dev/reference/methods/chat.postMessage: a longer text is cut off there, which nobody wants
  messageText: 40_000,
  // https://docs.slack.dev/reference/methods/chat.update
  updatedText: 4_000,
  // https://github.com/slackapi/bolt-js/issues/2509: all texts of the blocks together, as measured; no page says it
  blocksText: 13_200,
  // https://docs.slack.dev/messaging/formatting-message-text#attachments
  attachment: { footer: 300 },
  // https://docs.slack.dev/messaging/work-objects-overview
  entity: { primaryActions: 2, overflowActions: 5 },
  // https://docs.slack.dev/reference/methods/assistant.threads.setStatus; the length of one is in Slack's refusals alone
  loadingMessages: { messages: 10, text: 50 },
  // https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
  suggestedPrompts: 4,
} as const;
