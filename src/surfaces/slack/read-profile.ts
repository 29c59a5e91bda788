import type { Profile } from '#callboard/core/messages/surface.ts';
import { platformCode, type SlackClients } from './slack-clients.ts';

/** What Slack knows of a person; undefined where nobody has the id. */
export async function readProfile(
  interactive: SlackClients['interactive'],
  personId: string,
): Promise<Profile | undefined> {
  try {
    const { user } = await interactive.users.info({ user: personId });
    if (!user) return undefined;
    const email = user.profile?.email;
    return { name: user.profile?.real_name ?? user.name ?? personId, ...(email === undefined ? {} : { email }) };
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(platformCode(error) ?? '')) return undefined;
    throw error;
  }
}
