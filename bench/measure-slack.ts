import { join } from 'node:path';
import type { OpenView } from '../src/local-workspace/local-workspace.ts';
import { askInSlack, type EventFigures, until } from './ask-in-slack.ts';
import { generateCompany } from './generate-company.ts';
import { hostWorkspace, type HostedWorkspace } from './host-workspace.ts';
import { ingest } from './ingest.ts';
import { residentMegabytes, startBot, type StartedBot } from './start-bot.ts';
import { type Times, times } from './times.ts';

/** One instance under load, in a workspace that another process serves without its methods' rate limits. */
export interface SlackFigures {
  readonly entities: number;
  readonly 'rate limits of the methods': 'off';
  readonly questions: EventFigures;
  /** From what was typed until its options are there, ms. */
  readonly 'options of a picker': Times;
  /** From the command until its modal is there, ms. */
  readonly 'a modal opens': Times;
  readonly 'resident before and after, MB': readonly [number, number];
}

const channelCount = 400;
const personCount = 60;
const template = 'node-service';
/** Its menu of owners. */
const pickerId = 'lookup:owner';
const modalsOpened = 200;
const timesTyped = 400;
const betweenMs = 50;

/**
 * Measures the Slack surface with a company of a size.
 * @param folder empty; for the company and for the bot's data
 */
export async function measureSlack(folder: string, entities: number): Promise<SlackFigures> {
  const { bot, hosted } = await startInSlack(folder, entities);
  try {
    const names = await namesOf(bot.url);
    await askInSlack(hosted, { perSecond: 50, seconds: 5, names });
    const before = await residentMegabytes(bot.url);
    const questions = await askInSlack(hosted, { perSecond: 200, seconds: 60, names });
    const modals = await openModals(hosted, modalsOpened);
    const options = await typeInPicker(hosted, names, timesTyped);
    return {
      entities,
      'rate limits of the methods': 'off',
      questions,
      'options of a picker': options,
      'a modal opens': modals,
      'resident before and after, MB': [before, await residentMegabytes(bot.url)],
    };
  } finally {
    await bot.stop();
    await hosted.stop();
  }
}

/** A bot with a company of a size and the shipped templates, connected to a workspace of this process. */
export async function startInSlack(
  folder: string,
  entities: number,
): Promise<{ readonly bot: StartedBot; readonly hosted: HostedWorkspace }> {
  const company = join(folder, 'company');
  const data = join(folder, 'data');
  await generateCompany(company, { entities, seed: 7 });
  const templates = join(import.meta.dirname, '..', 'templates', 'catalog.yaml');
  await ingest(data, [join(company, 'catalog.yaml'), templates]);
  const hosted = await hostWorkspace(channelCount, personCount);
  const bot = await startBot(data, hosted.environment);
  await hosted.connected;
  return { bot, hosted };
}

/** Names of components to ask about. @param url of a running bot on this machine */
export async function namesOf(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/catalog/entities/by-query?limit=1000&filter=kind=component`);
  const page: { readonly items: readonly { readonly metadata: { readonly name: string } }[] } = JSON.parse(
    await response.text(),
  );
  return page.items.map(({ metadata }) => metadata.name);
}

/** Opens the form of a template so many times, each closed again. */
export async function openModals({ workspace, people, channels }: HostedWorkspace, count: number): Promise<Times> {
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const person = people[index % people.length] ?? '';
    const started = performance.now();
    await workspace.as(person).slash(channels[0] ?? '', `/create ${template}`);
    const view = await workspace.nextView(person, hasPicker);
    took.push(performance.now() - started);
    await workspace.as(person).closeView(view.id);
    await until(performance.now() + betweenMs);
  }
  return times(took);
}

const hasPicker = ({ content }: OpenView): boolean => JSON.stringify(content).includes(`"${pickerId}"`);

/** Types the beginnings of names into the picker of owners. */
async function typeInPicker(
  { workspace, people, channels }: HostedWorkspace,
  names: readonly string[],
  count: number,
): Promise<Times> {
  const [person = ''] = people;
  await workspace.as(person).slash(channels[0] ?? '', `/create ${template}`);
  const view = await workspace.nextView(person, hasPicker);
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = names[index % names.length] ?? '';
    const started = performance.now();
    await workspace.as(person).suggest(view, pickerId, name.slice(0, 2 + (index % 6)));
    took.push(performance.now() - started);
    await until(performance.now() + betweenMs);
  }
  await workspace.as(person).closeView(view.id);
  return times(took);
}
