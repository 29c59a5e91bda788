/** Whether an address may become a link: only those that a browser opens as a page. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(url) && URL.canParse(url);
}
