import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startScaffolder, type StartedScaffolder, writeFiles } from './start-scaffolder.ts';

const templatesFolder = path.join(import.meta.dirname, '..', '..', 'templates');

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ templatesFolder });
});
afterAll(() => started.stop());

const header = (apiVersion: string) =>
  `apiVersion: ${apiVersion}\nkind: Template\nmetadata: { name: demo }\nspec:\n  type: service\n`;
const liquid = header('callboard.dev/v1');
const nunjucks = header('scaffolder.backstage.io/v1beta3');
const form = '  parameters: { properties: { name: { type: string }, owner: { type: string } } }\n';

let count = 0;
/** What checking a template beside these files finds, a line each. */
async function check(template: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  count += 1;
  const folder = path.join(started.folder, `checked-${count}`);
  await mkdir(folder);
  await writeFiles(folder, { ...files, 'template.yaml': template });
  const [checked, ...more] = await started.service.check(['template.yaml'], folder);
  expect(more).toEqual([]);
  return (checked?.findings ?? []).map(
    ({ level, file, line, column, message }) => `${file}:${line}:${column}: ${level}: ${message}`,
  );
}

/** A step that renders `skeleton`, and one that reads all parameters, so that none is unused. */
const fetching = (values: string, more = '') =>
  `  steps:\n    - { id: fetch, action: fetch:template, input: { url: ./skeleton, values: ${values}${more} } }\n` +
  `    - { action: debug:log, input: { message: '\${{ parameters.name }}\${{ parameters.owner }}' } }\n`;

test('all mistakes of a template and its skeleton are told at once, each with file, line and column', async () => {
  const template = `${liquid}${form}  steps:
    - id: fetch
      action: fetch:template
      input:
        url: ./skeleton
        values:
          name: \${{ parameters.nmae }}
          docs: yes
    - id: fetch
      action: publish
      if: \${{ steps.later.output.done }}
      input: { repoUrl: '\${{ parameters.name' }
  output:
    links: [{ url: '\${{ steps.fetch.output.webUrl }}' }]
`;
  const files = { 'skeleton/README.md': '# ${{ values.name }}\n  ${{ values.title }}\n', 'skeleton/a.txt': '{% if %}' };
  expect(await check(template, files)).toEqual([
    expect.stringMatching(/^skeleton\/README\.md:2:7: error: values\.title is not given by the step "fetch"; what is/),
    expect.stringMatching(/^skeleton\/a\.txt:1:\d+: error: /),
    expect.stringMatching(/^template\.yaml:6:\d+: warning: no step reads parameters\.name: /),
    expect.stringMatching(/^template\.yaml:6:\d+: warning: no step reads parameters\.owner: /),
    'template.yaml:13:17: error: parameters.nmae is not asked for; parameters.name is.',
    'template.yaml:14:17: warning: no file of skeleton reads values.docs: take it out of the step "fetch", or use it.',
    'template.yaml:15:11: error: two steps have the id "fetch": give one of them another.',
    'template.yaml:17:11: error: "later" is not the id of an earlier step; what is: fetch.',
    expect.stringMatching(/^template\.yaml:18:25: error: output /),
    expect.stringMatching(/^template\.yaml:20:20: error: the step "fetch" has no output "webUrl"; it has remoteUrl/),
  ]);
});

