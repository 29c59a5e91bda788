/** Slack's tiers: calls a minute that are always let through. */
const callsAMinute: Readonly<Record<string, number>> = {
  'conversations.list': 20,
  'users.list': 20,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.open': 50,
  'chat.update': 50,
  'chat.delete': 50,
  'chat.unfurl': 50,
  'conversations.join': 50,
  'reactions.add': 50,
  'users.lookupByEmail': 50,
  'bots.info': 50,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'conversations.members': 100,
  'users.info': 100,
  'chat.postEphemeral': 100,
  'assistant.threads.setSuggestedPrompts': 100,
  'assistant.threads.setTitle': 100,
  'entity.presentDetails': 100,
  'views.open': 100,
  'views.update': 100,
  'views.push': 100,
  'views.publish': 100,
};

/** `chat.postMessage`: about one a second in each channel. */
const postsAMinute = 60;
const minuteMs = 60_000;

/** Counts calls. */
export type RateLimits = {
  /** Seconds to wait where the call is one too many, else 0; a call let through counts. */
  retryAfterSeconds(method: string, channel: string): number;
};

/** Slack's limits over the last minute of the clock `now`. */
export const createRateLimits = (now: () => Date): RateLimits => {
  const calls = new Map<string, number[]>();
  return {
    retryAfterSeconds: (method, channel) => {
      const isPost = method === 'chat.postMessage';
      const most = isPost ? postsAMinute : callsAMinute[method];
      if (most === undefined) return 0;
      const key = isPost ? `${method} ${channel}` : method;
      const nowMs = now().getTime();
      const recent = (calls.get(key) ?? []).filter((atMs) => nowMs - atMs < minuteMs);
      calls.set(key, recent);
      const [oldest = nowMs] = recent;
      if (recent.length >= most) return Math.max(1, Math.ceil((oldest + minuteMs - nowMs) / 1000));
      recent.push(nowMs);
      return 0;
    },
  };
};
