import { avatar } from '../avatar.js';
import { element } from '../element.js';

/** @import { AgentState } from '../contract.js' */
/** @import { Names } from '../names.js' */

/** How long each of several loading messages stands. */
const messageShownForMs = 3000;
/** Slack takes a status away after two minutes without a message. */
const statusLifetimeMs = 120_000;

/**
 * The line that says what the app is doing in a conversation, until it says something.
 * @returns {{ node: HTMLElement, show: (statuses: AgentState['statuses'], names: Names) => void }}
 */
export const createStatus = () => {
  const node = element('div', { class: 'agent-status', role: 'status', hidden: true });
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let turning;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ending;

  return {
    node,
    show: (statuses, names) => {
      clearInterval(turning);
      clearTimeout(ending);
      const latest = statuses.at(-1);
      node.hidden = !latest;
      if (!latest) return;
      const name = names.person(names.botId);
      const says = element('span', { class: 'agent-status-text' });
      const lines = latest.loadingMessages.length > 0 ? latest.loadingMessages : [`${name} ${latest.status}`];
      let at = 0;
      says.textContent = lines[0] ?? '';
      turning = setInterval(() => {
        at += 1;
        says.textContent = lines[at % lines.length] ?? '';
      }, messageShownForMs);
      ending = setTimeout(() => {
        clearInterval(turning);
        node.hidden = true;
      }, statusLifetimeMs);
      node.replaceChildren(avatar({ id: names.botId, name, isBot: true }), says);
    },
  };
};
