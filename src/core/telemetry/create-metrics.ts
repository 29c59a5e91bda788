import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** Metrics with the text that Prometheus reads. */
export interface PrometheusMetrics extends Metrics {
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

/** From what a person does not notice to what a platform gives up on, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 60];

/** Metrics in a registry of their own, with the process's. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'callboard_' });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count: (name, help, labels = {}) => {
      const full = `callboard_${name}`;
      const counter =
        counters.get(full) ?? new Counter({ name: full, help, labelNames: Object.keys(labels), registers: [registry] });
      counters.set(full, counter);
      counter.inc(labels);
    },
    observeSeconds: (name, help, seconds, labels = {}) => {
      const full = `callboard_${name}`;
      const histogram =
        histograms.get(full) ??
        new Histogram({ name: full, help, buckets, labelNames: Object.keys(labels), registers: [registry] });
      histograms.set(full, histogram);
      histogram.observe(labels, seconds);
    },
    gauge: (name, help, read) => {
      new Gauge({
        name: `callboard_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