describe('a document that is not well-formed does not hide what is wrong with the rest of it', () => {
  const skeleton = { 'skeleton/README.md': '# ${{ values.title }}\n' };
  const steps = `  steps:
    - { id: broken, input: { url: ./skeleton } }
    - { id: fetch, action: fetch:template, input: { url: ./skeleton, values: { name: '\${{ parameters.nmae }}' } } }
    - { id: say, action: debug:log, input: { message: '\${{ steps.broken.output.url }}', loud: 1 } }
`;
  const ofSteps = [
    expect.stringMatching(/^skeleton\/README\.md:1:7: error: values\.title is not given by the step "fetch"/),
    expect.stringMatching(/^template\.yaml:\d+:7: error: .*action/),
    expect.stringMatching(/: warning: no file of skeleton reads values\.name/),
    expect.stringMatching(/: error: the input "loud" of debug:log /),
  ];

  test('neither that of its other steps and their skeletons, nor that they read what is not asked for', async () => {
    const findings = await check(`${liquid}${form}${steps}`, skeleton);
    expect(findings).toHaveLength(5);
    expect(findings).toEqual(
      expect.arrayContaining([...ofSteps, expect.stringMatching(/error: parameters\.nmae is not asked for/)]),
    );
  });

  test('where the form is what can not be read, each parameter is taken to be there', async () => {
    const findings = await check(`${liquid}  parameters: name\n${steps}`, skeleton);
    expect(findings).toHaveLength(5);
    expect(findings).toEqual(
      expect.arrayContaining([...ofSteps, expect.stringMatching(/^template\.yaml:6:\d+: error: .*parameters/)]),
    );
  });
});

test('in Nunjucks what is not there is a warning, since it comes to nothing', async () => {
  const template = `${nunjucks}${form}${fetching("{ name: '${{ parameters.nmae }}' }")}`;
  const skeleton =
    '${{ values.name }}{% set a = 1 %}${{ a }}{% for b in values.list %}${{ b.c }}{% endfor %}\n${{ vales.x }}';
  expect(await check(template, { 'skeleton/a.txt': skeleton })).toEqual([
    expect.stringMatching(/^skeleton\/a\.txt:1:\d+: warning: values\.list is not given .*, so it comes to nothing; /),
    'skeleton/a.txt:2:5: warning: vales.x is nothing that can be read here, so it comes to nothing; values is.',
    expect.stringMatching(
      /^template\.yaml:8:\d+: warning: parameters\.nmae is not asked for, so it comes to nothing; /,
    ),
  ]);
});

describe('no false error', () => {
  test('what a condition or a default asks for may be missing', async () => {
    const template = `${liquid}${form}${fetching('{ name: a }')}`;
    const skeleton = '${{ values.name }}{% if values.docs %}{% endif %}${{ values.title | default: "none" }}';
    const findings = await check(template, { 'skeleton/a.txt': skeleton });
    expect(findings.map((finding) => finding.split(': ')[1])).toEqual(['warning', 'warning']);
  });

  test('what one of the steps that render a file hands over is a warning for the others', async () => {
    const steps = ['a', 'b'].map(
      (id) =>
        `    - { id: ${id}, action: fetch:template, input: { url: ./skeleton, targetPath: ${id}, values: { ${id}: 1 } } }\n`,
    );
    const template = `${liquid}  steps:\n${steps.join('')}`;
    const skeleton = '{% if values.a %}${{ values.a }}{% else %}${{ values.b }}{% endif %}';
    const findings = await check(template, { 'skeleton/a.txt': skeleton });
    expect(findings.filter((finding) => finding.includes(': error: '))).toEqual([]);
    expect(findings).toContainEqual(expect.stringContaining('warning: values.b is not given by the step "a"'));
  });

  test.each<[string, string, string]>([
    ['values that are one expression', "'${{ parameters }}'", '${{ values.anything }}'],
    ['a file that is copied as it is', "{}, copyWithoutTemplating: ['a.txt']", '${{ github.actor }}'],
    ['a file without the extension of templates', '{}, templateFileExtension: .liquid', '${{ github.actor }}'],
    ['a binary file', '{}', '\0${{ github.actor }}'],
    ['a body for Cookiecutter', '{ name: a }, cookiecutterCompat: true', '{{ cookiecutter.name }}'],
  ])('%s', async (_what, values, skeleton) => {
    expect(await check(`${liquid}${form}${fetching(values)}`, { 'skeleton/a.txt': skeleton })).toEqual([]);
  });

  test('a body for Cookiecutter has the defaults of its cookiecutter.json, and what it lacks is told', async () => {
    const template = `${nunjucks}${form}${fetching("{ name: '${{ parameters.name }}' }").replace('fetch:template', 'fetch:cookiecutter')}`;
    const files = {
      'skeleton/cookiecutter.json': '{ "license": "MIT" }',
      'skeleton/{{ cookiecutter.name }}.txt': '{{ cookiecutter.license }} {{ cookiecutter.year }}',
    };
    expect(await check(template, files)).toEqual([
      expect.stringMatching(/^skeleton\/.*\.txt:1:\d+: warning: cookiecutter\.year is not given by the step "fetch"/),
    ]);
  });

  test('a parameter that others depend on is used, and one that a $ref brings in is there', async () => {
    const parameters = `  parameters:
    - properties: { kind: { type: string, enum: [a, b] } }
      dependencies: { kind: { properties: { name: { type: string } } } }
    - { $ref: '#/definitions/more', definitions: { more: { properties: { extra: { type: string } } } } }
`;
    const steps =
      "  steps: [{ action: debug:log, input: { message: '${{ parameters.name }}${{ parameters.extra }}' } }]\n";
    expect(await check(`${liquid}${parameters}${steps}`)).toEqual([]);
  });
});

