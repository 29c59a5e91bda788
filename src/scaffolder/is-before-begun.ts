import { isRefusal } from '#callboard/core/refusal.ts';

/** The refusals of an input, or of the place that it names: every action looks at these first. */
const codes: readonly string[] = ['no-such-git-host', 'no-such-owner', 'wrong-repo-url', 'name-refused', 'wrong-input'];

/** Whether a call of an action was refused before it could have made anything. */
export const isBeforeBegun = (error: unknown): boolean => isRefusal(error, codes);
