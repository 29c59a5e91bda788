import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { cleanUp, type Finished, runProcess, temporaryFolder } from '../fixtures/start-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(cleanUp);

const inFolder = (...args: readonly string[]): Promise<Finished> => runProcess(args, { folder });
/** A new template of that name. @returns its folder */
async function newTemplate(name: string): Promise<string> {
  expect(await inFolder('template', 'new', name)).toMatchObject({ code: 0 });
  return join(folder, name);
}

describe('template new', () => {
  test('writes a template of that name that works as it is, on a machine whose catalog is empty', async () => {
    const made = await newTemplate('007');
    expect((await readdir(made)).toSorted()).toEqual(['skeleton', 'template.yaml', 'test.yaml']);
    const [document] = readYaml(await readFile(join(made, 'template.yaml'), 'utf8'));
    expect(document?.value).toMatchObject({ metadata: { name: '007', title: '007' } });
    const tried = await inFolder('template', 'try', '007/template.yaml', '--out', 'tried');
    expect(tried).toMatchObject({ code: 0, stdout: expect.stringContaining('The files are in tried') });
    const [made1] = readYaml(await readFile(join(folder, 'tried', 'catalog-info.yaml'), 'utf8'));
    expect(made1?.value).toMatchObject({ metadata: { name: 'first-try' }, spec: { owner: 'group:default/payments' } });
  });

  test('writes over nothing', async () => {
    await newTemplate('kept');
    await writeFile(join(folder, 'kept', 'template.yaml'), 'mine');
    const again = await inFolder('template', 'new', 'kept');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('There is a kept here already.') });
    expect(await readFile(join(folder, 'kept', 'template.yaml'), 'utf8')).toBe('mine');
  });

  test.each(['../out', 'a b', '.', 'a/b'])('refuses the name %j, and says what one is made of', async (name) => {
    const { code, stderr } = await inFolder('template', 'new', name);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^callboard: A template can not be called .*\nIt .*: use letters, digits/),
    });
  });
});

describe('template check', () => {
  test('shows the form as chat will, and exits with 0 where nothing is wrong', async () => {
    await newTemplate('fine');
    const { code, stdout } = await inFolder('template', 'check', 'fine/template.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('    Owner (lookup, needed): in Slack menu that searches, in Discord name, typed\n');
    expect(stdout).toMatch(/\n {2}Slack asks in 1 page, as it is\n(.*\n)+1 template, 0 errors, 0 warnings\n$/);
  });

  test('a template without parameters asks for nothing', async () => {
    const asking = 'apiVersion: callboard.dev/v1\nkind: Template\nmetadata: { name: silent }\n';
    await writeFile(join(folder, 'silent.yaml'), `${asking}spec: { type: service, steps: [{ action: debug:log }] }\n`);
    const { stdout } = await inFolder('template', 'check', 'silent.yaml');
    expect(stdout).toBe('silent asks for nothing.\n\n1 template, 0 errors, 0 warnings\n');
  });

  test('exits with 1 for an error in one of several, tells GitHub as annotations, and all of it as JSON', async () => {
    await newTemplate('good');
    const made = await newTemplate('bad');
    await appendFile(join(made, 'skeleton', 'README.md'), '${{ values.nmae }}, 100%\n');
    const files = ['good/template.yaml', 'bad/template.yaml'];
    const told = await inFolder('template', 'check', ...files, '--format', 'github');
    const place = 'file=bad/skeleton/README.md,line=4,col=5,title=Template';
    const message = 'values.nmae is not given by the step "fetch"; values.name is.';
    expect(told).toMatchObject({
      code: 1,
      stdout: `::error ${place}::${message}\n2 templates, 1 error, 0 warnings\n`,
    });
    const { code, stdout } = await inFolder('template', 'check', ...files, '--json');
    expect(code).toBe(1);
    const found = { level: 'error', file: 'bad/skeleton/README.md', line: 4, column: 5, message };
    const form = { pages: [{ title: 'About it' }], slack: { asked: '1 page' }, discord: { asked: '1 step' } };
    expect(JSON.parse(stdout)).toMatchObject([
      { file: files[0], ref: 'template:default/good', findings: [], form },
      { file: files[1], ref: 'template:default/bad', findings: [found], form },
    ]);
  });

  test('a warning alone is no failure', async () => {
    const made = await newTemplate('warned');
    await rm(join(made, 'skeleton'), { recursive: true });
    const { code, stdout } = await inFolder('template', 'check', 'warned/template.yaml');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('0 errors, 1 warning') });
  });
});

