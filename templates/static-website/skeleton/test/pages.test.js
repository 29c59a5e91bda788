import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPages } from '../scripts/read-pages.js';

for (const { file, elements, problems } of readPages()) {
  const all = (tag) => elements.filter((element) => element.tag === tag);

  test(`${file} is well-formed HTML`, () => assert.deepEqual(problems, []));

  test(`${file} says its language, title and description`, () => {
    assert.match(all('html')[0].attributes.lang ?? '', /^[a-z]{2}/);
    assert.notEqual(all('title')[0]?.text.trim() ?? '', '');
    const description = all('meta').find(({ attributes }) => attributes.name === 'description');
    assert.notEqual(description?.attributes.content?.trim() ?? '', '');
  });

  test(`${file} can be zoomed`, () => {
    const viewport = all('meta').find(({ attributes }) => attributes.name === 'viewport');
    assert.doesNotMatch(viewport?.attributes.content ?? '', /user-scalable=no|maximum-scale/);
  });

  test(`${file} has one main part, one first heading, and leaves no level of headings out`, () => {
    assert.equal(all('main').length, 1);
    assert.equal(all('h1').length, 1);
    const levels = elements.filter(({ tag }) => /^h[1-6]$/.test(tag)).map(({ tag }) => Number(tag[1]));
    levels.forEach((level, index) => assert.ok(level <= (levels[index - 1] ?? 0) + 1, `h${level} after h${levels[index - 1]}`));
  });

  test(`${file} describes its pictures and names its links and buttons`, () => {
    for (const { attributes, line } of all('img')) assert.ok('alt' in attributes, `${file}:${line} has no alt`);
    for (const { tag, text, attributes, line } of [...all('a'), ...all('button')]) {
      assert.ok((attributes['aria-label'] ?? text).trim() !== '', `${file}:${line} ${tag} has no name`);
    }
  });
}
