/** Where a command prints, and how. */
export interface Output {
  /** One value: as JSON, or as the text beside it. */
  readonly print: (value: unknown, text: string) => void;
}

/** Prints to standard output. */
export function createOutput(isJson: boolean, write: (text: string) => void): Output {
  return {
    print: (value, text) => write(`${isJson ? JSON.stringify(value, undefined, 2) : text}\n`),
  };
}