describe('template try', () => {
  test('says which command failed, runs none after it, and exits with 1', async () => {
    const made = await newTemplate('failing-command');
    await appendFile(join(made, 'test.yaml'), '  - exit 3\n  - touch ran\n');
    const { code, stdout } = await inFolder('template', 'try', 'failing-command/template.yaml', '--json', '--out', 'x');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      fine: false,
      commands: [{ code: 0 }, { code: 0 }, { command: 'exit 3', code: 3 }],
      folder: 'x',
    });
    expect((await readdir(join(folder, 'x'))).toSorted()).toEqual(['README.md', 'catalog-info.yaml']);
  });

  test('says which step failed, with the place in the skeleton, and runs no command', async () => {
    const made = await newTemplate('failing-step');
    await appendFile(join(made, 'skeleton', 'README.md'), '${{ values.nmae }}\n');
    const { code, stdout } = await inFolder('template', 'try', 'failing-step/template.yaml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed {2}fetch \(fetch:template\): skeleton\/README\.md:4:\d+: undefined variable/);
    expect(stdout).not.toContain('first-try');
  });

  test('takes owners that a catalog with others does not have', async () => {
    await newTemplate('other-owner');
    const group =
      'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: desk }\nspec: { type: team, children: [] }\n';
    await writeFile(join(folder, 'group.yaml'), group);
    expect(await inFolder('ingest', 'group.yaml')).toMatchObject({ code: 0 });
    expect(await inFolder('template', 'try', 'other-owner/template.yaml')).toMatchObject({ code: 0 });
  });

  test('has the user ask that its test names', async () => {
    const made = await newTemplate('asked-by');
    await appendFile(join(made, 'skeleton', 'README.md'), '${{ values.by }}\n');
    const file = join(made, 'template.yaml');
    const text = await readFile(file, 'utf8');
    const by = '${{ user.ref }} ${{ user.entity.metadata.name }}';
    await writeFile(file, text.replace('        values:\n', `        values:\n          by: ${by}\n`));
    const unknown = await inFolder('template', 'try', 'asked-by/template.yaml');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('which catalog user you are') });
    await appendFile(join(made, 'test.yaml'), "  - grep -q '^user:default/mira mira$' README.md\nuser: mira\n");
    expect(await inFolder('template', 'try', 'asked-by/template.yaml')).toMatchObject({ code: 0 });
    await writeFile(join(made, 'test.yaml'), 'values: {}\nuser: a b\n');
    const wrong = await inFolder('template', 'try', 'asked-by/template.yaml');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('test.yaml:2:7: user is no ref') });
  });

  test('leaves nothing behind but the folder that it is told', async () => {
    await newTemplate('alone');
    const alone = join(folder, 'alone');
    const before = await readdir(alone);
    expect(await runProcess(['template', 'try', 'template.yaml'], { folder: alone })).toMatchObject({ code: 0 });
    expect(await runProcess(['template', 'check', 'template.yaml'], { folder: alone })).toMatchObject({ code: 0 });
    expect(await runProcess(['actions'], { folder: alone })).toMatchObject({ code: 0 });
    expect(await runProcess(['manifest', 'slack'], { folder: alone })).toMatchObject({ code: 0 });
    expect(await readdir(alone)).toEqual(before);
  });

  test('tells a value that the form wants and its test lacks', async () => {
    const made = await newTemplate('missing-value');
    const file = join(made, 'test.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^ +name: .*\n/m, ''));
    const { code, stderr } = await inFolder('template', 'try', 'missing-value/template.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^callboard: name: Name is needed/) });
  });

  test('tells where there is no template, and where it has no test', async () => {
    await newTemplate('untested');
    expect((await inFolder('template', 'try', 'nowhere/template.yaml')).stderr).toContain('can not be read');
    await writeFile(join(folder, 'untested', 'test.yaml'), 'valeus: {}\n');
    const { code, stderr } = await inFolder('template', 'try', 'untested/template.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('test.yaml:1:1') });
  });
});
