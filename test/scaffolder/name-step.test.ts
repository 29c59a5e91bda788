import { expect, test } from 'vitest';
import { nameStep } from '#callboard/scaffolder/name-step.ts';
import { buildTemplate } from './template-documents.ts';

const scope = { parameters: { name: 'shop' } };

test.each([
  ['Publish ${{ parameters.name }}', 'Publish shop'],
  ['Create ${{ each.value.topic }} for ${{ parameters.name }}', 'Create … for shop'],
  ['Open ${{ steps.publish.output.remoteUrl }}', 'Open …'],
  ['Open {% if steps.publish.output.remoteUrl %}it{% endif %}', '…'],
  ['Say ${{ parameters.nmae }}', 'Say ${{ parameters.nmae }}'],
  ['Say ${{', 'Say ${{'],
])('%j is shown as %j', (name, shown) => {
  const template = buildTemplate({}, { steps: [{ action: 'debug:log', name }] });
  expect(template.steps.map((step) => nameStep(template, step, scope))).toEqual([shown]);
});
