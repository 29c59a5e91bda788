/** What looks like an address, or the beginning of one: `https://…`, `www.…`, `docs.example.com/…`. */
const looksLikeAddress = /:\/\/|\bwww\.|^\s*[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?#]|\s*$)/i;

/**
 * The text of a link. One that looks like an address, and is another than the one it leads to, has that in brackets
 * behind it; an empty one is the address.
 */
export function honestLink(text: string, url: string): string {
  const label = text.trim();
  if (label === '') return url;
  if (!looksLikeAddress.test(label) || isSameAddress(label, url)) return label;
  return `${label} (${url})`;
}

/** Whether a text is the address, or the address without what everybody leaves out, or a beginning of it that names its host. */
function isSameAddress(text: string, url: string): boolean {
  const bare = (address: string): string =>
    address
      .replace(/^https?:\/\//i, '')
      .replace(/\/$/, '')
      .toLowerCase();
  const [said, meant] = [bare(text), bare(url)];
  return meant === said || meant.startsWith(`${said}/`);
}
