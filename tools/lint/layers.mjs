/**
 * Who may import whom, by the tags in each package.json (`nx.tags`). What is not listed is refused.
 * Specs may import the testing library as well: see `layersOfSpecs`.
 */
const FOUNDATIONS = [
  'layer:domain',
  'layer:contracts',
  'layer:eventing',
  'layer:policies',
  'layer:texts',
  'layer:complaints',
];

const layers = [
  // Pure: no machinery and nothing that changes for another reason than the business. Of the contracts it takes types alone.
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:contracts'] },
  // What other teams import must drag nothing of ours along.
  { sourceTag: 'layer:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:eventing', onlyDependOnLibsWithTags: [] },
  // An engine sees the ports it implements, never who uses it.
  { sourceTag: 'layer:engine', onlyDependOnLibsWithTags: ['layer:eventing'] },
  // Contract suites serve every engine and every domain, so they know neither.
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:eventing'] },
  // Where domain and published language meet, so that services need not bind them each in its own way.
  {
    sourceTag: 'layer:complaints',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts', 'layer:eventing', 'layer:policies'],
  },
  // Policies are data in files and in the log; complaints only name their versions.
  { sourceTag: 'layer:policies', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts', 'layer:eventing'] },
  // Words for people: what they say comes in, and nothing is read or written to say it.
  { sourceTag: 'layer:texts', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts'] },
  // Chooses the engine by its URL, so it is the one library that names engines.
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: [...FOUNDATIONS, 'layer:engine'] },
  // Services never call each other: an app imports no app.
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: [...FOUNDATIONS, 'layer:platform'] },
  // Only these put several apps into one process.
  {
    sourceTag: 'layer:composition',
    onlyDependOnLibsWithTags: [...FOUNDATIONS, 'layer:platform', 'layer:engine', 'layer:app', 'layer:composition'],
  },
];

/** Options of `@nx/enforce-module-boundaries` for code that runs in production. */
export const layersOfCode = boundaries(layers);

/** The same for specs: also the testing library, and an engine on disk to test against. */
export const layersOfSpecs = boundaries(
  layers.map((layer) => ({
    ...layer,
    onlyDependOnLibsWithTags: [
      ...layer.onlyDependOnLibsWithTags,
      'layer:testing',
      ...(layer.sourceTag === 'layer:domain' || layer.sourceTag === 'layer:contracts' ? [] : ['layer:engine']),
    ],
  })),
);

function boundaries(depConstraints) {
  return {
    // Packages import each other by name and their output is built by tsc, so nx need not tell buildable ones apart.
    enforceBuildableLibDependency: false,
    // Node loads ES modules statically; nothing here is lazy-loaded by a bundler.
    checkDynamicDependenciesExceptions: ['.*'],
    allow: [],
    depConstraints,
  };
}
