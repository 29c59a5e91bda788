/** A clock that stands still until it is told to go on. */
export const createClock = () => {
  let nowMs = Date.UTC(2026, 10, 23, 9);
  return {
    now: () => new Date(nowMs),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
};
