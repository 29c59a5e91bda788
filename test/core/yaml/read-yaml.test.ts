import { describe, expect, it } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';

describe('readYaml', () => {
  it('gives each document its value, and leaves empty ones out', () => {
    const documents = readYaml('a: 1\n---\n---\n# only a comment\n---\nb: [x]\n');
    expect(documents.map(({ index, value }) => ({ index, value }))).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 1, value: { b: ['x'] } },
    ]);
  });

  it('reports a broken document with its line and column, and its neighbours stand', () => {
    const [first, broken] = readYaml('a: 1\n---\nb: [1, 2\nc: "\n');
    expect(first?.value).toEqual({ a: 1 });
    expect(broken?.value).toBeUndefined();
    expect(broken?.problems[0]).toMatchObject({ line: 4 });
  });

  it.each([
    ['a key given twice', 'a: 1\na: 2\n', '2:1 The key a is here a second time: keep one of them.'],
    ['a tab', 'a:\n\tb: 1\n', '2:1 This line is indented with a tab: use spaces.'],
    ['an open list', 'a: [1\nb: 2\n', '2:1 A ] is missing before this line.'],
    ['an open quote', 'a: "x\nb: 1\n', '3:1 A quote is opened and not closed before here.'],
    ['uneven indentation', 'a:\n  b: 1\n c: 2\n', '3:1 This line is not indented like its neighbours.'],
    [
      'two colons',
      'a: b: c\n',
      '1:4 No mapping can begin here: put a value with a colon in quotes, or check the indentation.',
    ],
    [
      'no space after the colon',
      'a:1\nb: 2\n',
      '1:1 This line is not of the form `key: value`: a colon, or the space after it, may be missing.',
    ],
    [
      'a line that is indented too deep',
      'a: b\n  c: d\n',
      '2:3 This line is indented deeper than the one before it, which has its value already.',
    ],
    [
      'what a merge left',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n',
      '2:1 A merge that conflicted is not resolved here: keep one of its sides.',
    ],
    [
      'an alias inside of what it stands for',
      'a: &a\n  b: *a\n',
      '2:6 This alias stands inside of what it stands for: write out what is meant.',
    ],
    ['a reserved character', 'a: @b\n', '1:4 A value that begins with @ needs quotes.'],
    [
      'a list after a mapping',
      'a: 1\n- b\n',
      '2:1 This line is not of the form `key: value`: a colon, or the space after it, may be missing.',
    ],
  ])('says in one sentence what is wrong and what to do: %s', (_, text, problem) => {
    const told = readYaml(text).flatMap(({ problems }) => problems);
    expect(told.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([problem]);
  });

  it.each(['a: *hush\n', "a: 'x' hush\n", 'a: |hush\n', 'a: "\\hush"\n', ' a: 1\nhush: 2\n'])(
    'tells nothing of a value, which may be a secret: %j',
    (text) => {
      const told = readYaml(text).flatMap(({ problems }) => problems);
      expect(told).toHaveLength(1);
      expect(told[0]?.message).not.toContain('hush');
    },
  );

  it('points at an alias that stands for nothing', () => {
    const [document] = readYaml('a: &x 1\nb: *x\nc: *y\n');
    expect(document?.problems).toMatchObject([{ line: 3, column: 4 }]);
  });

  it('knows where a value stands, and for a missing one where its parent does', () => {
    const [document] = readYaml('metadata:\n  name: x\n  tags:\n    - one\n    - two\nspec:\n  type: service\n');
    expect(document?.positionOf(['metadata', 'tags', 1])).toEqual({ line: 5, column: 7 });
    expect(document?.positionOf(['spec', 'owner'])).toEqual({ line: 6, column: 1 });
    expect(document?.positionOf(['spec', 'type'])).toEqual({ line: 7, column: 9 });
    expect(document?.positionOf(['nowhere', 'at', 'all'])).toEqual({ line: 1, column: 1 });
    expect(document?.keyPositionOf(['spec', 'type'])).toEqual({ line: 7, column: 3 });
  });

  it('points at the key of an empty value', () => {
    const [document] = readYaml('spec:\n  owner:\n  type: service\n');
    expect(document?.positionOf(['spec', 'owner'])).toEqual({ line: 2, column: 3 });
  });

  it('points at a key that its mapping has already, however deep', () => {
    const [document] = readYaml('spec:\n  list:\n    - a: 1\n      b: 2\n      a: 3\n  list: []\n');
    expect(document?.problems).toEqual([
      { line: 5, column: 7, message: 'The key a is here a second time: keep one of them.' },
      { line: 6, column: 3, message: 'The key list is here a second time: keep one of them.' },
    ]);
  });

  it('tells the first hundred problems of a document', () => {
    const [document] = readYaml(Array.from({ length: 200 }, () => 'a: 1').join('\n'));
    expect(document?.problems).toHaveLength(100);
    expect(document?.problems[0]).toMatchObject({ line: 2 });
  });

  it('reads ten thousand documents, and says that the others are not read', () => {
    const documents = readYaml('---\na: 1\n'.repeat(10_003));
    expect(documents).toHaveLength(10_001);
    expect(documents[9_999]?.value).toEqual({ a: 1 });
    expect(documents[10_000]).toMatchObject({
      value: undefined,
      problems: [{ line: 20_001, message: 'This text has 10003 documents, and at most 10000 are read: split it.' }],
    });
  });

  it('says of a text that nests too deep what to do', () => {
    const [document] = readYaml(`a: ${'['.repeat(100_000)}`);
    expect(document?.value).toBeUndefined();
    expect(document?.problems.map(({ message }) => message)).toContain(
      'This nests too deep to be read: write it flatter.',
    );
  });

  it('refuses an alias bomb as a problem of its document', () => {
    const layers = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, from] of Object.entries({ b: 'a', c: 'b', d: 'c', e: 'd', f: 'e', g: 'f' })) {
      layers.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${from}`).join(', ')}]`);
    }
    const [bomb] = readYaml(layers.join('\n'));
    expect(bomb?.value).toBeUndefined();
    expect(bomb?.problems).toMatchObject([{ message: 'It has too many aliases: write out what they stand for.' }]);
  });

  it('reads no more aliases of a document than a person writes, since each costs a walk through all of it', () => {
    const anchors = Array.from({ length: 20_000 }, (_, index) => `k${index}: &x${index} 1`);
    const aliases = Array.from({ length: 20_000 }, (_, index) => `*x${index}`);
    const [document] = readYaml(`${anchors.join('\n')}\nlist: [${aliases.join(', ')}]\n`);
    expect(document?.problems).toMatchObject([{ line: 20_001, message: expect.stringMatching(/too many aliases/) }]);
  });

  it('does not merge with <<, as Backstage does not', () => {
    const [document] = readYaml('base: &base {a: 1}\nother:\n  <<: *base\n');
    expect(document?.value).toEqual({ base: { a: 1 }, other: { '<<': { a: 1 } } });
  });
});
