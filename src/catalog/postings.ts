import type { Reading } from './read-query.ts';

/** Where a word stands. */
export type Field = 'label' | 'tag' | 'description' | 'owner' | 'system';

/** Which entries have which words, and where: entries and words by number. */
export interface Postings {
  readonly add: (
    entry: number,
    fields: Readonly<Record<Field, ReadonlySet<string>>>,
    numberOf: (word: string) => number,
  ) => void;
  /** The entries that have most of what was typed; of equals those that are called little else. */
  readonly best: (reading: Reading, isWanted: (entry: number) => boolean, count: number) => readonly number[];
}

const fields: readonly Field[] = ['label', 'tag', 'description', 'owner', 'system'];
const weights: readonly number[] = [1, 0.5, 0.4, 0.35, 0.3];
/** An entry and a field are one number: the field in the last bits. */
const fieldBits = 3;
const fieldMask = 2 ** fieldBits - 1;
/** A word that says what kind of thing is meant is in many labels: what it is about decides. */
const describingWeight = 0.25;
/** Of the words that may be meant, the likeliest. */
const maximumMeant = 60;

/** No entry yet. */
export function createPostings(): Postings {
  const byWord: number[][] = [];
  /** How many words the labels have. */
  const labelSizes: number[] = [];
  let scratch = createScratch(0);

  return {
    add: (entry, texts, numberOf) => {
      labelSizes[entry] = texts.label.size;
      for (const [index, field] of fields.entries()) {
        for (const word of texts[field]) {
          const number = numberOf(word);
          const posting = entry * 2 ** fieldBits + index;
          const known = byWord[number];
          if (known) known.push(posting);
          else byWord[number] = [posting];
        }
      }
    },
    best: (reading, isWanted, count) => {
      if (scratch.sums.length < labelSizes.length) scratch = createScratch(Math.ceil(labelSizes.length * 1.25));
      const touched: number[] = [];
      for (const [place, { word, meant, description }] of reading.entries()) {
        const length = word.length * (description ? describingWeight : 1);
        const likeliest = [...meant].toSorted((a, b) => b[1] - a[1]).slice(0, maximumMeant);
        for (const [number, likeness] of likeliest) {
          for (const posting of byWord[number] ?? []) {
            const score = length * likeness * (weights[posting & fieldMask] ?? 0);
            note(scratch, touched, posting >>> fieldBits, place + 1, score);
          }
        }
      }
      const best = pickBest(
        touched,
        (entry) => (scratch.sums[entry] ?? 0) - 0.05 * (labelSizes[entry] ?? 0),
        isWanted,
        count,
      );
      for (const entry of touched) {
        scratch.sums[entry] = 0;
        scratch.places[entry] = 0;
      }
      return best;
    },
  };
}

/** What is summed up for each entry during one search. */
interface Scratch {
  readonly sums: Float32Array;
  /** The term that counted last, from 1, and how much of the sum is its own: only its best word counts. */
  readonly places: Uint8Array;
  readonly own: Float32Array;
}

const createScratch = (size: number): Scratch => ({
  sums: new Float32Array(size),
  places: new Uint8Array(size),
  own: new Float32Array(size),
});

function note({ sums, places, own }: Scratch, touched: number[], entry: number, place: number, score: number): void {
  if (places[entry] === 0) touched.push(entry);
  const before = places[entry] === place ? (own[entry] ?? 0) : 0;
  places[entry] = place;
  if (score <= before) return;
  own[entry] = score;
  sums[entry] = (sums[entry] ?? 0) + score - before;
}

/** The ones with the highest scores, in no certain order beyond that. */
function pickBest(
  touched: readonly number[],
  scoreOf: (entry: number) => number,
  isWanted: (entry: number) => boolean,
  count: number,
): readonly number[] {
  const best: { readonly entry: number; readonly score: number }[] = [];
  let least = -Infinity;
  for (const entry of touched) {
    const score = scoreOf(entry);
    if ((best.length >= count && score <= least) || !isWanted(entry)) continue;
    best.push({ entry, score });
    if (best.length < 2 * count) continue;
    best.sort((a, b) => b.score - a.score);
    best.length = count;
    least = best.at(-1)?.score ?? least;
  }
  return best
    .toSorted((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ entry }) => entry);
}
