/** Matching a name takes its length to the power of these: 255 characters, what a file system allows, stay under 1 ms. */
const starsOfNameAtMost = 2;

/**
 * Why a path that a catalog file names is not searched for, to follow "which"; undefined where it is. Whoever writes the
 * file is not who runs the bot: braces multiply, brackets can spell `..`, and groups repeat without an end.
 */
export function wildcardMistake(target: string): string | undefined {
  if (/[{[]|[?*+@!]\(/.test(target))
    return 'which has braces, brackets or a group: of wildcards only *, ** and ? count';
  const isTooWild = target.split('/').some((name) => name.split('*').length - 1 > starsOfNameAtMost);
  return isTooWild ? `which has more than ${starsOfNameAtMost} * between two slashes` : undefined;
}
