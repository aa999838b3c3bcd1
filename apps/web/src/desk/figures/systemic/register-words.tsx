import { dayWords } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';
import { useCauseNames } from '../../cause-names.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { CHANNEL, CONCERN, isWordOf, type WordList } from '../../words.js';
import { FILTER, type FiguresFilters } from '../figures-search.js';
import type {
  PendingActions,
  PlannedAction,
  ProblemGroup,
  RecordedFigures,
  RegisterStanding,
  WholeProblem,
} from './register.js';

export const STANDING: WordList<RegisterStanding> = {
  confirmed: 'desk.systemic.confirmed',
  dismissed: 'desk.systemic.dismissed',
  resolved: 'desk.systemic.resolved',
};

export const PENDING_ACTIONS: WordList<PendingActions> = {
  mine: 'desk.systemic.mine',
  overdue: 'desk.systemic.any-overdue',
};

export const DECISION: WordList<WholeProblem['decisions'][number]['decision']> = {
  confirmed: 'desk.systemic.confirmed',
  dismissed: 'desk.systemic.dismissed',
  reopened: 'desk.systemic.reopened',
  effective: 'desk.systemic.effective',
  'not-effective': 'desk.systemic.not-effective',
};

export const ACTION_STANDING: WordList<PlannedAction['standing']> = {
  planned: 'desk.systemic.planned',
  completed: 'desk.systemic.completed',
  cancelled: 'desk.systemic.cancelled',
};

const GROUP_DIMENSION: WordList<ProblemGroup[number]['dimension']> = {
  rootCause: 'desk.field.root-cause',
  product: 'desk.fact.product',
  issue: 'desk.fact.issue',
  concern: 'desk.fact.concern',
  organizationUnit: 'desk.fact.unit',
  channel: 'desk.fact.channel',
  jurisdiction: 'desk.fact.jurisdiction',
  complainantType: 'desk.fact.complainant-type',
  team: 'desk.fact.team',
};

/** The values that complaints share, each with what it is a value of. */
export function useGroupWords(): (group: ProblemGroup) => string {
  const say = useSay();
  const causeName = useCauseNames();
  const list = new Intl.ListFormat(useLanguage(), { type: 'unit' });
  const valueOf = ({ dimension, value }: ProblemGroup[number]): string => {
    if (dimension === 'rootCause') return causeName(value);
    if (dimension === 'channel' && isWordOf(CHANNEL, value)) return say(CHANNEL[value]);
    return dimension === 'concern' && isWordOf(CONCERN, value) ? say(CONCERN[value]) : value;
  };
  return (group) =>
    list.format(
      group.map((one) =>
        say('desk.systemic.value', { dimension: say(GROUP_DIMENSION[one.dimension]), value: valueOf(one) }),
      ),
    );
}

/** The filters of the figures that show exactly a group; undefined where the page of figures has no such filter. */
export function figuresOfGroup(group: ProblemGroup): FiguresFilters | undefined {
  if (!group.every(({ dimension }) => Object.hasOwn(FILTER, dimension))) return undefined;
  return Object.fromEntries(group.map(({ dimension, value }) => [dimension, [value]]));
}

/** How many complaints of a group came in some days, and how many usually do in as many. */
export function FiguresLine({ figures }: { readonly figures: RecordedFigures | undefined }) {
  const say = useSay();
  const language = useLanguage();
  const { number } = useMoments();
  if (figures === undefined) return null;
  const { recent, usual } = figures;
  if (recent === null) return <p className="text-muted">{say('desk.systemic.no-period')}</p>;
  const last = new Date(Date.parse(recent.before) - 1).toISOString().slice(0, 10);
  const days = Math.round(recent.days);
  return (
    <p className="text-muted">
      {recent.complaints === null
        ? say('desk.systemic.few', { days, day: dayWords(last, language) })
        : say('desk.systemic.figures', { complaints: recent.complaints, days, day: dayWords(last, language) })}{' '}
      {usual !== null && say('desk.systemic.usual', { complaints: number(Math.round(usual * recent.days)) })}
    </p>
  );
}
