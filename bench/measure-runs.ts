import { type JsonObject, openPage, type PageView, type Person } from '../test/end-to-end/open-page.ts';
import { measureQuestions, type QuestionTimes } from './measure-questions.ts';
import { type Times, times } from './times.ts';

export interface RunTimes {
  /** One run alone: from the submitted form until the message says that the component is registered. */
  readonly alone: Times;
  /** So many at once, each from its submitted form. */
  readonly together: Times;
  /** Questions that were asked meanwhile. */
  readonly questionsMeanwhile: QuestionTimes;
}

/** How often one run alone is measured. */
const aloneCount = 5;
const patienceMs = 60_000;
/** The questions begin before the runs and go on after them. */
const questionSeconds = 10;
const questionsPerSecond = 20;

/**
 * Makes Node services from their submitted forms, through the local workspace, up to their registered components on the
 * local Git host: one after the other, then many at once while questions are asked.
 * @param handles of people in the workspace, one for each run that is made at once
 */
export async function measureRuns(url: string, handles: readonly string[]): Promise<RunTimes> {
  const people = await Promise.all(handles.map((handle) => openPage(url, handle, patienceMs)));
  const alone: number[] = [];
  const [first] = people;
  if (!first) throw new Error('nobody is there to make anything');
  for (let index = 0; index < aloneCount; index += 1) {
    alone.push(await (await openForm(first, `alone-${index}`))());
  }
  const submits = await Promise.all(people.map((person, index) => openForm(person, `together-${index}`)));
  const questions = measureQuestions(url, { perSecond: questionsPerSecond, seconds: questionSeconds });
  const together = await Promise.all(submits.map((submit) => submit()));
  const questionsMeanwhile = await questions;
  for (const person of people) person.leave();
  return { alone: times(alone), together: times(together), questionsMeanwhile };
}

/** Fills the form up to its last page. @returns what submits it, and the milliseconds from there to its end */
async function openForm(person: Person, name: string): Promise<() => Promise<number>> {
  const values: Readonly<Record<string, JsonObject>> = {
    'field:name': { text: name },
    'field:description': { text: 'Measures how long it takes' },
    'field:owner': { option: 'group:default/team-payments' },
    'field:repoUrl.repo': { text: name },
  };
  const from = person.happened().length;
  await person.say(await person.direct(), '/create node-service');
  const page = await person.view(() => true, from);
  await person.suggest(page, 'field:owner', 'payments');
  const last = await submitUntilLast(person, page, values);
  return async () => {
    const before = person.happened().length;
    const started = performance.now();
    await person.submit(last, valuesOn(last, values));
    await person.message(({ shown }) => shown.startsWith('Created from') && shown.includes(name), before);
    return performance.now() - started;
  };
}

async function submitUntilLast(
  person: Person,
  page: PageView,
  values: Parameters<typeof valuesOn>[1],
): Promise<PageView> {
  // The review asks for nothing.
  if (page.blocks.every(({ type }) => type !== 'input')) return page;
  const from = person.happened().length;
  const { outcome } = await person.submit(page, valuesOn(page, values));
  if (outcome !== 'updated') throw new Error(`the form said ${String(outcome)}: ${page.shown}`);
  return submitUntilLast(person, await person.view(() => true, from), values);
}

/** Those of the values that the page asks for. */
function valuesOn(
  { blocks }: PageView,
  values: Readonly<Record<string, JsonObject>>,
): Readonly<Record<string, JsonObject>> {
  const ids = new Set(blocks.map((block) => block['block_id']));
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}
