import { createHash } from 'node:crypto';
import type { Repository } from '#callboard/scaffolder/git-host.ts';
import type { RepositoryContent } from './read-repository.ts';

const style = `
body { margin: 2rem auto; max-width: 50rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 0.4rem; white-space: pre-wrap; }
ul { columns: 2; padding-left: 1.2rem; font-family: ui-monospace, monospace; font-size: 0.9rem; }
`;

/** A page may load nothing and run nothing; its one style sheet is named by its digest. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const shownFiles = 500;
const shownReadmeCharacters = 100_000;

/** The HTML page of a repository: how to clone it, its files and its README as plain text. */
export function repositoryPage(repository: Repository, { description, files, readme }: RepositoryContent): string {
  const title = escapeHtml(`${repository.owner}/${repository.name}`);
  const more = files.length > shownFiles ? `<p>… and ${files.length - shownFiles} more.</p>` : '';
  const items = files.slice(0, shownFiles).map((file) => `<li>${escapeHtml(file)}</li>`);
  const text =
    readme === undefined
      ? ''
      : `<h2>${escapeHtml(readme.path)}</h2><pre>${escapeHtml(readme.text.slice(0, shownReadmeCharacters))}</pre>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body>
<h1>${title}</h1>
<p>${escapeHtml(description)}</p>
<pre>git clone ${escapeHtml(repository.cloneUrl)}</pre>
<h2>Files</h2>
<ul>${items.join('')}</ul>${more}
${text}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
