import type { Language } from '@redress/contracts';
import { unavailableCommands, type Complaint } from '@redress/domain';
import { Problem, problemDetail } from '@redress/platform';
import { text } from '@redress/texts';
import type { CaseAnswer, CaseReader } from '../case-view/case.answer.js';

type WhyNot = NonNullable<CaseAnswer['unavailableCommands']>[number];

/** Says of each command of staff that a reader cannot send now what keeps them from it, in the words in which sending it would be refused. */
export function whyNot(
  complaint: Complaint,
  { actor, roles, policy, at }: CaseReader,
  language: Language,
): readonly WhyNot[] {
  return unavailableCommands(complaint, { id: actor.id, roles }, policy, at).map(({ command, ...obstacle }) => {
    switch (obstacle.why) {
      case 'roles':
        return {
          command,
          code: 'forbidden',
          reason: problemDetail(new Problem('forbidden'), language),
          roles: [...obstacle.roles],
        };
      case 'done':
        return { command, code: 'already-done', reason: text(language, 'command.already-done') };
      case 'refused': {
        const problem = Problem.ofRefusal(obstacle.refusal);
        return { command, code: problem.code, reason: problemDetail(problem, language) };
      }
    }
  });
}
