const namespace = 'http://www.w3.org/2000/svg';

/** Stroke paths on a 20 by 20 grid. */
const paths = {
  hash: 'M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16',
  close: 'm5 5 10 10M15 5 5 15',
  back: 'm11.5 4.5-5.5 5.5 5.5 5.5',
  down: 'm5 7.5 5 5 5-5',
  updown: 'm6.5 7.5 3.5-3.5 3.5 3.5M6.5 12.5l3.5 3.5 3.5-3.5',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  reply: 'M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9.5L6 16.5v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
  send: 'M4 16.5 17 10 4 3.5l1.5 5.5 6 1-6 1L4 16.5Z',
  slash: 'M12.5 4 7.5 16M4.5 2.5h11a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2Z',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0 0v1.2a2.1 2.1 0 0 0 4.2 0V10A7.2 7.2 0 1 0 14 16',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Zm10.2 0a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0Z',
  plus: 'M10 4v12M4 10h12',
  bolt: 'M11 2.5 4.5 11H9l-1 6.5L15.5 9H11l1-6.5Z',
  dots: 'M4.5 10v.01M10 10v.01M15.5 10v.01',
  lock: 'M5 9h10v7H5V9Zm2 0V6.5a3 3 0 0 1 6 0V9',
  archive: 'M3 4h14v3.5H3V4Zm1 3.5h12V16H4V7.5Zm4 3h4',
  spark: 'M10 3c.6 4 3 6.4 7 7-4 .6-6.4 3-7 7-.6-4-3-6.4-7-7 4-.6 6.4-3 7-7Z',
  addPerson: 'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6.5c.3-3 2.4-4.5 5.5-4.5 1.2 0 2.3.2 3.2.7M15 11v6m-3-3h6',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  external: 'M11.5 4H16v4.5M16 4l-7 7M13.5 11.5v4H4.5v-9h4',
  warning: 'M10 3 18 16.5H2L10 3Zm0 5v4m0 2.2v.01',
  thumbsUp: 'M6.5 9v7.5H4V9h2.5Zm0 0L9.5 3c1.5 0 2 1 2 2v2.5h4a1.5 1.5 0 0 1 1.5 1.7l-.8 5.6a2 2 0 0 1-2 1.7H6.5',
  thumbsDown: 'M6.5 11V3.5H4V11h2.5Zm0 0 3 6c1.5 0 2-1 2-2v-2.5h4a1.5 1.5 0 0 0 1.5-1.7l-.8-5.6a2 2 0 0 0-2-1.7H6.5',
  trash: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  swap: 'M4 7.5h11l-3-3M16 12.5H5l3 3',
};

/** @typedef {keyof typeof paths} IconName */

/**
 * A line drawing in the colour of the text around it, hidden from screen readers: the control says its name itself.
 * @param {IconName} name
 * @returns {SVGSVGElement}
 */
export const icon = (name) => {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
};
