import { fieldRoom, type Room } from './field-room.ts';
import type { Field, Form, Page, RawValues } from './form.ts';

/** A view of Slack's has at most 100 blocks and 250,000 bytes; some of both are for what stands around the fields. */
const roomOfPage: Room = { bytes: 150_000, pieces: 80 };

/** The form with every page that is too large to be shown at once as several, as it is filled now. */
export function splitPages(form: Form, values: RawValues): Form {
  const [first, ...rest] = form.pages;
  const [page, ...more] = partsOf(first, values);
  return { ...form, pages: [page, ...more, ...rest.flatMap((each) => partsOf(each, values))] };
}

/** The first part has the page's id and what is said of it; each other one follows the one before it. */
function partsOf(page: Page, values: RawValues): [Page, ...Page[]] {
  const { description: _told, ...undescribed } = page;
  const [first = [], ...others] = groupsOf(page.fields, values);
  const rest = others.map((fields, index): Page => {
    const before = index === 0 ? page.id : `${page.id}/${index + 1}`;
    return { ...undescribed, id: `${page.id}/${index + 2}`, fields, follows: before };
  });
  return [{ ...page, fields: first }, ...rest];
}

/** Fields in their order, as many together as there is room for; one alone where it takes all of it. */
function groupsOf(fields: readonly Field[], values: RawValues): Field[][] {
  const groups: Field[][] = [];
  let taken: Room = { bytes: 0, pieces: 0 };
  for (const field of fields) {
    const own = fieldRoom(field, values[field.name]);
    const both = { bytes: taken.bytes + own.bytes, pieces: taken.pieces + own.pieces };
    const group = groups.at(-1);
    const fits = both.bytes <= roomOfPage.bytes && both.pieces <= roomOfPage.pieces;
    if (group && fits) group.push(field);
    else groups.push([field]);
    taken = group && fits ? both : own;
  }
  return groups;
}
