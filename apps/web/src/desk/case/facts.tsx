import type { DeskTextKey } from '@redress/texts/desk';
import { amountWords, dayWords } from '@redress/texts/web';
import { Code, Notice, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Assignee } from '../colleagues.js';
import { useMoments } from '../moments.js';
import { accessLogRoles, disclosureRoles, erasureRoles, hasRole } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import {
  type DeskCase,
  CHANNEL,
  CLOCK_STATE,
  type ExplainedClock,
  HOLD_BASIS,
  LANGUAGE,
  PRIORITY,
  RECIPIENT,
  REMEDY,
  REMEDY_STATE,
  SEVERITY,
  STATUS,
  WAITING_FOR,
} from '../words.js';
import { useClocks } from './case-queries.js';
import { clockName } from './clock-name.js';
import { Files } from './files.js';
import { Said } from './said.js';

function Fact({ name, children }: { readonly name: DeskTextKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <div className="grid grid-cols-[5.5rem_1fr] gap-2">
      <dt className="text-muted">{say(name)}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Group({ title, children }: { readonly title: DeskTextKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <section className="border-t border-hairline py-3 first:border-t-0 first:pt-0">
      <h2 className="mb-1 text-l font-bold">{say(title)}</h2>
      {children}
    </section>
  );
}

const CLOCK_TONES: Readonly<Record<ExplainedClock['state'], string>> = {
  running: 'border-line',
  paused: 'border-paused border-dashed',
  met: 'border-done',
  missed: 'border-late',
  exempt: 'border-hairline',
  merged: 'border-hairline',
  lifted: 'border-hairline',
  undetermined: 'border-line',
};

function Clock({ clock }: { readonly clock: ExplainedClock }) {
  const say = useSay();
  const { relative, full } = useMoments();
  const { name, run, state, overdue, due, words } = clock;
  return (
    <li className={`border-s-4 ps-2 ${overdue ? 'border-late' : CLOCK_TONES[state]}`}>
      <p className="font-semibold">
        <bdi>{clockName(name, say)}</bdi>
        {run > 1 && ` ${say('desk.clock.run', { run })}`}
      </p>
      <p className={overdue ? 'font-semibold text-late' : ''}>
        {say(overdue ? 'desk.clock.overdue' : CLOCK_STATE[state])}
      </p>
      {due !== undefined && state === 'running' && (
        <p>{say('desk.clock.due', { when: relative(due.utc), at: full(due.utc) })}</p>
      )}
      <details className="text-s">
        <summary className="cursor-pointer text-accent pointer-coarse:min-h-11">{say('desk.clock.why')}</summary>
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
    </li>
  );
}

function Clocks({ reference, revision }: { readonly reference: string; readonly revision: number | undefined }) {
  const clocks = useClocks(reference, revision);
  return (
    <ul className="flex flex-col gap-3">
      {clocks.data?.clocks.map((clock) => (
        <Clock key={`${clock.name} ${clock.run}`} clock={clock} />
      ))}
    </ul>
  );
}

function People({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  const { complainant, onBehalfOf, assignee, team } = shown;
  return (
    <dl className="flex flex-col gap-1">
      <Fact name="desk.fact.complainant">
        {complainant?.name === undefined ? (
          <span className="text-muted">{say('desk.anonymous')}</span>
        ) : (
          <Said text={complainant.name} />
        )}
      </Fact>
      {complainant?.email !== undefined && (
        <Fact name="desk.fact.email">
          <Said text={complainant.email} />
        </Fact>
      )}
      {complainant?.phone !== undefined && (
        <Fact name="desk.fact.phone">
          <Said text={complainant.phone} />
        </Fact>
      )}
      {complainant?.postalAddress !== undefined && (
        <Fact name="desk.fact.address">
          <Said text={complainant.postalAddress} />
        </Fact>
      )}
      {complainant?.preferredChannel !== undefined && (
        <Fact name="desk.fact.preferred">{say(CHANNEL[complainant.preferredChannel])}</Fact>
      )}
      {complainant?.accessibilityNeeds !== undefined && (
        <Fact name="desk.fact.needs">
          <Said text={complainant.accessibilityNeeds} />
        </Fact>
      )}
      {onBehalfOf && (
        <Fact name="desk.fact.represented">
          <Said text={onBehalfOf.name} />
        </Fact>
      )}
      <Fact name="desk.fact.assignee">
        <Assignee id={assignee} />
      </Fact>
      {team !== null && (
        <Fact name="desk.fact.team">
          <bdi>{team}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Matter({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  const language = useLanguage();
  const { full } = useMoments();
  const { product, issue, organizationUnit, channel, happenedOn, receivedAt, externalReference, tags, policy } = shown;
  return (
    <dl className="flex flex-col gap-1">
      {product !== undefined && (
        <Fact name="desk.fact.product">
          <bdi>{product}</bdi>
        </Fact>
      )}
      {issue !== undefined && (
        <Fact name="desk.fact.issue">
          <bdi>{issue}</bdi>
        </Fact>
      )}
      {organizationUnit !== undefined && (
        <Fact name="desk.fact.unit">
          <bdi>{organizationUnit}</bdi>
        </Fact>
      )}
      <Fact name="desk.fact.received">
        <time dateTime={receivedAt}>{full(receivedAt)}</time>
      </Fact>
      {happenedOn !== undefined && <Fact name="desk.fact.happened">{dayWords(happenedOn, language)}</Fact>}
      <Fact name="desk.fact.channel">{say(CHANNEL[channel])}</Fact>
      <Fact name="desk.fact.language">{say(LANGUAGE[shown.language])}</Fact>
      {externalReference !== undefined && (
        <Fact name="desk.fact.external">
          <Code>{externalReference}</Code>
        </Fact>
      )}
      {tags.length > 0 && (
        <Fact name="desk.fact.tag">
          {tags.map((tag) => (
            <bdi key={tag} className="me-2">
              {tag}
            </bdi>
          ))}
        </Fact>
      )}
      <Fact name="desk.fact.policy">
        <bdi>{policy.names[language]}</bdi>
      </Fact>
    </dl>
  );
}

function Remedies({ remedies }: { readonly remedies: DeskCase['remedies'] }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="flex flex-col gap-1">
      {remedies.map(({ kind, amount, description, dueOn, state }, index) => (
        // A remedy has no name but its place in the decision.
        <li key={index}>
          <strong>{say(REMEDY[kind])}</strong>
          {amount !== undefined && <bdi> {amountWords(amount, language)}</bdi>}
          <span className={state === 'overdue' ? 'text-late' : 'text-muted'}> {say(REMEDY_STATE[state])}</span>
          {dueOn !== undefined && <span className="text-muted"> {dayWords(dueOn, language)}</span>}
          <Said text={description} />
        </li>
      ))}
    </ul>
  );
}

function Links({ shown: { links, mergedInto, absorbed } }: { readonly shown: DeskCase }) {
  const others = [
    ...links.map(({ complaint }) => complaint),
    ...(mergedInto === null ? [] : [mergedInto]),
    ...absorbed.map(({ complaint }) => complaint),
  ];
  return (
    <ul>
      {[...new Set(others)].map((reference) => (
        <li key={reference}>
          <Link to="/cases/$reference" params={{ reference }}>
            <Code>{reference}</Code>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Who outside was given data of the case. */
function Disclosures({ given }: { readonly given: NonNullable<DeskCase['disclosures']> }) {
  const say = useSay();
  const { full } = useMoments();
  return (
    <ul className="flex flex-col gap-1">
      {given.map(({ recipientKind, recipient, recipientPerson, disclosedAt }, index) => (
        // A disclosure has no name but its place among them.
        <li key={index}>
          <strong>{say(RECIPIENT[recipientKind])}</strong> {recipient !== undefined && <bdi>{recipient}</bdi>}
          <time dateTime={disclosedAt} className="block text-s text-muted">
            {full(disclosedAt)}
          </time>
          <Said text={recipientPerson} />
        </li>
      ))}
    </ul>
  );
}

/** What is known of a case, in short. */
export function Facts({ shown, revision }: { readonly shown: DeskCase; readonly revision?: number | undefined }) {
  const say = useSay();
  const {
    status,
    priority,
    assessment,
    undelivered,
    remedies,
    attachments = [],
    links,
    mergedInto,
    absorbed,
    outOfScope,
    restriction,
    holds,
    erasure,
    disclosures: given = [],
  } = shown;
  const language = useLanguage();
  const { full } = useMoments();
  const { roles: own } = useSession();
  const canSeeErasures = hasRole(own, erasureRoles);
  const canAddFiles = revision === undefined && shown.availableCommands.includes('add-attachment');
  const hasLinks = links.length > 0 || mergedInto !== null || absorbed.length > 0;
  return (
    <>
      {undelivered.length > 0 && (
        <Notice kind="late">{say('desk.fact.undelivered', { count: undelivered.length })}</Notice>
      )}
      {outOfScope != null && <Notice kind="due">{say('desk.fact.out-of-scope')}</Notice>}
      {restriction != null && <Notice kind="paused">{say('desk.fact.confidential')}</Notice>}
      {holds.map(({ basis, reviewOn }) => (
        <Notice key={basis} kind="paused">
          {say('desk.fact.held', { basis: say(HOLD_BASIS[basis]), day: dayWords(reviewOn, language) })}
        </Notice>
      ))}
      {erasure !== null && (
        <Notice kind={erasure.carriedOutAt === undefined ? 'due' : 'paused'}>
          {erasure.carriedOutAt === undefined
            ? say('desk.fact.erasure-requested', { at: full(erasure.requestedAt) })
            : say('desk.fact.erased', { at: full(erasure.carriedOutAt) })}{' '}
          {canSeeErasures && (
            <Link to="/compliance/erasure/$request" params={{ request: erasure.request }}>
              <Code>{erasure.request}</Code>
            </Link>
          )}
        </Notice>
      )}
      <Group title="desk.facts.state">
        <dl className="flex flex-col gap-1">
          <Fact name="desk.fact.status">
            <strong>{say(STATUS[status])}</strong>
          </Fact>
          {priority !== null && <Fact name="desk.fact.priority">{say(PRIORITY[priority])}</Fact>}
          {assessment !== null && <Fact name="desk.fact.severity">{say(SEVERITY[assessment.severity])}</Fact>}
          {shown.answered && <Fact name="desk.fact.waiting">{say(WAITING_FOR.handler)}</Fact>}
        </dl>
      </Group>
      <Group title="desk.facts.clocks">
        <Clocks reference={shown.reference} revision={revision} />
      </Group>
      <Group title="desk.facts.people">
        <People shown={shown} />
      </Group>
      <Group title="desk.facts.matter">
        <Matter shown={shown} />
      </Group>
      {remedies.length > 0 && (
        <Group title="desk.facts.remedies">
          <Remedies remedies={remedies} />
        </Group>
      )}
      {(attachments.length > 0 || canAddFiles) && (
        <Group title="desk.facts.files">
          <Files shown={shown} isNow={revision === undefined} />
        </Group>
      )}
      {given.length > 0 && (
        <Group title="desk.compliance.disclosures">
          <Disclosures given={given} />
        </Group>
      )}
      {hasLinks && (
        <Group title="desk.facts.links">
          <Links shown={shown} />
        </Group>
      )}
      {hasRole(own, disclosureRoles) && (
        <p>
          <Link to="/compliance/disclosures" search={{ reference: shown.reference }}>
            {say('desk.disclosures.of-case')}
          </Link>
        </p>
      )}
      {hasRole(own, accessLogRoles) && (
        <p>
          <Link to="/compliance/access" search={{ reference: shown.reference }}>
            {say('desk.access.who-read')}
          </Link>
        </p>
      )}
    </>
  );
}
