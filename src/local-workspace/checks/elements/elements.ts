import { byType, type Check, object, oneOf } from '../check.ts';
import { picture, pictureSource } from '../composition.ts';
import type { Surface } from '../surface.ts';
import { buttons } from './buttons.ts';
import { choices } from './choices.ts';
import { inputs } from './inputs.ts';
import { menus } from './menus.ts';

/** The blocks in which elements stand. */
type Parent = 'section' | 'actions' | 'input' | 'context_actions';

/** The blocks that may hold an element, and the surfaces where it is not on every one. */
type Place = { readonly in: readonly Parent[]; readonly on?: readonly Surface[] };

const anywhere: Place = { in: ['section', 'actions', 'input'] };
const modalInput: Place = { in: ['input'], on: ['modal'] };
const menuPlaces = Object.fromEntries(Object.keys(menus).map((type) => [type, anywhere]));

/** As each element's page under https://docs.slack.dev/reference/block-kit/block-elements says at its head. */
const places: Readonly<Record<string, Place>> = {
  ...menuPlaces,
  button: { in: ['section', 'actions'] },
  workflow_button: { in: ['section', 'actions'], on: ['message', 'unfurl'] },
  overflow: { in: ['section', 'actions'] },
  image: { in: ['section'] },
  checkboxes: anywhere,
  radio_buttons: anywhere,
  datepicker: anywhere,
  timepicker: anywhere,
  datetimepicker: { in: ['actions', 'input'], on: ['message', 'modal', 'unfurl'] },
  plain_text_input: { in: ['input'] },
  number_input: modalInput,
  email_text_input: modalInput,
  url_text_input: modalInput,
  file_input: modalInput,
  rich_text_input: { in: ['actions', 'input'], on: ['modal', 'home'] },
  feedback_buttons: { in: ['context_actions'] },
  icon_button: { in: ['context_actions'] },
};

/** A picture within a block. */
export const imageElement = object({ type: oneOf('image'), ...picture }, pictureSource);

const all: Readonly<Record<string, Check>> = { ...buttons, ...menus, ...choices, ...inputs, image: imageElement };

/** The elements that a block of a surface may hold. */
export const elementsOf = (parent: Parent, surface: Surface): Check =>
  byType(
    Object.fromEntries(
      Object.entries(all).filter(([type]) => {
        const place = places[type];
        return place?.in.includes(parent) === true && (place.on?.includes(surface) ?? true);
      }),
    ),
  );
