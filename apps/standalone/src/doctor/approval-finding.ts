import type { RedressConfig } from '@redress/platform';
import { type Finding, ok, type SayFinding } from './finding.js';

/** Says how many people a publication takes, and recommends two: no warning, because an office may have one administrator alone. */
export function approvalFinding({ policyApproval }: RedressConfig, say: SayFinding): Finding {
  return ok('policy approval', say(policyApproval === 'two' ? 'doctor.approval.two' : 'doctor.approval.one'));
}
