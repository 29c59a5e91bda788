import { displayName } from '#callboard/catalog/entity-text.ts';
import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { inWords } from './local-time.ts';
import type { OnCallContext } from './on-call-context.ts';
import { isToldHere, tellAsker } from './page-message.ts';
import type { Page } from './page-store.ts';
import { pageTimeZone } from './page-time-zone.ts';
import { askerSpan } from './people.ts';
import { sayAcknowledged } from './say-pings.ts';

/** That a page was acknowledged is told to who asked for it within this time, or not at all. */
const noticeLifetimeMs = 24 * 60 * 60 * 1000;

/** What the Acknowledge button of a page asks for. Anyone who has the button may press it; the first is recorded. */
export function createAcknowledgeCommand(context: OnCallContext): Command {
  return {
    name: 'acknowledge',
    summary: 'Take on a page',
    parameters: [{ name: 'page', description: 'The id of the page', isRequired: true }],
    examples: [],
    phrases: [],
    effect: 'changes',
    isHidden: true,
    run: (invocation) => run(invocation, context),
  };
}

async function run({ values, asker }: Invocation, context: OnCallContext): Promise<Reply> {
  const pageId = String(values['page']);
  const acknowledgement = await context.pages.acknowledge(pageId, { by: asker, at: context.now() });
  const page = await context.pages.get(pageId);
  if (!acknowledgement || !page) {
    throw new Refusal('This page is not known any more.', {
      code: 'no-such-page',
      hint: 'Ask for a new page if there is still something to do.',
    });
  }
  const { by, at } = acknowledgement;
  const person = await askerSpan(by, context);
  const subject = context.directory.get(page.subject);
  const about = subject ? displayName(subject.entity) : page.subject;
  const when = inWords(at, await pageTimeZone(page, context));
  if (!isSame(by, asker)) {
    return reply(page, [person, ` acknowledged the page about ${about} before you, ${when}.`]);
  }
  await sayAcknowledged(page, context);
  const told = `You acknowledged the page about ${about}, ${when}`;
  if (!isToldHere(page.address)) return reply(page, `${told}.`);
  await context.messages.say({
    ...tellAsker(page, 'acknowledged', card([person, ` acknowledged your page about ${about}, ${when}.`])),
    notAfter: new Date(at.getTime() + noticeLifetimeMs),
  });
  return reply(page, [told, '; ', await askerSpan(page.asker, context), ' is told.']);
}

const isSame = (one: Asker, other: Asker): boolean => one.surface === other.surface && one.personId === other.personId;

const card = (title: Line): Card => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });

const reply = (page: Page, title: Line): Reply => ({ subject: page.subject, answer: card(title) });
