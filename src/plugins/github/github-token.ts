import { createPrivateKey } from 'node:crypto';
import { App, Octokit } from 'octokit';
import { Refusal } from '#callboard/core/refusal.ts';
import { createGitHubClient, octokitOptions, type GitHubClientOptions } from './github-client.ts';

/** A GitHub App, as its settings page names it. */
export interface GitHubApp {
  readonly appId: number | string;
  /** PEM. */
  readonly privateKey: string;
  /** Needed only where the app is installed more than once. */
  readonly installationId?: number;
}

/** Gives a token that is valid for some minutes at least. */
export type ReadToken = (signal: AbortSignal) => Promise<string>;

/** A token of an installation is valid for an hour; a new one is asked for so long before. */
const renewedBeforeMs = 10 * 60_000;

/**
 * Tokens of the app's installation, kept until shortly before they expire.
 * @throws Refusal where the private key is none; from the function given, where it is refused or it is not clear which
 *   installation is meant
 */
export function appTokens(app: GitHubApp, options: Omit<GitHubClientOptions, 'octokit'>): ReadToken {
  const { host, apiUrl, now } = options;
  let kept: { readonly token: string; readonly expiresAt: number } | undefined;
  const { appId } = app;
  const privateKey = checkKey(app.privateKey);
  const asApp = new App({ appId, privateKey, Octokit: Octokit.defaults(octokitOptions(apiUrl)) });
  const client = createGitHubClient({ ...options, octokit: async () => asApp.octokit });

  const installation = async (signal: AbortSignal): Promise<number> => {
    if (app.installationId !== undefined) return app.installationId;
    const { data } = await client.ask(
      (octokit, timed) => octokit.request('GET /app/installations', { request: { signal: timed } }),
      signal,
    );
    const [only, ...others] = data;
    if (only !== undefined && others.length === 0) return only.id;
    throw new Refusal(`The GitHub App ${appId} is installed ${data.length} times at ${host}.`, {
      code: 'github-installation-unclear',
      hint: only === undefined ? 'Install it in an organisation.' : 'Name one in github.app.installationId.',
    });
  };

  return async (signal) => {
    if (kept === undefined || kept.expiresAt - now().getTime() < renewedBeforeMs) {
      const installation_id = await installation(signal);
      const { data } = await client.ask(
        (octokit, timed) =>
          octokit.request('POST /app/installations/{installation_id}/access_tokens', {
            installation_id,
            request: { signal: timed },
          }),
        signal,
      );
      kept = { token: data.token, expiresAt: Date.parse(data.expires_at) };
    }
    return kept.token;
  };
}

/** A key in an environment variable often has `\\n` where its lines end. */
function checkKey(text: string): string {
  const privateKey = text.replaceAll('\\n', '\n');
  try {
    createPrivateKey(privateKey);
    return privateKey;
  } catch (cause) {
    throw new Refusal(
      'github.app.privateKey is not a private key.',
      { code: 'github-key-unreadable', hint: 'Copy the whole PEM file that GitHub gave for the app.' },
      { cause },
    );
  }
}
