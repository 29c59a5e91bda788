import { parentPort, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { JsonataJob, JsonataOutcome } from './evaluate-jsonata.ts';

const { expression, data }: JsonataJob = workerData;

/** A thread for one expression: its value goes out, or what is wrong with it, and the thread ends. */
parentPort?.postMessage(await evaluate());

async function evaluate(): Promise<JsonataOutcome> {
  try {
    const value: unknown = await jsonata(expression).evaluate(data);
    return { kind: 'value', text: JSON.stringify(value, withoutFunctions) };
  } catch (error) {
    return { kind: 'mistake', message: messageOf(error), position: positionOf(error) };
  }
}

/** A function of JSONata's is an object that holds itself. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && ('_jsonata_lambda' in value || '_jsonata_function' in value) ? undefined : value;
}

/** What JSONata throws is no `Error`. */
function messageOf(error: unknown): string {
  const message: unknown = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message);
}

function positionOf(error: unknown): number | undefined {
  const position: unknown = typeof error === 'object' && error !== null && 'position' in error && error.position;
  return typeof position === 'number' ? position : undefined;
}
