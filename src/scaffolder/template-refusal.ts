import { Refusal } from '#callboard/core/refusal.ts';

/** What is wrong with a template, or with a file of its skeleton. */
export type TemplateFault =
  | { readonly kind: 'mistake'; readonly reason: string }
  /** A limit on time, output or memory ended it. */
  | { readonly kind: 'too-much' };

/** @param place where it stands, such as `skeleton/README.md:3:1` */
export function templateRefusal(place: string, fault: TemplateFault, cause: unknown): Refusal {
  const [reason, hint] =
    fault.kind === 'too-much'
      ? ['rendering it takes more time or text than one file may', 'Look for loops that go on for too long.']
      : [fault.reason, 'Correct the template.'];
  return new Refusal(`${place}: ${reason}.`, { code: 'template-error', hint }, { cause });
}
