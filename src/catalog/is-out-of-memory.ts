/** Whether a thread was ended because it took more memory than it may. @param error as the thread's `error` event has it */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
