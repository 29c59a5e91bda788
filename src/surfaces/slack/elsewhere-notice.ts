import type { RichTextBlock, RichTextElement } from '@slack/types';

/** Why Slack lets nobody see an answer where it was asked, and what to do, by Slack's code. */
const reasons: Readonly<Record<string, string>> = {
  not_in_channel: 'I am not in it. Invite me there, and I answer there.',
  channel_not_found: 'I am not in it. Invite me there, and I answer there.',
  is_archived: 'it is archived. Ask me in another channel, or here.',
  restricted_action: 'not everyone may write there. Have me allowed to, or ask me in another channel, or here.',
  user_not_in_channel: 'you are not in it. Join it, and I answer there.',
};

/** Codes with which Slack says that the bot may not write there. */
export const closedCodes: ReadonlySet<string> = new Set(
  Object.keys(reasons).filter((code) => code !== 'user_not_in_channel'),
);

/** What stands above an answer that somebody gets directly, since it could not be given where they asked. */
export function elsewhereNotice(channel: string, code: string): RichTextBlock {
  const place: RichTextElement = /^[CG][A-Z0-9]+$/.test(channel)
    ? { type: 'channel', channel_id: channel }
    : { type: 'text', text: 'another conversation' };
  const elements: RichTextElement[] = [
    { type: 'text', text: 'You asked me in ' },
    place,
    { type: 'text', text: `, where I could not answer: ${reasons[code] ?? `Slack says ${code}.`}` },
  ];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
