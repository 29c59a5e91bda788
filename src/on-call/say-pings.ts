import type { OnCallContext } from './on-call-context.ts';
import { acknowledgedMessages, pageMessages } from './page-message.ts';
import type { Page } from './page-store.ts';
import { askerSpan } from './people.ts';
import type { Reachable, SomeReach } from './who-to-reach.ts';

/** Says a page to each whom it may reach, with a button to acknowledge it; to none where somebody has. */
export async function sayPings(page: Page, reach: SomeReach, owner: Reachable, context: OnCallContext): Promise<void> {
  if (page.acknowledgement) return;
  for (const message of await pageMessages(page, reach, owner, context)) await context.messages.say(message);
  // Somebody may have acknowledged while the others were told, whose messages then ask for what is done.
  const said = await context.pages.get(page.id);
  if (said?.acknowledgement) await sayAcknowledged(said, context);
}

/** Says to each whom an acknowledged page may reach who took it on, in place of what was said before. */
export async function sayAcknowledged(page: Page, context: OnCallContext): Promise<void> {
  if (!page.acknowledgement) return;
  const { by, at } = page.acknowledgement;
  const person = await askerSpan(by, context);
  for (const message of await acknowledgedMessages(page, person, at, context)) await context.messages.say(message);
}
