import type { ShownAnswer } from '#callboard/core/answers/answer.ts';

/**
 * An answer as it goes to one workspace: the account of each person is the one that they have there, if any, since an id
 * of another workspace may be anybody's.
 * @param surface the id of the surface that the workspace is
 */
export function peopleOf(surface: string, answer: ShownAnswer): ShownAnswer {
  if (surface === 'slack') return answer;
  const shown: ShownAnswer = JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
    isPerson(value) ? { ...value, accounts: { slack: value.accounts[surface] } } : value,
  );
  return shown;
}

function isPerson(value: unknown): value is { readonly accounts: Readonly<Record<string, string>> } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'person' &&
    'accounts' in value &&
    typeof value.accounts === 'object'
  );
}