test('names of files are checked too', async () => {
  const template = `${liquid}${form}${fetching('{ name: a }')}`;
  expect(await check(template, { 'skeleton/${{ values.nmae }}.txt': '${{ values.name }}' })).toEqual([
    'skeleton/${{ values.nmae }}.txt:1:1: error: in the name of the file, values.nmae is not given by the step "fetch"; values.name is.',
  ]);
});

test('what depends on this machine is a warning: actions, skeletons that are not at hand, Git hosts', async () => {
  const parameters = `  parameters:
    properties: { repoUrl: { type: string, ui:field: RepoUrlPicker, ui:options: { allowedHosts: [git.acme.test] } } }
`;
  const steps = `  steps:
    - { action: fetch:template, input: { url: ./absent } }
    - { action: fetch:plain, input: { url: 'https://git.acme.test/a/b' } }
    - { action: fetch:template, input: { url: '\${{ parameters.repoUrl }}' } }
    - { id: odd, action: acme:do }
    - { action: publish:azure }
    - { action: debug:log, input: { message: '\${{ steps.odd.output.anything }}' } }
`;
  const findings = await check(`${nunjucks}${parameters}${steps}`);
  expect(findings.every((finding) => finding.includes(': warning: '))).toBe(true);
  expect(findings.map((finding) => finding.split(': ')[2])).toEqual([
    expect.stringContaining('lets repositories be at git.acme.test, which is not configured here'),
    'What the template fetches is not there',
    expect.stringContaining('https'),
    expect.stringContaining('depends on the form'),
    expect.stringContaining('no plugin provides the action acme:do here'),
    'no plugin provides the action publish:azure here',
  ]);
});

test('a file that is asked for is told as what chat has no upload for, at its place', async () => {
  const parameters = `  parameters:
    properties: { logos: { type: array, items: { type: string, format: data-url } } }
`;
  const steps = "  steps:\n    - { action: debug:log, input: { message: '${{ parameters.logos }}' } }\n";
  const [finding] = await check(`${nunjucks}${parameters}${steps}`);
  expect(finding).toMatch(/:7:\d+: warning: this takes a file, which can not be uploaded in chat/);
});

test('inputs that an action does not take are told, as far as they do not depend on the form', async () => {
  const steps = `  steps:
    - { id: a, action: publish, input: { description: '\${{ parameters.name }}\${{ parameters.owner }}', secret: 1 } }
    - { id: b, action: debug:log, input: { message: '\${{ user.ref }}', listWorkspace: '\${{ parameters.name }}' } }
    - { id: c, action: 'debug:wait', input: { seconds: soon } }
`;
  expect((await check(`${nunjucks}${form}${steps}`)).map((finding) => finding.replace(/: callboard .*/, ''))).toEqual([
    'template.yaml:8:33: error: the input "repoUrl" of publish is missing',
    expect.stringMatching(/^template\.yaml:8:\d+: error: the input "secret" of publish is not known here/),
    expect.stringMatching(/^template\.yaml:10:\d+: error: the input "seconds" of debug:wait must be/),
  ]);
});

