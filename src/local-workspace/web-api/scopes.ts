const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** The scopes of which a bot's token needs one, by method; a method that is not here needs none. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  'assistant.threads.setStatus': ['chat:write', 'assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'chat.update': ['chat:write'],
  'conversations.history': history,
  'conversations.info': read,
  'conversations.join': ['channels:join'],
  'conversations.list': read,
  'conversations.members': read,
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.replies': history,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'reactions.add': ['reactions:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
};

/** The scopes of which a method needs one that is not among those `provided`; undefined where it may be called. */
export const neededScope = (method: string, provided: readonly string[]): string | undefined => {
  const enough = scopes[method] ?? [];
  return enough.length === 0 || enough.some((scope) => provided.includes(scope)) ? undefined : enough.join(',');
};
