import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanUp, type Finished, runProcess, temporaryFolder } from '../fixtures/start-process.ts';
import { writeCompany } from './company.ts';

describe('the command line', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeCompany(folder);
    expect(await inFolder('ingest')).toMatchObject({ code: 0 });
  });

  afterAll(cleanUp);

  const inFolder = (...args: readonly string[]): Promise<Finished> => runProcess(args, { folder });
  /** What a command prints with `--json`, and its exit code. */
  const json = async (
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly value: unknown }> => {
    const { code, stdout } = await inFolder(...args, '--json');
    return { code, value: JSON.parse(stdout) };
  };

  test.concurrent('a second start takes what the first compiled', async () => {
    await inFolder('--version');
    const { stderr } = await runProcess(['--version'], {
      folder,
      environment: { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' },
    });
    expect(stderr).toMatch(/V8 code cache for ESM file:\S+\/src\/app\.ts was accepted/);
  });

  test.concurrent('ask answers with its command, its subject, an answer and that as text', async () => {
    const { code, value } = await json('ask', 'who owns the tll?');
    expect(code).toBe(0);
    expect(value).toEqual({
      command: 'who-owns',
      subject: 'component:default/till',
      answer: expect.objectContaining({ kind: 'card' }),
      text: expect.stringMatching(/^Till \(Component\) is owned by Desk/),
    });
  });

  test.concurrent('ask refuses in the same shape, and exits with 1', async () => {
    const { code, value } = await json('ask', 'who owns the lighthouse?');
    expect(code).toBe(1);
    expect(value).toEqual({
      command: 'who-owns',
      subject: null,
      answer: expect.objectContaining({ kind: 'refusal', message: 'Nothing in the catalog is called “lighthouse”.' }),
      text: expect.stringContaining('Nothing in the catalog is called “lighthouse”.'),
    });
  });

  test.concurrent('ask does what changes something too, for whom --as names', async () => {
    const paged = await inFolder('ask', 'page till: the drawer is stuck', '--as', 'user:default/mira');
    expect(paged).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Paged Noor Ali \(on call for Desk/) });
  });

  test.concurrent('validate tells every document of a file in order, with its problems', async () => {
    const file = join(folder, 'three.yaml');
    await writeFile(
      file,
      [
        'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: one }\nspec: { type: team, children: [] }',
        'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: two\nspec: { type: service, lifecycle: 5, owner: one }',
        'apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: { name: three }\nspec: { memberOf: [one] }',
      ].join('\n---\n'),
    );
    const { code, value } = await json('validate', file);
    expect(code).toBe(1);
    expect(value).toEqual([
      { file, document: 0, ref: 'group:default/one', valid: true, problems: [] },
      {
        file,
        document: 1,
        ref: 'component:default/two',
        valid: false,
        problems: [{ line: 10, column: 35, path: 'spec.lifecycle', message: expect.stringContaining('lifecycle') }],
      },
      { file, document: 2, ref: 'user:default/three', valid: true, problems: [] },
    ]);
  });

  test.concurrent('validate knows the kinds that plugins of a named configuration add', async () => {
    const own = join(folder, 'kinds');
    await mkdir(own);
    const spec = "{ type: 'object', required: ['steps'], properties: { steps: { type: 'integer' } } }";
    const rules = `{ kind: 'Playbook', apiVersions: ['acme.example/v1'], spec: ${spec}, advice: {} }`;
    const plugin = `export default { id: 'playbooks', kind: 'standalone', setup: ({ extend }) => extend('catalog').addKind(${rules}) };`;
    await writeFile(join(own, 'playbooks.mjs'), plugin);
    await writeFile(
      join(own, 'callboard.yaml'),
      'database: postgresql://nobody@127.0.0.1:1/none\nplugins: [{ use: ./playbooks.mjs, required: true }]\n',
    );
    const entity = 'apiVersion: acme.example/v1\nkind: Playbook\nmetadata: { name: outage }\nspec: ';
    await writeFile(join(own, 'c.yaml'), `${entity}{ steps: 3 }\n---\n${entity}{ steps: few }\n`);
    const file = join(own, 'c.yaml');
    const { code, value } = await json('validate', file, '--config', join(own, 'callboard.yaml'));
    expect({ code, value }).toMatchObject({
      code: 1,
      value: [{ ref: 'playbook:default/outage', valid: true }, { problems: [{ path: 'spec.steps' }] }],
    });
    expect(await inFolder('validate', file)).toMatchObject({
      stdout: expect.stringContaining('The kind "Playbook" is not known here'),
    });
  });

  test.concurrent('validate tells GitHub every problem as an annotation, escaped, and fails the check', async () => {
    const file = join(folder, 'one,two.yaml');
    const bad =
      'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: "100%" }\nspec: { type: team, children: [] }';
    await writeFile(file, bad);
    const { code, stdout } = await inFolder('validate', file, '--format', 'github');
    expect(code).toBe(1);
    const place = `file=${file.replace(',', '%2C')},line=3,col=19,title=Catalog file`;
    expect(stdout.split('\n')[0]).toMatch(/^::error file=.*::metadata\.name "100%25" holds "%25": use letters/);
    expect(stdout).toContain(`::error ${place}::`);
    expect(stdout).toContain('1 document, 1 with problems');
  });

  test.concurrent('manifest prints what Slack and Discord take, with the plugin’s command', async () => {
    const [slack, discord] = await Promise.all([json('manifest', 'slack'), json('manifest', 'discord')]);
    expect(slack).toMatchObject({ code: 0, value: { display_information: { name: 'Callboard' } } });
    expect(slack.value).toHaveProperty(
      'features.slash_commands',
      expect.arrayContaining([expect.objectContaining({ command: '/roll-call' })]),
    );
    expect(discord.code).toBe(0);
    expect(discord.value).toHaveProperty(
      'commands',
      expect.arrayContaining([expect.objectContaining({ name: 'roll-call' })]),
    );
  });

  test.concurrent('config check names the file that it found fine; --config names another', async () => {
    expect(await json('config', 'check')).toEqual({
      code: 0,
      value: { file: join(folder, 'callboard.yaml'), problems: [] },
    });
    const other = join(folder, 'other.yaml');
    await writeFile(other, 'log: warn\n');
    expect(await json('config', 'check', '--config', other)).toEqual({ code: 0, value: { file: other, problems: [] } });
  });

  test.concurrent('config check tells every problem with its place, and needs no database', async () => {
    const wrong = join(folder, 'wrong.yaml');
    await writeFile(wrong, 'server:\n  prot: 1\non-call:\n  rotations: [absent.yaml, wrong-rotations.yaml]\n');
    await writeFile(join(folder, 'wrong-rotations.yaml'), 'rotations:\n  - owner: desk\n');
    const environment = { DATABASE_URL: `file:${folder}` };
    const { code, stdout } = await runProcess(['config', 'check', '--config', wrong], { folder, environment });
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `${wrong}:2:9: server.prot is not known here. Known are: host, port, baseUrl.`,
      `${wrong}:4:15: on-call.rotations[0]: no file fits absent.yaml, which starts at ${folder}.`,
      `${join(folder, 'wrong-rotations.yaml')}:2:5: rotations[0].timeZone is missing.`,
    ]);
    expect((await json('config', 'check', '--config', wrong)).value).toMatchObject({
      file: wrong,
      problems: [{ file: wrong, line: 2, column: 9, path: 'server.prot' }, {}, {}, {}, {}, {}, {}],
    });
  });

  test.concurrent('with --json what keeps a command from its work is JSON too: of ask, an answer', async () => {
    await writeFile(join(folder, 'unusable.yaml'), 'log: loud\n');
    const message = 'unusable.yaml:1:6: log must be one of "debug", "info", "warn", "error".';
    const refused = { code: 'wrong-configuration', message, hint: 'Mend the file and start again.' };
    expect(await json('ingest', '--config', 'unusable.yaml')).toEqual({ code: 1, value: { error: refused } });
    expect(await json('ask', 'who owns till', '--config', 'unusable.yaml')).toEqual({
      code: 1,
      value: { command: null, subject: null, answer: { kind: 'refusal', ...refused }, text: expect.any(String) },
    });
    expect(await json('validate', 'x', '--format', 'github')).toMatchObject({
      code: 2,
      value: { error: { code: 'wrong-usage' } },
    });
    expect(await json('manifest', 'teams')).toMatchObject({ code: 2, value: { error: { code: 'wrong-usage' } } });
  });

  test.concurrent.each([
    [
      ['frobnicate'],
      'There is no command frobnicate.',
      'start|ask|validate|ingest|create|template|runs|actions|manifest|config …',
    ],
    [[], 'No command is given.', 'start|ask|validate|ingest|create|template|runs|actions|manifest|config …'],
    [['start', 'now'], 'start takes no argument, and now is one.', 'start'],
    [['ask'], 'ask needs a question.', 'ask TEXT [--as USER_REF]'],
    [['ingest', ''], 'An argument is empty.', 'ingest [PATH or URL]…'],
    [['validate'], 'validate needs a path.', 'validate PATH… [--format github]'],
    [['validate', 'x', '--format', 'gitlab'], '--format takes github, not gitlab.', 'validate PATH…'],
    [['validate', 'x', '--as', 'y'], 'validate takes no --as.', 'validate PATH…'],
    [['create', 'slow', '--out', 'x'], '--out goes with --dry-run.', 'create TEMPLATE '],
    [['create', 'slow', '--set', 'x'], '--set takes name=value, not x.', 'create TEMPLATE '],
    [['template', 'new', 'a', '--out', 'b'], '--out goes with try.', 'template new NAME|check FILE…'],
    [
      ['template', 'try'],
      'template needs new and a name, check and files, or try and a file.',
      'template new NAME|check FILE…',
    ],
    [
      ['runs', 'show'],
      'runs needs list, stale, or show or undo and the id of a run.',
      'runs list|stale [--propose ID]|show ID|undo ID [--yes]',
    ],
    [
      ['runs', 'list', '--propose', 'x'],
      '--propose goes with runs stale, and takes the id of a run.',
      'runs list|stale',
    ],
    [['manifest', 'teams'], 'manifest needs slack or discord.', 'manifest slack|discord'],
    [['config', 'mend'], 'config needs the word check.', 'config check'],
    [['ask', 'x', '--strange'], "Unknown option '--strange'.", 'ask TEXT [--as USER_REF]'],
  ])(
    'wrong usage is one sentence with the usage before anything is opened, and exits with 2: %j',
    async (args, message, usage) => {
      const environment = { DATABASE_URL: `file:${folder}` };
      const { code, stdout, stderr } = await runProcess(args, { folder, environment });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const lines = stderr.split('\n');
      expect(lines).toEqual([`callboard: ${message}`, expect.stringContaining(`Usage: callboard ${usage}`), '']);
    },
  );

  test('ingest counts what came in; again, all of it is unchanged; and a bad neighbour is told and holds nobody back', async () => {
    const more = join(folder, 'more');
    await mkdir(more);
    const entity = (name: string) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: desk }\n`;
    await writeFile(join(more, 'pier.yaml'), entity('pier'));
    const counts = {
      files: 1,
      documents: 1,
      added: 0,
      changed: 0,
      removed: 0,
      orphaned: 0,
      unchanged: 0,
      problems: [],
    };
    const ms: unknown = expect.any(Number);
    expect(await json('ingest', more)).toEqual({ code: 0, value: { ...counts, added: 1, ms } });
    await writeFile(join(more, 'quay.yaml'), 'kind: Component\n');
    expect(await json('ingest', more)).toEqual({
      code: 1,
      value: {
        ...counts,
        files: 2,
        documents: 2,
        unchanged: 1,
        problems: expect.arrayContaining([
          {
            file: join(more, 'quay.yaml'),
            document: 0,
            line: 1,
            column: 1,
            path: 'metadata',
            message: expect.any(String),
          },
        ]),
        ms,
      },
    });
    await writeFile(join(more, 'quay.yaml'), entity('quay').replace(', owner: desk', ''));
    expect((await inFolder('ingest', more)).stdout).toMatch(
      /^\S+quay\.yaml:4:1: spec\.owner is missing.*\n2 documents in 2 files: 0 added, .* 1 unchanged, 1 problem, in \d+ ms\n$/,
    );
    expect(await inFolder('ask', 'who owns pier')).toMatchObject({ code: 0 });
  });

  describe('create', () => {
    const steps = [
      { id: 'start', action: 'wait:file', status: 'skipped' },
      { id: 'fetch', action: 'fetch:template', status: 'done' },
      { id: 'middle', action: 'wait:file', status: 'skipped' },
      { id: 'publish', action: 'publish', status: 'done' },
      { id: 'late', action: 'wait:file', status: 'skipped' },
      { id: 'register', action: 'catalog:register', status: 'done' },
      { id: 'end', action: 'wait:file', status: 'skipped' },
      { id: 'stubborn', action: 'wait:file', status: 'skipped' },
      { id: 'log', action: 'debug:log', status: 'done' },
    ];
    const never = ['--set', 'waits=never', '--set', 'repoUrl=local?owner=callboard&repo=reef'];

    test('with --dry-run and --out it leaves the files and publishes nothing', async () => {
      const out = join(folder, 'out');
      const made = await json('create', 'slow', '--set', 'name=reef', ...never, '--dry-run', '--out', out);
      expect(made).toEqual({
        code: 0,
        value: {
          run: expect.stringMatching(/^[0-9a-z]{1,32}$/),
          status: 'done',
          steps: steps.map((step) => ({
            ...step,
            status: /publish|register/.test(step.id) ? 'skipped' : step.status,
            inputs: expect.any(Array),
          })),
          files: [expect.objectContaining({ path: 'README.md', preview: '# reef\n' }), expect.anything()],
          output: {},
        },
      });
      expect((await readdir(out)).toSorted()).toEqual(['README.md', 'catalog-info.yaml']);
      expect(await readFile(join(out, 'README.md'), 'utf8')).toBe('# reef\n');
      expect(await readdir(join(folder, 'data', 'local-git'))).not.toContain('callboard');
    });

    test('with values from a file, which --set goes before, it makes the thing from a template’s file', async () => {
      await writeFile(
        join(folder, 'values.yaml'),
        'name: shoal\nwaits: never\nrepoUrl: local?owner=callboard&repo=shoal\n',
      );
      const file = join(folder, 'template', 'template.yaml');
      const made = await json('create', file, '--values', join(folder, 'values.yaml'), '--set', 'name=reef', ...never);
      expect(made).toMatchObject({ code: 0, value: { status: 'done', steps, output: {} } });
      expect(await readdir(join(folder, 'data', 'local-git', 'callboard'))).toEqual(['reef.git']);
      expect(await inFolder('ask', 'who owns reef')).toMatchObject({ code: 0 });
    });

    test('a run is listed, and shown with its steps and what they logged', async () => {
      const { value } = await json('runs', 'list');
      const [latest] = Array.isArray(value) ? value : [];
      expect(latest).toMatchObject({ template: 'template:default/slow', status: 'done', steps });
      const id = String(latest.run);
      expect(await json('runs', 'show', id.slice(0, 8))).toMatchObject({
        code: 0,
        value: {
          run: id,
          values: { name: 'reef', waits: 'never' },
          log: expect.arrayContaining([{ step: 'log', at: expect.any(String), text: expect.any(String) }]),
        },
      });
      const { stdout } = await inFolder('runs', 'show', id);
      expect(stdout).toContain('Created from Slow thing');
      expect(stdout).toContain(' · by the command line · ');
      expect(await json('runs', 'stale')).toEqual({
        code: 0,
        value: { things: [], withoutCommit: ['Slow thing'], unknown: [] },
      });
      expect(await json('runs', 'stale', '--propose', id)).toMatchObject({
        code: 1,
        value: { error: { code: 'no-template-commit' } },
      });
      expect(await json('runs', 'show', 'nonesuch')).toMatchObject({
        code: 1,
        value: { error: { code: 'no-such-run' } },
      });
    });

    test('a repository that is taken fails at its step, says so, and exits with 1', async () => {
      const made = await json('create', 'slow', '--set', 'name=atoll', ...never);
      expect(made.code).toBe(1);
      const message: unknown = expect.stringContaining('There is a repository callboard/reef on local already.');
      expect(made.value).toMatchObject({ status: 'failed' });
      expect(made.value).toHaveProperty(
        'steps',
        expect.arrayContaining([{ id: 'publish', action: 'publish', status: 'failed', message }]),
      );
      expect(await inFolder('ask', 'who owns atoll')).toMatchObject({ code: 1 });
    });

    test('a wrong value is one sentence', async () => {
      const { code, stdout, stderr } = await inFolder('create', 'slow', '--set', 'name=Big Reef', ...never);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^callboard: name: Name .+\n.+\n$/);
    });
  });
});
