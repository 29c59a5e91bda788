import { describe, expect, it } from 'vitest';
import { isMarked, markDescription, plainDescription } from '#callboard/scaffolder/hosts/run-mark.ts';

describe('the mark of a run', () => {
  it('is at the end of the description', () => {
    expect(markDescription('Takes the money', 'run-1', 350)).toBe('Takes the money [callboard:run-1]');
  });

  it('is found by its own run alone', () => {
    const marked = markDescription('Takes the money', 'run-1', 350);
    expect(isMarked(marked, 'run-1')).toBe(true);
    expect(isMarked(marked, 'run-11')).toBe(false);
    expect(isMarked(`${marked} or so`, 'run-1')).toBe(false);
    expect(isMarked(null, 'run-1')).toBe(false);
  });

  it('is kept whole where the description is cut to what the host takes', () => {
    const marked = markDescription('x'.repeat(400), 'run-1', 350);
    expect(marked).toHaveLength(350);
    expect(isMarked(marked, 'run-1')).toBe(true);
  });

  it('leaves a plain description of one line and at most 350 characters', () => {
    expect(plainDescription('Takes\nthe\u0007 money ', 350)).toBe('Takes the money');
    expect(plainDescription('x'.repeat(351), 350)).toBe(`${'x'.repeat(349)}…`);
  });
});
