import type { Button } from '../answers/answer.ts';
import type { Command } from './command.ts';

/** A button for each command that is offered to be asked for without words. */
export const shortcutButtons = (commands: readonly Command[]): readonly Button[] =>
  commands.flatMap(({ name, shortcut }) =>
    shortcut === undefined ? [] : [{ label: shortcut, press: { command: name, values: {} } }],
  );
