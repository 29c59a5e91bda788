/** A moment to the minute, such as `2026-03-01 09:30 UTC`. */
export const utcMinute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
