import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { Complexity, ImmediateAction, Impact, Priority, requiredText, Severity } from '../vocabulary/index.js';

/** As v2, when immediate action was either needed or not. */
export const complaintAssessedV1 = defineEvent({
  type: 'ComplaintAssessed',
  version: 1,
  meaning: 'The complaint was assessed, and its priority follows.',
  data: {
    severity: Severity,
    safetyImplication: Type.Boolean(),
    complexity: Complexity,
    impact: Impact,
    immediateAction: Type.Boolean(),
    rationale: personal(requiredText()),
    priority: Priority,
  },
});

/**
 * The complaint was looked at for the first time, or again, and its priority follows (ISO 10002:2018, 7.5).
 * The clause asks for the need *and* the possibility of immediate action, which a yes or no could not tell apart.
 */
export const complaintAssessedV2 = defineEvent({
  type: 'ComplaintAssessed',
  version: 2,
  meaning: 'The complaint was assessed, and its priority follows.',
  data: {
    severity: Severity,
    safetyImplication: Type.Boolean(),
    complexity: Complexity,
    impact: Impact,
    immediateAction: ImmediateAction,
    rationale: personal(requiredText()),
    priority: Priority,
  },
});

export type ComplaintAssessedV1Data = DataOf<typeof complaintAssessedV1>;
export type ComplaintAssessedData = DataOf<typeof complaintAssessedV2>;
