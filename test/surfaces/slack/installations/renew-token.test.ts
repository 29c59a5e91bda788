import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createSecretBox } from '#callboard/core/storage/secret-box.ts';
import { createInstallationRecords } from '#callboard/surfaces/slack/installations/installation-records.ts';
import { renewToken } from '#callboard/surfaces/slack/installations/renew-token.ts';
import { WebClient } from '@slack/web-api';
import { clientId, clientSecret, serveOAuthSlack } from '../../../fixtures/slack/oauth-slack.ts';
import { startCore } from '../../../fixtures/start-core.ts';

const hourMs = 60 * 60 * 1000;

async function setUp() {
  let now = new Date('2026-03-01T12:00:00Z');
  const slack = await serveOAuthSlack();
  const { store, logger, stop } = await startCore({ now: () => now });
  onTestFinished(stop);
  const client = new WebClient(undefined, { slackApiUrl: slack.apiUrl });
  const given = await client.oauth.v2.access({
    client_id: clientId,
    client_secret: clientSecret,
    code: slack.code('T1', 43_200),
  });
  const kept = createInstallationRecords(
    store.records.namespace('slack.installations'),
    createSecretBox(randomBytes(32)),
    () => now,
  );
  const { access_token: token = '', refresh_token: refreshToken = '' } = given;
  const rotation = { refreshToken, expiresAt: now.getTime() + 12 * hourMs };
  await kept.put({ id: 'T1', name: 'Acme', botId: 'B1', botUserId: 'U1', installedAt: 0, token, rotation });
  const parts = {
    kept,
    leases: store.records.namespace('slack'),
    clientId,
    clientSecret,
    apiUrl: slack.apiUrl,
    installUrl: 'https://callboard.example.com/slack/install',
    now: () => now,
    logger,
  };
  const stored = async () => {
    const one = await kept.get('T1');
    return one?.kind === 'installed' ? one.installation : undefined;
  };
  return { slack, logger, parts, stored, token, rotation, pass: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

const renewals = (calls: readonly { readonly values: Readonly<Record<string, string>> }[]) =>
  calls.filter(({ values }) => values['grant_type'] === 'refresh_token').length;

test('a token is renewed two hours ahead of its end and not before, by one of several instances', async () => {
  const { slack, parts, stored, token, pass } = await setUp();
  await renewToken('T1', parts);
  expect(await stored()).toMatchObject({ token });
  pass(10 * hourMs + 1000);
  await Promise.all([renewToken('T1', parts), renewToken('T1', parts), renewToken('T1', parts)]);
  await renewToken('T1', parts);
  expect(renewals(slack.calls)).toBe(1);
  const renewed = await stored();
  expect(renewed?.token).not.toBe(token);
  expect(renewed?.rotation?.expiresAt).toBe(parts.now().getTime() + 12 * hourMs);
});

test('a token that Slack renews no more is told once, with what an administrator does', async () => {
  const { slack, parts, logger, stored, token, rotation, pass } = await setUp();
  await parts.kept.put({
    id: 'T1',
    name: 'Acme',
    botId: 'B1',
    botUserId: 'U1',
    installedAt: 0,
    token,
    rotation: { ...rotation, refreshToken: 'spent' },
  });
  pass(11 * hourMs);
  await renewToken('T1', parts);
  await renewToken('T1', parts);
  expect(renewals(slack.calls)).toBe(1);
  expect(logger.lines.map(({ message }) => message)).toEqual([
    'Slack renews the token of Acme no more (invalid_refresh_token). Have an administrator of it install Callboard again: https://callboard.example.com/slack/install. Other workspaces go on.',
  ]);
  expect(await stored()).toMatchObject({ token });
});
