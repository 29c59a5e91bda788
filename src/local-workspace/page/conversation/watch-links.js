/** How long after the last key what is typed counts as typed. */
const settledAfterMs = 500;

/**
 * Watches the links in what is being typed.
 * @param {(text: string) => void} onLinks told of the text each time that its links are others, once nobody types
 * @returns {{ see: (text: string) => void }}
 */
export const watchLinks = (onLinks) => {
  let known = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    see: (text) => {
      clearTimeout(timer);
      const links = (text.match(/https?:\/\/\S+/g) ?? []).join(' ');
      if (links === known) return;
      const tell = () => {
        known = links;
        onLinks(text);
      };
      if (links === '') tell();
      else timer = setTimeout(tell, settledAfterMs);
    },
  };
};
