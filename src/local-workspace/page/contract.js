/**
 * The shapes that the workspace's server sends and takes. Types only: the browser never loads this file.
 *
 * @typedef {{ id: string, handle: string, name: string, isDeactivated: boolean }} Person
 * @typedef {{ id: string, userId: string, name: string }} Bot
 * @typedef {{ command: string, description: string, usageHint?: string }} SlashCommand
 * @typedef {{ kind: 'global' | 'message', callbackId: string, name: string, description?: string }} Shortcut
 * @typedef {{ id: string, name: string, isPrivate: boolean, isArchived: boolean, hasBot: boolean }} Channel
 * @typedef {{ id: string, withId: string, withName: string }} Direct
 * @typedef {{ channels: Channel[], directs: Direct[] }} Conversations
 *
 * @typedef {object} Boot
 * @property {{ name: string }} workspace
 * @property {Bot} bot
 * @property {Person[]} people
 * @property {{ id: string, name: string }[]} channels
 * @property {SlashCommand[]} commands
 * @property {Shortcut[]} shortcuts
 * @property {boolean} hasHome
 * @property {'agent' | 'assistant' | null} agentView
 * @property {ActiveFault[]} faults
 *
 * @typedef {{ kind: 'rateLimited', method: string, retryAfterSeconds: number }
 *   | { kind: 'failing', method: string, status: number }
 *   | { kind: 'slow', method: string, delayMs: number }
 *   | { kind: 'disconnecting', everyMs: number }
 *   | { kind: 'duplicateEvents' }
 *   | { kind: 'unorderedEvents' }
 *   | { kind: 'unknownBlock', block: string }} Fault a method of `*` stands for all
 * @typedef {{ id: string, fault: Fault, timesLeft?: number }} ActiveFault
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
 * @property {Unfurl[]} [attachments]
 * @property {EntityMetadata[]} [entities]
 * @property {'assistant_app_thread'} [subtype]
 *
 * @typedef {import('@slack/types').MessageAttachment & { id: number, from_url: string }} Unfurl
 * @typedef {import('@slack/types').EntityMetadata} EntityMetadata
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
 * @typedef {{ id: string, kind: 'home', view: import('@slack/types').HomeView }} OpenHome
 *
 * @typedef {{ channel: string, threadTs?: string }} AgentPlace
 * @typedef {object} AgentState
 * @property {string} channel
 * @property {{ threadTs: string, status: string, loadingMessages: string[] }[]} statuses
 * @property {Record<string, string>} titles by thread
 * @property {{ threadTs?: string, title?: string, prompts: { title: string, message: string }[] } | null} prompts
 *
 * @typedef {{ kind: 'shown', entity: EntityMetadata }
 *   | { kind: 'refused', title?: string, message: string }
 *   | { kind: 'signIn', url?: string }} Details
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
 *   | { type: 'home', view: OpenHome | null }
 *   | { type: 'agent', agent: AgentState }
 *   | { type: 'details', details: Details }
 *   | { type: 'draft', draftId: string, attachments: Unfurl[], entities: EntityMetadata[] }
 *   | { type: 'conversations' }
 *   | { type: 'people' }
 *   | { type: 'faults', faults: ActiveFault[] }
 *   | { type: 'notice', text: string }
 *   | { type: 'bot', isConnected: boolean }} WorkspaceEvent
 */
export {};
