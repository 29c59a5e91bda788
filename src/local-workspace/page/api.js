/** @import { ActionValue, AgentPlace, AgentState, Boot, Fault, OpenHome, Container, Conversations, Message, SubmitResult, Suggestions, ViewValues } from './contract.js' */

const base = '/workspace/api/';

/** What the server refused, or that it could not be reached: the message is a sentence for the person. */
export class WorkspaceError extends Error {}

/**
 * The sentence for the person.
 * @param {unknown} error
 * @returns {string}
 * @throws whatever is no refusal of the server: that is a fault of the page
 */
export const sentenceOf = (error) => {
  if (error instanceof WorkspaceError) return error.message;
  throw error;
};

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
const request = async (path, init) => {
  const response = await fetch(base + path, init).catch(() => {
    throw new WorkspaceError('The workspace could not be reached. Is Callboard still running?');
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new WorkspaceError(body.error ?? `The workspace answered with status ${response.status}.`);
  return body;
};

/** @param {string} path @param {Record<string, string | null | undefined>} query */
const get = (path, query = {}) => {
  const present = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return request(`${path}?${new URLSearchParams(present)}`);
};

/** @param {string} path @param {object} body */
const post = (path, body) =>
  request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** @returns {Promise<Boot>} */
export const getBoot = () => get('boot');

/** @param {string} as @returns {Promise<Conversations>} */
export const getConversations = (as) => get('conversations', { as });

/**
 * @param {string} as
 * @param {string} channel
 * @param {string | null} [thread] the ts of a thread's first message; without it the channel's own messages
 * @returns {Promise<Message[]>}
 */
export const getMessages = async (as, channel, thread) => (await get('messages', { as, channel, thread })).messages;

/**
 * @param {{ as: string, channel: string, text: string, threadTs?: string }} said
 * @returns {Promise<{ message?: Message }>} the message; a slash command is none
 */
export const say = (said) => post('say', said);

/** @param {{ as: string, container: Container, blockId: string, actionId: string, value: ActionValue, values: ViewValues }} click */
export const click = (click) => post('click', click);

/**
 * @param {{ as: string, container: Container, blockId: string, actionId: string, query: string }} question
 * @returns {Promise<Suggestions>}
 */
export const suggest = (question) => post('suggest', question);

/**
 * @param {{ as: string, viewId: string, values: ViewValues }} submission
 * @returns {Promise<SubmitResult>}
 */
export const submitView = (submission) => post('view/submit', submission);

/** @param {string} as @returns {Promise<OpenHome | null>} what the app published for the person, if anything */
export const getHome = async (as) => (await get('home', { as })).view;

/** @param {string} as @returns {Promise<AgentState>} */
export const getAgent = async (as) => (await get('agent', { as })).agent;

/** @param {{ as: string, text: string }} typed @returns {Promise<string | null>} the draft's id, where a link of it is unfurled */
export const compose = async (typed) => (await post('compose', typed)).draftId;

/** @param {{ as: string, callbackId: string }} used */
export const useShortcut = (used) => post('shortcut', used);

/** @param {{ as: string, channel: string, ts: string, callbackId: string }} used */
export const useMessageShortcut = (used) => post('message/shortcut', used);

/** @param {{ as: string, tab: 'home' | 'messages' }} opened */
export const openApp = (opened) => post('app/open', opened);

/** @param {{ as: string, beside: string | null }} opened @returns {Promise<AgentPlace>} */
export const openAgent = async (opened) => (await post('agent/open', opened)).place;

/** @param {{ as: string, channel: string, threadTs?: string, beside: string }} looked */
export const lookAt = (looked) => post('agent/look', looked);

/** @param {{ as: string }} closed */
export const closeAgent = (closed) => post('agent/close', closed);

/** @param {{ as: string, channel: string, ts: string, url: string }} opened */
export const openWorkObject = (opened) => post('workObject/open', opened);

/** @param {string} name @returns {Promise<{ id: string }>} */
export const addPerson = (name) => post('person/add', { name });

/** @param {string} personId */
export const deactivate = (personId) => post('person/deactivate', { personId });

/** @typedef {'archive' | 'unarchive' | 'invite' | 'remove'} ChannelChange `invite` and `remove` are of the bot */

/** @param {ChannelChange} change @param {{ as: string, channel: string }} where */
export const changeChannel = (change, where) => post(`channel/${change}`, where);

/** @param {Fault} fault */
export const switchFaultOn = (fault) => post('faults/on', { fault });

/** @param {string} [id] all of them where absent */
export const switchFaultOff = (id) => post('faults/off', id ? { id } : {});

/** @param {{ as: string, viewId: string }} closed */
export const closeView = (closed) => post('view/close', closed);

/**
 * The address of the person's event stream.
 * @param {string} as
 * @param {boolean} isAgain whether this page listened before, so that a modal that it shows may stay
 */
export const streamAddress = (as, isAgain) => `${base}stream?${new URLSearchParams({ as, again: String(isAgain) })}`;
