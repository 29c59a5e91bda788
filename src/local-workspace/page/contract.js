/**
 * The shapes that the workspace's server sends and takes. Types only: the browser never loads this file.
 *
 * @typedef {{ id: string, handle: string, name: string }} Person
 * @typedef {{ id: string, userId: string, name: string }} Bot
 * @typedef {{ command: string, description: string, usageHint?: string }} SlashCommand
 * @typedef {{ id: string, name: string }} Channel
 * @typedef {{ id: string, withId: string, withName: string }} Direct
 * @typedef {{ channels: Channel[], directs: Direct[] }} Conversations
 *
 * @typedef {object} Boot
 * @property {{ name: string }} workspace
 * @property {Bot} bot
 * @property {Person[]} people
 * @property {Channel[]} channels
 * @property {SlashCommand[]} commands
 *
 * @typedef {object} Message
 * @property {string} ts seconds since 1970 with six decimals: the message's identity in its channel
 * @property {string} channel
 * @property {string} [threadTs] the ts of the thread's first message
 * @property {string} userId
 * @property {string} [botName]
 * @property {boolean} isBot
 * @property {string} text mrkdwn
 * @property {Block[]} [blocks]
 * @property {boolean} isEphemeral
 * @property {boolean} isEdited
 * @property {number} replyCount
 * @property {string} [latestReplyTs]
 * @property {{ name: string, users: string[] }[]} [reactions]
 *
 * @typedef {import('@slack/types').KnownBlock} Block
 * @typedef {import('@slack/types').TextObject} TextObject
 * @typedef {import('@slack/types').PlainTextOption | import('@slack/types').MrkdwnOption} Option
 * @typedef {import('@slack/types').ModalView} ModalView
 * @typedef {import('@slack/types').RichTextBlock} RichTextBlock
 * @typedef {import('@slack/types').InputBlockElement | import('@slack/types').ActionsBlockElement
 *   | import('@slack/types').ContextActionsBlockElement | import('@slack/types').ImageElement} BlockElement
 *
 * @typedef {{ id: string, kind: 'modal', stackDepth: number, view: ModalView }} OpenView
 *
 * @typedef {object} ActionValue what a person chose or typed; {} for a button, null for nothing chosen
 * @property {Option | null} [option]
 * @property {Option[]} [options]
 * @property {string | null} [user] a user's id
 * @property {string[]} [users]
 * @property {string | null} [conversation]
 * @property {string[]} [conversations]
 * @property {string | null} [channel]
 * @property {string[]} [channels]
 * @property {string | null} [date] YYYY-MM-DD
 * @property {string | null} [time] HH:MM
 * @property {number | null} [dateTime] seconds since 1970
 * @property {string} [text]
 * @property {RichTextBlock} [richText]
 * @property {'positive' | 'negative'} [feedback]
 *
 * @typedef {Record<string, Record<string, ActionValue>>} ViewValues block id, then action id
 * @typedef {{ kind: 'message', channel: string, ts: string } | { kind: 'view', viewId: string }} Container
 * @typedef {{ options: Option[], optionGroups?: { label: TextObject, options: Option[] }[] }} Suggestions
 * @typedef {object} SubmitResult
 * @property {'closed' | 'kept' | 'updated'} outcome
 * @property {Record<string, string>} [errors] block id to sentence
 * @property {string} [error]
 *
 * @typedef {{ type: 'message', message: Message }
 *   | { type: 'messageChanged', message: Message }
 *   | { type: 'messageDeleted', channel: string, ts: string }
 *   | { type: 'view', view: OpenView | null }
 *   | { type: 'notice', text: string }
 *   | { type: 'bot', isConnected: boolean }} WorkspaceEvent
 */
export {};
