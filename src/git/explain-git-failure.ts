import { isAbsolute } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { redact } from '#callboard/core/text/redact.ts';
import { withoutUserInfo } from './check-url.ts';

/** What git was asked to do, for the sentence that says it failed. */
export interface GitAttempt {
  /** The repository's URL, where one was involved. */
  readonly url?: string;
  /** Texts that may appear in no message. */
  readonly secrets: readonly string[];
}

interface Explanation {
  readonly code: string;
  readonly pattern: RegExp;
  /** @param output what git printed, without secrets */
  readonly message: (where: string, output: string) => string;
  readonly hint: string;
}

/** What git 2.30 and later print under LC_ALL=C, most telling first: a push that found no room is also refused. */
const explanations: readonly Explanation[] = [
  {
    code: 'git-missing',
    pattern: /spawn git(\.exe)? ENOENT/,
    message: () => 'The program git is not installed where Callboard runs.',
    hint: 'Install git 2.30 or later and start Callboard again.',
  },
  {
    code: 'git-too-old',
    pattern: /usage: git merge-tree/,
    message: () => 'The git where Callboard runs is too old to merge without a checkout.',
    hint: 'Install git 2.38 or later and start Callboard again.',
  },
  {
    code: 'git-host-full',
    pattern: /^remote: .*(No space left on device|Disk quota exceeded)/im,
    message: (where) => `${where} has no room for what was pushed.`,
    hint: 'Have some space freed at the host, then try again.',
  },
  {
    code: 'disk-full',
    pattern: /No space left on device|Disk quota exceeded/i,
    message: () => "The disk that holds Callboard's data is full.",
    hint: 'Have some space freed, then try again.',
  },
  {
    code: 'git-push-refused',
    pattern:
      /\[(remote )?rejected\]|hook declined|protected branch|GH0(06|13)\b|receive-pack.*not (permitted|enabled)/i,
    message: (where, output) => `${where} refused the push${reasonOfRejection(output)}.`,
    hint: 'Allow the bot to push to the default branch, and to write workflows if there are any.',
  },
  {
    code: 'git-access-refused',
    pattern:
      /Authentication failed|could not read (Username|Password)|returned error: 40[13]|HTTP Basic: Access denied|Permission denied \(|Permission to .* denied|Host key verification failed|Invalid username or/i,
    message: (where) => `${where} did not let the bot in.`,
    hint: 'Check the token or key configured for this host, and that it may read and write the repository.',
  },
  {
    code: 'git-host-untrusted',
    pattern: /SSL certificate problem|server certificate verification failed|unable to get local issuer/i,
    message: (where) => `The TLS certificate of ${where} is not trusted.`,
    hint: 'Name the CA bundle in GIT_SSL_CAINFO.',
  },
  {
    code: 'git-host-down',
    pattern:
      /Could not resolve host|Failed to connect|Couldn't connect|Connection (refused|timed out|reset)|unreachable|Empty reply|Operation timed out|Operation too slow|returned error: 5\d\d|early EOF|hung up unexpectedly/i,
    message: (where) => `${where} cannot be reached.`,
    hint: 'Check the URL and that the host is up, and try again.',
  },
  {
    code: 'git-branch-missing',
    pattern: /Remote branch .* not found/i,
    message: (where) => `${where} has no such branch.`,
    hint: 'Check the name of the branch.',
  },
  {
    code: 'git-not-found',
    pattern: /not found|does not exist|does not appear to be a git repository|returned error: 404/i,
    message: (where) => `There is no repository at ${where}, or the bot may not see it.`,
    hint: 'Check the URL, and that the token may read the repository.',
  },
];

/**
 * Turns what git printed into one sentence for a person: what happened, to which repository, and what to do. Of
 * the output only the reason of a refused push and the last line of an unknown failure get into it, without secrets.
 */
export function explainGitFailure(output: string, attempt: GitAttempt): Refusal {
  const where = attempt.url === undefined ? 'The repository' : withoutUserInfo(attempt.url);
  const shown = redact(output, attempt.secrets);
  // The other end of a repository on this machine's disk is this machine.
  const said = isHere(attempt.url) ? output.replaceAll(/^remote: /gm, '') : output;
  const known = explanations.find(({ pattern }) => pattern.test(said));
  if (known === undefined) {
    const place = attempt.url === undefined ? '' : ` at ${where}`;
    return new Refusal(`git failed${place}: ${lastLine(shown)}`, { code: 'git-failed' });
  }
  return new Refusal(known.message(where, shown), { code: known.code, hint: known.hint });
}

const isHere = (url: string | undefined): boolean => url !== undefined && (isAbsolute(url) || url.startsWith('file:'));

const shownLineCharacters = 300;

/** git writes `! [remote rejected] main -> main (the host's reason)`. */
function reasonOfRejection(output: string): string {
  const reason = /^ ! \[(?:remote )?rejected\].*? -> \S+ \((.+)\)$/m.exec(output)?.[1];
  return reason === undefined ? '' : `: ${reason.slice(0, shownLineCharacters)}`;
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.findLast((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? 'no reason was given';
  return fatal.trim().slice(0, shownLineCharacters);
}
