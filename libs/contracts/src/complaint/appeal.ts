import Type from 'typebox';
import { event, personal } from '../definition.js';
import { requiredText } from '../vocabulary.js';

/** The complaint went to the next stage of deciding, since the decision was not accepted (ISO 10002:2018, 7.9). */
export const AppealLodged = event('AppealLodged', {
  meaning: 'The complainant appealed, and the next stage began.',
  isMessage: true,
  data: {
    /** The stage that begins; the first decision was made in stage 1. */
    stage: Type.Integer({ minimum: 2, maximum: 9 }),
    /** Nobody who decided in a stage before may decide in this one. */
    anotherDecider: Type.Boolean(),
    /** The policy sends every rejection to this stage: nobody asked for it. */
    automatic: Type.Boolean(),
    grounds: Type.Optional(personal(requiredText())),
  },
});

/** No stage is left inside, and this is the organization's last word (ISO 10002:2018, 7.9). */
export const FinalPositionStated = event('FinalPositionStated', {
  meaning: 'The organization stated its final position.',
  data: {
    text: personal(requiredText()),
  },
});
