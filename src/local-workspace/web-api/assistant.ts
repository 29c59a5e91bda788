import type { Prompt } from '../agent-states.ts';
import { type Check, describeProblems, list, object, text } from '../checks/check.ts';
import { limits } from '../checks/limits.ts';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Arguments } from './arguments.ts';
import { joinedConversation } from './find.ts';
import type { Call, Method } from './method.ts';

/** The first message of the thread that `thread_ts` names. @throws SlackError `channel_not_found`, `invalid_thread_ts` */
const threadOf = ({ workspace, arguments: given }: Call): { channel: string; threadTs: string } => {
  const { id: channel } = joinedConversation(workspace, given.required('channel_id'));
  const message = workspace.conversations.message(channel, given.required('thread_ts'));
  if (message === undefined || message.isEphemeral) throw new SlackError('invalid_thread_ts');
  return { channel, threadTs: message.threadTs ?? message.ts };
};

const read = (given: Arguments, name: 'loading_messages' | 'prompts', check: Check): unknown => {
  const value = given.json(name);
  const problems = value === undefined ? [] : check(value, `/${name}`);
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));
  return value;
};

const setStatus = (call: Call): JsonObject => {
  const { workspace, arguments: given } = call;
  const { channel, threadTs } = threadOf(call);
  const status = given.text('status');
  if (status === undefined) throw new SlackError('invalid_arguments', ['missing required field: status']);
  const messages = read(
    given,
    'loading_messages',
    list(text(limits.loadingMessages.text, 1), limits.loadingMessages.messages, 0),
  );
  const loadingMessages = Array.isArray(messages) ? messages.map(String) : [];
  workspace.agents.setStatus(channel, { threadTs, status, loadingMessages });
  return {};
};

const setTitle = (call: Call): JsonObject => {
  const { channel, threadTs } = threadOf(call);
  call.workspace.agents.setTitle(channel, threadTs, call.arguments.required('title'));
  return {};
};

const prompts = list(object({ title: text(Infinity, 1), message: text(Infinity, 1) }), limits.suggestedPrompts);

const setSuggestedPrompts = (call: Call): JsonObject => {
  const { workspace, arguments: given } = call;
  const suggested = read(given, 'prompts', prompts);
  if (!Array.isArray(suggested)) throw new SlackError('invalid_arguments', ['missing required field: prompts']);
  const offered = suggested
    .filter(isObject)
    .map((prompt): Prompt => ({ title: stringAt(prompt, 'title') ?? '', message: stringAt(prompt, 'message') ?? '' }));
  const title = given.text('title');
  const { id: channel } = joinedConversation(workspace, given.required('channel_id'));
  if (given.text('thread_ts') === undefined) {
    workspace.agents.setPrompts(channel, { ...(title && { title }), prompts: offered });
    return {};
  }
  const { threadTs } = threadOf(call);
  // Slack takes it and does nothing: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
  if (workspace.options.agentView === 'agent') return {};
  workspace.agents.setPrompts(channel, { threadTs, ...(title && { title }), prompts: offered });
  return {};
};

/** `assistant.threads.*`: what the app says of its conversations as an agent. */
export const assistantMethods: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus': {
    token: 'bot',
    takes: ['channel_id', 'thread_ts', 'status', 'loading_messages', 'icon_emoji', 'icon_url', 'username', 'team_id'],
    call: setStatus,
  },
  'assistant.threads.setTitle': {
    token: 'bot',
    takes: ['channel_id', 'thread_ts', 'title', 'team_id'],
    call: setTitle,
  },
  'assistant.threads.setSuggestedPrompts': {
    token: 'bot',
    takes: ['channel_id', 'thread_ts', 'title', 'prompts', 'team_id'],
    call: setSuggestedPrompts,
  },
};
