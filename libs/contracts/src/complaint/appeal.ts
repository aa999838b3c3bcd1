import Type from 'typebox';
import { event, personal } from '../definition.js';
import { requiredText } from '../vocabulary.js';

/** The complaint went to the next stage, because the decision was not accepted (ISO 10002:2018, 7.9). */
export const AppealLodged = event('AppealLodged', {
  meaning: 'The complainant appealed, and the next stage began.',
  data: {
    /** The new stage; the first decision was stage 1. */
    stage: Type.Integer({ minimum: 2, maximum: 9 }),
    /** Excludes earlier deciders from this stage. */
    anotherDecider: Type.Boolean(),
    /** The policy sends every rejection to this stage automatically. */
    automatic: Type.Boolean(),
    grounds: Type.Optional(personal(requiredText())),
  },
});

/** The organization's final position after its last stage (ISO 10002:2018, 7.9). */
export const FinalPositionStated = event('FinalPositionStated', {
  meaning: 'The organization stated its final position.',
  data: {
    text: personal(requiredText()),
  },
});
