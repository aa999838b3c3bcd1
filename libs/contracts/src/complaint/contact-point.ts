import Type from 'typebox';
import { event } from '../definition.js';

/** The parts of a contact that can be verified without a person. */
export const contactPointKinds = ['email'] as const;

/**
 * Whoever reads the messages to a contact point confirmed that it is theirs, with the link that was sent there. Holds for the value at that
 * moment: a corrected one is unverified again. Contains no address: it is in the complaint, sealed.
 */
export const ContactPointVerified = event('ContactPointVerified', {
  meaning: 'The complainant confirmed, with a link that was sent there, that an e-mail address is theirs.',
  data: { kind: Type.Enum([...contactPointKinds]) },
});
