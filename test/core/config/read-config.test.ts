import { describe, expect, it } from 'vitest';
import { readConfigurationText } from '#callboard/core/config/configuration-text.ts';
import { checkConfiguration, readPluginUses, refusalOf, toConfig } from '#callboard/core/config/read-config.ts';

const slack = {
  type: 'object',
  additionalProperties: false,
  properties: { botToken: { type: 'string', pattern: '^xoxb-' } },
};
const nested = {
  type: 'object',
  additionalProperties: false,
  properties: {
    sources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { file: { type: 'string' }, git: { type: 'string' }, paths: { type: 'array' } },
        oneOf: [{ required: ['file'] }, { required: ['git'] }],
        dependentRequired: { paths: ['git'] },
      },
    },
    app: { type: 'object', additionalProperties: false, properties: { id: { type: 'integer' } } },
  },
};
const problemsOf = (text: string, environment: Record<string, string> = {}) =>
  checkConfiguration(
    readConfigurationText(text, environment),
    new Map<string, object>([
      ['slack', slack],
      ['nested', nested],
    ]),
  ).map(({ line, column, message }) => `${line}:${column} ${message}`);

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

  it.each([
    ['in a part', 'nested:\n  ap: 1\n', '2:7 nested.ap is not known here. Known are: sources, app.'],
    ['deeper', 'nested:\n  app:\n    di: 1\n', '3:9 nested.app.di is not known here. Known are: id.'],
    [
      'in a list',
      'nested:\n  sources:\n    - file: a\n      pth: b\n',
      '4:12 nested.sources[0].pth is not known here. Known are: file, git, paths.',
    ],
    [
      'of a plugin',
      'plugins:\n  - use: a\n    needed: b\n',
      '3:13 plugins[0].needed is not known here. Known are: use, required.',
    ],
  ])('is told the names that are known where an unknown one stands: %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it.each([
    ['both of two', '- file: a\n      git: b', '4:12 nested.sources[0].git must not stand beside file.'],
    ['neither of two', '- {}', '3:7 nested.sources[0].file or git is missing.'],
    ['neither, and what needs one', '- paths: [a]', '3:7 nested.sources[0].file or git is missing.'],
    ['what needs the other one', '- file: a\n      paths: [b]', '4:7 nested.sources[0].paths needs git beside it.'],
    ['no object', '- a', '3:7 nested.sources[0] must be an object. Known are: file, git, paths.'],
    ['nothing', '-', '3:6 nested.sources[0] must be an object. Known are: file, git, paths.'],
  ])('is told one sentence for one cause: %s', (_, source, problem) => {
    expect(problemsOf(`nested:\n  sources:\n    ${source}\n`)).toEqual([problem]);
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
      { use: './own.ts', isRequired: true, path: ['plugins', 0, 'use'] },
      { use: 'other', isRequired: false, path: ['plugins', 1, 'use'] },
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
