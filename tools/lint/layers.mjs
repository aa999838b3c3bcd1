/**
 * Allowed imports, by the tags in each package.json (`nx.tags`). Everything else is refused.
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
  // Pure: no infrastructure, and nothing that changes for other reasons than the business. Imports only types from the contracts.
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:contracts'] },
  // Other teams import this, so it must not depend on other packages.
  { sourceTag: 'layer:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:eventing', onlyDependOnLibsWithTags: [] },
  // An engine knows the ports that it implements, never their users.
  { sourceTag: 'layer:engine', onlyDependOnLibsWithTags: ['layer:eventing'] },
  // Contract suites serve every engine and every domain, so they import neither.
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:eventing'] },
  // Binds domain and published language once for all services.
  {
    sourceTag: 'layer:complaints',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts', 'layer:eventing', 'layer:policies'],
  },
  // Policies are data in files and in the log; complaints only name their versions.
  { sourceTag: 'layer:policies', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts', 'layer:eventing'] },
  // Texts for people: pure functions of their input.
  { sourceTag: 'layer:texts', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contracts'] },
  // Components of pages, which a browser downloads: nothing of the server.
  { sourceTag: 'layer:ui', onlyDependOnLibsWithTags: ['layer:texts', 'layer:contracts'] },
  { sourceTag: 'layer:api-client', onlyDependOnLibsWithTags: [] },
  // Invented complaints for a trial and for measurements: decided by the commands of the domain, written by whoever composes services.
  { sourceTag: 'layer:sample-data', onlyDependOnLibsWithTags: FOUNDATIONS },
  // Chooses the engine by its URL, so it alone imports engines.
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: [...FOUNDATIONS, 'layer:engine'] },
  // Mail and pages as PDF, for the services that write to people.
  {
    sourceTag: 'layer:outgoing',
    onlyDependOnLibsWithTags: ['layer:contracts', 'layer:eventing', 'layer:texts', 'layer:platform'],
  },
  // Services never call each other: an app imports no app.
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [...FOUNDATIONS, 'layer:platform', 'layer:outgoing', 'layer:ui', 'layer:api-client'],
  },
  // Only these combine several apps in one process.
  {
    sourceTag: 'layer:composition',
    onlyDependOnLibsWithTags: [
      ...FOUNDATIONS,
      'layer:sample-data',
      'layer:platform',
      'layer:outgoing',
      'layer:engine',
      'layer:app',
      'layer:composition',
    ],
  },
];

/** Options of `@nx/enforce-module-boundaries` for code that runs in production. */
export const layersOfCode = boundaries(layers);

/** Options for specs, which may also import the testing library and an engine on disk; those of apps invented complaints. */
export const layersOfSpecs = boundaries(
  layers.map((layer) => ({
    ...layer,
    onlyDependOnLibsWithTags: [
      ...layer.onlyDependOnLibsWithTags,
      'layer:testing',
      ...(layer.sourceTag === 'layer:app' ? ['layer:sample-data'] : []),
      ...(layer.sourceTag === 'layer:domain' || layer.sourceTag === 'layer:contracts' ? [] : ['layer:engine']),
    ],
  })),
);

function boundaries(depConstraints) {
  return {
    // Packages import each other by name and are built by tsc, so nx need not distinguish buildable ones.
    enforceBuildableLibDependency: false,
    // Node loads ES modules statically; nothing here is lazy-loaded by a bundler.
    checkDynamicDependenciesExceptions: ['.*'],
    allow: [],
    depConstraints,
  };
}
