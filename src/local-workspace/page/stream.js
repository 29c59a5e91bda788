import { streamAddress } from './api.js';

/** @import { WorkspaceEvent } from './contract.js' */

/** How long to wait before asking again for a stream that the server closed or never opened. */
const retryDelayMs = 1000;

/**
 * Listens to what happens in the workspace as one person sees it, and goes on after the server restarts.
 * @param {string} as
 * @param {object} listener
 * @param {(event: WorkspaceEvent) => void} listener.onEvent
 * @param {() => void} listener.onSettled called once it is there, or is not to be had yet: what is read after that misses nothing
 * @param {() => void} listener.onLost called once each time the stream breaks
 * @param {() => void} listener.onRestored called when it is back: what happened in between was missed
 * @returns {() => void} stops listening
 */
export const openStream = (as, { onEvent, onSettled, onLost, onRestored }) => {
  /** @type {EventSource | undefined} */
  let source;
  let wasOpen = false;
  let isLost = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  const connect = () => {
    source = new EventSource(streamAddress(as, wasOpen));
    source.addEventListener('message', (event) => onEvent(JSON.parse(event.data)));
    source.addEventListener('open', () => {
      onSettled();
      wasOpen = true;
      if (isLost) onRestored();
      isLost = false;
    });
    source.addEventListener('error', () => {
      onSettled();
      if (!isLost) onLost();
      isLost = true;
      // A browser retries a broken connection slowly, and never one that was answered with an error.
      source?.close();
      retry = setTimeout(connect, retryDelayMs);
    });
  };

  connect();
  return () => {
    clearTimeout(retry);
    source?.close();
  };
};
