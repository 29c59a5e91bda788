/**
 * Whether a click is the second or a later one of a double click, whatever stands there by then: Slack takes a double
 * click on a button for one.
 * @param {MouseEvent} click
 */
export const isRepeatedClick = (click) => click.detail > 1;
