/**
 * Where a person is: who they act as, the conversation, its thread or, with the app, its home. The URL's hash keeps it, so a second person can
 * be opened in a second tab and a reload stays where it was.
 * @typedef {{ as: string | null, channel: string | null, thread: string | null, tab: 'home' | null }} Place
 */

/**
 * @param {string} hash as in `location.hash`
 * @returns {Place}
 */
export const readPlace = (hash) => {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    as: fields.get('as'),
    channel: fields.get('channel'),
    thread: fields.get('thread'),
    tab: fields.get('tab') === 'home' ? 'home' : null,
  };
};

/**
 * @param {Partial<Place>} place
 * @returns {string} with the leading "#"
 */
export const placeHash = ({ as, channel, thread, tab }) => {
  const fields = new URLSearchParams();
  if (as) fields.set('as', as);
  if (channel) fields.set('channel', channel);
  if (thread) fields.set('thread', thread);
  if (tab) fields.set('tab', tab);
  return `#${fields}`;
};
