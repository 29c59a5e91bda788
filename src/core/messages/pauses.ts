/** Platforms that are out of reach: all that is to be said there waits for the same moment, and so keeps its order. */
export interface Pauses {
  /** When a platform is tried again; undefined where nothing speaks against trying it now. */
  readonly endOf: (surface: string) => Date | undefined;
  /** Begins a pause of that length, where there is none. @returns its end */
  readonly begin: (surface: string, ms: number) => Date;
}

/** Pauses that follow the clock `now`. */
export function createPauses(now: () => Date): Pauses {
  const ends = new Map<string, Date>();
  const endOf = (surface: string): Date | undefined => {
    const end = ends.get(surface);
    return end !== undefined && end > now() ? end : undefined;
  };
  return {
    endOf,
    begin: (surface, ms) => {
      const end = endOf(surface) ?? new Date(now().getTime() + ms);
      ends.set(surface, end);
      return end;
    },
  };
}
