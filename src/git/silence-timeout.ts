/** git is ended when it says nothing for so long, in milliseconds; a transfer prints its progress all the while. */
export const silenceTimeoutMs = 60_000;
