import { acknowledgementRule } from '../acknowledgement/acknowledgement.rule.js';
import { decisionRule } from '../decision/decision.rule.js';
import type { MessageRule } from './message-rule.js';

/** Everything that complainants are told by message, and what gives occasion to it. */
export const messageRules: readonly MessageRule[] = [acknowledgementRule, decisionRule];
