import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, loadWebConfig } from '@redress/platform';
import { CHART, chartRoutes, helm, helmPath, type Manifest, rendered, serviceTable } from './chart-files.js';
import { fileText } from './deploy-files.js';

const { services, command, asks } = serviceTable();
const names = Object.keys(services);
const values = (name: string): readonly string[] => ['--values', `${CHART}/ci/${name}-values.yaml`];

/** Lets the process stop before it is killed: its own limit, whole seconds. */
const [, stopMsMax = ''] = /STOP_MS_MAX = ([\d_]+)/.exec(fileText('libs/platform/src/service/graceful-stop.ts')) ?? [];
const STOP_SECONDS = Math.ceil(Number(stopMsMax.replaceAll('_', '')) / 1_000);
const [, engineWaitMs = ''] =
  /ENGINE_WAIT_MS = ([\d_]+)/.exec(fileText('libs/platform/src/service/engines/engine-kinds.ts')) ?? [];
/** A process opens four engines one after another before it listens. */
const START_SECONDS = (4 * Number(engineWaitMs.replaceAll('_', ''))) / 1_000;

/** Values that the Secrets of an installation would hold. */
const SECRETS: { readonly [name: string]: string } = {
  REDRESS_EVENT_STORE: 'esdb://redress:x@esdb:2113?tls=true',
  REDRESS_EVENT_STREAM: 'kafka://redress:x@kafka:9093?tls=true',
  REDRESS_READ_STORE: 'mongodb://views:x@mongo:27017/redress',
  REDRESS_KEY_STORE: 'mongodb://keys:x@mongo:27017/redress',
  REDRESS_MASTER_KEY: '5a'.repeat(32),
  REDRESS_ATTACHMENTS: 's3://key:x@s3.example.org/complaints',
  REDRESS_SMTP_URL: 'smtps://redress:x@mail.example.org',
  REDRESS_JWKS: '{"keys":[]}',
};

/** Without Helm nothing can be rendered; the end of the run names this suite then. */
const suite = helmPath() === undefined ? describe.skip : describe;

