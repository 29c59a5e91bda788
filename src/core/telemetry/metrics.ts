/** Metrics for `/metrics`. Names are Prometheus's: `callboard_` is put before them, units at their end. */
export interface Metrics {
  /** Adds one to a counter. */
  readonly count: (name: string, help: string, labels?: Readonly<Record<string, string>>) => void;
  /** Observes a duration in seconds. */
  readonly observeSeconds: (
    name: string,
    help: string,
    seconds: number,
    labels?: Readonly<Record<string, string>>,
  ) => void;
  /** A gauge that is read when the metrics are asked for. */
  readonly gauge: (name: string, help: string, read: () => number) => void;
}
