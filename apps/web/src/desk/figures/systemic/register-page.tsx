import { dayWords } from '@redress/texts/web';
import { Button, buttonClass, Skeleton, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { MoreButton } from '../../more-button.js';
import { hasRole, problemDeciders } from '../../places.js';
import { useSay } from '../../say.js';
import { useSession } from '../../session.js';
import { useTitle } from '../../title.js';
import { OptionalWordSelect } from '../../word-select.js';
import { useQuestion } from '../question.js';
import { type Intention, ProblemDialog } from './problem-dialog.js';
import {
  type PendingActions,
  type ProposedProblem,
  type RegisterEntry,
  type RegisterStanding,
  useProposals,
  useRegister,
} from './register.js';
import { FiguresLine, PENDING_ACTIONS, STANDING, useGroupWords } from './register-words.js';

const NO_SEARCH = {};

function Proposal({
  proposal,
  onDecide,
}: {
  readonly proposal: ProposedProblem;
  readonly onDecide: ((intention: Intention) => void) | undefined;
}) {
  const say = useSay();
  const groupWords = useGroupWords();
  const { number } = useMoments();
  const { problem, group, standing, recent, usual } = proposal;
  const words = groupWords(group);
  const { numerator, denominator } = recent;
  return (
    <li className="border-b border-hairline bg-surface p-3">
      <h3 className="font-bold">{words}</h3>
      {numerator !== null && (
        <p>
          {say('desk.systemic.lately', { complaints: numerator, days: Math.round(denominator) })}{' '}
          {usual !== null && say('desk.systemic.usual', { complaints: number(Math.round(usual * denominator)) })}
        </p>
      )}
      {standing !== undefined && (
        <p className="font-semibold text-due">
          {say(standing === 'resolved' ? 'desk.systemic.came-back' : 'desk.systemic.grown')}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {standing !== undefined && (
          <Link to="/figures/systemic/$problem" params={{ problem }} className={buttonClass('secondary')}>
            {say('desk.systemic.look')}
          </Link>
        )}
        {onDecide !== undefined && standing !== 'resolved' && (
          <Button
            type="button"
            kind="secondary"
            aria-label={say('desk.systemic.confirm-of', { group: words })}
            onClick={() => onDecide({ type: 'confirm', group })}
          >
            {say('desk.systemic.confirm')}
          </Button>
        )}
        {onDecide !== undefined && (
          <Button
            type="button"
            kind="secondary"
            aria-label={say('desk.systemic.dismiss-of', { group: words })}
            onClick={() => onDecide({ type: 'dismiss', group })}
          >
            {say('desk.systemic.dismiss')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Entry({ entry }: { readonly entry: RegisterEntry }) {
  const say = useSay();
  const language = useLanguage();
  const groupWords = useGroupWords();
  const { problem, name, group, standing, figures, actions, nextDueOn } = entry;
  const words = groupWords(group);
  return (
    <li className="border-b border-hairline bg-surface p-3">
      <h3 className="font-bold">
        <Link to="/figures/systemic/$problem" params={{ problem }}>
          <bdi>{name ?? words}</bdi>
        </Link>
      </h3>
      <p className="flex flex-wrap gap-x-4">
        <span className="font-semibold">{say(STANDING[standing])}</span>
        {name !== undefined && <span>{words}</span>}
      </p>
      <FiguresLine figures={figures} />
      {standing === 'confirmed' && (
        <p className="flex flex-wrap gap-x-4">
          <span>{say('desk.systemic.actions-open', { count: actions.planned })}</span>
          {nextDueOn !== null && <span>{say('desk.systemic.next-due', { day: dayWords(nextDueOn, language) })}</span>}
          {actions.overdue > 0 && (
            <span className="font-semibold text-late">
              {say('desk.systemic.actions-overdue', { count: actions.overdue })}
            </span>
          )}
        </p>
      )}
    </li>
  );
}

/** What the figures propose, and the register of what was decided. */
export function SystemicProblemsPage() {
  const say = useSay();
  const { roles } = useSession();
  const asked = useQuestion(NO_SEARCH);
  const [standing, setStanding] = useState<RegisterStanding>();
  const [pending, setPending] = useState<PendingActions>();
  const [intention, setIntention] = useState<Intention>();
  const proposals = useProposals(asked);
  const register = useRegister(standing, pending);
  const decides = hasRole(roles, problemDeciders);
  useTitle(say('desk.systemic'));
  const isFiltered = standing !== undefined || pending !== undefined;
  const entries = register.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-xl font-bold">{say('desk.systemic')}</h1>
      <p className="max-w-prose text-muted">{say('desk.systemic.hint')}</p>
      <p className="flex flex-wrap gap-2">
        {decides && (
          <Button type="button" onClick={() => setIntention({ type: 'confirm', group: undefined })}>
            {say('desk.systemic.by-hand')}
          </Button>
        )}
        <Link to="/figures" className={buttonClass('secondary')}>
          {say('desk.place.figures')}
        </Link>
      </p>
      <h2 className="text-l font-bold">{say('desk.systemic.proposals')}</h2>
      {proposals.isPending && <Skeleton />}
      {proposals.isError && <Failure error={proposals.error} onRetry={() => void proposals.refetch()} />}
      {proposals.data?.items.length === 0 && <p>{say('desk.systemic.no-proposals')}</p>}
      <ul className="flex flex-col">
        {proposals.data?.items.map((proposal) => (
          <Proposal key={proposal.problem} proposal={proposal} onDecide={decides ? setIntention : undefined} />
        ))}
      </ul>
      <h2 className="text-l font-bold">{say('desk.systemic.register')}</h2>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <OptionalWordSelect
          label="desk.systemic.standing"
          words={STANDING}
          chosen={standing}
          none="desk.systemic.any"
          onChoose={setStanding}
        />
        <OptionalWordSelect
          label="desk.systemic.pending"
          words={PENDING_ACTIONS}
          chosen={pending}
          none="desk.systemic.any"
          onChoose={setPending}
        />
      </div>
      {register.isPending && <Skeleton />}
      {register.isError && <Failure error={register.error} onRetry={() => void register.refetch()} />}
      {register.isSuccess && entries.length === 0 && (
        <p>{say(isFiltered ? 'desk.systemic.none-such' : 'desk.systemic.none')}</p>
      )}
      <ul className="flex flex-col">
        {entries.map((entry) => (
          <Entry key={entry.problem} entry={entry} />
        ))}
      </ul>
      <MoreButton of={register} />
      {intention !== undefined && (
        <ProblemDialog intention={intention} asked={asked} onClose={() => setIntention(undefined)} />
      )}
    </div>
  );
}