test('what the catalog does not take is told with the rest, once', async () => {
  const findings = await check(`${liquid.replace('demo', 'a demo')}  steps: nothing\n`);
  expect(findings).toEqual([
    expect.stringMatching(/^template\.yaml:3:19: error: metadata\.name "a demo" holds a space/),
    expect.stringMatching(/^template\.yaml:6:10: error: spec\.steps must be a list/),
  ]);
});

test('a file without a template, and one that is no YAML, are told as such', async () => {
  await expect(check('kind: Component\n')).resolves.toContainEqual(
    expect.stringContaining('template.yaml:1:1: error:'),
  );
  expect(await check('- just\n- a list\n')).toEqual([expect.stringContaining('error:')]);
  expect(await check('kind: Template\n\tspec: {}\n')).toEqual([expect.stringContaining('template.yaml:2:')]);
  await expect(started.service.check(['nowhere.yaml'], started.folder)).rejects.toThrow('There is no file at');
});

test('a skeleton out of which a link leads is an error', async () => {
  const template = `${liquid}${form}${fetching('{ name: a }')}`;
  const folder = path.join(started.folder, 'with-link');
  await writeFiles(folder, { 'template.yaml': template, 'skeleton/a.txt': '${{ values.name }}' });
  await symlink('/etc/passwd', path.join(folder, 'skeleton', 'out'));
  const [checked] = await started.service.check(['template.yaml'], folder);
  expect(checked?.findings).toMatchObject([{ level: 'error', message: expect.stringContaining('leads out') }]);
});

test('names of a skeleton that differ only in case are an error, unless values make them', async () => {
  const template = `${liquid}${form}${fetching("{ n: '${{ parameters.name }}' }")}`;
  const file = '${{ values.n }}';
  expect(await check(template, { 'skeleton/docs/a': file, 'skeleton/Docs/b': file })).toEqual([
    expect.stringMatching(
      /^template\.yaml:8:\d+: error: The names "Docs" and "docs" of the skeleton differ only in case/,
    ),
  ]);
  expect(await check(template, { 'skeleton/${{ values.n }}': file, 'skeleton/${{ values.N }}': file })).toEqual([
    expect.stringContaining('values.N is not given'),
  ]);
});

test('who could never approve a run is an error', async () => {
  const approval = '  approval: { approvers: [platform, "user:ada", "the team", "component:shop"] }\n';
  expect(await check(`${liquid}${approval}  steps: [{ action: debug:log }]\n`)).toEqual([
    'template.yaml:6:49: error: "the team" can approve nothing: name a group or a user, such as group:default/platform.',
    'template.yaml:6:61: error: "component:shop" can approve nothing: name a group or a user, such as group:default/platform.',
  ]);
});

test('the shipped templates have nothing wrong with them', async () => {
  const checked = await started.service.check(['*/template.yaml'], templatesFolder);
  expect(checked).toHaveLength(6);
  expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
});

const corpora = path.join(import.meta.dirname, '../../../shared/corpora');
const hasCorpora = existsSync(corpora);
if (!hasCorpora) process.stderr.write(`Skipped: the corpora of public templates are not at ${corpora}.\n`);

test.skipIf(!hasCorpora)('of 112 public templates one has an error: a name that no catalog takes', async () => {
  const checked = await started.service.check(['.'], corpora);
  const valid = checked.filter(({ file }) => !file.includes('mutated/'));
  expect(valid).toHaveLength(112);
  expect(valid.filter(({ form: asked }) => asked === undefined)).toEqual([]);
  const errors = valid.flatMap(({ findings }) => findings.filter(({ level }) => level === 'error'));
  expect(errors).toMatchObject([{ message: expect.stringContaining('"ECS Dev Environment" holds a space') }]);
});
