import { Refusal } from '#callboard/core/refusal.ts';

/** Why a Git host does not remove a repository: it is not what the run made, or not that alone any more. */
export function notRemoved(owner: string, name: string, host: string): Refusal {
  return new Refusal(
    `The repository ${owner}/${name} on ${host} is left alone: somebody has pushed to it since, or it is another's.`,
    { code: 'not-removed', hint: 'Look at it, and remove it there if nobody needs it.' },
  );
}
