import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { serviceTable } from './chart-files.js';
import { fileText, root } from './deploy-files.js';
import { faultsOfQuery, type KnownMetrics } from './query-names.js';
import { servedMetrics, type ServedMetric } from './served-metrics.js';

const DASHBOARDS = 'deploy/dashboards';
const RULES = 'deploy/alerts/redress.rules.yaml';

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const dashboards = readdirSync(join(root, DASHBOARDS)).map(
  (name) => [name, JSON.parse(fileText(`${DASHBOARDS}/${name}`)) as Dashboard] as const,
);
const { groups } = parse(fileText(RULES)) as {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

let served: readonly ServedMetric[];
let known: KnownMetrics;
beforeAll(async () => {
  served = await servedMetrics();
  known = new Map(
    served.flatMap(({ name, type, labels }) =>
      type === 'histogram'
        ? [
            [`${name}_bucket`, [...labels, 'le']] as const,
            [`${name}_count`, labels] as const,
            [`${name}_sum`, labels] as const,
          ]
        : [[name, labels] as const],
    ),
  );
});

describe('Every metric of Redress', () => {
  const page = fileText('docs/reference/metrics.md');
  const own = () => served.filter(({ name }) => name.startsWith('redress_'));

  it('is described as the processes describe it', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `redress_'));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
    expect(cells.map(([, name, type, labels, help]) => ({ name, type, labels, help }))).toEqual(
      own().map(({ labels, ...metric }) => ({ ...metric, labels: labels.join(', ') })),
    );
  });

  it('is in a dashboard', () => {
    const shown = JSON.stringify(dashboards);
    expect(own().filter(({ name }) => !shown.includes(name))).toEqual([]);
  });
});

describe.each(dashboards)('The dashboard %s', (_name, { panels, templating, uid }) => {
  const shown = panels.filter(({ type }) => type !== 'row');

  it('asks only for metrics and labels that are served', () => {
    const queries = shown.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.flatMap(([title, expr]) => faultsOfQuery(expr, known).map((fault) => `${title}: ${fault}`))).toEqual(
      [],
    );
    const choices = templating.list.map(({ query }) => /label_values\((.*), (\w+)\)/.exec(JSON.stringify(query)) ?? []);
    for (const [, metric, label] of choices) {
      if (metric !== undefined) expect([metric, known.has(metric), label]).toEqual([metric, true, 'job']);
    }
  });

  it('explains each panel, and names each line by labels that its query keeps', () => {
    expect(shown.filter(({ description = '' }) => !description.endsWith('.')).map(({ title }) => title)).toEqual([]);
    for (const { title, targets = [] } of shown) {
      for (const { expr, legendFormat } of targets) {
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
        expect([title, named.filter((label) => !expr.includes(label) && !['job', 'instance'].includes(label))]).toEqual(
          [title, []],
        );
      }
    }
  });

  it('fits the width of the page and can be found by its name', () => {
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
    expect(fileText('docs/how-to/run-on-kubernetes.md')).toContain(`${DASHBOARDS}/${uid}.json`);
  });

  it('asks for routes that there are', () => {
    const { paths } = JSON.parse(fileText('docs/reference/openapi.json')) as { readonly paths: object };
    const routes = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const asked = [...JSON.stringify(panels).matchAll(/route(=~?)\\"([^"]*)\\"/g)].map(([, how, text = '']) =>
      how === '=' ? routes.includes(text) : routes.some((route) => new RegExp(`^${text}$`).test(route)),
    );
    expect(asked).not.toContain(false);
  });
});

describe('The rules', () => {
  it('ask only for metrics and labels that are served', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.flatMap(({ alert, expr }) => faultsOfQuery(expr, known).map((fault) => `${alert}: ${fault}`))).toEqual(
      [],
    );
  });

  it('each have their own name, a severity, and say what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, labels, annotations } of rules) {
      expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(critical|warning)$/)]);
      expect([alert, annotations.summary]).toEqual([alert, expect.stringMatching(/\.$/)]);
      expect([alert, annotations.runbook]).toEqual([alert, expect.stringMatching(/^.{20,}\.$/)]);
    }
  });

  it('name labels in their words that the query keeps', () => {
    for (const { alert, expr, annotations } of rules) {
      const named = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
      expect([alert, named.filter((label) => !new RegExp(`by \\([^)]*\\b${label}\\b`).test(expr))]).toEqual([
        alert,
        [],
      ]);
    }
  });

  it('watch every service', () => {
    const watched = [...fileText(RULES).matchAll(/job=~"([^"]*)"/g)].map(([, names = '']) => names.split('|').sort());
    const all = Object.keys(serviceTable().services).sort();
    expect(watched.length).toBeGreaterThan(0);
    expect(watched).toEqual(watched.map(() => all));
  });
});
