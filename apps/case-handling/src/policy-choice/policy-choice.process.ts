import {
  complaintProcess,
  referenceOf,
  type CommandSource,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import { scopingIn } from '@redress/domain';
import { SUBJECT_ERASED, type ProcessManager, toActorId } from '@redress/eventing';

/** Name under which the process stores its position. */
export const POLICY_CHOICE_PROCESS = 'policy-choice';

const SERVICE: CommandSource = {
  caller: 'service:policy-choice',
  actor: { id: toActorId('case-handling'), role: 'system' },
};

/** Answers that are final for this event: an ended complaint keeps its policy until it is taken up again, which asks anew. */
const FINAL: readonly string[] = [
  'complaint-closed',
  'complaint-withdrawn',
  'complaint-referred',
  'complaint-merged',
  SUBJECT_ERASED,
];

/**
 * Has the policy chosen again after a correction of the details that decide on it, and when a complaint that was perhaps corrected while it
 * had ended is taken up again. Stateless: the complaint itself decides whether anything changes, and recognizes an event that was
 * considered before, so the process can be killed anywhere and replay everything.
 */
export function policyChoice(complaints: Complaints): ProcessManager {
  const chooseAgain = async ({ id, stream, revision }: ProjectedComplaintEvent): Promise<void> => {
    const content = { type: 'choose-policy', data: { because: revision } } as const;
    const source = { ...SERVICE, causationId: id, idempotencyKey: id };
    const outcome = await complaints.execute(referenceOf(stream), content, source);
    if (outcome.kind === 'accepted') return;
    const answer = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
    if (!FINAL.includes(answer)) throw new Error(`choose-policy was answered with ${answer}.`);
  };
  return complaintProcess(POLICY_CHOICE_PROCESS, {
    DetailsCorrected: async (event) => {
      if (Object.keys(scopingIn(event.data)).length > 0) await chooseAgain(event);
    },
    ComplaintReopened: chooseAgain,
    ComplaintUnmerged: chooseAgain,
  });
}
