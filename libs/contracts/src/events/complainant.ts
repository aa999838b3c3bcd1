import Type from 'typebox';
import { closed, personal } from '../definition/index.js';
import { Channel, email, NAME_LENGTH_MAX, text } from '../vocabulary/index.js';

/** Who complains, as far as they said. Without it the complaint is anonymous. */
export const complainant = closed({
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  email: Type.Optional(personal(email())),
  phone: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  postalAddress: Type.Optional(personal(text())),
  preferredChannel: Type.Optional(Channel),
  accessibilityNeeds: Type.Optional(personal(text())),
});
