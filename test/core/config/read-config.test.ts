import { describe, expect, it } from 'vitest';
import { readConfigurationText } from '#callboard/core/config/configuration-text.ts';
import { checkConfiguration, readPluginUses, refusalOf, toConfig } from '#callboard/core/config/read-config.ts';

const slack = {
  type: 'object',
  additionalProperties: false,
  properties: { botToken: { type: 'string', pattern: '^xoxb-' } },
};
const problemsOf = (text: string, environment: Record<string, string> = {}) =>
  checkConfiguration(readConfigurationText(text, environment), new Map([['slack', slack]])).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );

describe('callboard.yaml', () => {
  it('may be empty', () => {
    expect(problemsOf('')).toEqual([]);
    expect(problemsOf('# nothing yet\n')).toEqual([]);
  });

  it('is told every problem at once, with line and column', () => {
    const problems = problemsOf('server:\n  prot: 80\n  port: many\ndata: ""\nslak:\n  botToken: x\n');
    expect(problems.map((problem) => problem.split('.')[0])).toEqual([
      '2:9 server',
      '3:9 server',
      '4:7 data must not be empty',
      '5:1 slak is not known here',
    ]);
    expect(problems[0]).toBe('2:9 server.prot is not known here. Known are: host, port, baseUrl.');
    expect(problems[1]).toBe('3:9 server.port must be a whole number.');
  });

  it('is told where its YAML is broken', () => {
    expect(problemsOf('server:\n  port: [80\n')[0]).toMatch(/^\d+:\d+ /);
    expect(problemsOf('- a\n- b\n')).toEqual(['1:1 The file must be a mapping of settings.']);
    expect(problemsOf('data: a\n---\ndata: b\n')[0]).toMatch(/^3:1 A second document/);
  });

  it('takes variables from the environment, as text and never as YAML', () => {
    const text = readConfigurationText('slack:\n  botToken: ${TOKEN}\n', { TOKEN: 'xoxb-1: {a: b}' });
    expect(text.value).toEqual({ slack: { botToken: 'xoxb-1: {a: b}' } });
  });

  it('is told of a variable that is not set, once', () => {
    expect(problemsOf('slack:\n  botToken: ${TOKEN}\n')).toEqual(['2:13 The environment variable TOKEN is not set.']);
  });

  it('never prints a secret', () => {
    const text = readConfigurationText('slack:\n  botToken: ${TOKEN}\n', { TOKEN: 'hush-hush' });
    const problems = checkConfiguration(text, new Map([['slack', slack]]));
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems) + refusalOf('callboard.yaml', problems).message).not.toContain('hush');
  });

  it('names the plugins to load', () => {
    const { value } = readConfigurationText('plugins:\n  - use: ./own.ts\n    required: true\n  - use: other\n', {});
    expect(readPluginUses(value)).toEqual([
      { use: './own.ts', isRequired: true },
      { use: 'other', isRequired: false },
    ]);
  });
});

describe('toConfig', () => {
  const place = { file: undefined, folder: '/srv/callboard', environment: {} };

  it('has a default for everything', () => {
    expect(toConfig({}, place)).toMatchObject({
      server: { port: 3000, host: undefined },
      dataFolder: '/srv/callboard/data',
      databaseUrl: 'file:/srv/callboard/data/callboard.db',
      administrators: [],
      sections: {},
    });
  });

  it('puts the environment before the file', () => {
    const environment = { PORT: '4000', DATABASE_URL: 'postgresql://db/x', CALLBOARD_DATA: '/var/lib/callboard' };
    const config = toConfig({ server: { port: 80 }, database: 'file:own.db', data: 'here' }, { ...place, environment });
    expect(config).toMatchObject({
      server: { port: 4000 },
      databaseUrl: 'postgresql://db/x',
      dataFolder: '/var/lib/callboard',
    });
  });

  it('starts relative paths at the folder of the file', () => {
    expect(toConfig({ database: 'file:own.db', data: 'here' }, place)).toMatchObject({
      databaseUrl: 'file:/srv/callboard/own.db',
      dataFolder: '/srv/callboard/here',
    });
  });

  it('refuses a port that is none', () => {
    expect(() => toConfig({}, { ...place, environment: { PORT: '99999' } })).toThrow('PORT is "99999"');
  });
});
