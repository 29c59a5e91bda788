/** A page with one thing to say, for whoever installs the bot in a browser. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Where to go from there. */
  readonly link?: { readonly text: string; readonly url: string };
}

/** The page as HTML, with everything in it escaped. */
export function renderPage({ title, text, link }: Page): string {
  const way = link === undefined ? '' : `\n<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Callboard</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem }</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>${way}
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
