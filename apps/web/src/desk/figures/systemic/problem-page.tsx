import { dayWords } from '@redress/texts/web';
import { Button, buttonClass, Skeleton, useLanguage } from '@redress/ui';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Said } from '../../case/said.js';
import { Person } from '../../colleagues.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { hasRole, problemDeciders } from '../../places.js';
import { useSay } from '../../say.js';
import { useSession } from '../../session.js';
import { useTitle } from '../../title.js';
import { useQuestion } from '../question.js';
import { type Intention, PROBLEM_COMMAND, ProblemDialog } from './problem-dialog.js';
import { type PlannedAction, useSystemicProblem, type WholeProblem } from './register.js';
import { ACTION_STANDING, DECISION, figuresOfGroup, FiguresLine, STANDING, useGroupWords } from './register-words.js';

const NO_SEARCH = {};

function Action({
  action,
  mayCancel,
  onDo,
}: {
  readonly action: PlannedAction;
  readonly mayCancel: boolean;
  readonly onDo: (intention: Intention) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const { day, number } = useMoments();
  const { person } = useSession();
  const { action: place, what, text, owner, dueOn, standing, overdue, endedAt } = action;
  const mayComplete = mayCancel || owner === person;
  return (
    <li className="border-b border-hairline bg-surface p-3">
      <Said text={what} />
      <p className="flex flex-wrap gap-x-4">
        <span className="font-semibold">{say(ACTION_STANDING[standing])}</span>
        <span>
          {say('desk.systemic.owner')}: <Person id={owner} />
        </span>
        {endedAt === undefined ? (
          <span className={overdue ? 'font-semibold text-late' : ''}>
            {say(overdue ? 'desk.systemic.overdue' : 'desk.systemic.due', { day: dayWords(dueOn, language) })}
          </span>
        ) : (
          <span>{day(endedAt)}</span>
        )}
      </p>
      <Said text={text} />
      {standing === 'planned' && (
        <div className="mt-2 flex flex-wrap gap-2">
          {mayComplete && (
            <Button
              type="button"
              kind="secondary"
              aria-label={say('desk.systemic.complete-of', { number: number(place) })}
              onClick={() => onDo({ type: 'complete', action: place, what })}
            >
              {say('desk.systemic.complete')}
            </Button>
          )}
          {mayCancel && (
            <Button
              type="button"
              kind="secondary"
              aria-label={say('desk.systemic.cancel-of', { number: number(place) })}
              onClick={() => onDo({ type: 'cancel', action: place, what })}
            >
              {say('desk.systemic.cancel')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** What a supervisor can do with an entry as it stands. */
function intentionsOn({ standing, group, actions }: WholeProblem): readonly Intention[] {
  switch (standing) {
    case 'confirmed': {
      const isOpen = actions.some((action) => action.standing === 'planned');
      return [{ type: 'plan' }, ...(isOpen ? [] : [{ type: 'verify' } as const, { type: 'dismiss', group } as const])];
    }
    case 'dismissed':
      return [{ type: 'confirm', group }];
    case 'resolved':
      return [{ type: 'reopen' }, { type: 'dismiss', group }];
  }
}

function Whole({ known }: { readonly known: WholeProblem }) {
  const say = useSay();
  const { full } = useMoments();
  const { roles } = useSession();
  const groupWords = useGroupWords();
  const asked = useQuestion(NO_SEARCH);
  const [intention, setIntention] = useState<Intention>();
  const decides = hasRole(roles, problemDeciders);
  const { name, description, group, standing, actions, decisions } = known;
  const words = groupWords(group);
  const filters = figuresOfGroup(group);
  useTitle(name ?? words);
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-xl font-bold">
        <bdi>{name ?? words}</bdi>
      </h1>
      <p className="flex flex-wrap gap-x-4">
        <span className="font-semibold">{say(STANDING[standing])}</span>
        <span>{words}</span>
      </p>
      <Said text={description} />
      <p className="flex flex-wrap gap-2 print:hidden">
        {decides &&
          intentionsOn(known).map((one) => (
            <Button
              key={one.type}
              type="button"
              kind={one.type === 'dismiss' ? 'secondary' : 'primary'}
              onClick={() => setIntention(one)}
            >
              {say(PROBLEM_COMMAND[one.type])}
            </Button>
          ))}
        {filters !== undefined && (
          <Link to="/figures" search={{ dashboard: 'board', ...filters }} className={buttonClass('secondary')}>
            {say('desk.systemic.figures-of')}
          </Link>
        )}
        <Link to="/figures/systemic" className={buttonClass('secondary')}>
          {say('desk.systemic')}
        </Link>
      </p>
      <h2 className="text-l font-bold">{say('desk.systemic.pending')}</h2>
      {actions.length === 0 && <p>{say('desk.systemic.no-actions')}</p>}
      <ul className="flex flex-col">
        {actions.map((action) => (
          <Action key={action.action} action={action} mayCancel={decides} onDo={setIntention} />
        ))}
      </ul>
      <h2 className="text-l font-bold">{say('desk.systemic.decisions')}</h2>
      <ol className="flex flex-col">
        {decisions.map(({ decision, at, by, text, figures }) => (
          <li key={at} className="border-b border-hairline bg-surface p-3">
            <p className="font-semibold">{say(DECISION[decision])}</p>
            <p className="text-muted">
              {full(at)} <Person id={by} />
            </p>
            <FiguresLine figures={figures} />
            <Said text={text} />
          </li>
        ))}
      </ol>
      {intention !== undefined && (
        <ProblemDialog intention={intention} known={known} asked={asked} onClose={() => setIntention(undefined)} />
      )}
    </div>
  );
}

/** One systemic problem: what was decided, on which figures, and what is done against it. */
export function SystemicProblemPage() {
  const { problem } = useParams({ from: '/figures/systemic/$problem' });
  const found = useSystemicProblem(problem);
  if (found.isPending) return <Skeleton />;
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  return <Whole known={found.data} />;
}
