import type { App } from '../app.ts';
import { Refusal } from '../core/refusal.ts';
import { writeYaml } from '../core/yaml/write-yaml.ts';
import type { ActionDescription } from '../scaffolder/describe-actions.ts';
import { schemaLines } from '../scaffolder/schema-lines.ts';
import type { Output } from './output.ts';

/** Prints all actions, or one of them in full. @returns the exit code */
export function actions(app: App, named: string | undefined, output: Output): number {
  const all = app.scaffolder.actions();
  if (named === undefined) {
    const width = Math.max(...all.map(({ id }) => id.length));
    output.print(
      all,
      all.map(({ id, plugin, description }) => `${id.padEnd(width)}  ${plugin}: ${description}`).join('\n'),
    );
    return 0;
  }
  const action = all.find(({ id }) => id === named);
  if (!action) {
    throw new Refusal(`No plugin provides an action "${named}".`, {
      code: 'no-such-action',
      hint: 'callboard actions lists all.',
    });
  }
  output.print(action, describe(action));
  return 0;
}

function describe({ id, plugin, description, inputSchema, outputSchema, examples }: ActionDescription): string {
  const properties = (title: string, schema: object): readonly string[] =>
    schemaLines(schema).length === 0
      ? []
      : [
          '',
          `${title}:`,
          ...schemaLines(schema).map(
            (line) =>
              `  ${line.name} (${line.type}${line.isRequired ? ', required' : ''})${line.description === '' ? '' : `: ${line.description}`}`,
          ),
        ];
  const shown = examples.flatMap((example) => [
    '',
    `# ${example.description}`,
    writeYaml([{ action: id, input: example.input }]).trimEnd(),
  ]);
  return [
    `${id}, of the plugin ${plugin}`,
    description,
    ...properties('Takes', inputSchema),
    ...properties('Gives', outputSchema),
    ...shown,
  ].join('\n');
}