suite('The chart, rendered by Helm (REDRESS_TEST_HELM, or helm on the path)', () => {
  let minimal: readonly Manifest[];
  let full: readonly Manifest[];
  beforeAll(() => {
    minimal = rendered(...values('minimal'));
    full = rendered(...values('full'));
  });

  const ofKind = (kind: string, among = full) => among.filter((object) => object.kind === kind);
  /** Pods of either set of values, with the object that makes each. */
  const pods = () =>
    [...minimal, ...full].flatMap(({ kind, metadata, spec }) => {
      if (kind === 'Pod') return [{ name: metadata.name, spec }];
      return kind === 'Deployment' || kind === 'Job' ? [{ name: metadata.name, spec: spec.template.spec }] : [];
    });
  const componentOf = ({ metadata }: Manifest) => metadata.labels['app.kubernetes.io/component'] ?? '';
  const byComponent = (kind: string, among = full) =>
    new Map(ofKind(kind, among).map((object) => [componentOf(object), object]));
  const variablesOf = (name: string, among: readonly Manifest[]): readonly string[] =>
    byComponent('Deployment', among)
      .get(name)!
      .spec.template.spec.containers[0].env.map((variable: { readonly name: string }) => variable.name);
  /** Selects the pods of some processes. */
  const peersOf = (processes: readonly string[]) =>
    processes.map((process) => ({
      podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': process }) },
    }));

  it.each(['minimal', 'full'])('passes the strict lint with %s values', (name) => {
    expect(helm('lint', ...values(name))).toContain('0 chart(s) failed');
  });

  it('says everything that is missing at once', () => {
    const refusal = () => helm('template');
    for (const needed of [
      'image.repository',
      'secrets.engines',
      'secrets.keys',
      'secrets.messages',
      'REDRESS_MAIL_FROM',
    ])
      expect(refusal).toThrow(`${needed} is needed`);
    expect(refusal).toThrow('either secrets.attachments');
    expect(refusal).toThrow('one of settings.REDRESS_JWKS');
  });

  it.each([
    ['secrets.issuer=issuer', 'not more than one'],
    ['attachments.existingClaim=claim', 'and not both'],
    ['shutdown.drainSeconds=25', 'accepted requests are cut'],
    ['ingress.enabled=true', 'ingress.host is needed'],
    ['settings.REDRESS_OIDC_ISSUER=https://id.example.org', 'REDRESS_OIDC_CLIENT_ID and settings.REDRESS_PUBLIC_URL'],
    ['httpRoute.enabled=true', 'httpRoute.hosts and httpRoute.parentRefs are needed'],
    ['services.intake.autoscaling.minReplicas=9', 'minReplicas is more than maxReplicas'],
    ['settings.REDRESS_CLOCK=start', "additional properties 'REDRESS_CLOCK' not allowed"],
  ])('refuses %s', (value, words) => {
    expect(() => helm('template', ...values('minimal'), '--set', value)).toThrow(words);
  });

  it('runs every service with its own command, and a budget, a service and a policy for each', () => {
    for (const among of [minimal, full]) {
      const run = ofKind('Deployment', among).map(({ metadata, spec }) => [
        metadata.name.replace(/^(complaints-redress|complaints)-/, ''),
        spec.template.spec.containers[0].args,
      ]);
      expect(run.sort()).toEqual(names.map((name) => [name, ['serve', name]]).sort());
      for (const kind of ['Service', 'PodDisruptionBudget'])
        expect([...byComponent(kind, among).keys()].sort()).toEqual([...names].sort());
      expect([...byComponent('NetworkPolicy', among).keys()].sort()).toEqual([...names, 'command'].sort());
    }
  });

  it('selects the pods of a service, and those alone, wherever it selects any', () => {
    for (const deployment of ofKind('Deployment')) {
      const { labels } = deployment.spec.template.metadata;
      const name = componentOf(deployment);
      const selectors = [
        deployment.spec.selector.matchLabels,
        byComponent('Service').get(name)!.spec.selector,
        byComponent('PodDisruptionBudget').get(name)!.spec.selector.matchLabels,
        byComponent('NetworkPolicy').get(name)!.spec.podSelector.matchLabels,
      ];
      for (const selector of selectors) {
        expect(labels).toMatchObject(selector);
        expect(selector).toMatchObject({ 'app.kubernetes.io/component': name });
      }
    }
  });

  it('gives pods no right that they do not need', () => {
    expect(pods().length).toBeGreaterThan(names.length);
    for (const { spec } of pods()) {
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of spec.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({
          requests: { cpu: expect.anything() },
          limits: { memory: expect.anything() },
        });
      }
    }
  });

  it('mounts what there is, and nothing else is a volume', () => {
    for (const { name, spec } of pods()) {
      const volumes = spec.volumes.map((volume: { readonly name: string }) => volume.name);
      const mounted = spec.containers[0].volumeMounts.map((mount: { readonly name: string }) => mount.name);
      expect([name, [...mounted].sort()]).toEqual([name, [...volumes].sort()]);
    }
  });

  it('gives no process a secret that it does not need', () => {
    for (const among of [minimal, full]) {
      const having = (variable: string) => names.filter((name) => variablesOf(name, among).includes(variable));
      const needing = (need: string) => names.filter((name) => services[name]!.includes(need));
      expect(having('REDRESS_MASTER_KEY')).toEqual(needing('key-store'));
      expect(having('REDRESS_KEY_STORE')).toEqual(needing('key-store'));
      expect(having('REDRESS_SMTP_URL')).toEqual(needing('mail'));
      expect(having('REDRESS_SMS')).toEqual(needing('messages'));
      expect(having('REDRESS_ATTACHMENTS')).toEqual(needing('attachments'));
      expect(having('REDRESS_EVENT_STORE_ADMIN')).toEqual([]);
    }
    expect(variablesOf('relay', full)).not.toContain('REDRESS_STAFF');
    const showing = names.filter((name) => variablesOf(name, full).includes('REDRESS_OIDC_CLIENT_SECRET_FILE'));
    expect(showing).toEqual(['identity']);
    expect([...minimal, ...full].filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('gives every process settings with which it would start', () => {
    for (const among of [minimal, full]) {
      const settings = ofKind('ConfigMap', among)[0]!.data!;
      for (const name of names) {
        const files = ['REDRESS_STAFF', 'REDRESS_WEBHOOKS'];
        const env = variablesOf(name, among).filter((variable) => !files.includes(variable));
        const given = Object.fromEntries(env.map((variable) => [variable, SECRETS[variable] ?? '']));
        const urls = Object.keys(asks[name] ?? {}).map((variable) => [variable, `http://${variable}`] as const);
        const load = name === 'web' ? loadWebConfig : loadConfig;
        const all = { ...settings, ...given, ...Object.fromEntries(urls), NODE_ENV: 'production' };
        expect(() => load(all)).not.toThrow();
      }
    }
  });

  it('tells the pages where the services are that they ask, and gives them nothing else', () => {
    const [container] = byComponent('Deployment').get('web')!.spec.template.spec.containers;
    const values = container.env.map(({ name, value }: { readonly name: string; readonly value?: string }) => [
      name,
      value,
    ]);
    expect(Object.fromEntries(values)).toEqual({
      PORT: '8080',
      NODE_EXTRA_CA_CERTS: expect.anything(),
      REDRESS_INTAKE_URL: 'http://complaints-intake',
      REDRESS_CASE_HANDLING_URL: 'http://complaints-case-handling',
    });
    expect(variablesOf('web', minimal)).not.toContain('NODE_EXTRA_CA_CERTS');
  });

  it('lets a process reach the services that it asks, and them be reached by it', () => {
    for (const among of [minimal, full]) {
      const policies = byComponent('NetworkPolicy', among);
      const [dns, ...reached] = policies.get('web')!.spec.egress;
      expect(dns.ports.map(({ port }: { readonly port: number }) => port)).toEqual([53, 53]);
      expect(reached).toEqual(
        peersOf(['case-handling', 'intake']).map((peer) => ({
          ports: [{ port: 8080, protocol: 'TCP' }],
          to: [peer],
        })),
      );
      for (const name of [...names, 'command']) {
        const rules: readonly { readonly from?: unknown }[] = policies.get(name)!.spec.ingress;
        const fromWeb = rules.filter(({ from }) =>
          JSON.stringify(from ?? '').includes('"app.kubernetes.io/component":"web"'),
        );
        expect([name, fromWeb.length]).toEqual([name, Object.values(asks['web']!).includes(name) ? 1 : 0]);
      }
    }
  });

  it('asks a process as it can answer, and lets it stop', () => {
    for (const { spec } of [...ofKind('Deployment', minimal), ...ofKind('Deployment')]) {
      const { containers, terminationGracePeriodSeconds } = spec.template.spec;
      const [{ startupProbe, livenessProbe, readinessProbe, lifecycle, ports }] = containers;
      expect([startupProbe, livenessProbe].map(({ httpGet }) => httpGet)).toEqual([
        { path: '/health/live', port: 'http' },
        { path: '/health/live', port: 'http' },
      ]);
      expect(readinessProbe.httpGet.path).toMatch(/^\/health\/(ready|live)$/);
      expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThan(START_SECONDS);
      expect(terminationGracePeriodSeconds - lifecycle.preStop.sleep.seconds).toBeGreaterThanOrEqual(STOP_SECONDS);
      expect(ports).toEqual([{ name: 'http', containerPort: 8080 }]);
    }
  });

  it('leads every path of the table to its service, by Ingress and by Gateway', () => {
    const expected = chartRoutes().map((route) => ({ ...route, service: `complaints-${route.service}` }));
    const [ingress] = ofKind('Ingress');
    const paths: readonly object[] = ingress!.spec.rules[0].http.paths;
    expect(paths).toEqual(
      expected.map(({ path, type, service }) => ({
        path,
        pathType: type,
        backend: { service: { name: service, port: { name: 'http' } } },
      })),
    );
    const [route] = ofKind('HTTPRoute');
    const rules: readonly object[] = route!.spec.rules;
    expect(rules).toEqual(
      expected.map(({ path, type, service }) => ({
        matches: [{ path: { type: type === 'Exact' ? 'Exact' : 'PathPrefix', value: path } }],
        backendRefs: [{ name: service, port: 80 }],
      })),
    );
  });

  it('scales what autoscaling names, and fixes the number of the others', () => {
    const scaled = ofKind('HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef.name);
    expect(scaled.length).toBeGreaterThan(0);
    for (const { metadata, spec } of ofKind('Deployment'))
      expect([metadata.name, 'replicas' in spec]).toEqual([metadata.name, !scaled.includes(metadata.name)]);
  });

  it('lets a process reach what it needs, and nobody reach one that answers nobody', () => {
    const portsOf = (policy: Manifest): readonly number[] =>
      policy.spec.egress.flatMap(({ ports }: { readonly ports: readonly { readonly port: number }[] }) =>
        ports.map(({ port }) => port),
      );
    const policies = byComponent('NetworkPolicy', minimal);
    expect(policies.get('relay')!.spec.ingress).toEqual([]);
    expect(policies.get('command')!.spec.ingress).toEqual([]);
    expect(portsOf(policies.get('relay')!).filter((port) => [25, 443, 587].includes(port))).toEqual([]);
    for (const name of names) {
      const mail = portsOf(policies.get(name)!).includes(587);
      expect([name, mail]).toEqual([name, ['notification', 'analytics'].includes(name)]);
    }
    const [requests, metrics] = byComponent('NetworkPolicy').get('intake')!.spec.ingress;
    expect([requests.from, metrics.from].map((peers) => peers.length)).toEqual([1, 1]);
  });

  it('keeps names within the limit of Kubernetes under a long name of the release', () => {
    const long = rendered(...values('minimal'), '--set', `fullnameOverride=${'r'.repeat(60)}`);
    expect(long.filter(({ metadata }) => metadata.name.length > 63).map(({ metadata }) => metadata.name)).toEqual([]);
  });

  it('runs a command alone, with everything that it may look at, and a doctor as its test', () => {
    const options = ['--show-only', 'templates/command.yaml', '--set-json', 'command.args=["rebuild","--all"]'];
    const [job, ...others] = rendered(
      ...values('minimal'),
      ...options,
      '--set',
      'command.existingSecret=administrator',
    );
    expect(others).toEqual([]);
    const [container] = job!.spec.template.spec.containers;
    expect(container.args).toEqual(['rebuild', '--all']);
    expect(container.envFrom).toContainEqual({ secretRef: { name: 'administrator' } });
    expect(command.every((need) => Object.values(services).flat().includes(need))).toBe(true);
    expect(ofKind('Job', minimal)).toEqual([]);
    const [doctor] = ofKind('Pod');
    expect(doctor!.metadata.annotations).toMatchObject({ 'helm.sh/hook': 'test' });
    expect(doctor!.spec.containers[0].args).toEqual(['doctor']);
  });
});
