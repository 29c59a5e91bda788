import { editDistance } from '../text/edit-distance.ts';
import type { Command } from './command.ts';

/** Letters that may be wrong in a name of that many letters. */
const slipsIn = (length: number): number => (length < 5 ? 1 : 2);

/** The command whose name the first word of a text may be a typing error for; undefined where none is near. */
export function nearestCommand(text: string, commands: readonly Command[]): Command | undefined {
  const word = letters(/^\s*(\S*)/.exec(text)?.[1] ?? '');
  const near = commands
    .filter(({ isHidden }) => !isHidden)
    .map((command) => ({ command, distance: distanceTo(word, letters(command.name)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = near;
  return best && best.distance < Infinity ? best.command : undefined;
}

const distanceTo = (word: string, name: string): number =>
  editDistance(word, name, slipsIn(Math.min(word.length, name.length)));

const letters = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
