import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { activitySearchOf } from './activity-search.js';
import { caseSearchOf } from './case/case-search.js';
import { accessSearchOf } from './compliance/access-search.js';
import { disclosuresSearchOf } from './compliance/disclosures-search.js';
import { sampleSearchOf } from './compliance/sample-search.js';
import { deadlinesSearchOf } from './deadlines/deadlines-search.js';
import { Failure } from './failure.js';
import { figuresSearchOf } from './figures/figures-search.js';
import { parsedSearch, writtenSearch } from './address.js';
import { queueSearchOf } from './queue/queue-search.js';
import { useSay } from './say.js';
import { Shell } from './shell.js';
import { tasksSearchOf } from './tasks-search.js';

function PageFailure({ error, reset }: ErrorComponentProps) {
  return <Failure error={error} onRetry={reset} />;
}

function NoSuchPage() {
  const say = useSay();
  return (
    <>
      <h1 className="text-2xl font-bold">{say('desk.no-page')}</h1>
      <p>{say('desk.no-page-hint')}</p>
    </>
  );
}

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage, errorComponent: PageFailure });

const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  component: lazyRouteComponent(() => import('./work-page.js'), 'WorkPage'),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: queueSearchOf,
  component: lazyRouteComponent(() => import('./queue/queue-page.js'), 'QueuePage'),
});

const newCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/new',
  component: lazyRouteComponent(() => import('./new-case-page.js'), 'NewCasePage'),
});

const oneCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/$reference',
  validateSearch: caseSearchOf,
  component: lazyRouteComponent(() => import('./case/case-page.js'), 'CasePage'),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: tasksSearchOf,
  component: lazyRouteComponent(() => import('./tasks-page.js'), 'TasksPage'),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: activitySearchOf,
  component: lazyRouteComponent(() => import('./activity-page.js'), 'ActivityPage'),
});

const letters = createRoute({
  getParentRoute: () => root,
  path: '/letters',
  beforeLoad: () => {
    // TanStack Router takes a redirect as a thrown value.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/tasks', search: { kind: ['send-letter'] } });
  },
});

const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/tasks', search: { kind: ['call'] } });
  },
});

const deadlines = createRoute({
  getParentRoute: () => root,
  path: '/deadlines',
  validateSearch: deadlinesSearchOf,
  component: lazyRouteComponent(() => import('./deadlines/deadlines-page.js'), 'DeadlinesPage'),
});

const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: figuresSearchOf,
  component: lazyRouteComponent(() => import('./figures/figures-page.js'), 'FiguresPage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/figures/reports',
  validateSearch: figuresSearchOf,
  component: lazyRouteComponent(() => import('./figures/reports/reports-page.js'), 'ReportsPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/figures/systemic',
  component: lazyRouteComponent(() => import('./figures/systemic/register-page.js'), 'SystemicProblemsPage'),
});

const systemicProblem = createRoute({
  getParentRoute: () => root,
  path: '/figures/systemic/$problem',
  component: lazyRouteComponent(() => import('./figures/systemic/problem-page.js'), 'SystemicProblemPage'),
});

const compliance = createRoute({
  getParentRoute: () => root,
  path: '/compliance',
  component: lazyRouteComponent(() => import('./compliance/compliance-frame.js'), 'ComplianceFrame'),
});

const record = createRoute({
  getParentRoute: () => compliance,
  path: '/',
  component: lazyRouteComponent(() => import('./compliance/compliance-page.js'), 'CompliancePage'),
});

const access = createRoute({
  getParentRoute: () => compliance,
  path: '/access',
  validateSearch: accessSearchOf,
  component: lazyRouteComponent(() => import('./compliance/access-page.js'), 'AccessPage'),
});

const disclosures = createRoute({
  getParentRoute: () => compliance,
  path: '/disclosures',
  validateSearch: disclosuresSearchOf,
  component: lazyRouteComponent(() => import('./compliance/disclosures-page.js'), 'DisclosuresPage'),
});

const erasure = createRoute({
  getParentRoute: () => compliance,
  path: '/erasure',
  component: lazyRouteComponent(() => import('./compliance/erasure-page.js'), 'ErasurePage'),
});

const erasureRequest = createRoute({
  getParentRoute: () => compliance,
  path: '/erasure/$request',
  component: lazyRouteComponent(() => import('./compliance/erasure-request-page.js'), 'ErasureRequestPage'),
});

const holds = createRoute({
  getParentRoute: () => compliance,
  path: '/holds',
  component: lazyRouteComponent(() => import('./compliance/holds-page.js'), 'HoldsPage'),
});

const sample = createRoute({
  getParentRoute: () => compliance,
  path: '/sample',
  validateSearch: sampleSearchOf,
  component: lazyRouteComponent(() => import('./compliance/sample-page.js'), 'SamplePage'),
});

const parked = createRoute({
  getParentRoute: () => compliance,
  path: '/parked',
  component: lazyRouteComponent(() => import('./compliance/parked-page.js'), 'ParkedPage'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin/admin-frame.js'), 'AdminFrame'),
});

const people = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./people-page.js'), 'PeoplePage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.js'), 'AccountPage'),
});

const policies = createRoute({
  getParentRoute: () => admin,
  path: '/policies',
  component: lazyRouteComponent(() => import('./admin/policies/policies-page.js'), 'PoliciesPage'),
});

const policy = createRoute({
  getParentRoute: () => admin,
  path: '/policies/$version',
  component: lazyRouteComponent(() => import('./admin/policies/policy-page.js'), 'PolicyPage'),
});

const draft = createRoute({
  getParentRoute: () => admin,
  path: '/policies/$version/draft',
  component: lazyRouteComponent(() => import('./admin/policies/draft-page.js'), 'DraftPage'),
});

const calendars = createRoute({
  getParentRoute: () => admin,
  path: '/calendars',
  component: lazyRouteComponent(() => import('./admin/calendars-page.js'), 'CalendarsPage'),
});

const templates = createRoute({
  getParentRoute: () => admin,
  path: '/templates',
  component: lazyRouteComponent(() => import('./admin/templates-page.js'), 'TemplatesPage'),
});

const views = createRoute({
  getParentRoute: () => admin,
  path: '/views',
  component: lazyRouteComponent(() => import('./admin/views-page.js'), 'ViewsPage'),
});

const deliveries = createRoute({
  getParentRoute: () => admin,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('./admin/deliveries-page.js'), 'DeliveriesPage'),
});

const health = createRoute({
  getParentRoute: () => admin,
  path: '/health',
  component: lazyRouteComponent(() => import('./admin/health-page.js'), 'HealthPage'),
});

const administration = admin.addChildren([
  people,
  policies,
  policy,
  draft,
  calendars,
  templates,
  views,
  deliveries,
  health,
]);

const tree = root.addChildren([
  work,
  queue,
  newCase,
  oneCase,
  tasks,
  activity,
  letters,
  calls,
  deadlines,
  figures,
  reports,
  register,
  systemicProblem,
  compliance.addChildren([record, access, disclosures, erasure, erasureRequest, holds, parked, sample]),
  administration,
  account,
]);

/** Creates the router. Addresses are written as the API writes them, `status=received&status=assessed`, so that people can read and share them. */
export function createDeskRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailure,
    parseSearch: parsedSearch,
    stringifySearch: writtenSearch,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
