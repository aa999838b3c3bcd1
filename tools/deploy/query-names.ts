/** The labels of each series that can be asked for, by its name. */
export type KnownMetrics = ReadonlyMap<string, readonly string[]>;

/** Labels that Prometheus adds to every series. */
const SCRAPED = ['job', 'instance'];
/** A series that Prometheus makes itself. */
const UP = 'up';
/** The words of PromQL that dashboards and rules use. */
const WORDS = new Set([
  ...['sum', 'max', 'min', 'topk', 'rate', 'increase', 'changes', 'histogram_quantile'],
  ...['by', 'on', 'and', 'or'],
]);

const SELECTOR = /\b([a-z_]\w*)\s*(?:\{([^}]*)\})?/g;
const GROUPING = /\b(?:by|on)\s*\(([^)]*)\)/g;

/**
 * What a query of PromQL names that is not served: a metric, or a label that its metric does not have. Not a parser: it knows the few words
 * that the queries here consist of, and reports any other.
 */
export function faultsOfQuery(query: string, known: KnownMetrics): readonly string[] {
  const labels = [...query.matchAll(GROUPING)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  const plain = query.replaceAll(GROUPING, ' ').replaceAll(/\[[^\]]*\]/g, ' ');
  const asked = [...plain.matchAll(SELECTOR)].filter(([, name = '']) => !WORDS.has(name));
  const kept = new Set([...SCRAPED, ...asked.flatMap(([, name = '']) => known.get(name) ?? [])]);
  return [
    ...asked.flatMap(([, name = '', matchers = '']) => faultsOfSelector(name, matchers, known)),
    ...labels.filter((label) => !kept.has(label)).map((label) => `no metric of the query has the label ${label}`),
  ];
}

function faultsOfSelector(name: string, matchers: string, known: KnownMetrics): readonly string[] {
  const labels = name === UP ? [] : known.get(name);
  if (labels === undefined) return [`no process serves ${name}`];
  const named = [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"[^"]*"/g)].map(([, label = '']) => label);
  return named.flatMap((label) => ([...SCRAPED, ...labels].includes(label) ? [] : [`${name} has no label ${label}`]));
}
