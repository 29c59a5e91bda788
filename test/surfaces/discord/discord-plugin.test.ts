import { describe, expect, it } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import discordPlugin from '#callboard/surfaces/discord/discord-plugin.ts';

const check = compileSchema(discordPlugin.configurationSchema ?? {});

describe('the Discord plugin', () => {
  it('needs nothing in the file, since its token may come from the environment', () => {
    expect(check({ token: 'a-token' })).toEqual([]);
    expect(check({})).toEqual([]);
  });

  it.each([{ apiUrl: 'nowhere' }, { applicationId: 'callboard' }, { shards: 2 }])('refuses %j', (wrong) => {
    expect(check({ token: 'a-token', ...wrong })).toHaveLength(1);
  });
});
