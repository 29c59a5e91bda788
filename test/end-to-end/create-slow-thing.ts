import type { Waits } from './company.ts';
import type { JsonObject, Person } from './open-page.ts';

/** Submits the open form. @returns what came of it, as the page's API says it */
export type SubmitSlowThing = (name: string, waits: Waits, repository?: string) => Promise<JsonObject>;

/** Opens the form of the template `slow` in the channel `desk`. @returns what submits it */
export async function openSlowForm(person: Person): Promise<SubmitSlowThing> {
  const from = person.happened().length;
  await person.say(person.channel('desk'), '/create slow');
  const form = await person.view(({ title }) => title === 'Slow thing', from);
  return async (name, waits, repository = name) => {
    const filled = await person.submit(form, {
      'field:name': { text: name },
      'field:waits': { option: waits },
      'field:repoUrl.repo': { text: repository },
    });
    // What was filled in is shown once more before it is taken.
    return filled['outcome'] === 'updated' ? person.submit(form, {}) : filled;
  };
}

/** Opens and submits that form. */
export async function createSlowThing(person: Person, ...values: Parameters<SubmitSlowThing>): Promise<JsonObject> {
  const submit = await openSlowForm(person);
  return submit(...values);
}
