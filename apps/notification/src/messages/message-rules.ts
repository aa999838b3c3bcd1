import { acknowledgementRule } from '../acknowledgement/acknowledgement.rule.js';
import { decisionRule } from '../decision/decision.rule.js';
import { informationRequestRule } from '../information-request/information-request.rule.js';
import { progressReportRule } from '../progress-report/progress-report.rule.js';
import type { MessageRule } from './message-rule.js';

/** Every message to complainants, and the events that cause it. */
export const messageRules: readonly MessageRule[] = [
  acknowledgementRule,
  progressReportRule,
  informationRequestRule,
  decisionRule,
];
