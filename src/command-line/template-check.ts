import type { App } from '../app.ts';
import { counted } from '../core/counted.ts';
import type { Form } from '../core/forms/form.ts';
import type { FormPreview } from '../core/forms/form-preview.ts';
import type { CheckedTemplate } from '../scaffolder/check/check-templates.ts';
import { githubAnnotation } from './github-annotation.ts';
import type { Output } from './output.ts';
import type { FindingFormat } from './read-arguments.ts';

/** How each surface asks for a form. */
interface Previews {
  readonly slack: (form: Form) => FormPreview;
  readonly discord: (form: Form) => FormPreview;
}

/** Checks templates, and shows the form of each as chat will. @returns the exit code: 1 where one has an error */
export async function templateCheck(
  app: App,
  files: readonly string[],
  format: FindingFormat,
  output: Output,
): Promise<number> {
  const previews = await loadPreviews();
  const templates = await app.scaffolder.check(files, process.cwd());
  const findings = templates.flatMap((template) => template.findings);
  const count = (level: string) => findings.filter((finding) => finding.level === level).length;
  const verdict = `${counted(templates.length, 'template')}, ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}`;
  const lines =
    format === 'github'
      ? findings.map((finding) => githubAnnotation('Template', finding))
      : templates.flatMap((template) => [...findingLines(template), ...formLines(template, previews), '']);
  output.print(
    templates.map((template) => shown(template, previews)),
    [...lines, verdict].join('\n'),
  );
  return count('error') === 0 ? 0 : 1;
}

/** Surfaces bring the programs of their platforms with them, which other commands do without. */
async function loadPreviews(): Promise<Previews> {
  const { previewForm: slack } = await import('../surfaces/slack/preview-form.ts');
  const { previewForm: discord } = await import('../surfaces/discord/preview-form.ts');
  return { slack, discord };
}

const shown = ({ file, ref, findings, form, later }: CheckedTemplate, { slack, discord }: Previews): object => ({
  file,
  ref,
  findings,
  form: form === undefined ? null : { pages: form.pages, later, slack: slack(form), discord: discord(form) },
});

const findingLines = ({ findings }: CheckedTemplate): readonly string[] =>
  findings.map(({ level, file, line, column, message }) => `${file}:${line}:${column}: ${level}: ${message}`);

function formLines({ title, form, later }: CheckedTemplate, previews: Previews): readonly string[] {
  if (form === undefined) return [];
  if (form.pages.every(({ fields }) => fields.length === 0) && later.length === 0)
    return [`${title} asks for nothing.`];
  const slack = previews.slack(form);
  const discord = previews.discord(form);
  return [
    `${title} asks for:`,
    ...form.pages.flatMap((page) => [`  ${page.title}`, ...fieldLines(page, slack, discord)]),
    ...(later.length > 0 ? [`  With other answers also: ${later.join(', ')}`] : []),
    ...surfaceLines('Slack', slack),
    ...surfaceLines('Discord', discord),
  ];
}

function fieldLines({ fields }: Form['pages'][number], slack: FormPreview, discord: FormPreview): readonly string[] {
  return fields.map(({ name, label, kind, isRequired }) => {
    const asked = `${label} (${kind}${isRequired ? ', needed' : ''})`;
    return `    ${asked}: in Slack ${slack.fields[name] ?? ''}, in Discord ${discord.fields[name] ?? ''}`;
  });
}

const surfaceLines = (surface: string, { asked, differences }: FormPreview): readonly string[] => [
  `  ${surface} asks in ${asked}${differences.length === 0 ? ', as it is' : ''}`,
  ...differences.map((told) => `    ${told}`),
];
