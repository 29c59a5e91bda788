import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { createFileReader } from '#callboard/catalog/file-reader.ts';
import { buildEntity, toYaml } from './entity-builder.ts';

const reader = () => {
  const created = createFileReader([]);
  onTestFinished(created.close);
  return created;
};
const place = (file: string) => ({ sourceId: 's', file });
const include = async (target: string) => ({ version: '1', read: async () => ({ text: `named: ${target}` }) });
const filler = `# ${'x'.repeat(100)}\n`.repeat(2_000);

test('a large text is read beside everything else, with the files that it names', async () => {
  const entity = buildEntity({
    kind: 'API',
    spec: { definition: { $text: './a.graphql' }, more: { $yaml: './b.yaml' } },
  });
  const { reading, entities } = await reader().read(place('a.yaml'), `${filler}${toYaml(entity)}`, include);
  expect(reading.problems).toEqual([]);
  expect(reading.included.map(({ target }) => target)).toEqual(['./a.graphql', './b.yaml']);
  expect(entities.get(0)?.spec).toMatchObject({ definition: 'named: ./a.graphql', more: { named: './b.yaml' } });
});

test(
  'a text that takes all memory is a problem of its file, holds nothing up, and the others are read',
  { timeout: 60_000 },
  async () => {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const { read } = reader();
    const bad = read(place('bad.yaml'), '['.repeat(1_048_000), include);
    const good = read(place('good.yaml'), `${filler}${toYaml(buildEntity())}`, include);
    const small = await read(place('small.yaml'), toYaml(buildEntity()), include);
    expect(small.reading.problems).toEqual([]);
    expect((await bad).reading.problems).toMatchObject([
      {
        file: 'bad.yaml',
        line: 1,
        message: 'The file bad.yaml takes more than 384 MB of memory to be read: split it.',
      },
    ]);
    expect((await good).reading.problems).toEqual([]);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(1_000);
  },
);

test('a file that a text names may be as large, and is no harm either', { timeout: 60_000 }, async () => {
  const bomb = async () => ({ version: '1', read: async () => ({ text: '['.repeat(1_048_000) }) });
  const text = toYaml(buildEntity({ spec: { more: { $yaml: './bomb.yaml' } } }));
  const { reading } = await reader().read(place('a.yaml'), text, bomb);
  expect(reading.problems[0]?.message).toContain('of memory to be read');
});
