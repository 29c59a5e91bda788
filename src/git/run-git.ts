import { Refusal } from '#callboard/core/refusal.ts';
import { allowedProtocols, withoutUserInfo } from './check-url.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import { type GitCommand, type GitOutcome, runInGitProcess } from './git-process.ts';
import { repositoryTooLarge } from './repository-too-large.ts';
import { silenceTimeoutMs } from './silence-timeout.ts';
import { type Room, watchRoom } from './watch-room.ts';

/** A user name and its password or token. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface GitOptions {
  /** The remote repository the arguments speak of: where credentials go to, and what failures name. */
  readonly url?: string;
  /** Given to git only when the host of an http(s) `url` asks for them. */
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
  /** Configuration for this one command, over everything else. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** An exit code beside 0 that is an answer, and no failure. */
  readonly acceptedCode?: number;
  /** How much it may fetch. */
  readonly room?: Room;
}

/** What a child gets of the surroundings: where programs are, how to reach the network, whom TLS trusts, ssh's agent. */
const inheritedVariables = [
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'USERPROFILE',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
] as const;

/** Answers git's question from the environment, so that the password is in no argument and no file. */
const credentialHelper =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$CALLBOARD_GIT_USERNAME" "$CALLBOARD_GIT_PASSWORD"; }; f';

/**
 * Runs git in a folder that exists. It asks nothing, runs no hook, reads no configuration but the repository's own,
 * and uses no transport but http, https, file and ssh.
 * @returns what it printed
 * @throws Refusal where it failed, was stopped by the signal, or said nothing for a minute; `git-too-large` where it
 *   fetched more than there is room for
 */
export async function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  refuseStopped(options);
  const { acceptedCode, signal, room } = options;
  const command = { folder, args, env: environment(options), ...(acceptedCode !== undefined && { acceptedCode }) };
  const outcome = room ? await runWithin(room, command, options) : await runInGitProcess(command, signal);
  if ('printed' in outcome) return outcome.printed;
  refuseStopped(options);
  throw refusalOf(outcome, options);
}

async function runWithin(room: Room, command: GitCommand, { signal, url }: GitOptions): Promise<GitOutcome> {
  const watch = await watchRoom(room);
  const signals = signal ? [signal, watch.signal] : [watch.signal];
  const run = runInGitProcess(command, AbortSignal.any(signals));
  const [outcome] = await Promise.allSettled([run]);
  if (await watch.end()) throw repositoryTooLarge(url, room.bytesAtMost);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function refuseStopped({ signal, url }: GitOptions): void {
  if (signal?.aborted !== true) {
    return;
  }
  const where = url === undefined ? '' : ` at ${withoutUserInfo(url)}`;
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  throw timedOut
    ? new Refusal(`git took too long${where} and was stopped.`, { code: 'git-timed-out', hint: 'Try again later.' })
    : new Refusal(`git was stopped${where} before it was done.`, { code: 'git-stopped' });
}

function refusalOf(
  { failure, isSilent }: Extract<GitOutcome, { readonly failure: string }>,
  { url, credentials }: GitOptions,
): Refusal {
  if (isSilent) {
    const where = url === undefined ? 'git' : withoutUserInfo(url);
    return new Refusal(`${where} gave no answer for ${silenceTimeoutMs / 1000} seconds.`, {
      code: 'git-timed-out',
      hint: 'Check that the host is up, and try again.',
    });
  }
  return explainGitFailure(failure, {
    ...(url === undefined ? {} : { url }),
    secrets: credentials === undefined ? [] : [credentials.password],
  });
}

function environment({ url, credentials, configuration = {} }: GitOptions): Record<string, string> {
  const inherited = inheritedVariables.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const origin = url === undefined ? null : URL.parse(url);
  const asksOverHttp = origin?.protocol === 'http:' || origin?.protocol === 'https:';
  const lends = credentials !== undefined && asksOverHttp;
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['credential.helper', ''],
    ...(lends ? [[`credential.${origin.origin}.helper`, credentialHelper] satisfies [string, string]] : []),
    ...Object.entries(configuration),
  ];
  return {
    ...Object.fromEntries(inherited),
    // The messages that explainGitFailure knows are the untranslated ones.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_ALLOW_PROTOCOL: allowedProtocols.join(':'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    ...(lends ? { CALLBOARD_GIT_USERNAME: credentials.username, CALLBOARD_GIT_PASSWORD: credentials.password } : {}),
  };
}
