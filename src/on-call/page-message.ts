import type { Button, Card, Line, PersonSpan, Span } from '#callboard/core/answers/answer.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import type { EntityLink } from '#callboard/catalog/entity.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import { inWords } from './local-time.ts';
import type { OnCallContext } from './on-call-context.ts';
import type { Page, Ping } from './page-store.ts';
import { askerSpan, candidateOf, personSpan } from './people.ts';

/** A page is not delivered later than this after it was asked for: by then it says nothing true any more. */
const pageLifetimeMs = 30 * 60 * 1000;
/** Beside Acknowledge, as many links as a row of buttons holds: Discord's limit is five a row. */
const maximumLinks = 4;

/** Whether something can be said there later: a command line is gone by then. */
export const isToldHere = ({ surface }: Address): boolean => surface !== 'terminal';

/** The messages of a page that nobody has acknowledged yet: one to each who was pinged. */
export async function pageMessages(
  page: Page,
  reason: readonly Span[],
  context: OnCallContext,
): Promise<OutgoingMessage[]> {
  const about = await describe(page, context);
  const notAfter = new Date(page.createdAt.getTime() + pageLifetimeMs);
  const acknowledge: Button = {
    label: 'Acknowledge',
    press: { command: 'acknowledge', values: { page: page.id } },
    style: 'primary',
  };
  return Promise.all(
    page.pings.map(async (ping, index) => {
      const why = reason.length > 0 ? [[...(await calledSpans(ping, context)), ...reason]] : [];
      const buttons = [acknowledge, ...about.links];
      return { key: pingKey(page, index), to: ping.to, answer: pageCard(about, why, buttons), notAfter };
    }),
  );
}

/** The same messages once somebody has acknowledged. They replace the others, however late. */
export async function acknowledgedMessages(
  page: Page,
  by: PersonSpan,
  at: Date,
  context: OnCallContext,
): Promise<OutgoingMessage[]> {
  const about = await describe(page, context);
  const line: Line = ['Acknowledged by ', by, `, ${inWords(at, 'UTC')}.`];
  return page.pings.map((ping, index) => ({
    key: pingKey(page, index),
    to: ping.to,
    answer: pageCard(about, [line], about.links),
  }));
}

const pingKey = (page: Page, index: number): string => `page:${page.id}:${index}`;

interface About {
  readonly subject: string;
  readonly ref: string;
  readonly asker: PersonSpan;
  readonly message: string;
  readonly links: readonly Button[];
}

async function describe(page: Page, context: OnCallContext): Promise<About> {
  const entity = context.directory.get(page.subject)?.entity;
  return {
    subject: entity ? displayName(entity) : page.subject,
    ref: page.subject,
    asker: await askerSpan(page.asker, context),
    message: page.message,
    links: linkButtons(entity?.metadata.links ?? []),
  };
}

function pageCard(about: About, lines: readonly Line[], buttons: readonly Button[]): Card {
  const said = about.message.split(/\s*\n\s*/).filter((line) => line !== '');
  const asks: Line = [about.asker, said.length > 0 ? ' says:' : ' asks for you, without a message.'];
  return {
    kind: 'card',
    title: `Page about ${about.subject}`,
    lines: [asks, ...said, ...lines],
    fields: [{ label: 'About', value: { kind: 'code', text: about.ref } }],
    buttons,
  };
}

/** Links as buttons, runbooks first. */
function linkButtons(links: readonly EntityLink[]): readonly Button[] {
  const isRunbook = ({ title = '', type = '', url }: EntityLink) => /run-?book/i.test(`${title} ${type} ${url}`);
  return links
    .filter(({ url }) => /^https?:\/\//i.test(url) && URL.canParse(url))
    .toSorted((a, b) => Number(isRunbook(b)) - Number(isRunbook(a)))
    .slice(0, maximumLinks)
    .map(({ title, url }) => ({ label: title ?? new URL(url).hostname, url }));
}

/** The one who is called, notified; nobody where a channel is told. */
async function calledSpans({ ref, to }: Ping, context: OnCallContext): Promise<readonly Span[]> {
  if (to.kind !== 'person') return [];
  const person = await candidateOf(ref, context);
  return [personSpan({ ...person, accounts: { ...person.accounts, [to.surface]: to.personId } }, true), ': '];
}
