/** How many rows, or values of one `in`, go into a statement: with ten columns a row far from SQLite's 32,766 variables. */
const chunkSize = 500;

/** Cuts a list into pieces that fit one statement. */
export function* chunksOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += chunkSize) yield items.slice(start, start + chunkSize);
}
